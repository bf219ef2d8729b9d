"""How much of a month's judgement rests on thresholds that nobody has checked yet."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from langmoi.law.model import CriteriaSet
from langmoi.law.rules import RulesInForce, RuleTable, rule_table
from langmoi.overview.model import CommuneLine


def count_thresholds(
    criteria_set: CriteriaSet, month: date, lines: Iterable[CommuneLine]
) -> tuple[int, int]:
    """Thresholds in force for the zones in use, one per indicator part and zone; unchecked ones.

    Unchecked is what is neither checked nor reported, a threshold that the set lacks included.
    """
    rules = rule_table(criteria_set)
    in_use: dict[int, RulesInForce] = {}
    for line in lines:
        if line.zone or not criteria_set.zones:
            in_force = rules.in_force(line.zone, month, place=line.unit.code)
            in_use[id(in_force)] = in_force
    settled: dict[tuple[object, ...], bool] = {}
    for in_force in in_use.values():
        settled.update(_settled(rules, in_force))
    return len(settled), sum(not is_settled for is_settled in settled.values())


def _settled(rules: RuleTable, in_force: RulesInForce) -> dict[tuple[object, ...], bool]:
    """For each indicator part of a zone, whether its threshold may be shown without a warning."""
    return {
        (c.indicator, c.test.part, in_force.zone, id(threshold)): bool(
            threshold and threshold.status.is_settled
        )
        for c, threshold in zip(rules.comparisons, in_force.thresholds, strict=True)
    }
