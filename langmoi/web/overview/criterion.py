"""What the page of one criterion shows: who misses it and why, the nearest first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from langmoi.core.months import reference_day
from langmoi.law.documents import load_documents
from langmoi.law.lookup import threshold_of
from langmoi.law.model import CriteriaSet, Indicator, Test, Threshold
from langmoi.overview.detail import CriterionMonth, CriterionRow
from langmoi.overview.model import BandCount, UnitRef
from langmoi.overview.queries import DEFAULT_BANDS
from langmoi.reporting.models import ReportingMonth
from langmoi.web.overview.cards import Card, cards_of, month_context
from langmoi.web.overview.reasons import Reason, reasons_of, said_bound
from langmoi.web.words import band_styles


@dataclass(frozen=True)
class RowView:
    row: CriterionRow
    card: Card
    reasons: tuple[tuple[Indicator, Reason], ...]

    @property
    def single(self) -> Reason | None:
        """The only thing in the way, where a bar can show how far it is."""
        (reason,) = [r for _, r in self.reasons] if len(self.reasons) == 1 else [None]
        return reason if reason is not None and reason.whole else None


@dataclass(frozen=True)
class ThresholdView:
    """A threshold in force for a zone in use, and whether it may stand without a warning."""

    zone: str
    label: str
    bound: str
    threshold: Threshold | None
    document: str

    @property
    def is_settled(self) -> bool:
        return self.threshold is not None and self.threshold.status.is_settled


@dataclass(frozen=True)
class IndicatorLaw:
    indicator: Indicator
    thresholds: tuple[ThresholdView, ...]


@dataclass(frozen=True)
class DistrictBar:
    district: UnitRef
    met: int
    communes: int


def criterion_context(seen: CriterionMonth, month: ReportingMonth) -> dict[str, Any]:
    total = len(seen.criteria_set.criteria)
    styles = band_styles([BandCount(*bounds, ()) for bounds in DEFAULT_BANDS], total)
    cards = cards_of((row.line for row in seen.rows), styles)
    views = [RowView(row, cards[row.line.unit.key], _reasons(row, seen)) for row in seen.rows]
    numbers = [c.number for c in seen.criteria_set.criteria]
    at = numbers.index(seen.criterion.number)
    return month_context(month, seen.criteria_set) | {
        "seen": seen,
        "criterion": seen.criterion,
        "unmet": [view for view in views if view.row.outcome in ("not_met", "not_assessed", None)],
        "met": [view for view in views if view.row.outcome in ("met", "not_applicable")],
        "met_count": _counted(seen),
        "communes": len(seen.rows),
        "laws": _laws(seen),
        "bars": _by_district(seen),
        "before": numbers[at - 1] if at else "",
        "after": numbers[at + 1] if at + 1 < len(numbers) else "",
        "criteria": seen.criteria_set.criteria,
    }


def _reasons(row: CriterionRow, seen: CriterionMonth) -> tuple[tuple[Indicator, Reason], ...]:
    indicators = {i.number: i for i in seen.criterion.indicators}
    found = []
    for explanation in row.failing:
        indicator = indicators[explanation.indicator]
        (reason,) = reasons_of([explanation], indicator, seen.criteria_set)
        found.append((indicator, reason))
    return tuple(found)


def _is_counted(outcome: str | None, criteria_set: CriteriaSet) -> bool:
    """Whether the set counts this outcome among the criteria met."""
    return outcome == "met" or (outcome == "not_applicable" and criteria_set.not_applicable_counts)


def _counted(seen: CriterionMonth) -> int:
    return sum(_is_counted(row.outcome, seen.criteria_set) for row in seen.rows)


def _by_district(seen: CriterionMonth) -> list[DistrictBar]:
    """The districts, those with the smallest share first; none inside a single district."""
    groups: dict[int, list[CriterionRow]] = {}
    for row in seen.rows:
        groups.setdefault(row.line.district.key, []).append(row)
    if len(groups) < 2:
        return []
    bars = [
        DistrictBar(
            rows[0].line.district,
            sum(_is_counted(row.outcome, seen.criteria_set) for row in rows),
            len(rows),
        )
        for rows in groups.values()
    ]
    return sorted(bars, key=lambda bar: (bar.met / bar.communes, bar.district.code))


def _laws(seen: CriterionMonth) -> list[IndicatorLaw]:
    zones = sorted({row.line.zone for row in seen.rows if row.line.zone})
    return [
        IndicatorLaw(
            indicator,
            tuple(
                _threshold(seen, indicator, test, zone)
                for test in indicator.tests
                for zone in zones or [""]
            ),
        )
        for indicator in seen.criterion.indicators
    ]


def _threshold(seen: CriterionMonth, indicator: Indicator, test: Test, zone: str) -> ThresholdView:
    found = threshold_of(indicator, test.part, zone or None, reference_day(seen.month))
    document = load_documents().get(found.basis.document) if found else None
    return ThresholdView(
        zone=_zone_name(seen.criteria_set, zone),
        label=test.label,
        bound=said_bound(test.operator, found, seen.criteria_set.figure(test.figure)),
        threshold=found,
        document=document.number if document else "",
    )


def _zone_name(criteria_set: CriteriaSet, zone: str) -> str:
    names: Iterable[str] = (z.name for z in criteria_set.zones if z.id == zone)
    return next(iter(names), "")
