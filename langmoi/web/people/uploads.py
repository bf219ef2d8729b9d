"""Users in by workbook: the template, its faults or its preview, and yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.people.import_people import (
    check_people_file,
    drop_people_file,
    import_people,
    keep_people_file,
)
from langmoi.people.models import PeopleUpload, PeopleUploadState
from langmoi.people.people_file import write_template
from langmoi.publishing.files import CONTENT_TYPES
from langmoi.web.http import Request
from langmoi.web.people.people import managers_only
from langmoi.web.publishing.files import attachment
from langmoi.web.reporting.forms import WorkbookForm


@managers_only
@require_http_methods(["GET", "HEAD", "POST"])
def people_upload(request: Request) -> HttpResponse:
    """Take the template, give the filled workbook; faults are shown at once and nothing is kept."""
    form = WorkbookForm(request.POST or None, request.FILES or None)
    if request.method != "POST" or not form.is_valid():
        status = 422 if request.method == "POST" else 200
        return render(request, "people/upload.html", {"form": form}, status=status)
    content, name = form.content(), form.file_name()
    check = check_people_file(content, file_name=name, by=request.user, on=request.today)
    if check.ok:
        kept = keep_people_file(content, file_name=name, by=request.user, at=now())
        return redirect("people_uploaded", kept.pk)
    context = {"check": check, "file_name": name}
    return render(request, "people/uploaded.html", context, status=422)


@managers_only
@require_safe
def people_uploaded(request: Request, pk: int) -> HttpResponse:
    """What a kept workbook would make now; once imported, the people who wait for a password."""
    kept = get_object_or_404(PeopleUpload, pk=pk, uploaded_by=request.user)
    if kept.state != PeopleUploadState.CHECKED:
        return redirect("people")
    check = check_people_file(
        bytes(kept.content), file_name=kept.file_name, by=request.user, on=request.today
    )
    context = {"check": check, "file_name": kept.file_name, "upload": kept}
    return render(request, "people/uploaded.html", context, status=200 if check.ok else 422)


@managers_only
@require_POST
def confirm_people(request: Request, pk: int) -> HttpResponse:
    kept = get_object_or_404(PeopleUpload, pk=pk, uploaded_by=request.user)
    check = import_people(kept, by=request.user, on=request.today)
    messages.success(
        request,
        f"Đã lập {check.new_people} người dùng, giao {len(check.posts)} chức vụ. "
        "Hãy đánh dấu những người dưới đây và cấp mật khẩu một lần.",
    )
    return redirect(f"{reverse('people')}?tinh-trang=chua-mat-khau")


@managers_only
@require_POST
def drop_people(request: Request, pk: int) -> HttpResponse:
    kept = get_object_or_404(PeopleUpload, pk=pk, uploaded_by=request.user)
    drop_people_file(kept)
    messages.success(request, f"Đã bỏ tệp {kept.file_name}; chưa lập người dùng nào.")
    return redirect("people_upload")


@managers_only
@require_safe
def people_template(request: Request) -> HttpResponse:
    return attachment(write_template(), "mau-nguoi-dung.xlsx", CONTENT_TYPES[".xlsx"])
