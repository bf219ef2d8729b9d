"""Money of projects among places and criteria, by their shares: whole đồng, nothing lost."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal

from django.db.models import Q, Sum

from langmoi.funding.models import MoneyKind, MoneyLine, Project, ProjectCriterion
from langmoi.funding.plans import divided, places_of
from langmoi.funding.shares import apportion
from langmoi.funding.sums import sums_of

NONE = ""  # the criterion of what serves none


@dataclass(frozen=True)
class Spending:
    """What was disbursed, by (place, criterion); the criterion is NONE where nothing tells it."""

    amounts: Mapping[tuple[int, str], int]

    @property
    def total(self) -> int:
        return sum(self.amounts.values())


def spent_between(first: date, last: date, units: Collection[int]) -> Spending:
    """Disbursed on these days, both counted, at these places; four reads."""
    lines = MoneyLine.objects.standing().in_units(units)
    lines = lines.filter(kind=MoneyKind.DISBURSEMENT, day__gte=first, day__lte=last)
    rows = lines.order_by().values_list("project", "unit").annotate(whole=Sum("amount"))
    listed = [(project, unit, whole) for project, unit, whole in rows]
    projects = {project for project, _, _ in listed if project}
    places, criteria = places_of(projects), criteria_of(projects)
    found: dict[tuple[int, str], int] = defaultdict(int)
    for project, unit, whole in listed:
        for place, part in divided(whole, unit, places.get(project or 0, {})).items():
            if place not in units:
                continue
            for number, amount in by_criterion(part, criteria.get(project or 0, {})).items():
                found[place, number] += amount
    return Spending(found)


@dataclass(frozen=True)
class Need:
    """What an open project still needs at a place for a criterion: approved less allocated."""

    project: Project
    unit: int
    number: str
    amount: int


def needs_on(day: date, units: Collection[int]) -> list[Need]:
    """Of the projects open that day (neither stopped nor settled); five reads.

    One whose capital is all there is open too, with nothing needed.
    """
    open_now = (Q(stopped_on__isnull=True) | Q(stopped_on__gt=day)) & (
        Q(settled_on__isnull=True) | Q(settled_on__gt=day)
    )
    projects = {p.pk: p for p in Project.objects.in_units(units).filter(open_now).distinct()}
    given = sums_of(projects, until=day)
    places, criteria = places_of(projects), criteria_of(projects)
    found = []
    for key, project in projects.items():
        need = max(0, project.total - given.get(key, {}).get("allocated", 0))
        for place, part in divided(need, project.unit_id, places.get(key, {})).items():
            if place not in units:
                continue
            for number, amount in by_criterion(part, criteria.get(key, {})).items():
                if number != NONE or amount or not criteria.get(key):
                    found.append(Need(project, place, number, amount))
    return found


def by_criterion(amount: int, shares: Mapping[str, Decimal]) -> dict[str, int]:
    """By the shares of 100; what they leave serves no criterion."""
    left = 100 - sum(shares.values(), Decimal(0))
    weights = {**shares, **({NONE: left} if left > 0 else {})}
    return apportion(amount, weights)


def criteria_of(projects: Collection[int]) -> dict[int, dict[str, Decimal]]:
    found: dict[int, dict[str, Decimal]] = defaultdict(dict)
    rows = ProjectCriterion.objects.filter(project__in=projects).order_by("pk") if projects else ()
    for row in rows:
        found[row.project_id][row.number] = row.share
    return found
