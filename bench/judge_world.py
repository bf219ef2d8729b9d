"""The figures that all contenders judge: the real set of 2016-2020 with dated zone thresholds.

10,600 communes × 12 months × 49 indicators. Each numeric threshold of Decision 1980 is kept as it
is until 30/6/2019 and raised a little from 1/7/2019, so that every row needs the look-up by zone
and by day. What the nation leaves to the provinces is set to 80 (at least).
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from functools import cache

import numpy as np
import numpy.typing as npt

from langmoi.core.months import month_range, reference_day
from langmoi.law.lookup import threshold_of
from langmoi.law.model import CriteriaSet, Indicator, Kind, Operator, Period, Threshold
from langmoi.law.sets import load_set

COMMUNES = 10_600
MONTHS = month_range(date(2019, 1, 1), date(2019, 12, 1))
STEP = date(2019, 7, 1)
ROWS = COMMUNES * len(MONTHS)
SCALE = 10_000

Integers = npt.NDArray[np.int64]
Flags = npt.NDArray[np.bool_]


@cache
def criteria_set() -> CriteriaSet:
    real = load_set("commune-2016-2020")
    criteria = tuple(
        replace(c, indicators=tuple(_dated(i) for i in c.indicators)) for c in real.criteria
    )
    return replace(real, criteria=criteria)


def _dated(indicator: Indicator) -> Indicator:
    return replace(
        indicator, thresholds=tuple(t for old in indicator.thresholds for t in _steps(old))
    )


def _steps(old: Threshold) -> Iterator[Threshold]:
    value = Decimal(80) if old.value is None else old.value
    if isinstance(value, bool) or value in (0, 100):
        yield replace(old, value=value)
        return
    yield replace(old, value=value, period=Period(old.period.start, date(2019, 6, 30)))
    yield replace(old, value=value + Decimal("0.5"), period=Period(STEP, old.period.end))


@dataclass(frozen=True)
class Column:
    values: Integers
    valid: Flags


@dataclass(frozen=True)
class World:
    """Row r is commune r // 12 in month r % 12."""

    zones: Integers  # position in the set's zones
    months: Integers  # position in MONTHS
    figures: dict[str, Column]  # scaled by 10**4; a share is <id>_num and <id>_den


@cache
def world() -> World:
    dice = np.random.default_rng(2019)
    zone = dice.integers(0, len(criteria_set().zones), COMMUNES)
    figures: dict[str, Column] = {}
    for figure in criteria_set().figures:
        valid = dice.random(ROWS) > 0.03
        if figure.kind is Kind.SHARE:
            den = dice.integers(0, 3000, ROWS)
            num = (den * dice.beta(9, 1, ROWS)).astype(np.int64)
            for suffix, values in (("_num", num), ("_den", den)):
                figures[figure.id + suffix] = Column(np.where(valid, values * SCALE, 0), valid)
            continue
        if figure.kind is Kind.BOOLEAN:
            values = (dice.random(ROWS) < 0.85) * SCALE
        elif figure.kind is Kind.COUNT:
            values = dice.integers(0, 3, ROWS) * SCALE
        else:
            values = dice.integers(200_000, 600_000, ROWS)
        figures[figure.id] = Column(np.where(valid, values, 0).astype(np.int64), valid)
    months = np.tile(np.arange(len(MONTHS)), COMMUNES)
    return World(np.repeat(zone, len(MONTHS)), months, figures)


@dataclass(frozen=True)
class Rule:
    """One test for peers: `bounds[zone][month]` scaled by 10**4, None where unknown."""

    indicator: int
    criterion: int
    figure: str
    is_share: bool
    operator: Operator
    fact: str | None
    thresholds: tuple[tuple[int, date, date, int], ...]  # zone, first day, last day, scaled value


@cache
def rules() -> list[Rule]:
    """Every test of the set with its thresholds per zone and period, as a peer would load them."""
    listed = []
    position = 0
    for number, criterion in enumerate(criteria_set().criteria):
        for indicator in criterion.indicators:
            for test in indicator.tests:
                kind = criteria_set().figure(test.figure).kind
                listed.append(
                    Rule(
                        indicator=position,
                        criterion=number,
                        figure=test.figure,
                        is_share=kind is Kind.SHARE,
                        operator=test.operator,
                        fact=indicator.arises_when,
                        thresholds=tuple(_by_zone(indicator, test.part)),
                    )
                )
            position += 1
    return listed


def _by_zone(indicator: Indicator, part: str) -> Iterator[tuple[int, date, date, int]]:
    periods = (
        (date(2016, 10, 17), date(2019, 6, 30), date(2019, 1, 1)),
        (STEP, date(2022, 3, 7), date(2019, 12, 1)),
    )
    for zone, named in enumerate(criteria_set().zones):
        for first, last, month in periods:
            found = threshold_of(indicator, part, named.id, reference_day(month))
            if found is None or found.value is None:
                raise ValueError(f"{indicator.number} has no threshold in {named.id}")
            yield zone, first, last, int(Decimal(found.value) * SCALE)
