"""How an indicator's figure is spread over the communes, beside the threshold of each zone."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from statistics import median

from langmoi.core.months import reference_day
from langmoi.law.judge import Outcome
from langmoi.law.lookup import threshold_of
from langmoi.law.model import CriteriaSet, Figure, Indicator, Test, Threshold
from langmoi.overview.cube import NOBODY, Cube, read_cube
from langmoi.overview.lines import view_of
from langmoi.overview.values import value_of
from langmoi.places.models import UnitVersion


@dataclass(frozen=True)
class Point:
    """One commune: what it reported (exactly as filed) and what it is held against."""

    unit: UnitVersion
    district: UnitVersion | None
    zone: str
    value: Decimal | None  # None: nothing to place on the scale
    told: object
    threshold: Threshold | None
    outcome: str  # of the indicator; empty: no figures at all
    figures_month: date | None


@dataclass(frozen=True)
class Line:
    """A threshold in force, and the zones and communes that it is held for."""

    threshold: Threshold
    value: Decimal
    zones: tuple[str, ...]
    communes: int


@dataclass(frozen=True)
class Distribution:
    month: date
    criteria_set: CriteriaSet
    indicator: Indicator
    test: Test
    figure: Figure
    points: tuple[Point, ...]  # with a value first, from the smallest; then those without
    lines: tuple[Line, ...]

    @property
    def placed(self) -> tuple[Point, ...]:
        return tuple(point for point in self.points if point.value is not None)

    @property
    def values(self) -> tuple[Decimal, ...]:
        return tuple(point.value for point in self.points if point.value is not None)

    @property
    def median(self) -> Decimal | None:
        return median(self.values) if self.values else None

    @property
    def met(self) -> int:
        return sum(point.outcome == Outcome.MET.key for point in self.points)


def distribution(
    month: date,
    indicator: Indicator,
    test: Test,
    *,
    unit_key: int | None = None,
    only: Collection[int] | None = None,
) -> Distribution:
    """The communes of a unit in that month. Raises DomainError for a month that was not opened.

    Outcomes are the stored ones of the whole indicator; the threshold is that of the month which
    each commune's figures are of.
    """
    view = view_of(month, unit_key)
    cube = read_cube(
        [month],
        [indicator.number],
        unit_key=unit_key,
        only=only,
        of_indicators=True,
        figure=test.figure,
    )
    zones = {k: s.zone for k, s in view.standings([u.unit_id for u in cube.units]).items()}
    figure = view.criteria_set.figure(test.figure)
    points = [
        _point(cube, at, zones.get(unit.unit_id, ""), indicator, test, figure)
        for at, unit in enumerate(cube.units)
    ]
    return Distribution(
        month=view.month,
        criteria_set=view.criteria_set,
        indicator=indicator,
        test=test,
        figure=figure,
        points=tuple(sorted(points, key=_smallest_first)),
        lines=_lines(points),
    )


def _smallest_first(point: Point) -> tuple[bool, Decimal, str]:
    return point.value is None, point.value or Decimal(0), point.unit.code


def _point(
    cube: Cube, at: int, zone: str, indicator: Indicator, test: Test, figure: Figure
) -> Point:
    code, told = int(cube.outcomes[0, at, 0]), cube.values[0, at]
    unit, when = cube.units[at], cube.figures_months[0, at]
    does_not_arise = code == Outcome.NOT_APPLICABLE
    threshold = None
    if when is not None:
        day = reference_day(when)
        threshold = threshold_of(indicator, test.part, zone or None, day, place=unit.code)
    return Point(
        unit=unit,
        district=cube.names.get(int(cube.above[0, at])),
        zone=zone,
        value=None if does_not_arise else value_of(figure, told),
        told=told,
        threshold=threshold,
        outcome="" if code == NOBODY else Outcome(code).key,
        figures_month=when,
    )


def _lines(points: Sequence[Point]) -> tuple[Line, ...]:
    """The thresholds by value, each with its zones; a threshold that is unknown has no line."""
    found: dict[Decimal, list[Point]] = {}
    for point in points:
        bound = point.threshold.value if point.threshold else None
        if bound is not None and not isinstance(bound, bool):
            found.setdefault(bound, []).append(point)
    return tuple(
        Line(
            threshold=members[0].threshold,
            value=bound,
            zones=tuple(dict.fromkeys(point.zone for point in members if point.zone)),
            communes=len(members),
        )
        for bound, members in sorted(found.items())
        if members[0].threshold is not None
    )
