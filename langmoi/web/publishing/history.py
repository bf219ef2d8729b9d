"""Counts of 2010-2015 for the ten-year summary: what is loaded, and a sheet that loads more."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import FaultyInput, NotAllowed
from langmoi.publishing.access import can_load_history
from langmoi.publishing.files import CONTENT_TYPES
from langmoi.publishing.history import load_history
from langmoi.publishing.history_book import write_history_template
from langmoi.publishing.models import HistoricCount
from langmoi.publishing.stages import COUNTS
from langmoi.web.http import Request
from langmoi.web.publishing.files import attachment
from langmoi.web.reporting.forms import WorkbookForm
from langmoi.web.scope import scope_of


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def history(request: Request) -> HttpResponse:
    """The loaded rows of the person's scope; the office gives a sheet, all of it or nothing."""
    scope = scope_of(request)
    may_load = can_load_history(request.user, on=request.today)
    form = WorkbookForm(request.POST or None, request.FILES or None)
    faults, status = [], 200
    if request.method == "POST":
        if not may_load:
            raise NotAllowed("Số đếm 2010-2015 do Văn phòng Điều phối NTM tỉnh nạp.")
        status = 422
        if form.is_valid():
            try:
                return _loaded(request, form)
            except FaultyInput as refused:
                faults = refused.faults
    rows = HistoricCount.objects.filter(unit__in=scope.units).select_related("unit")
    context = {
        "rows": [(row, [row.counts.get(name) for name in COUNTS]) for row in rows],
        "headings": list(COUNTS.values()),
        "form": form,
        "faults": faults,
        "may_load": may_load,
    }
    return render(request, "publishing/history.html", context, status=status)


def _loaded(request: Request, form: WorkbookForm) -> HttpResponse:
    by = request.user.username
    check = load_history(form.content(), file_name=form.file_name(), by=by, at=now())
    messages.success(request, f"Đã nạp {len(check.rows)} dòng số đếm giai đoạn 2010-2015.")
    return redirect("history")


@login_required
@require_safe
def template(request: Request) -> HttpResponse:
    scope_of(request)
    name = "so-dem-2010-2015.xlsx"
    return attachment(write_history_template(), name, CONTENT_TYPES[".xlsx"])
