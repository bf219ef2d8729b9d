"""Works that are open for investment: those for which a call stands, and until when."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from langmoi.funding.models import Project
from langmoi.funding.sums import sums_of
from langmoi.places.queries import districts_of, names_on


@dataclass(frozen=True)
class OpenCall:
    """A work with what is called for; `missing` is its approved total less the capital it has."""

    project: Project
    place: str
    district: str
    missing: int
    is_open: bool


def open_calls(
    on: date, *, units: Collection[int] | None = None, with_closed: bool = False
) -> list[OpenCall]:
    """Works of these places (without any: of all) whose call stands that day; four reads.

    A call without a last day stands until the work is stopped, settled or no longer called for.
    """
    found = Project.objects.exclude(open_call="").order_by("open_until", "code")
    if units is not None:
        found = found.in_units(units)
    projects = [p for p in found.distinct() if with_closed or is_open(p, on)]
    given = sums_of([p.pk for p in projects], until=on)
    keys = {p.unit_id for p in projects}
    names, districts = (names_on(keys, on), districts_of(keys, on)) if keys else ({}, {})
    return [
        OpenCall(
            project,
            names.get(project.unit_id, ""),
            districts[project.unit_id].full_name if project.unit_id in districts else "",
            max(0, project.total - given.get(project.pk, {}).get("allocated", 0)),
            is_open(project, on),
        )
        for project in projects
    ]


def is_open(project: Project, on: date) -> bool:
    ended = (project.stopped_on, project.settled_on)
    if any(day is not None and day <= on for day in ended):
        return False
    return bool(project.open_call) and (project.open_until is None or on <= project.open_until)
