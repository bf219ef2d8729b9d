"""The plan of a year as the rules read it: lines divided among the places they are for."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from decimal import Decimal

from django.db.models import Q

from langmoi.funding.groups import GroupFact, groups_by_unit, groups_on
from langmoi.funding.models import MoneyKind, MoneyLine, ProjectPlace
from langmoi.funding.planned import Planned
from langmoi.funding.shares import apportion
from langmoi.funding.sources import CENTRAL, LOCAL

Places = Mapping[int, Mapping[int, Decimal]]  # by project: its communes and their shares


def plan_of(year: int, units: Collection[int]) -> list[Planned]:
    """Central and local direct money planned in the year for whatever reaches into these places.

    A project of several communes is divided among them by their shares: sums stay whole, and parts
    elsewhere are there too. Three reads.
    """
    direct = Q(source__startswith=CENTRAL) | Q(source__startswith=LOCAL)
    found = MoneyLine.objects.standing().in_units(units)
    lines = found.filter(direct, kind=MoneyKind.PLAN, year=year).select_related("project")
    return planned(list(lines.order_by("day", "pk")))


def planned(listed: Sequence[MoneyLine]) -> list[Planned]:
    """The lines as the rules read them: each divided among its places."""
    places = places_of({line.project_id for line in listed if line.project_id})
    facts = groups_by_unit()
    return [
        part
        for line in listed
        for part in _parts(line, places.get(line.project_id or 0, {}), facts)
    ]


def _parts(
    line: MoneyLine, shares: Mapping[int, Decimal], facts: Mapping[int, Collection[GroupFact]]
) -> Iterable[Planned]:
    amounts = divided(line.amount, line.unit_id, shares)
    for unit, amount in amounts.items():
        yield Planned(
            amount=amount,
            source=line.source,
            day=line.day,
            year=line.year,
            unit=unit,
            project=line.project_id,
            content=line.project.content if line.project else "",
            groups=groups_on(line.day, facts, unit),
            is_carried_over=line.is_carried_over,
            document=line.document,
            key=line.pk,
        )


def divided(amount: int, unit: int, shares: Mapping[int, Decimal]) -> dict[int, int]:
    """Among the places by their shares of the whole; what no place has stays with the unit."""
    if not shares:
        return {unit: amount}
    weights = dict(shares)
    if (left := 100 - sum(shares.values())) > 0:
        weights[unit] = weights.get(unit, Decimal(0)) + left
    return apportion(amount, weights)


def places_of(projects: Collection[int]) -> Places:
    """The communes of each project with their shares, in percent; one read."""
    found: dict[int, dict[int, Decimal]] = defaultdict(dict)
    rows = ProjectPlace.objects.filter(project__in=projects).order_by("pk") if projects else ()
    for row in rows:
        found[row.project_id][row.unit_id] = row.share
    return found
