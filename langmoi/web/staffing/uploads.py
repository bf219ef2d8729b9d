"""The list of posts by workbook: a template to fill, and the filled one, all of it or nothing."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.numbers import show_number
from langmoi.staffing.access import kept_units
from langmoi.staffing.importing import import_staff
from langmoi.staffing.staff_file import write_staff_template
from langmoi.web.analysis.sheets import EXCEL
from langmoi.web.attempts import who
from langmoi.web.http import Request
from langmoi.web.reporting.forms import WorkbookForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def staff_upload(request: Request) -> HttpResponse:
    """A workbook of posts, for who keeps any; every fault is shown by its cell."""
    if not kept_units(request.user, on=request.today):
        raise Http404
    form = WorkbookForm(request.POST or None, request.FILES or None)
    faults: list[Fault] = []
    if request.method == "POST" and form.is_valid():
        try:
            made = import_staff(form.content(), file_name=form.file_name(), **who(request))
        except FaultyInput as error:
            faults = list(error.faults)
            form.add_error(None, str(error))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(
                request,
                f"Đã ghi {show_number(made.positions)} vị trí mới, {show_number(made.holders)} "
                f"người giữ, {show_number(made.courses)} khóa học.",
            )
            return redirect("staff")
    context = {"form": form, "faults": faults}
    status = 422 if request.method == "POST" else 200
    return render(request, "staffing/upload.html", context, status=status)


@login_required
@require_safe
def staff_template(request: Request) -> HttpResponse:
    if not kept_units(request.user, on=request.today):
        raise Http404
    response = HttpResponse(write_staff_template(), content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="mau-can-bo-ntm.xlsx"'
    return response
