"""How much of a month's judgement rests on thresholds that nobody has checked yet."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from langmoi.law.model import CriteriaSet, Indicator, Test, Threshold
from langmoi.law.rules import RulesInForce, RuleTable, rule_table
from langmoi.overview.model import CommuneLine


@dataclass(frozen=True)
class InUse:
    """The threshold of one part of an indicator for one zone; None where the set lacks it."""

    indicator: Indicator
    test: Test
    zone: str | None
    threshold: Threshold | None

    @property
    def is_settled(self) -> bool:
        """Whether it may be shown without a warning: checked or reported."""
        return bool(self.threshold and self.threshold.status.is_settled)


def count_thresholds(
    criteria_set: CriteriaSet, month: date, lines: Iterable[CommuneLine]
) -> tuple[int, int]:
    """Thresholds in force for the zones in use, one per indicator part and zone; unchecked ones.

    Unchecked is what is neither checked nor reported, a threshold that the set lacks included.
    """
    found = thresholds_in_use(criteria_set, month, lines)
    return len(found), sum(not one.is_settled for one in found)


def thresholds_in_use(
    criteria_set: CriteriaSet, month: date, lines: Iterable[CommuneLine]
) -> list[InUse]:
    """What `count_thresholds` counts, in the order of the set."""
    rules = rule_table(criteria_set)
    in_use: dict[int, RulesInForce] = {}
    for line in lines:
        if line.zone or not criteria_set.zones:
            in_force = rules.in_force(line.zone, month, place=line.unit.code)
            in_use[id(in_force)] = in_force
    found: dict[tuple[object, ...], InUse] = {}
    for in_force in in_use.values():
        found |= _found(rules, in_force)
    places = {id(indicator): at for at, indicator in enumerate(rules.indicators)}
    return sorted(found.values(), key=lambda one: places[id(one.indicator)])


def _found(rules: RuleTable, in_force: RulesInForce) -> dict[tuple[object, ...], InUse]:
    return dict(_each(rules, in_force))


def _each(rules: RuleTable, in_force: RulesInForce) -> Iterator[tuple[tuple[object, ...], InUse]]:
    for comparison, threshold in zip(rules.comparisons, in_force.thresholds, strict=True):
        key = (comparison.indicator, comparison.test.part, in_force.zone, id(threshold))
        indicator = rules.indicators[comparison.indicator]
        yield key, InUse(indicator, comparison.test, in_force.zone, threshold)
