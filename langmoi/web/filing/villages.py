"""Village sheets by the web: on the head's phone, on paper, and typed in by the commune."""

from __future__ import annotations

from datetime import date
from http import HTTPStatus

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import FaultyInput
from langmoi.core.months import reference_day
from langmoi.law.model import Figure
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import version_of
from langmoi.reporting.models import ReportingMonth, VillageSheet
from langmoi.reporting.village_judging import VillageVerdict, judge_sheets
from langmoi.reporting.village_sheets import can_enter_sheet, refuse_strangers, save_sheet
from langmoi.reporting.villages import (
    ItemSum,
    VillageLine,
    item_sums,
    village_lines,
    village_set,
)
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.figures import said_in_full
from langmoi.web.filing.frame import page_context, place_of
from langmoi.web.filing.saving import version_of_form
from langmoi.web.filing.sheet import SheetForm, printed_values, sheet_form
from langmoi.web.filing.village_result import criterion_results
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, month_query
from langmoi.web.scope import unit_in_scope


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def sheet(request: Request, code: str) -> HttpResponse:
    """The sheet of one village: a column of large fields, saved with one button."""
    month, village = _village(request, code)
    if request.method == "POST":
        refuse_strangers(request.user, village, on=request.today)
        return _save(request, month, village)
    return _page(request, month, village, sheet_form(month.month, _sheet(village, month)))


def _save(request: Request, month: ReportingMonth, village: UnitVersion) -> HttpResponse:
    form = sheet_form(month.month, _sheet(village, month), request.POST)
    if form.errors:
        return _page(request, month, village, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    try:
        result = save_sheet(
            village,
            month.month,
            form.figures,
            base_version=version_of_form(request.POST),
            by=request.user,
            on=request.today,
            at=now(),
        )
    except FaultyInput as faulty:
        form.add_faults(faulty.faults)
        return _page(request, month, village, form, HTTPStatus.UNPROCESSABLE_ENTITY)
    if not result.is_saved:
        form.set_beside(result.sheet)
        return _page(request, month, village, form, HTTPStatus.CONFLICT)
    messages.success(request, f"Đã lưu phiếu {village} lúc {localtime(now()):%H:%M}.")
    return redirect(_address(request, code=village.code))


def _page(
    request: Request,
    month: ReportingMonth,
    village: UnitVersion,
    form: SheetForm,
    status: int = 200,
) -> HttpResponse:
    verdict = _verdict(village, month)
    context = {
        "month": month.month,
        "reporting_month": month,
        "village": village,
        "commune": _commune(village, month),
        "form": form,
        "can_edit": not month.is_closed
        and can_enter_sheet(request.user, village, on=request.today),
        "address": _address(request, code=village.code),
        "village_set": village_set(month.month),
        "verdict": verdict,
        "result": criterion_results(verdict) if verdict else [],
        "month_query": month_query(request),
    }
    return render(request, "filing/sheet.html", context, status=status)


def _verdict(village: UnitVersion, month: ReportingMonth) -> VillageVerdict | None:
    """On what is saved; none where no set can judge it."""
    line = VillageLine(village, _sheet(village, month))
    return judge_sheets([line], month.month).get(village.unit_id)


@login_required
@require_safe
def sheet_on_paper(request: Request, code: str) -> HttpResponse:
    """One page to print, filled in as far as it is, with room to write and to sign."""
    month, village = _village(request, code)
    context = {
        "month": month.month,
        "village": village,
        "commune": _commune(village, month),
        "rows": printed_values(month.month, _sheet(village, month)),
        "sheet": _sheet(village, month),
    }
    return render(request, "filing/sheet_printed.html", context)


@login_required
@require_safe
def sheets(request: Request, code: str) -> HttpResponse:
    """The villages of a commune: who has a sheet, and what they come to together."""
    place = place_of(request, code)
    month = place.month.month
    lines = village_lines(place.unit.unit_id, month)
    criteria_set = set_of_month(month)
    sums = [
        (found, _said(found, criteria_set.figure(found.item.figure)))
        for found in item_sums(place.unit.unit_id, month)
    ]
    context = page_context(request, place) | {
        "lines": _with_verdicts(lines, month),
        "village_set": village_set(month),
        "told": sum(line.sheet is not None for line in lines),
        "sums": sums,
    }
    return render(request, "filing/sheets.html", context)


def _with_verdicts(
    lines: list[VillageLine], month: date
) -> list[tuple[VillageLine, VillageVerdict | None]]:
    verdicts = judge_sheets(lines, month)
    return [(line, verdicts.get(line.village.unit_id)) for line in lines]


def _said(found: ItemSum, figure: Figure) -> str:
    return said_in_full(figure, found.value) if found.is_whole else ""


def _village(request: Request, code: str) -> tuple[ReportingMonth, UnitVersion]:
    month = chosen_month(request)
    return month, unit_in_scope(request, code, Level.VILLAGE, month.month)


def _commune(village: UnitVersion, month: ReportingMonth) -> UnitVersion | None:
    return version_of(village.parent_id or 0, reference_day(month.month))


def _sheet(village: UnitVersion, month: ReportingMonth) -> VillageSheet | None:
    rows = VillageSheet.objects.filter(village_id=village.unit_id, month=month.month)
    return rows.select_related("by").first()


def _address(request: Request, *, code: str) -> str:
    query = month_query(request)
    return reverse("village_sheet", args=[code]) + (f"?{query}" if query else "")
