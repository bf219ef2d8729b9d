"""A department's own figures in by workbook, and where they differ from the communes'."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core import signing
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import show_month
from langmoi.core.text import slug
from langmoi.people.models import Agency
from langmoi.publishing.files import CONTENT_TYPES
from langmoi.reporting.chain import chain_on
from langmoi.reporting.differences import differences
from langmoi.reporting.expected import (
    NewExpected,
    agencies_entering,
    figures_of_agency,
    held_by,
    put_expected_values,
)
from langmoi.reporting.expected_book import (
    ExpectedCheck,
    check_expected_workbook,
    write_expected_workbook,
)
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.publishing.files import attachment
from langmoi.web.reporting.forms import WorkbookForm
from langmoi.web.reporting.pages import by_unit
from langmoi.web.scope import scope_of

SALT = "langmoi.expected"
HOURS_TO_CONFIRM = 12


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def expected(request: Request) -> HttpResponse:
    """Take the template, give the filled workbook, see every fault or every change."""
    month = chosen_month(request)
    agency = _agency(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        return _check(request, agency, form)
    held = held_by(agency, month.month)
    context = {
        "month": month.month,
        "reporting_month": month,
        "agency": agency,
        "agencies": agencies_entering(request.user, on=request.today),
        "form": form,
        "figures": len(figures_of_agency(agency, month.month)),
        "units_held": len(held),
        "values_held": sum(len(document) for document in held.values()),
        "differences": _differences_of(request, agency),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "expected/expected.html", context, status=status)


@login_required
@require_safe
def template(request: Request) -> HttpResponse:
    """The workbook to fill in, with what the department holds already."""
    month = chosen_month(request).month
    agency = _agency(request)
    units = scope_of(request, month).units
    content = write_expected_workbook(agency, month, unit_keys=units)
    name = f"so-lieu-nganh-{slug(agency.short_name)}-{month:%Y-%m}.xlsx"
    return attachment(content, name, CONTENT_TYPES[".xlsx"])


@login_required
@require_POST
def confirm(request: Request) -> HttpResponse:
    """Write what the person has seen, and only that: it comes back signed from their page."""
    month = chosen_month(request)
    agency = _agency(request)
    told = _seen(request.POST.get("checked", ""))
    if told["agency"] != agency.pk or told["month"] != str(month.month):
        raise DomainError("Tệp đã xem là của ngành hoặc tháng khác. Hãy tải tệp lên lại.")
    result = put_expected_values(
        [NewExpected(*values) for values in told["values"]],
        month=month.month,
        agency=agency,
        source=told["file"],
        by=request.user,
        on=request.today,
        at=now(),
        seen=told["seen"],
        sha256=told["sha256"],
    )
    messages.success(
        request,
        f"Đã ghi số liệu của {agency.name} tháng {show_month(month.month)}: thêm {result.added}, "
        f"sửa {result.changed}, xóa {result.removed}.",
    )
    return redirect(f"{reverse('expected')}?thang={month.month:%Y-%m}&nganh={agency.pk}")


@login_required
@require_safe
def differing(request: Request) -> HttpResponse:
    """The work list: where communes' figures in scope and departments' differ."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    chain = chain_on(month.month)
    enters = any(post.role in chain.writers for post in scope.posts)
    agencies = agencies_entering(request.user, on=request.today)
    found = differences(
        month.month, unit_keys=scope.units, agencies=agencies or None, with_drafts=enters
    )
    context = {
        "month": month.month,
        "reporting_month": month,
        "differences": found,
        "agencies": agencies,
    }
    return render(request, "expected/differences.html", context)


def _check(request: Request, agency: Agency, form: WorkbookForm) -> HttpResponse:
    """Nothing is kept here: what the person confirms comes back signed."""
    month = chosen_month(request)
    units = scope_of(request, month.month).units
    check = check_expected_workbook(form.content(), agency, month.month, unit_keys=units)
    context = {
        "month": month.month,
        "agency": agency,
        "check": check,
        "file_name": form.file_name(),
        "groups": by_unit(check.changes),
        "checked": _signed(check, agency, str(month.month), form.file_name()) if check.ok else "",
    }
    return render(request, "expected/checked.html", context, status=200 if check.ok else 422)


def _signed(check: ExpectedCheck, agency: Agency, month: str, file_name: str) -> str:
    told = {
        "agency": agency.pk,
        "month": month,
        "file": file_name,
        "sha256": check.sha256,
        "seen": check.seen,
        "values": [[new.unit_id, new.figure, new.value] for new in check.values],
    }
    return signing.dumps(told, salt=SALT, compress=True)


def _seen(text: str) -> dict[str, Any]:
    try:
        told: dict[str, Any] = signing.loads(text, salt=SALT, max_age=HOURS_TO_CONFIRM * 3600)
    except signing.BadSignature as error:
        raise DomainError(
            "Chưa ghi gì: trang xác nhận đã quá cũ hoặc bị sửa. Hãy tải tệp lên lại."
        ) from error
    return told


def _agency(request: Request) -> Agency:
    """The department in whose name the person acts; the one in the address where they have more."""
    ours = agencies_entering(request.user, on=request.today)
    if not ours:
        raise NotAllowed(
            "Trang này dành cho công chức, lãnh đạo sở, ngành được giao phụ trách chỉ tiêu. "
            "Muốn ghi số liệu của ngành, hãy đề nghị người quản trị giao chức vụ."
        )
    wanted = request.GET.get("nganh") or request.POST.get("nganh")
    if not wanted:
        return ours[0]
    found = next((agency for agency in ours if str(agency.pk) == wanted), None)
    if found is None:
        raise Http404
    return found


def _differences_of(request: Request, agency: Agency) -> int:
    month = chosen_month(request).month
    units = scope_of(request, month).units
    return len(differences(month, unit_keys=units, agencies=[agency]))
