"""The yearly score sheet: every commune and district of a unit, from its closed months."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from django.db.models import Count

from langmoi.assessment.rollup import counted
from langmoi.assessment.scoring import Rule, Score, Values, rule_for, score
from langmoi.core.errors import DomainError
from langmoi.core.months import december_before
from langmoi.overview.behind import without_solution
from langmoi.overview.lines import MonthView, commune_lines, view_of
from langmoi.overview.model import CommuneLine, UnitRef
from langmoi.overview.standings import Standing
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.models import Filing, MonthState, ReportingMonth


@dataclass(frozen=True)
class UnitScore:
    """A unit with its score and what its measures were made of."""

    unit: UnitRef
    district: UnitRef
    communes: int
    score: Score


@dataclass(frozen=True)
class ScoreSheet:
    """A year of a unit: measured from `start` (last December, where comparable) to `end`."""

    year: int
    rule: Rule
    months: tuple[date, ...]  # closed, of the year
    start: date
    end: date
    is_comparable: bool  # whether the same criteria set judged both ends
    districts: tuple[UnitScore, ...]
    communes: tuple[UnitScore, ...]

    @property
    def is_whole_year(self) -> bool:
        return len(self.months) == 12


def years_with_scores() -> list[int]:
    """The years that have a closed month, the newest first."""
    closed = ReportingMonth.objects.filter(state=MonthState.CLOSED)
    return sorted({month.year for month in closed.values_list("month", flat=True)}, reverse=True)


def score_sheet(year: int, unit_key: int | None) -> ScoreSheet:
    """The scores of the unit's communes, and of its districts where it has any.

    Borders, zones and communes are those of the year's last closed month. A fixed number of
    queries. Raises DomainError for a year without a closed month or without a rule.
    """
    months = closed_months_in(year)
    rule = rule_for(year)
    view = view_of(months[-1], unit_key)
    found = _Year(view, months, view.places.communes(view.unit))
    measured = found.measured()
    return ScoreSheet(
        year=year,
        rule=rule,
        months=tuple(months),
        start=december_before(months[-1]),
        end=months[-1],
        is_comparable=bool(found.before),
        districts=_districts(measured, rule, view.unit),
        communes=tuple(_scored([one], one.line.unit, rule) for one in measured),
    )


def closed_months_in(year: int) -> list[date]:
    """The year's closed months, oldest first. Raises DomainError where there is none."""
    rows = ReportingMonth.objects.filter(month__year=year, state=MonthState.CLOSED)
    months = list(rows.order_by("month").values_list("month", flat=True))
    if not months:
        known = ", ".join(str(y) for y in years_with_scores()) or "chưa có năm nào"
        raise DomainError(
            f"Năm {year} chưa có tháng nào chốt nên chưa chấm điểm được. "
            f"Hãy chọn năm khác ({known})."
        )
    return months


@dataclass(frozen=True)
class _Measured:
    """What one commune's year came to; sums of these make a district's."""

    line: CommuneLine
    criteria: int
    met: int
    gained: int | None
    lost: int | None
    filed: int
    months: int
    unmet: int
    unplanned: int


class _Year:
    """The year of some communes, read at once."""

    def __init__(
        self, view: MonthView, months: Sequence[date], communes: Sequence[UnitVersion]
    ) -> None:
        self.view, self.months = view, months
        self.lines = commune_lines(view, communes)
        keys = [line.unit.key for line in self.lines]
        self.before = view.standings_at(december_before(view.month), keys)
        self.filed = _filed(keys, months)
        self.unplanned = without_solution(view.month, self.lines)

    def measured(self) -> list[_Measured]:
        return [self._one(line) for line in self.lines]

    def _one(self, line: CommuneLine) -> _Measured:
        before = self.before.get(line.unit.key)
        comparable = before if line.change_december is not None else None
        return _Measured(
            line=line,
            criteria=len(self.view.criteria_set.criteria),
            met=line.criteria_met or 0,
            gained=_gained(line, comparable),
            lost=_lost(line, comparable),
            filed=self.filed[line.unit.key],
            months=len(self.months),
            unmet=sum(outcome == "not_met" for outcome in line.criteria.values()),
            unplanned=len(self.unplanned.get(line.unit.key, ())),
        )


def _filed(keys: Collection[int], months: Sequence[date]) -> Counter[int]:
    """In how many of the months each unit filed."""
    rows = Filing.objects.filter(unit_id__in=keys, month__in=months, latest__isnull=False)
    told = rows.values("unit_id").annotate(n=Count("month", distinct=True))
    return Counter({row["unit_id"]: row["n"] for row in told})


def _gained(line: CommuneLine, before: Standing | None) -> int | None:
    if before is None:
        return None
    return sum(
        counted(outcome) and not counted(before.criteria.get(number))
        for number, outcome in line.criteria.items()
    )


def _lost(line: CommuneLine, before: Standing | None) -> int | None:
    if before is None:
        return None
    return sum(
        counted(before.criteria.get(number)) and not counted(outcome)
        for number, outcome in line.criteria.items()
    )


def _districts(
    measured: Iterable[_Measured], rule: Rule, unit: UnitVersion
) -> tuple[UnitScore, ...]:
    """Of a district itself one line; of a province one for each of its districts."""
    below: dict[int, list[_Measured]] = defaultdict(list)
    for one in measured:
        if one.line.district.level == Level.DISTRICT and unit.level != Level.COMMUNE:
            below[one.line.district.key].append(one)
    found = [_scored(ours, ours[0].line.district, rule) for ours in below.values()]
    return tuple(sorted(found, key=lambda row: row.unit.code))


def _scored(ours: Sequence[_Measured], unit: UnitRef, rule: Rule) -> UnitScore:
    return UnitScore(unit, ours[0].line.district, len(ours), score(rule, _values(ours)))


def _values(ours: Sequence[_Measured]) -> Values:
    known = [one for one in ours if one.gained is not None and one.lost is not None]
    unmet = sum(one.unmet for one in ours)
    has_figures = [one for one in ours if one.line.criteria_met is not None]
    values: Mapping[str, Fraction | None] = {
        "met_share": _share(sum(o.met for o in ours), sum(o.criteria for o in ours)),
        "met_all_share": _share(sum(o.met == o.criteria for o in ours), len(ours)),
        "gained_mean": _share(sum(o.gained or 0 for o in known), len(known)),
        "lost_mean": _share(sum(o.lost or 0 for o in known), len(known)),
        "filed_share": _share(sum(o.filed for o in ours), sum(o.months for o in ours)),
        # Where every criterion is met there is nothing left to plan.
        "planned_share": Fraction(1)
        if not unmet
        else _share(unmet - sum(o.unplanned for o in ours), unmet),
    }
    return values if has_figures else dict.fromkeys(values)


def _share(part: int, whole: int) -> Fraction | None:
    return Fraction(part, whole) if whole else None
