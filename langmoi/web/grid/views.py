"""The grid of a district: the month's filings of its communes, entered on their behalf."""

from __future__ import annotations

from collections.abc import Sequence
from http import HTTPStatus
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.timezone import localtime
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.months import reference_day
from langmoi.law.model import CriteriaSet
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of, filing_communes
from langmoi.reporting.chain import chain_on
from langmoi.reporting.drafting import open_draft
from langmoi.reporting.models import ReportingMonth
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.filing.build import JustNow
from langmoi.web.filing.frame import Place, filing_address, place_of
from langmoi.web.filing.saving import save_figures
from langmoi.web.filing.views import VERSION_HEADER
from langmoi.web.grid.build import rows_of
from langmoi.web.grid.model import Choice, Grid, choices_of, columns_of
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, month_query
from langmoi.web.scope import scope_of, unit_in_scope


@login_required
@require_safe
def grid(request: Request) -> HttpResponse:
    """Communes by figures; who has one commune only goes to its filing."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        return redirect(filing_address(request, scope.home.code))
    return _page(request, month)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: Request, code: str) -> HttpResponse:
    """Open a commune's filing, or save its row; after signing in anew people land here by GET."""
    place = place_of(request, code)
    if request.method != "POST":
        return redirect(grid_address(request))
    if request.POST.get("action") == "start":
        _start(request, [place.unit], place.month)
        return redirect(f"{grid_address(request)}#x-{code}")
    return _save(request, place)


@login_required
@require_POST
def start_all(request: Request) -> HttpResponse:
    """Open every filing of the grid that is not open yet, each prefilled with its last values."""
    month = chosen_month(request)
    _, units = _units(request, month)
    choice, criteria_set = _choice(request, month)
    shown = rows_of(units, month, choice, criteria_set, by=request.user, on=request.today)
    waiting = [row.unit for row in shown if row.can_start]
    _start(request, waiting, month)
    messages.success(request, f"Đã mở phiếu của {len(waiting)} xã, số kỳ trước điền sẵn.")
    return redirect(grid_address(request))


def _start(request: Request, units: Sequence[UnitVersion], month: ReportingMonth) -> None:
    for unit in units:
        open_draft(unit.unit_id, month.month, by=request.user, on=request.today, at=now())


def _save(request: Request, place: Place) -> HttpResponse:
    """Write the row by the one action that saves drafts; say what could not be written."""
    choice, criteria_set = _choice(request, place.month)
    figures = [column.figure for column in columns_of(choice, criteria_set)]
    saved = save_figures(place, lambda _: figures, request.POST, by=request.user)
    just_now = {place.unit.unit_id: saved.just_now}
    if request.htmx:
        (shown,) = _rows(request, place.month, [place.unit], just_now)
        context = _row_context(request, place.month) | {
            "row": shown,
            "renewed": saved.renewed,
            "oob": True,
        }
        response = render(request, "grid/saved.html", context)
        response[VERSION_HEADER] = str(saved.filing.draft_version)
        return response
    if saved.just_now.faults or saved.just_now.clashes:
        clashed = bool(saved.just_now.clashes)
        status = HTTPStatus.CONFLICT if clashed else HTTPStatus.UNPROCESSABLE_ENTITY
        return _page(request, place.month, just_now, status)
    messages.success(request, f"Đã lưu số liệu của {place.unit} lúc {localtime(now()):%H:%M}.")
    return redirect(f"{grid_address(request)}#x-{place.unit.code}")


def _page(
    request: Request,
    month: ReportingMonth,
    just_now: dict[int, JustNow] | None = None,
    status: int = 200,
) -> HttpResponse:
    districts, units = _units(request, month)
    choice, criteria_set = _choice(request, month)
    shown = Grid(
        month=month.month,
        choice=choice,
        choices=choices_of(criteria_set),
        columns=columns_of(choice, criteria_set),
        rows=_rows(request, month, units, just_now),
        total=len(criteria_set.criteria),
    )
    asked = request.GET.get("huyen", "")
    context = _row_context(request, month) | {
        "grid": shown,
        "districts": districts,
        "district": next((d for d in districts if d.code == asked), districts[0])
        if districts
        else None,
        "has_faults": any(row.faults for row in shown.rows),
    }
    return render(request, "grid/grid.html", context, status=status)


def _rows(
    request: Request,
    month: ReportingMonth,
    units: Sequence[UnitVersion],
    just_now: dict[int, JustNow] | None,
) -> list[Any]:
    choice, criteria_set = _choice(request, month)
    who: dict[str, Any] = {"by": request.user, "on": request.today}
    return rows_of(units, month, choice, criteria_set, just_now=just_now, **who)


def _row_context(request: Request, month: ReportingMonth) -> dict[str, Any]:
    criteria_set = set_of_month(month.month)
    return {
        "month": month.month,
        "reporting_month": month,
        "total": len(criteria_set.criteria),
        "query": _query(request),
        "has_district": chain_on(month.month).has_district,
    }


def _units(request: Request, month: ReportingMonth) -> tuple[list[UnitVersion], list[UnitVersion]]:
    """The districts to choose from, and the communes of the chosen one (of all, without any)."""
    scope = scope_of(request, month.month)
    on = reference_day(month.month)
    units = filing_communes(on, within=scope.units)
    above = districts_of([unit.unit_id for unit in units], on)
    districts = sorted({d.code: d for d in above.values()}.values(), key=lambda d: d.code)
    if not districts:
        return [], units
    asked = request.GET.get("huyen", "")
    chosen = unit_in_scope(request, asked, Level.DISTRICT, month.month) if asked else districts[0]
    return districts, [u for u in units if above.get(u.unit_id) == chosen]


def _choice(request: Request, month: ReportingMonth) -> tuple[Choice, CriteriaSet]:
    """The criterion or group in the address, else the first criterion."""
    criteria_set = set_of_month(month.month)
    found = [choice for _, choices in choices_of(criteria_set) for choice in choices]
    asked = request.GET.get("xem", "")
    if not asked:
        return next(choice for choice in found if len(choice.criteria) == 1), criteria_set
    for choice in found:
        if choice.key == asked:
            return choice, criteria_set
    raise Http404


def _query(request: Request) -> str:
    """Month, district and choice as the address has them, for forms and links."""
    query = request.GET.copy()
    for name in list(query):
        if name not in ("thang", "huyen", "xem"):
            del query[name]
    return str(query.urlencode()) or month_query(request)


def grid_address(request: Request) -> str:
    query = _query(request)
    return reverse("filing_grid") + (f"?{query}" if query else "")
