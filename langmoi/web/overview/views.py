"""How things stand: province, district, commune, criterion, and finding a commune."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from langmoi.core.memory import kept_large
from langmoi.law.published import stamp as law_stamp
from langmoi.overview.home_money import home_money
from langmoi.overview.model import Overview
from langmoi.overview.published import published_series
from langmoi.overview.queries import commune_month, criterion_month, overview, series
from langmoi.overview.standings import OFFICIAL
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.models import ReportingMonth
from langmoi.web.analysis.charts import chart_file
from langmoi.web.analysis.sheets import source_line, wants_file
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, month_query, newest_month
from langmoi.web.overview.cards import district_rows, unit_context
from langmoi.web.overview.commune import commune_context
from langmoi.web.overview.commune_money import money_context
from langmoi.web.overview.commune_recognition import recognition_context
from langmoi.web.overview.commune_registers import registers_context
from langmoi.web.overview.commune_targets import targets_context
from langmoi.web.overview.criterion import criterion_context
from langmoi.web.overview.decisions import decisions
from langmoi.web.overview.finding import found_units
from langmoi.web.overview.map_panel import is_map_piece, map_context
from langmoi.web.overview.near_recognition import near_recognition
from langmoi.web.overview.titles_context import titles_context
from langmoi.web.overview.trend import commune_trend, unit_trend
from langmoi.web.scope import scope_of, unit_in_scope

HOME_PAGES = {
    Level.DISTRICT: "district",
    Level.COMMUNE: "commune",
    Level.VILLAGE: "village_sheet",
}


@login_required
@require_safe
def home(request: Request) -> HttpResponse:
    """What the person sees first: the province, their district, or their commune."""
    if newest_month(request) is None:
        return render(request, "overview/no_month.html", {"home": scope_of(request).home})
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_province:
        return _unit_page(request, scope.home, month, "overview/province.html")
    page = HOME_PAGES[Level(scope.home.level)]
    address = reverse(page, args=[scope.home.code])
    query = month_query(request)
    return redirect(f"{address}?{query}" if query else address)


@login_required
@require_safe
def district(request: Request, code: str) -> HttpResponse:
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.DISTRICT, month.month)
    return _unit_page(request, unit, month, "overview/district.html")


@login_required
@require_safe
def commune(request: Request, code: str) -> HttpResponse:
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.COMMUNE, month.month)
    if not unit.files:
        return render(request, "overview/not_filing.html", {"unit": unit, "month": month.month})
    seen = commune_month(unit.unit_id, month.month)
    trend = commune_trend(
        seen.history, seen.total, month.month, unit=unit.full_name, source=source_line(request)
    )
    if trend and wants_file(request):
        return chart_file(request, trend, f"dien-bien-{code}")
    context = commune_context(seen, month) | {"trend": trend}
    for part in (targets_context, money_context, registers_context, recognition_context):
        context |= part(request, seen.line, month.month)
    is_home = scope_of(request, month.month).is_commune
    context["decisions"] = decisions(request) if is_home else []
    return render(request, "overview/commune.html", context)


@login_required
@require_safe
def criterion(request: Request, number: str) -> HttpResponse:
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        raise Http404
    seen = criterion_month(number, month.month, unit_key=scope.home.unit_id)
    return render(request, "overview/criterion.html", criterion_context(seen, month))


@login_required
@require_safe
def communes(request: Request) -> HttpResponse:
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        return redirect("commune", scope.home.code)
    seen = overview(month.month, unit_key=scope.home.unit_id)
    context = unit_context(seen, month) | found_units(request, seen, scope)
    name = "overview/_found.html" if request.htmx else "overview/communes.html"
    return render(request, name, context)


def _unit_page(
    request: Request, unit: UnitVersion, month: ReportingMonth, template: str
) -> HttpResponse:
    """The page of a province or a district; for htmx only the map, which its slider changes."""
    if is_map_piece(request):
        return render(request, "overview/_map.html", map_context(request, month.month, unit))
    points, published = series(unit.unit_id), published_series(unit.code)
    trend = unit_trend(
        points, published, month.month, unit=unit.full_name, source=source_line(request)
    )
    if trend and wants_file(request):
        return chart_file(request, trend, f"dien-bien-{unit.code}")
    seen = overview(month.month, unit_key=unit.unit_id)
    context = unit_context(seen, month)
    context |= map_context(request, month.month, unit, seen)
    context |= near_recognition(request, unit)
    context |= {
        "districts": _districts(request, seen, context) if seen.districts else "",
        "points": points,
        "published": published,
        "trend": trend,
        "is_home": scope_of(request, month.month).home.unit_id == unit.unit_id,
        "decisions": decisions(request),
        **titles_context(request, month, [one.unit.key for one in seen.communes]),
        "home_money": home_money(seen) if seen.districts else None,
    }
    return render(request, template, context)


def _districts(request: Request, seen: Overview, context: dict[str, Any]) -> SafeString:
    """The table of the districts, drawn once for all readers: a nation's has a hundred rows."""

    def drawn() -> SafeString:
        told = ("seen", "styles", "band_rows", "total_stack", "month", "december")
        shown = {name: context[name] for name in told} | {"month_query": query}
        rows = district_rows(seen, context["styles"])
        return render_to_string("overview/_districts.html", {**shown, "rows": rows})

    query = month_query(request)
    key = ("districts", seen.month, seen.unit.key, query, law_stamp())
    return kept_large(key, drawn, *OFFICIAL)
