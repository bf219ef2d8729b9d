"""The counterpart of a year: per project, commune and district, against the rules in force."""

from __future__ import annotations

import hashlib
from collections import defaultdict
from collections.abc import Collection, Hashable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import TypeVar

from langmoi.core.numbers import show_millions
from langmoi.funding.counterpart import Check, Rate, Standing, check
from langmoi.funding.models import FindingKind, MoneyKind, MoneyLine, Project
from langmoi.funding.planned import Planned
from langmoi.funding.plans import plan_of
from langmoi.funding.rule_queries import all_rates
from langmoi.funding.subjects import Subject
from langmoi.places.models import Level
from langmoi.places.queries import districts_of, unit_versions

K = TypeVar("K", bound=Hashable)
_FIRST = {Standing.SHORT: 0, Standing.UNKNOWN: 1, Standing.MET: 2, Standing.NONE: 3}


class Grain(StrEnum):
    PROJECT = "project"
    COMMUNE = "commune"
    DISTRICT = "district"


@dataclass(frozen=True)
class Entry:
    """A project, commune or district in a year, held against the rules. `unit` is its place."""

    grain: Grain
    unit: int
    year: int
    check: Check
    plan: tuple[Planned, ...]
    project: Project | None = None

    @property
    def key(self) -> str:
        what = self.project.pk if self.project else self.unit
        return f"{self.grain}-{what}-{self.year}"

    def subject(self, name: str) -> Subject:
        """What is explained of it, by people."""
        missing = show_millions(self.check.missing or 0)
        return Subject(
            FindingKind.COUNTERPART,
            self.key,
            self.unit,
            _fingerprint(self),
            f"{name}, năm {self.year}: thiếu {missing} triệu đồng đối ứng",
        )


def entries_of(
    grain: Grain, year: int, units: Collection[int], rates: Sequence[Rate] | None = None
) -> list[Entry]:
    """Every project (commune, district) with central money in the year, what is short first.

    A project that only reaches into these places is held against the rules as a whole.
    """
    used = all_rates() if rates is None else rates
    plan = plan_of(year, units)
    if grain is Grain.PROJECT:
        found = _of_projects(plan, year, used)
    else:
        places = places_under(grain, plan, year)
        found = [
            Entry(grain, unit, year, check(parts, used), tuple(parts))
            for unit, parts in _grouped(plan, places).items()
            if unit in units
        ]
    counted = [entry for entry in found if entry.check.standing is not Standing.NONE]
    return sorted(counted, key=_worst_first)


def places_under(grain: Grain, plan: Sequence[Planned], year: int) -> dict[int, int]:
    """Under which place each unit of the plan stands: itself, or its district of 1 January.

    What belongs to no district (a district's own money stands under itself) is left out there.
    """
    units = {money.unit for money in plan}
    if grain is not Grain.DISTRICT:
        return {unit: unit for unit in units}
    above = districts_of(units, date(year, 1, 1))
    districts = unit_versions(date(year, 1, 1), level=Level.DISTRICT, unit_keys=units)
    own = {version.unit_id: version.unit_id for version in districts}
    return own | {unit: version.unit_id for unit, version in above.items()}


def plan_years(units: Collection[int]) -> list[int]:
    """The years of which there is any plan, the newest first."""
    lines = MoneyLine.objects.standing().in_units(units).filter(kind=MoneyKind.PLAN)
    return sorted(set(lines.order_by().values_list("year", flat=True)), reverse=True)


def _of_projects(plan: Sequence[Planned], year: int, rates: Sequence[Rate]) -> list[Entry]:
    groups: dict[int, list[Planned]] = defaultdict(list)
    for money in plan:
        if money.project is not None:
            groups[money.project].append(money)
    projects = Project.objects.in_bulk(groups)
    return [
        Entry(Grain.PROJECT, projects[key].unit_id, year, check(parts, rates), tuple(parts),
              projects[key])
        for key, parts in groups.items()
    ]  # fmt: skip


def _grouped(plan: Sequence[Planned], places: Mapping[int, K]) -> dict[K, list[Planned]]:
    groups: dict[K, list[Planned]] = defaultdict(list)
    for money in plan:
        if money.unit in places:
            groups[places[money.unit]].append(money)
    return groups


def _worst_first(entry: Entry) -> tuple[int, int, str]:
    return _FIRST[entry.check.standing], -(entry.check.missing or 0), entry.key


def _fingerprint(entry: Entry) -> str:
    """Of what is asked, what is there, and the lines."""
    lines = sorted((money.key, money.unit, money.source, money.amount) for money in entry.plan)
    told = f"{lines} {entry.check.required} {entry.check.local}"
    return hashlib.sha256(told.encode()).hexdigest()[:32]
