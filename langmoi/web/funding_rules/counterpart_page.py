"""The counterpart of a year: by project, commune or district, each entry with its reckoning."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.funding.counterpart import Rate, Standing
from langmoi.funding.explaining import Story, stories_of
from langmoi.funding.gaps import Entry, Grain, entries_of, plan_years
from langmoi.funding.rule_access import can_rule, can_try
from langmoi.funding.rule_queries import all_rates
from langmoi.web.analysis.sheets import Column, Sheet, Value, as_file, facts_of, wants_file
from langmoi.web.funding_rules.narrowing import (
    Names,
    Narrowing,
    names_of,
    narrowing_of,
    query_of,
    year_of,
)
from langmoi.web.funding_rules.words import (
    CARRIED,
    AskedView,
    RateView,
    asked_views,
    explanation_of,
    outcome_of,
    show_ratio,
)
from langmoi.web.http import Request

PER_PAGE = 50
MILLIONS = "#,##0.######"
SOURCE = "Kế hoạch vốn và quy định đối ứng ghi trong Làng Mới."
GRAINS = {"cong-trinh": Grain.PROJECT, "xa": Grain.COMMUNE, "huyen": Grain.DISTRICT}
GRAIN_LABELS = {"cong-trinh": "Công trình", "xa": "Xã", "huyen": "Huyện"}
STANDINGS = {
    "thieu": Standing.SHORT,
    "chua-tinh": Standing.UNKNOWN,
    "du": Standing.MET,
}


@dataclass(frozen=True)
class EntryView:
    """An entry as the page shows it. Only what is short is explained by people."""

    entry: Entry
    name: str
    place: str
    district: str
    story: Story | None

    @property
    def asked(self) -> list[AskedView]:
        return asked_views(self.entry.check.asked)

    @property
    def outcome(self) -> str:
        return outcome_of(self.entry.check)

    @property
    def ratio(self) -> str:
        return show_ratio(self.entry.check.ratio)


@login_required
@require_safe
def counterpart(request: Request) -> HttpResponseBase:
    """What central money of the year asks of local budgets, and what is missing."""
    where = narrowing_of(request)
    years = plan_years(where.units)
    year, told = year_of(request, years), _told(request, where)
    every = entries_of(GRAINS[told["grain"]], year, where.units)
    wanted = STANDINGS.get(told["state"])
    found = [entry for entry in every if wanted in (None, entry.check.standing)]
    if wants_file(request):
        return as_file(request, _sheet(request, where, year, views_of(found, request.today)))
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    context: dict[str, Any] = {
        "tab": "counterpart",
        "where": where,
        "year": year,
        "years": years or [year],
        "page": page,
        "rows": views_of(list(page), request.today),
        "totals": _totals(every),
        "grains": [(key, label) for key, label in GRAIN_LABELS.items() if _offers(where, key)],
        "states": [(key, standing.label) for key, standing in STANDINGS.items()],
        "rates": [RateView(rate) for rate in rates_of_year(year)],
        "may_rule": can_rule(request.user, on=request.today),
        "may_try": can_try(request.user, on=request.today),
        "query": query_of(request, "nam", "cap", "loc", "huyen"),
        "carried": CARRIED,
        **told,
    }
    return render(request, "funding_rules/counterpart.html", context)


def _told(request: Request, where: Narrowing) -> dict[str, str]:
    grain, state = request.GET.get("cap", ""), request.GET.get("loc", "")
    fitting = grain in GRAINS and _offers(where, grain)
    return {
        "grain": grain if fitting else "cong-trinh",
        "state": state if state in STANDINGS else "",
    }


def _offers(where: Narrowing, grain: str) -> bool:
    return grain != "huyen" or bool(where.districts)


def rates_of_year(year: int) -> list[Rate]:
    """Every rule in force on some day of the year, the office's first."""
    first, last = date(year, 1, 1), date(year, 12, 31)
    found = [
        rate
        for rate in all_rates()
        if rate.period.start <= last and (rate.period.end is None or rate.period.end >= first)
    ]
    return sorted(found, key=lambda rate: (-rate.origin, rate.reach.rank))


def views_of(entries: Sequence[Entry], on: date) -> list[EntryView]:
    names = names_of({entry.unit for entry in entries}, on)
    subjects = {e.key: e.subject(name_of(e, names)) for e in entries if e.check.missing}
    stories = stories_of(list(subjects.values()))
    return [
        EntryView(
            entry,
            name_of(entry, names),
            names.of(entry.unit),
            names.district(entry.unit),
            stories.get(entry.key),
        )
        for entry in entries
    ]


def name_of(entry: Entry, names: Names) -> str:
    return entry.project.name if entry.project else names.of(entry.unit)


def _totals(entries: Sequence[Entry]) -> dict[str, Any]:
    """Of what could be computed; how many could not is told beside."""
    known = [e.check for e in entries if e.check.required is not None]
    return {
        "central": sum(e.check.central for e in entries),
        "local": sum(e.check.local for e in entries),
        "required": sum(check.required or 0 for check in known),
        "missing": sum(check.missing or 0 for check in known),
        "short": sum(bool(check.missing) for check in known),
        "unknown": len(entries) - len(known),
        "all": len(entries),
    }


def _sheet(request: Request, where: Narrowing, year: int, rows: Sequence[EntryView]) -> Sheet:
    headings = (
        ("Huyện", 18), ("Nơi", 18), ("Công trình", 40), ("Vốn trung ương", 16), ("Cần đối ứng", 16),
        ("Địa phương bố trí", 16), ("Còn thiếu", 16), ("Tình trạng", 18), ("Cách tính, căn cứ", 70),
        ("Giải trình", 50), ("Xem xét giải trình", 26),
    )  # fmt: skip
    return Sheet(
        name=f"von-doi-ung-{year}",
        title=f"Vốn đối ứng năm {year} (triệu đồng)",
        facts=facts_of(
            request,
            unit=where.name,
            months=[],
            laws=[],
            filters=[f"năm {year}"],
            source=SOURCE,
        ),
        columns=[Column(heading, form=MILLIONS, width=width) for heading, width in headings],
        rows=[_line(row) for row in rows],
    )


def _line(row: EntryView) -> list[Value]:
    check, story = row.entry.check, row.story
    said = story.explanation if story else None
    return [
        row.district,
        row.place,
        row.entry.project.name if row.entry.project else "",
        in_millions(check.central),
        in_millions(check.required),
        in_millions(check.local),
        in_millions(check.missing),
        check.standing.label,
        explanation_of(check),
        f"{said.text} ({said.by.full_name}, {said.on:%d/%m/%Y})" if said else "",
        story.standing.label if story else "",
    ]


def in_millions(dong: int | None) -> Decimal | None:
    return None if dong is None else Decimal(dong).scaleb(-6)
