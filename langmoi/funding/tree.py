"""Money by the tree of sources, by month and by place: what was planned, given and paid.

Carried-over money counts under its own node (7) and nowhere else, so that the branches and it come
to the whole. Money of a project that reaches beyond the places asked for counts by their shares.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet, Sum
from django.db.models.functions import ExtractMonth

from langmoi.funding.models import MoneyKind, MoneyLine, ProjectPlace
from langmoi.funding.sources import CARRIED_OVER, Source, all_sources, source_tree
from langmoi.funding.sums import standing_lines
from langmoi.people.models import User


@dataclass
class Amounts:
    """Planned, allocated, paid and accepted, in đồng."""

    plan: int = 0
    allocation: int = 0
    disbursement: int = 0
    accepted: int = 0

    def add(self, kind: str, amount: int) -> None:
        setattr(self, kind, getattr(self, kind) + amount)

    @property
    def is_empty(self) -> bool:
        return not (self.plan or self.allocation or self.disbursement or self.accepted)


@dataclass(frozen=True)
class SourceRow:
    """A node of the tree with all that its branch comes to."""

    source: Source
    amounts: Amounts

    @property
    def indent(self) -> int:
        return self.source.depth


@dataclass
class PlaceRow:
    """What a place comes to; `unit` None: what belongs to none of the places asked for."""

    unit: int | None
    amounts: Amounts = field(default_factory=Amounts)


def money_lines(
    user: User,
    *,
    on: date,
    units: frozenset[int] | None = None,
    year: int | None = None,
    until: date | None = None,
) -> QuerySet[MoneyLine]:
    """The user's standing lines, of some units and those below them, of a year, up to a day."""
    lines = standing_lines(until).filter(
        pk__in=MoneyLine.objects.visible_to(user, on=on).values("pk")
    )
    if units is not None:
        lines = lines.filter(pk__in=MoneyLine.objects.in_units(units).values("pk"))
    return lines.filter(year=year) if year is not None else lines


def source_rows(lines: QuerySet[MoneyLine], units: Collection[int], on: date) -> list[SourceRow]:
    """Every node of that day with its branch's sums, and closed ones that have money all the same.

    units: the places by whose shares projects that reach beyond them count.
    """
    sums: dict[str, Amounts] = defaultdict(Amounts)
    for row in _shared(lines, units, "source", "is_carried_over"):
        code = CARRIED_OVER if row.keys["is_carried_over"] else row.keys["source"]
        for node in _upwards(code):
            sums[node].add(row.kind, row.amount)
    open_now = {source.code for source in source_tree(on)}
    return [
        SourceRow(source, sums[code])
        for code, source in all_sources().items()
        if code in open_now or (code in sums and not sums[code].is_empty)
    ]


def whole_of(rows: Iterable[SourceRow]) -> Amounts:
    """What the top nodes come to."""
    whole = Amounts()
    for row in rows:
        if not row.source.parent:
            for kind in MoneyKind.values:
                whole.add(kind, getattr(row.amounts, kind))
    return whole


def month_rows(
    lines: QuerySet[MoneyLine], units: Collection[int], year: int
) -> list[tuple[str, Amounts, Amounts]]:
    """Month by month of the plan year with what it came to until then; later months in one row.

    Payments for a plan year may come after its last day.
    """
    by_month: dict[int, Amounts] = defaultdict(Amounts)
    dated = lines.annotate(month=ExtractMonth("day"))
    for row in _shared(dated, units, "month", "day__year"):
        there = int(row.keys["day__year"])
        month = 0 if there < year else 13 if there > year else int(row.keys["month"])
        by_month[month].add(row.kind, row.amount)
    told, until = [], Amounts()
    for month in range(14):
        mine = by_month[month]
        if month in (0, 13) and mine.is_empty:
            continue
        for kind in MoneyKind.values:
            until.add(kind, getattr(mine, kind))
        name = {0: f"trước {year}", 13: f"sau {year}"}.get(month, f"{month:02d}/{year}")
        told.append((name, mine, Amounts(**vars(until))))
    return told


def year_rows(lines: QuerySet[MoneyLine], units: Collection[int]) -> list[tuple[int, Amounts]]:
    """Year by year, the last first."""
    by_year: dict[int, Amounts] = defaultdict(Amounts)
    for row in _shared(lines, units, "year"):
        by_year[int(row.keys["year"])].add(row.kind, row.amount)
    return sorted(by_year.items(), reverse=True)


def place_rows(lines: QuerySet[MoneyLine], groups: Mapping[int, int]) -> list[PlaceRow]:
    """What each group of units comes to; what is of none of them comes last.

    groups: the group of each unit. A project of a unit of no group counts by its places' shares.
    """
    rows = {group: PlaceRow(group) for group in groups.values()}
    rest = PlaceRow(None)
    inside = lines.filter(unit__in=groups).order_by().values("unit", "kind")
    for told in inside.annotate(all=Sum("amount")):
        rows[groups[told["unit"]]].amounts.add(told["kind"], int(told["all"]))
    outside = lines.exclude(unit__in=groups).order_by().values("project", "kind")
    found = list(outside.annotate(all=Sum("amount")))
    places = _places([one["project"] for one in found if one["project"]])
    for one in found:
        left = int(one["all"])
        for unit, share in places.get(one["project"], ()):
            if unit in groups:
                part = int(one["all"]) * share // 10_000
                left -= part
                rows[groups[unit]].amounts.add(one["kind"], part)
        rest.amounts.add(one["kind"], left)
    return [*rows.values(), rest]


@dataclass(frozen=True)
class _Sum:
    keys: dict[str, Any]
    kind: str
    amount: int


def _shared(lines: QuerySet[MoneyLine], units: Collection[int], *keys: str) -> list[_Sum]:
    """Sums by these keys: of the units in full, of projects beyond them by the places' shares."""
    inside = lines.filter(unit__in=units).order_by().values(*keys, "kind")
    found = [_sum_of(told, keys) for told in inside.annotate(all=Sum("amount"))]
    outside = lines.exclude(unit__in=units).filter(project__isnull=False).order_by()
    beyond = list(outside.values(*keys, "kind", "project").annotate(all=Sum("amount")))
    places = _places([told["project"] for told in beyond])
    for told in beyond:
        share = sum(share for unit, share in places[told["project"]] if unit in units)
        found.append(_sum_of(told | {"all": int(told["all"]) * share // 10_000}, keys))
    return found


def _sum_of(told: Mapping[str, Any], keys: Iterable[str]) -> _Sum:
    return _Sum({key: told[key] for key in keys}, str(told["kind"]), int(told["all"]))


def _places(projects: Collection[int]) -> dict[int, list[tuple[int, int]]]:
    """The places of projects with their shares in hundredths of a percent."""
    found: dict[int, list[tuple[int, int]]] = defaultdict(list)
    listed = ProjectPlace.objects.filter(project__in=set(projects)).order_by("pk")
    for project, unit, share in listed.values_list("project_id", "unit_id", "share"):
        found[project].append((unit, int(share * 100)))
    return found


def _upwards(code: str) -> Iterable[str]:
    while code:
        yield code
        code = code.rpartition(".")[0]
