"""The slow judge: cell by cell with exact fractions, to prove the fast one against."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from fractions import Fraction
from typing import Any

from langmoi.core.months import reference_day
from langmoi.law.filing import FilingRow, FilingVerdict
from langmoi.law.lookup import effective_zone, threshold_of
from langmoi.law.model import CriteriaSet, Indicator, Operator, Test

MET, NOT_MET = "met", "not_met"
NOT_APPLICABLE, NOT_ASSESSED = "not_applicable", "not_assessed"


def judge_slowly(row: FilingRow, criteria_set: CriteriaSet) -> FilingVerdict:
    """The verdict on one filing, worked out from the wording of the rules alone.

    It shares no arithmetic with langmoi.law.judge: every value is a fraction, every share is
    divided, every rule is written out. The zone is taken by its id.
    """
    indicators: dict[str, str] = {}
    criteria: dict[str, str] = {}
    for criterion in criteria_set.criteria:
        outcomes = [_indicator(indicator, row, criteria_set) for indicator in criterion.indicators]
        numbers = [indicator.number for indicator in criterion.indicators]
        indicators.update(zip(numbers, outcomes, strict=True))
        criteria[criterion.number] = _criterion(outcomes)
    counted = {MET, NOT_APPLICABLE} if criteria_set.not_applicable_counts else {MET}
    met = sum(1 for outcome in criteria.values() if outcome in counted)
    return FilingVerdict(indicators, criteria, met)


def _criterion(outcomes: list[str]) -> str:
    applicable = [outcome for outcome in outcomes if outcome != NOT_APPLICABLE]
    if not outcomes:
        return NOT_ASSESSED
    if not applicable:
        return NOT_APPLICABLE
    return _all_of(applicable)


def _all_of(outcomes: Iterable[str]) -> str:
    seen = set(outcomes)
    if NOT_MET in seen:
        return NOT_MET
    return NOT_ASSESSED if NOT_ASSESSED in seen else MET


def _indicator(indicator: Indicator, row: FilingRow, criteria_set: CriteriaSet) -> str:
    if indicator.arises_when and row.figures.get(indicator.arises_when) is False:
        return NOT_APPLICABLE
    return _all_of(_test(test, indicator, row, criteria_set) for test in indicator.tests)


def _test(test: Test, indicator: Indicator, row: FilingRow, criteria_set: CriteriaSet) -> str:
    rules = {rule.fact for rule in criteria_set.zone_rules}
    facts = [fact for fact in rules if fact in row.facts or row.figures.get(fact) is True]
    zone = effective_zone(criteria_set, row.zone, facts) if row.zone else None
    threshold = threshold_of(indicator, test.part, zone, reference_day(row.month), row.unit)
    value = _value(row.figures.get(test.figure))
    if threshold is None or threshold.value is None or value is None:
        return NOT_ASSESSED
    return MET if _holds(test.operator, value, Fraction(threshold.value)) else NOT_MET


def _holds(operator: Operator, value: Fraction, threshold: Fraction) -> bool:
    if operator is Operator.AT_LEAST:
        return value >= threshold
    if operator is Operator.AT_MOST:
        return value <= threshold
    if operator is Operator.IS_TRUE:
        return value == 1
    if operator is Operator.NONE_OF:
        return value == 0
    return value == threshold


def _value(told: Any) -> Fraction | None:
    if isinstance(told, Mapping):
        return _share(told)
    return None if told is None else Fraction(told)


def _share(told: Mapping[str, Any]) -> Fraction | None:
    num, den, percent = told.get("num"), told.get("den"), told.get("pct")
    if num is not None and den is not None:
        return Fraction(num) / Fraction(den) * 100 if Fraction(den) else None
    return None if percent is None else Fraction(percent)
