"""Criteria 18 and 19, wanted of every commune by the end of 2019: who misses them, and why.

Also what communes filed of their officials (18.1), to stand beside the counts of staffing: the set
asks yes or no there, a count is another figure, so neither replaces the other (decision 28).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from django.db.models import Q

from langmoi.core.months import reference_day
from langmoi.law.explain import Explanation
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.overview.criterion import criterion_month
from langmoi.overview.lines import view_of
from langmoi.overview.model import CommuneLine, UnitRef
from langmoi.overview.standings import figures_of
from langmoi.reporting.models import Solution

DUE = date(2019, 12, 31)
DUE_FROM = "Phấn đấu đến hết năm 2019, 100% xã đạt tiêu chí 18, 19 (văn bản chỉ đạo tháng 7/2019)"
WANTED = ("political_system", "defence_security")
OFFICIALS = "political_system.officials"


@dataclass(frozen=True)
class Missed:
    """A criterion that a commune misses: the tests that fail, and what is to be done about it."""

    line: CommuneLine
    criterion: Criterion
    outcome: str | None
    failing: tuple[Explanation, ...]
    solutions: tuple[Solution, ...]


@dataclass(frozen=True)
class LastGroup:
    """How far the communes of a unit are with both criteria, in a month."""

    month: date
    is_closed: bool
    unit: UnitRef
    criteria_set: CriteriaSet
    criteria: tuple[Criterion, ...]
    communes: int
    met: int  # communes that meet both
    missed: tuple[Missed, ...]

    @property
    def missing_communes(self) -> int:
        return self.communes - self.met


def last_group(month: date, unit_key: int | None = None) -> LastGroup:
    """Who misses 18 or 19 and why, by commune; a criterion that does not arise is not missed."""
    view = view_of(month, unit_key)
    criteria = tuple(c for c in view.criteria_set.criteria if c.id in WANTED)
    read = [criterion_month(c.number, month, unit_key) for c in criteria]
    keys = {commune.unit_id for commune in view.places.communes(view.unit)}
    solutions = _solutions(keys, {c.number for c in criteria}, month)
    missed = [
        Missed(row.line, found.criterion, row.outcome, row.failing, tuple(told))
        for found in read
        for row in found.rows
        if row.outcome not in ("met", "not_applicable")
        for told in [solutions.get((row.line.unit.key, found.criterion.number), [])]
    ]
    missed.sort(key=lambda m: (m.line.district.code, m.line.unit.code, m.criterion.number))
    codes = {one.line.unit.code for one in missed}
    first = read[0]
    return LastGroup(
        month=first.month,
        is_closed=first.is_closed,
        unit=first.unit,
        criteria_set=first.criteria_set,
        criteria=criteria,
        communes=len(keys),
        met=len(keys) - len(codes),
        missed=tuple(missed),
    )


def filed_of_officials(month: date, unit_key: int | None = None) -> Mapping[int, bool]:
    """What communes filed of 18.1 as of the month, by key; who filed nothing is absent."""
    view = view_of(month, unit_key)
    indicators = [i for i in view.criteria_set.indicators if i.id == OFFICIALS]
    if not indicators:
        return {}
    figure = indicators[0].tests[0].figure
    standings = view.standings([c.unit_id for c in view.places.communes(view.unit)])
    documents = figures_of(standings.values())
    filed = {key: document.get(figure) for key, document in documents.items()}
    return {key: value for key, value in filed.items() if isinstance(value, bool)}


def _solutions(
    units: set[int], numbers: set[str], month: date
) -> dict[tuple[int, str], list[Solution]]:
    found: dict[tuple[int, str], list[Solution]] = defaultdict(list)
    in_force = Q(ended_on__isnull=True) | Q(ended_on__gt=reference_day(month))
    rows = Solution.objects.filter(in_force, unit__in=units, criterion__in=numbers)
    rows = rows.filter(month__lte=month)
    for solution in rows.select_related("agency").order_by("due_on", "pk"):
        found[(solution.unit_id or 0, solution.criterion)].append(solution)
    return found
