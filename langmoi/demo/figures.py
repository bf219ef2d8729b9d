"""The invented figures: for each commune and month a figures document with the counted outcome.

Deterministic: drawn from the commune's code and the figure's name, never from a random state.
Every threshold comes from the criteria set, so a document judges to exactly the criteria that
`counts.csv` says, with the indicators that are short still short by a little less each month.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cached_property
from typing import Any

from langmoi.core.months import reference_day
from langmoi.core.numbers import plain
from langmoi.demo.chance import draw
from langmoi.demo.communes import Commune
from langmoi.demo.counts import ALL_CRITERIA, MONTHS, History
from langmoi.demo.levels import Level
from langmoi.demo.order import gains_of
from langmoi.demo.specs import HUNDRED, Spec, spec_of, year_of
from langmoi.demo.timing import can_be_gained, gains_of_tests
from langmoi.law.lookup import threshold_of
from langmoi.law.model import CriteriaSet, Criterion, Indicator, Kind, Operator, Test

SET_ID = "kontum-commune-2017-2020"
ZONE = "central_highlands"
MARKET = "7"


@dataclass(frozen=True)
class Asked:
    """One test of the set with what the demo knows of its figure."""

    indicator: Indicator
    test: Test
    kind: Kind
    spec: Spec

    def threshold(self, month: date) -> Decimal | bool:
        found = threshold_of(self.indicator, self.test.part, ZONE, reference_day(month))
        if found is None or found.value is None:
            raise ValueError(f"{SET_ID}: {self.indicator.number} has no threshold in {month}.")
        return found.value


class Story:
    """A commune's three years: figures documents month by month."""

    def __init__(self, commune: Commune, history: History, criteria_set: CriteriaSet) -> None:
        self.commune = commune
        self.history = history
        self.criteria_set = criteria_set
        self.short = (ALL_CRITERIA - history.counts[0]) * 100 // ALL_CRITERIA

    def documents(self) -> Iterator[tuple[date, dict[str, Any]]]:
        """Each month of the commune with its figures document."""
        for position, month in enumerate(self.history.months):
            yield month, self.document(position)

    def document(self, position: int) -> dict[str, Any]:
        figures: dict[str, Any] = dict(self._facts)
        for asked in self._asked:
            if figures.get(asked.indicator.arises_when or "") is not False:
                figures[asked.spec.figure] = self._value(asked, position)
        return figures

    @cached_property
    def criteria_gains(self) -> Mapping[str, int | None]:
        """For each criterion's number the position from which it is met."""
        tests = {c.number: _specs_of(c) for c in self.criteria_set.criteria}
        return gains_of(
            self.commune,
            self.history,
            lambda number, position: can_be_gained(tests[number], position),
        )

    @cached_property
    def levels(self) -> Mapping[str, Level]:
        """Each figure's way, by its id."""
        code, levels = self.commune.code, {}
        for criterion in self.criteria_set.criteria:
            tests, gain = _specs_of(criterion), self.criteria_gains[criterion.number]
            for figure, of_figure in gains_of_tests(code, tests, gain, self.short).items():
                levels[figure] = Level(code, spec_of(figure), of_figure, self.short)
        return levels

    @cached_property
    def _facts(self) -> dict[str, bool]:
        """What arises in this commune; a market only where one is planned."""
        return {
            indicator.arises_when: criterion.number != MARKET or self.commune.plans_a_market
            for criterion in self.criteria_set.criteria
            for indicator in criterion.indicators
            if indicator.arises_when
        }

    @cached_property
    def _asked(self) -> list[Asked]:
        kinds = {figure.id: figure.kind for figure in self.criteria_set.figures}
        return [
            Asked(indicator, test, kinds[test.figure], spec_of(test.figure))
            for indicator in self.criteria_set.indicators
            for test in indicator.tests
        ]

    def _value(self, asked: Asked, position: int) -> Any:
        level = self.levels[asked.spec.figure]
        if asked.test.operator is Operator.IS_TRUE:
            return level.is_met(position)
        seen = level.seen_at(position)
        if asked.kind is Kind.SHARE:
            part, whole = self._share(asked, seen)
            return {"num": _text(part, asked.spec), "den": _text(whole, asked.spec)}
        if asked.kind is Kind.COUNT:
            return str(self._count(asked, seen))
        return self._number(asked, seen)

    def _number(self, asked: Asked, position: int) -> str:
        """One decimal; short by at least a tenth where it is short."""
        limit = int(Decimal(asked.threshold(_month(position))) * 10)
        level = self.levels[asked.spec.figure]
        distance = level.distance(position) // 10
        if not level.is_met(position):
            distance = min(-1, distance)
        return plain(Decimal(limit + distance * _direction(asked)) / 10)

    def _count(self, asked: Asked, position: int) -> int:
        """How many are left of what must be none."""
        level = self.levels[asked.spec.figure]
        if level.is_met(position):
            return 0
        return max(1, -level.distance(position) * self._whole(asked.spec, position) // HUNDRED)

    def _share(self, asked: Asked, position: int) -> tuple[int, int]:
        """Part and whole, in units of the figure's last decimal; exact at the threshold."""
        spec, level = asked.spec, self.levels[asked.spec.figure]
        whole = self._whole(spec, position)
        limit = int(Decimal(asked.threshold(_month(position))) * 100)
        wanted = whole * (limit + _direction(asked) * level.distance(position)) // HUNDRED
        part = _held(wanted, whole, limit, _direction(asked), is_met=level.is_met(position))
        if spec.within:
            part = min(part, self._share(self._by_figure[spec.within], position)[0])
        return part, whole

    def _whole(self, spec: Spec, position: int) -> int:
        if spec.base.startswith("num:"):
            return self._share(self._by_figure[spec.base.removeprefix("num:")], position)[0]
        rate = draw(spec.low, spec.high, "whole", self.commune.code, spec.figure)
        if spec.base == "one":
            return rate
        size = self.commune.size(spec.base, year_of(position)) * int(10**spec.decimals)
        return max(spec.least, size * rate // HUNDRED)

    @cached_property
    def _by_figure(self) -> Mapping[str, Asked]:
        return {asked.spec.figure: asked for asked in self._asked}


def _held(wanted: int, whole: int, limit: int, direction: int, *, is_met: bool) -> int:
    """The wanted part, moved to the side of the threshold where it belongs, within the whole."""
    if direction > 0:
        least = -(-limit * whole // HUNDRED)
        return min(whole, max(least, wanted)) if is_met else max(0, min(least - 1, wanted))
    most = limit * whole // HUNDRED
    return max(0, min(most, wanted)) if is_met else min(whole, max(most + 1, wanted))


def _specs_of(criterion: Criterion) -> tuple[Spec, ...]:
    return tuple(spec_of(test.figure) for i in criterion.indicators for test in i.tests)


def _direction(asked: Asked) -> int:
    return -1 if asked.test.operator in (Operator.AT_MOST, Operator.NONE_OF) else 1


def _month(position: int) -> date:
    """The month whose law the figure is invented for; older figures by the first month's."""
    return MONTHS[max(0, position)]


def _text(value: int, spec: Spec) -> str:
    return plain(Decimal(value).scaleb(-spec.decimals))
