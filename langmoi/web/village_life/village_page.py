"""One village: its convention, meetings, sessions, findings, culture house; made for a phone."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.funding.models import Project
from langmoi.places.models import UnitVersion
from langmoi.places.queries import district_of, version_of
from langmoi.registers import (
    conventions,
    culture_titles,
    sessions,
    supervision,
    village_culture,
    village_meetings,
)
from langmoi.registers.access import can_write
from langmoi.registers.kind_list import kind_of
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.village_facts import known_households
from langmoi.registers.village_lists import ConventionLine, convention_lines, quarter_of
from langmoi.registers.village_rules import convention_rule
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.village_life.scoped import village_in_scope

SHOWN = 5
KINDS = (
    conventions.KIND,
    village_meetings.KIND,
    sessions.KIND,
    supervision.KIND,
    village_culture.KIND,
    culture_titles.KIND,
)


@login_required
@require_safe
def my_village(request: Request) -> HttpResponse:
    """The village of the person's own post."""
    scope = scope_of(request)
    if not scope.is_village:
        raise Http404
    return _page(request, village_in_scope(request, scope.home.code))


@login_required
@require_safe
def village(request: Request, code: str) -> HttpResponse:
    return _page(request, village_in_scope(request, code))


def _page(request: Request, found: UnitVersion) -> HttpResponse:
    on, key = request.today, found.unit_id
    rows = {kind: entries_of(kind, on=on, unit_keys=[key]) for kind in KINDS[1:]}
    meetings = [
        village_meetings.meeting_of(row) for row in rows[village_meetings.KIND] if row.is_live
    ]
    meetings.sort(key=lambda one: one.held_on, reverse=True)
    first, last = quarter_of(on)
    context = {
        "village": found,
        "commune": version_of(found.parent_id or 0, on),
        "district": district_of(key, on),
        "households": known_households([key], on).get(key),
        "convention": _convention(found, request),
        "rule": convention_rule(on),
        "meetings": meetings[:SHOWN],
        "more_meetings": max(0, len(meetings) - SHOWN),
        "has_met": any(first <= one.held_on <= last for one in meetings),
        "last_of_quarter": last,
        "sessions": _sessions(rows[sessions.KIND]),
        "findings": _findings(request, rows[supervision.KIND]),
        "houses": rows[village_culture.KIND],
        "titles": [
            (row, said)
            for row in rows[culture_titles.KIND]
            if (said := culture_titles.said_result(row))
        ],
        "may": _may(request, found),
    }
    return render(request, "village_life/village.html", context)


def _convention(found: UnitVersion, request: Request) -> ConventionLine | None:
    lines = convention_lines([found.unit_id], request.today)
    return lines[0] if lines else None


def _sessions(rows: list[EntryRow]) -> list[tuple[EntryRow, int | None]]:
    live = [row for row in rows if row.is_live]
    live.sort(key=lambda row: row.values["held_on"], reverse=True)
    return [(row, sessions.people_at(row)) for row in live[:SHOWN]]


def _findings(request: Request, rows: list[EntryRow]) -> list[tuple[EntryRow, int, Project | None]]:
    """Each finding with its days overdue, and the project whose code it tells, if seen."""
    codes = {code for row in rows if (code := row.values.get("project_code"))}
    seen = Project.objects.visible_to(request.user, on=request.today).filter(code__in=codes)
    projects = {project.code: project for project in seen} if codes else {}
    return [
        (
            row,
            supervision.days_overdue(row, request.today),
            projects.get(row.values.get("project_code", "")),
        )
        for row in rows
    ]


def _may(request: Request, found: UnitVersion) -> dict[str, Any]:
    """Which registers the person writes for this village, by id."""
    return {
        kind: can_write(request.user, kind_of(kind), found.unit_id, on=request.today)
        for kind in KINDS
    }
