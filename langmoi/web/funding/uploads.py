"""Workbooks of projects and money by the web: template, check, preview, then yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.numbers import show_number
from langmoi.funding.access import can_add
from langmoi.funding.exporting import write_lines, write_projects
from langmoi.funding.importing import drop_upload, import_upload, sorted_faults, try_file
from langmoi.funding.models import FundingUpload, UploadKind, UploadState
from langmoi.web.attempts import who
from langmoi.web.funding.files import excel_answer
from langmoi.web.http import Request
from langmoi.web.reporting.forms import WorkbookForm

MOST_SHOWN = 200
HOME = {UploadKind.PROJECTS: "projects", UploadKind.MONEY: "money_lines"}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def projects_upload(request: Request) -> HttpResponse:
    return _upload(request, UploadKind.PROJECTS)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def money_upload(request: Request) -> HttpResponse:
    return _upload(request, UploadKind.MONEY)


@login_required
@require_safe
def projects_template(request: Request) -> HttpResponse:
    _refuse_reader(request)
    return excel_answer(write_projects(None, on=request.today), "mau-cong-trinh")


@login_required
@require_safe
def money_template(request: Request) -> HttpResponse:
    _refuse_reader(request)
    return excel_answer(write_lines(None, on=request.today), "mau-dong-von")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def preview(request: Request, pk: int) -> HttpResponse:
    """What a file would do, for who sent it; then all of it, or none."""
    waiting = FundingUpload.objects.filter(uploaded_by=request.user, state=UploadState.CHECKED)
    upload = get_object_or_404(waiting, pk=pk)
    kind = UploadKind(upload.kind)
    problem = ""
    if request.method == "POST" and request.POST.get("bo"):
        drop_upload(upload)
        messages.success(request, "Đã bỏ tệp, chưa ghi gì.")
        return redirect(HOME[kind])
    if request.method == "POST":
        try:
            trial = import_upload(upload, **who(request))
        except DomainError as error:
            problem = str(error)
        else:
            messages.success(
                request,
                f"Đã ghi từ tệp {upload.file_name}: thêm {show_number(trial.added)}, sửa "
                f"{show_number(trial.changed)}, giữ nguyên {show_number(trial.unchanged)}.",
            )
            return redirect(HOME[kind])
    return _previewed(request, upload, problem)


def _previewed(request: Request, upload: FundingUpload, problem: str) -> HttpResponse:
    kind = UploadKind(upload.kind)
    try:
        trial = try_file(kind, bytes(upload.content), file_name=upload.file_name, **who(request))
    except DomainError as error:
        # Since it was sent somebody wrote what the file no longer goes with.
        trial, problem = None, problem or str(error)
    rows = [row for row in trial.rows if row.outcome != "unchanged"] if trial else []
    context = {
        "upload": upload,
        "trial": trial,
        "rows": rows[:MOST_SHOWN],
        "left": max(len(rows) - MOST_SHOWN, 0),
        "problem": problem,
        "home": HOME[kind],
        "tab": "projects" if kind is UploadKind.PROJECTS else "lines",
    }
    return render(request, "funding/preview.html", context, status=422 if problem else 200)


def _upload(request: Request, kind: UploadKind) -> HttpResponse:
    _refuse_reader(request)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        content, name = form.content(), form.file_name()
        try:
            trial = try_file(kind, content, file_name=name, **who(request))
        except FaultyInput as error:
            faults = sorted_faults(error.faults)
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            told = who(request)
            upload = FundingUpload.objects.create(
                kind=kind,
                file_name=name[:255],
                content=content,
                seen=trial.seal,
                uploaded_by=request.user,
                uploaded_at=told["at"],
            )
            return redirect("funding_upload", upload.pk)
    is_projects = kind is UploadKind.PROJECTS
    context = {
        "form": form,
        "faults": faults,
        "is_projects": is_projects,
        "home": HOME[kind],
        "template": "projects_template" if is_projects else "money_template",
        "tab": "projects" if is_projects else "lines",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "funding/upload.html", context, status=status)


def _refuse_reader(request: Request) -> None:
    if not can_add(request.user, on=request.today):
        raise Http404
