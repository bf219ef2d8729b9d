"""A register by workbook: its template, the filled one looked at first, then yes or no."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.numbers import show_number
from langmoi.registers.access import kept_units
from langmoi.registers.book import write_register
from langmoi.registers.importing import Imported, import_register, preview_register
from langmoi.registers.kinds import Kind
from langmoi.registers.models import RegisterUpload
from langmoi.registers.queries import entries_of
from langmoi.web.analysis.sheets import EXCEL
from langmoi.web.attempts import who
from langmoi.web.http import Request
from langmoi.web.registers.reading import kind_or_404
from langmoi.web.reporting.forms import WorkbookForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def register_upload(request: Request, kind: str) -> HttpResponse:
    """A workbook of the register; every fault by its cell, else it waits for yes or no."""
    found = _kept_or_404(request, kind)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            _preview(request, found, form.content(), form.file_name())
        except FaultyInput as error:
            faults = list(error.faults)
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            kept = RegisterUpload.objects.create(
                kind=found.id,
                file_name=form.file_name()[:255],
                content=form.content(),
                by=request.user,
                at=now(),
            )
            return redirect("confirm_register", found.id, kept.pk)
    context = {"kind": found, "form": form, "faults": faults}
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/upload.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def confirm_register(request: Request, kind: str, pk: int) -> HttpResponse:
    """What the workbook would change; written once the person says so."""
    found = _kept_or_404(request, kind)
    mine = RegisterUpload.objects.filter(by=request.user, kind=found.id, done_at__isnull=True)
    upload = get_object_or_404(mine, pk=pk)
    content = bytes(upload.content)
    if request.method == "POST":
        if "drop" not in request.POST:
            done = import_register(
                content,
                found,
                file_name=upload.file_name,
                seen=request.POST.get("seen", ""),
                **who(request),
            )
            messages.success(
                request, f"Đã ghi {show_number(len(done.changes))} thay đổi vào sổ {found.name}."
            )
        upload.done_at, upload.content = now(), b""
        upload.save(update_fields=["done_at", "content"])
        return redirect("register", found.id)
    preview = _preview(request, found, content, upload.file_name)
    context = {"kind": found, "upload": upload, "preview": preview}
    return render(request, "registers/confirm.html", context)


@login_required
@require_safe
def register_template(request: Request, kind: str) -> HttpResponse:
    """The workbook to fill; with `?day-du=1` it holds what the person keeps already."""
    found = _kept_or_404(request, kind)
    rows = []
    if request.GET.get("day-du"):
        keys = kept_units(request.user, found, on=request.today)
        rows = entries_of(found, on=request.today, unit_keys=keys)
    response = HttpResponse(write_register(found, rows), content_type=EXCEL)
    name = f"{'so' if rows else 'mau-so'}-{found.id.replace('_', '-')}.xlsx"
    response["Content-Disposition"] = f'attachment; filename="{name}"'
    return response


def _preview(request: Request, kind: Kind, content: bytes, file_name: str) -> Imported:
    return preview_register(content, kind, file_name=file_name, **who(request))


def _kept_or_404(request: Request, kind: str) -> Kind:
    found = kind_or_404(request, kind)
    if not kept_units(request.user, found, on=request.today):
        raise Http404
    return found
