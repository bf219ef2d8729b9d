"""What a criterion gained has cost, by district; what criteria not met still need.

Money of a year stands beside criteria gained between two closed months. It is no price: money of
earlier years built too, and a criterion may be gained without any.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.law.model import CriteriaSet, Criterion
from langmoi.overview.criterion_money import NONE, Need, needs_on, spent_between
from langmoi.overview.model import CommuneLine, UnitRef
from langmoi.overview.queries import months_available, overview

MET, NOT_APPLICABLE = "met", "not_applicable"


@dataclass(frozen=True)
class CriterionCost:
    """A district (or the whole, without one) in the year, in đồng.

    `spent` serves criteria; `apart` serves none that a project names. `cost` is spent ÷ gained,
    rounded down to the đồng; None where nothing was gained or cannot be told.
    """

    district: UnitRef | None
    communes: int
    gained: int | None
    lost: int | None
    spent: int
    apart: int

    @property
    def cost(self) -> int | None:
        return self.spent // self.gained if self.gained else None

    @property
    def cost_shown(self) -> int | None:
        """To a hundred thousand đồng: for reading only."""
        return None if self.cost is None else round(self.cost, -5)


@dataclass(frozen=True)
class CostYear:
    """`first` and `last`: the closed months compared. `why_not`: why gains cannot be told."""

    year: int
    first: date | None
    last: date | None
    districts: tuple[CriterionCost, ...]
    total: CriterionCost
    by_criterion: tuple[tuple[Criterion, int, int | None, int | None], ...]
    elsewhere: int  # spent at no commune or district shown: the province's own
    why_not: str


def cost_year(year: int, unit_key: int, units: Collection[int]) -> CostYear:
    """The year of a province or a district; `units`: all places that belong to it."""
    first, last = months_of_year(year)
    spending = spent_between(date(year, 1, 1), date(year, 12, 31), units)
    end = overview(last, unit_key=unit_key) if last else None
    start = overview(first, unit_key=unit_key) if first else None
    why_not = _why_not(
        year, start.criteria_set if start else None, end.criteria_set if end else None
    )
    before = {line.unit.key: line for line in start.communes} if start and not why_not else {}
    lines = end.communes if end else ()
    districts = _districts(lines)
    own = {district.key for district in districts}
    home = {line.unit.key: line.district.key for line in lines}
    sums: dict[int, list[int]] = defaultdict(lambda: [0, 0])
    criteria: dict[str, int] = defaultdict(int)
    elsewhere = 0
    for (place, number), amount in spending.amounts.items():
        criteria[number] += amount
        key = home.get(place, place)
        if key in own:
            sums[key][number == NONE] += amount
        else:
            elsewhere += amount
    gains = _gains(lines, before, end.criteria_set if end else None)
    of_districts = [
        _cost(district, [x for x in lines if x.district.key == district.key], sums, gains, why_not)
        for district in districts
    ]
    return CostYear(
        year=year,
        first=first,
        last=last,
        districts=tuple(of_districts),
        total=_total(of_districts, why_not),
        by_criterion=_criteria(end.criteria_set if end else None, criteria, gains, why_not),
        elsewhere=elsewhere,
        why_not=why_not,
    )


def months_of_year(year: int) -> tuple[date | None, date | None]:
    """The last closed month before the year, and the last one in it."""
    closed = [m.month for m in months_available() if m.is_closed]
    return (
        max((m for m in closed if m.year < year), default=None),
        max((m for m in closed if m.year == year), default=None),
    )


def _why_not(year: int, start: CriteriaSet | None, end: CriteriaSet | None) -> str:
    if end is None:
        return f"Năm {year} chưa có tháng nào chốt."
    if start is None:
        return f"Trước năm {year} chưa có tháng nào chốt để so."
    if {start.id, start.extends} & {end.id, end.extends} <= {None, ""}:
        return "Hai tháng so sánh thuộc hai bộ tiêu chí khác nhau nên không so số tiêu chí."
    return ""


def _districts(lines: Sequence[CommuneLine]) -> list[UnitRef]:
    found = {line.district.key: line.district for line in lines}
    return sorted(found.values(), key=lambda district: district.code)


Gains = Mapping[int, tuple[frozenset[str], frozenset[str]]]  # by commune: gained, lost


def _gains(
    lines: Sequence[CommuneLine], before: Mapping[int, CommuneLine], law: CriteriaSet | None
) -> Gains:
    """Of communes with figures at both ends."""
    counted = {MET, NOT_APPLICABLE} if law and law.not_applicable_counts else {MET}
    found = {}
    for line in lines:
        then = before.get(line.unit.key)
        if then is None or not then.criteria or not line.criteria:
            continue
        now_met = {n for n, o in line.criteria.items() if o in counted}
        then_met = {n for n, o in then.criteria.items() if o in counted}
        found[line.unit.key] = (frozenset(now_met - then_met), frozenset(then_met - now_met))
    return found


def _cost(
    district: UnitRef,
    lines: Sequence[CommuneLine],
    sums: Mapping[int, Sequence[int]],
    gains: Gains,
    why_not: str,
) -> CriterionCost:
    spent, apart = sums.get(district.key, (0, 0))
    mine = [gains[line.unit.key] for line in lines if line.unit.key in gains]
    return CriterionCost(
        district,
        len(lines),
        None if why_not else sum(len(gained) for gained, _ in mine),
        None if why_not else sum(len(lost) for _, lost in mine),
        spent,
        apart,
    )


def _total(districts: Sequence[CriterionCost], why_not: str) -> CriterionCost:
    return CriterionCost(
        None,
        sum(one.communes for one in districts),
        None if why_not else sum(one.gained or 0 for one in districts),
        None if why_not else sum(one.lost or 0 for one in districts),
        sum(one.spent for one in districts),
        sum(one.apart for one in districts),
    )


def _criteria(
    law: CriteriaSet | None, spent: Mapping[str, int], gains: Gains, why_not: str
) -> tuple[tuple[Criterion, int, int | None, int | None], ...]:
    """Each criterion with what was spent on it, and how many communes gained and lost it."""
    found = []
    for criterion in law.criteria if law else ():
        number = criterion.number
        gained = sum(number in g for g, _ in gains.values())
        lost = sum(number in x for _, x in gains.values())
        counts = (None, None) if why_not else (gained, lost)
        found.append((criterion, spent.get(number, 0), *counts))
    return tuple(found)


# ---- What is still to be found


@dataclass(frozen=True)
class CriterionNeed:
    """A criterion in a month: who does not meet it, and what their open projects still need."""

    criterion: Criterion
    not_met: int
    with_project: int  # of these, those where some open project serves it
    projects: int
    needed: int  # at communes that do not meet it
    needed_elsewhere: int  # at communes that meet it already, and at other places

    @property
    def without_project(self) -> int:
        return self.not_met - self.with_project


@dataclass(frozen=True)
class CommuneNeed:
    """A criterion at one commune: its official outcome, open projects and what they need."""

    criterion: Criterion
    outcome: str
    needs: tuple[Need, ...]

    @property
    def needed(self) -> int:
        return sum(need.amount for need in self.needs)


def criterion_needs(
    law: CriteriaSet, lines: Sequence[CommuneLine], day: date, units: Collection[int]
) -> list[CriterionNeed]:
    """Every criterion of the set, as of the day, over these communes."""
    needs: dict[str, list[Need]] = defaultdict(list)
    for need in needs_on(day, units):
        needs[need.number].append(need)
    return [_need(criterion, lines, needs[criterion.number]) for criterion in law.criteria]


def _need(
    criterion: Criterion, lines: Sequence[CommuneLine], needs: Sequence[Need]
) -> CriterionNeed:
    behind = {line.unit.key for line in lines if criterion.number in line.missing()}
    helped = [need for need in needs if need.unit in behind]
    return CriterionNeed(
        criterion=criterion,
        not_met=len(behind),
        with_project=len({need.unit for need in helped}),
        projects=len({need.project.pk for need in helped}),
        needed=sum(need.amount for need in helped),
        needed_elsewhere=sum(need.amount for need in needs if need.unit not in behind),
    )


def commune_needs(law: CriteriaSet, line: CommuneLine, day: date) -> list[CommuneNeed]:
    """Criteria of the commune that it does not meet or that some open project serves."""
    needs: dict[str, list[Need]] = defaultdict(list)
    for need in needs_on(day, {line.unit.key}):
        needs[need.number].append(need)
    missing = set(line.missing())
    return [
        CommuneNeed(c, line.criteria.get(c.number, ""), tuple(needs[c.number]))
        for c in law.criteria
        if c.number in missing or needs[c.number]
    ]
