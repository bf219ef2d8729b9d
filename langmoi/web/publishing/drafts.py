"""Preparing and issuing a report: the draft with its sections, then the report as it went out."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month
from langmoi.core.text import slug
from langmoi.publishing.access import can_issue, can_prepare, issuer_for
from langmoi.publishing.building import Making, content_of
from langmoi.publishing.drafting import edit_section, edits_of, open_draft, order_of, sections_of
from langmoi.publishing.files import CONTENT_TYPES, WRITERS
from langmoi.publishing.issuing import issue_report
from langmoi.publishing.layouts import layout_on
from langmoi.publishing.material import Material
from langmoi.publishing.model import ReportContent
from langmoi.publishing.models import IssuedReport, ReportDraft
from langmoi.publishing.reading import build_report, making_of, material_of, sender_of
from langmoi.publishing.templates import put_template, template_for
from langmoi.publishing.word import write_docx
from langmoi.publishing.word_template import house_template
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.publishing.files import attachment
from langmoi.web.publishing.forms import IssueForm, TemplateForm, choices_for, order_from
from langmoi.web.scope import scope_of


@login_required
@require_POST
def new(request: Request) -> HttpResponse:
    """Open the draft of the report that was chosen."""
    month = chosen_month(request).month
    scope_of(request, month)
    order = order_from(request.POST.get("report", ""), choices_for(request), month)
    if order is None:
        raise DomainError("Chưa chọn báo cáo cần lập. Hãy chọn trong danh sách rồi bấm lại.")
    draft = open_draft(order, by=request.user, on=request.today, at=now())
    return redirect("draft", draft.pk)


@login_required
@require_safe
def draft(request: Request, pk: int) -> HttpResponse:
    """The draft: each section as computed or as edited, files to try, and the way to issue it."""
    found = _draft(request, pk)
    if found.is_issued:
        return redirect("issued", found.issued.pk)
    return render(request, "publishing/draft.html", _context(request, found))


@login_required
@require_POST
def edit(request: Request, pk: int) -> HttpResponse:
    """Write one section anew, or take the computed text again."""
    found = _draft(request, pk)
    section, version = request.POST.get("section", ""), request.POST.get("version", "")
    text = "" if "computed" in request.POST else request.POST.get("text", "")
    if not version.isdecimal():
        raise DomainError("Trang này đã quá cũ. Hãy tải lại trang rồi sửa lại.")
    edit_section(found, section, text, seen=int(version), by=request.user, on=request.today)
    messages.success(request, "Đã lấy lại lời văn tính từ số liệu." if not text else "Đã lưu đoạn.")
    return redirect(f"{reverse('draft', args=[found.pk])}#muc-{section}")


@login_required
@require_POST
def issue(request: Request, pk: int) -> HttpResponse:
    """Freeze the report with its number, day and signer."""
    found = _draft(request, pk)
    form = IssueForm(request.POST)
    if not form.is_valid():
        context = _context(request, found) | {"form": form}
        return render(request, "publishing/draft.html", context, status=422)
    report = issue_report(found, **form.cleaned_data, by=request.user, on=request.today, at=now())
    messages.success(request, f"Đã ban hành {report}.")
    return redirect("issued", report.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def template(request: Request, pk: int) -> HttpResponse:
    """The Word template in use, to be changed; and the changed one back, checked."""
    found = _draft(request, pk)
    order = order_of(found)
    if request.method == "POST":
        form = TemplateForm(request.POST, request.FILES)
        if not form.is_valid():
            raise DomainError(str(form.errors["file"][0]))
        _put(request, found, form)
        return redirect("draft", found.pk)
    kept = template_for(order)
    content = bytes(kept.content) if kept else house_template(layout_on(request.today).id)
    return attachment(content, f"mau-{found.kind.replace('_', '-')}.docx", CONTENT_TYPES[".docx"])


def _put(request: Request, found: ReportDraft, form: TemplateForm) -> None:
    content = form.content()
    if not content and "house" not in request.POST:
        raise DomainError("Chưa chọn tệp mẫu. Hãy chọn tệp Word (.docx) rồi tải lên.")
    kept = put_template(
        order_of(found),
        content,
        file_name=form.file_name(),
        by=request.user,
        on=request.today,
        at=now(),
    )
    said = f"Đã nhận mẫu, bản {kept.version}." if content else "Đã trở lại mẫu chung."
    messages.success(request, said)


@login_required
@require_safe
def draft_file(request: Request, pk: int, kind: str) -> HttpResponse:
    """The draft as a file; of an open month it bears “BẢN NHÁP” on every page."""
    found = _draft(request, pk)
    ending = _ending(kind)
    order = order_of(found)
    report = build_report(order, _making(request), edits_of(found))
    own = template_for(order) if ending == ".docx" else None
    content = write_docx(report, bytes(own.content)) if own else WRITERS[ending](report)
    name = (
        f"du-thao-{found.kind.replace('_', '-')}-{slug(report.unit_name)}-{report.period}{ending}"
    )
    return attachment(content, name, CONTENT_TYPES[ending])


@login_required
@require_safe
def issued(request: Request, pk: int) -> HttpResponse:
    """The report as it went out, with the hashes by which its files can be known."""
    found = _issued(request, pk)
    context = {
        "report": found,
        "files": found.files.defer("content").order_by("ending"),
        "months": [(parse_month(month), hash_) for month, hash_ in sorted(found.months.items())],
        "order": order_of(found.draft),
    }
    return render(request, "publishing/issued.html", context)


@login_required
@require_safe
def issued_file(request: Request, pk: int, kind: str) -> HttpResponse:
    found = _issued(request, pk)
    file = get_object_or_404(found.files, ending=_ending(kind))
    name = f"bao-cao-{found.number:02d}-{slug(found.symbol)}-{found.year}{file.ending}"
    return attachment(bytes(file.content), name, CONTENT_TYPES[file.ending])


def _context(request: Request, found: ReportDraft) -> dict[str, Any]:
    order = order_of(found)
    material = material_of(order)
    content = _content(request, found, material)
    user, on = request.user, request.today
    issuer = issuer_for(order, on)
    return {
        "draft": found,
        "order": order,
        "content": content,
        "sections": sections_of(found, material, content),
        "is_closed": material.is_closed,
        "may_edit": can_prepare(user, order, on=on),
        "may_issue": can_issue(user, order, on=on),
        "issuer": issuer,
        "issuers": " hoặc ".join(role.label for role in issuer.issues),
        "template": template_for(order),
        "form": IssueForm(initial={"symbol": issuer.symbol, "signer": user.full_name}),
        "reporting_month": chosen_month(request, found.month),
    }


def _content(request: Request, found: ReportDraft, material: Material) -> ReportContent:
    order = order_of(found)
    sender = sender_of(order, material.overview)
    return content_of(material, order.definition, _making(request), sender, edits_of(found))


def _making(request: Request) -> Making:
    return making_of(request.today, request.user.full_name)


def _draft(request: Request, pk: int) -> ReportDraft:
    visible = ReportDraft.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.select_related("unit", "agency"), pk=pk)


def _issued(request: Request, pk: int) -> IssuedReport:
    visible = IssuedReport.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.select_related("draft", "unit", "by"), pk=pk)


def _ending(kind: str) -> str:
    if f".{kind}" not in WRITERS:
        raise Http404
    return f".{kind}"
