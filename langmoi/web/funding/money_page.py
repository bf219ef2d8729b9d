"""Money by the tree of sources: of a year, up to a month, of a place; by month, year and place."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.months import next_month
from langmoi.funding.access import can_add
from langmoi.funding.models import MoneyLine
from langmoi.funding.tree import (
    Amounts,
    SourceRow,
    money_lines,
    month_rows,
    place_rows,
    source_rows,
    whole_of,
    year_rows,
)
from langmoi.people.access import units_in_scope, with_records
from langmoi.places.models import Certainty
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.funding.choices import chosen, year_choices
from langmoi.web.funding.files import in_millions
from langmoi.web.funding.places import PlaceFilter, place_filter
from langmoi.web.funding.projects_list import FORM, SOURCE
from langmoi.web.http import Request
from langmoi.web.scope import scope_of


@login_required
@require_safe
def money(request: Request) -> HttpResponseBase:
    """Of the newest year that has money, unless the address asks for another."""
    places, years = place_filter(request), year_choices(request.today)
    year = int(chosen(years, request.GET.get("nam", "")) or _newest(request))
    month = chosen([(str(n), "") for n in range(1, 13)], request.GET.get("den-thang", ""))
    until = next_month(date(year, int(month), 1)) - timedelta(days=1) if month else None
    units = places.units or frozenset(units_in_scope(request.user, on=request.today))
    lines = money_lines(request.user, on=request.today, units=places.units, year=year, until=until)
    day = min(date(year, 12, 31), request.today)
    rows = source_rows(lines, units, day)
    if wants_file(request):
        return as_file(request, _sheet(request, rows, places, year, month))
    asked = {"nam": str(year), "den-thang": month} | _place_query(places)
    every_year = money_lines(request.user, on=request.today, units=places.units)
    context = {
        "rows": [row for row in rows if not row.indent or not row.amounts.is_empty],
        "whole": whole_of(rows),
        "year": year,
        "years": years,
        "month": month,
        "months": [(str(n), f"đến hết tháng {n}") for n in range(1, 13)],
        "places": places,
        "by_month": month_rows(lines, units, year),
        "by_year": year_rows(every_year, units),
        "by_place": _by_place(request, places),
        "has_illustrative": lines.filter(certainty=Certainty.ILLUSTRATIVE).exists(),
        "query": urlencode({name: told for name, told in asked.items() if told}),
        "place_query": urlencode(_place_query(places)),
        "may_add": can_add(request.user, on=request.today),
        "tab": "money",
    } | _place_lines(request, places, lines)
    return render(request, "funding/money.html", context)


def _newest(request: Request) -> int:
    last = MoneyLine.objects.standing().filter(year__lte=request.today.year).order_by("-year")
    return last.values_list("year", flat=True).first() or request.today.year


def _place_query(places: PlaceFilter) -> dict[str, str]:
    if places.commune is not None:
        return {"xa": places.commune.code}
    return {"huyen": places.district.code} if places.district else {}


def _by_place(request: Request, places: PlaceFilter) -> str:
    """What the table by place goes by: districts of the province, communes of a district."""
    if places.commune is not None:
        return ""
    if places.district is not None or len(places.districts) == 1:
        return "xa"
    return "huyen" if places.districts else "xa" if len(places.communes) > 1 else ""


def _place_lines(request: Request, places: PlaceFilter, lines: Any) -> dict[str, Any]:
    kind = _by_place(request, places)
    if not kind:
        return {"place_lines": []}
    tops = places.districts if kind == "huyen" else places.communes
    groups = {
        unit: top.unit_id for top in tops for unit in with_records({top.unit_id}, on=request.today)
    }
    rows = place_rows(lines, groups)
    codes = {top.unit_id: top for top in tops}
    shown = [row for row in rows if row.unit is not None or not row.amounts.is_empty]
    return {
        "place_lines": [
            {"place": codes.get(row.unit or 0), "amounts": row.amounts} for row in shown
        ]
    }


def _sheet(
    request: Request, rows: list[SourceRow], places: PlaceFilter, year: int, month: str
) -> Sheet:
    filters = [f"năm {year}", *([f"đến hết tháng {month}"] if month else [])]
    filters += [places.words] if places.chosen else []
    headings = (
        ("Mã", 10), ("Nguồn vốn", 46), ("Kế hoạch (triệu đồng)", 18),
        ("Phân bổ (triệu đồng)", 18), ("Giải ngân (triệu đồng)", 18),
        ("Nghiệm thu (triệu đồng)", 18),
    )  # fmt: skip
    return Sheet(
        name=f"von-theo-nguon-{year}",
        title=f"Vốn nông thôn mới theo nguồn, năm {year}",
        facts=facts_of(
            request,
            unit=places.words or scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=filters,
            source=SOURCE,
        ),
        columns=[Column(heading, FORM, width) for heading, width in headings],
        rows=[
            *([row.source.code, row.source.name, *_cells(row.amounts)] for row in rows),
            ["", "Cộng", *_cells(whole_of(rows))],
        ],
        source=SOURCE,
    )


def _cells(amounts: Amounts) -> list[Any]:
    told = (amounts.plan, amounts.allocation, amounts.disbursement, amounts.accepted)
    return [in_millions(amount) for amount in told]
