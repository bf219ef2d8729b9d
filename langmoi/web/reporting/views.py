"""Figures in by workbook: the template, the upload, its faults or its changes, and yes or no."""

from __future__ import annotations

import io

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import NotAllowed
from langmoi.core.months import show_month
from langmoi.core.text import slug
from langmoi.publishing.files import CONTENT_TYPES
from langmoi.reporting.actions import drop_upload, store_upload
from langmoi.reporting.models import Upload, UploadState
from langmoi.reporting.workbook.check import check_workbook
from langmoi.reporting.workbook.load import import_workbook
from langmoi.reporting.workbook.template import write_workbook
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.publishing.files import attachment
from langmoi.web.reporting.forms import WorkbookForm
from langmoi.web.reporting.pages import checked_context, upload_context
from langmoi.web.scope import Scope, scope_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def uploads(request: Request) -> HttpResponse:
    """Choose the month, take the template, give the filled workbook."""
    month = chosen_month(request)
    scope = writing_scope(request)
    is_given = request.method == "POST"
    form = WorkbookForm(request.POST, request.FILES) if is_given else WorkbookForm()
    if is_given and form.is_valid():
        return _check(request, form)
    context = upload_context(request.user, month, scope) | {"form": form}
    return render(request, "reporting/uploads.html", context, status=422 if is_given else 200)


def _check(request: Request, form: WorkbookForm) -> HttpResponse:
    """Faults are shown at once and nothing is kept; a clean workbook is kept until yes or no."""
    month = chosen_month(request)
    content, name = form.content(), form.file_name()
    check = check_workbook(
        content, month=month.month, unit_keys=writing_scope(request).writable, file_name=name
    )
    if check.ok and check.has_changes:
        upload = store_upload(
            content,
            file_name=name,
            month=month.month,
            sha256=check.sha256,
            seen=check.seen,
            by=request.user,
            at=now(),
        )
        return redirect("upload", upload.pk)
    context = checked_context(check, month, name)
    status = 200 if check.ok else 422
    return render(request, "reporting/checked.html", context, status=status)


@login_required
@require_safe
def upload(request: Request, pk: int) -> HttpResponse:
    """What a kept workbook would change now, or what became of it."""
    kept = get_object_or_404(Upload, pk=pk, uploaded_by=request.user)
    if kept.state != UploadState.CHECKED:
        changed = kept.revisions.select_related("filing").order_by("unit_code")
        context = {"upload": kept, "revisions": changed}
        return render(request, "reporting/upload_done.html", context)
    month = chosen_month(request, kept.month)
    check = check_workbook(
        bytes(kept.content),
        month=kept.month,
        unit_keys=writing_scope(request).writable,
        file_name=kept.file_name,
    )
    context = checked_context(check, month, kept.file_name) | {
        "upload": kept,
        "has_moved": check.seen != kept.seen,
    }
    return render(request, "reporting/checked.html", context)


@login_required
@require_POST
def confirm(request: Request, pk: int) -> HttpResponse:
    """Write what the person has seen, and only that: `seen` comes from the page they looked at."""
    kept = get_object_or_404(Upload, pk=pk, uploaded_by=request.user)
    if kept.state == UploadState.IMPORTED:  # pressed twice
        return redirect("upload", kept.pk)
    result = import_workbook(
        bytes(kept.content),
        file_name=kept.file_name,
        month=kept.month,
        by=request.user,
        on=request.today,
        seen=request.POST.get("seen", ""),
        upload=kept,
        at=now(),
    )
    messages.success(
        request,
        f"Đã ghi số liệu tháng {show_month(kept.month)} của {len(result.revisions)} xã "
        f"từ tệp {kept.file_name}.",
    )
    return redirect("upload", kept.pk)


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    kept = get_object_or_404(Upload, pk=pk, uploaded_by=request.user)
    drop_upload(kept)
    messages.success(request, f"Đã bỏ tệp {kept.file_name}; số liệu giữ nguyên như trước.")
    return redirect(f"{reverse('uploads')}?thang={kept.month:%Y-%m}")


@login_required
@require_safe
def template(request: Request, kind: str) -> HttpResponse:
    """The month's workbook: `mau` blank for those who fill it in, `da-nop` as it was filed."""
    month = chosen_month(request)
    filled = kind == "da-nop"
    scope = scope_of(request, month.month) if filled else writing_scope(request)
    buffer = io.BytesIO()
    units = scope.units if filled else scope.writable
    write_workbook(buffer, month=month.month, unit_keys=units, filled=filled)
    name = f"so-lieu-ntm-{slug(scope.home.full_name)}-{month.month:%Y-%m}-{kind}.xlsx"
    return attachment(buffer.getvalue(), name, CONTENT_TYPES[".xlsx"])


def writing_scope(request: Request) -> Scope:
    """The scope of someone who may enter figures; for others these pages do not work."""
    scope = scope_of(request, chosen_month(request).month)
    if not scope.can_write:
        raise NotAllowed(
            "Tài khoản này chỉ được xem, không được nhập số liệu. Nếu cần nhập, hãy đề nghị "
            "Văn phòng Điều phối NTM tỉnh giao chức vụ phụ trách."
        )
    return scope
