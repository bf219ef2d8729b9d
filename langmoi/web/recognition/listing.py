"""The board of dossiers by step, and the titles that places hold."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.overview.model import Recognition
from langmoi.overview.recognitions import recognition_of
from langmoi.people.access import units_in_scope
from langmoi.places.models import Certainty, UnitFact, UnitVersion
from langmoi.places.queries import districts_of
from langmoi.recognition.access import COMMUNE_HEADS
from langmoi.recognition.models import Dossier, DossierState, Kind
from langmoi.recognition.queries import DossierRow, dossiers_seen, rows_of, titles_held
from langmoi.web.attempts import whole
from langmoi.web.http import Request
from langmoi.web.recognition.words import STAGE_OF_STATE, STAGES
from langmoi.web.scope import scope_of


@dataclass(frozen=True)
class TitleRow:
    unit: UnitVersion | None
    name: str
    district: str
    title: Recognition


@login_required
@require_safe
def recognitions(request: Request) -> HttpResponse:
    """Dossiers of one year by the step that they stand at, and the titles held."""
    every = dossiers_seen(request.user, request.today).exclude(state=DossierState.WITHDRAWN)
    years, year = chosen_year(request, every)
    rows = rows_of(list(every.filter(year=year)), request.today)
    titles = titles_of(request)
    context: dict[str, Any] = {
        "stages": _by_stage(rows),
        "rows": rows,
        "years": years,
        "year": year,
        "titles": titles,
        "sources": list(dict.fromkeys(row.title.source for row in titles if row.title.source)),
        "may_propose": may_propose(request),
        "is_demo": any(row.dossier.certainty == Certainty.ILLUSTRATIVE for row in rows),
        "tab": "board",
        "on": request.today,
    }
    return render(request, "recognition/board.html", context)


def chosen_year(request: Request, dossiers: QuerySet[Dossier]) -> tuple[list[int], int]:
    """The years that have dossiers, the last first, and the one to show: asked for, or this one."""
    years = sorted(set(dossiers.values_list("year", flat=True)), reverse=True)
    year = whole(request.GET.get("nam", ""))
    if year in years:
        return years, year
    this = request.today.year
    return years, this if this in years else next(iter(years), this)


def may_propose(request: Request) -> bool:
    return any(post.role in COMMUNE_HEADS for post in scope_of(request).posts)


def _by_stage(rows: Sequence[DossierRow]) -> list[tuple[str, list[DossierRow]]]:
    found = []
    for key, label in STAGES.items():
        of_it = [row for row in rows if STAGE_OF_STATE[row.dossier.state] == key]
        found.append((label, of_it))
    done = [row for row in rows if row.dossier.state == DossierState.ANNOUNCED]
    return [*found, ("Đã công bố", done)]


def titles_of(request: Request) -> list[TitleRow]:
    """The communes in the person's scope that bear a title today."""
    units = units_in_scope(request.user, on=request.today)
    facts = titles_held(units, request.today)
    return title_rows(facts, request.today)


def title_rows(facts: Sequence[UnitFact], on: date) -> list[TitleRow]:
    keys = {fact.unit_id for fact in facts}
    versions = {v.unit_id: v for v in UnitVersion.objects.on(on).filter(unit_id__in=keys)}
    above = districts_of(keys, on)
    rows = []
    for fact in facts:
        title, unit = recognition_of(fact), versions.get(fact.unit_id)
        if title is not None:
            district = above[fact.unit_id].full_name if fact.unit_id in above else ""
            name = unit.full_name if unit else str(fact.unit)
            rows.append(TitleRow(unit, name, district, title))
    return sorted(rows, key=lambda row: (row.unit.code if row.unit else "", row.name))


def kinds_offered() -> list[tuple[str, str]]:
    """The titles for which a commune may register itself."""
    return [
        (kind.value, kind.label.capitalize()) for kind in (Kind.COMMUNE, Kind.ADVANCED, Kind.MODEL)
    ]


def open_dossiers(request: Request) -> int:
    return Dossier.objects.visible_to(request.user, on=request.today).count()
