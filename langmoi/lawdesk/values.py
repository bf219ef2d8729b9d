"""What a draft says that counts in law, one by one: thresholds, conditions and rules."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from typing import Protocol

from langmoi.core.numbers import plain
from langmoi.law.model import Basis, CriteriaSet, Criterion, Indicator, Status, Threshold, ZoneRule


class Value(Protocol):
    """A threshold or a rule, with what it rests on."""

    @property
    def key(self) -> str: ...

    @property
    def says(self) -> object:
        """What counts in law of it."""

    @property
    def called(self) -> str:
        """How a sentence names it: “mức của chỉ tiêu 9.2”."""

    @property
    def basis(self) -> Basis: ...

    @property
    def status(self) -> Status: ...


@dataclass(frozen=True)
class ThresholdValue:
    """A threshold where it stands."""

    criterion: Criterion
    indicator: Indicator
    threshold: Threshold

    @property
    def key(self) -> str:
        t = self.threshold
        reach = t.zone or ",".join(t.places)
        return f"{self.indicator.id}|{t.part}|{reach}|{t.period.start}"[:300]

    @property
    def says(self) -> object:
        """The value, its reach and days, its basis, and the test."""
        t = self.threshold
        tests = [(x.figure, x.operator.value) for x in self.indicator.tests if x.part == t.part]
        value = plain(t.value) if isinstance(t.value, Decimal) else t.value
        return (value, t.period, t.basis, t.zone, t.places, t.left_to_province, tests)

    @property
    def called(self) -> str:
        return f"mức của chỉ tiêu {self.indicator.number}"

    @property
    def basis(self) -> Basis:
        return self.threshold.basis

    @property
    def status(self) -> Status:
        return self.threshold.status


@dataclass(frozen=True)
class ConditionValue:
    """When an indicator arises at all."""

    criterion: Criterion
    indicator: Indicator
    basis: Basis

    @property
    def key(self) -> str:
        return f"{self.indicator.id}|arises"[:300]

    @property
    def says(self) -> object:
        return (self.indicator.arises_when, self.basis)

    @property
    def called(self) -> str:
        return f"điều kiện phát sinh của chỉ tiêu {self.indicator.number}"

    @property
    def status(self) -> Status:
        return self.indicator.arises_status


@dataclass(frozen=True)
class ZoneRuleValue:
    """A rule that sends communes to another zone's column; those before it win."""

    rule: ZoneRule
    before: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"zone_rule|{self.rule.fact}"[:300]

    @property
    def says(self) -> object:
        return (self.rule.fact, self.rule.zone, self.rule.name, self.rule.basis, self.before)

    @property
    def called(self) -> str:
        return f"quy tắc vùng “{self.rule.name}”"

    @property
    def basis(self) -> Basis:
        return self.rule.basis

    @property
    def status(self) -> Status:
        return self.rule.status


@dataclass(frozen=True)
class NotApplicableValue:
    """Whether “không áp dụng” counts as met."""

    counts_as_met: bool
    basis: Basis
    status: Status

    key = "not_applicable"
    called = "quy tắc “không áp dụng”"

    @property
    def says(self) -> object:
        return (self.counts_as_met, self.basis)


def thresholds_of(criteria_set: CriteriaSet) -> list[ThresholdValue]:
    """The set's own thresholds; those of the set that it extends are not its to check."""
    layer = 1 if criteria_set.extends else 0
    return [
        ThresholdValue(criterion, indicator, threshold)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        for threshold in indicator.thresholds
        if threshold.layer == layer
    ]


def conditions_of(criteria_set: CriteriaSet) -> list[ConditionValue]:
    return [
        ConditionValue(criterion, indicator, indicator.arises_basis)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        if indicator.arises_basis and not criteria_set.extends
    ]


def rules_of_set(criteria_set: CriteriaSet) -> list[ZoneRuleValue | NotApplicableValue]:
    """The rules of the whole set; those of the set that it extends are not its to check."""
    return [] if criteria_set.extends else list(_rules(criteria_set))


def _rules(criteria_set: CriteriaSet) -> Iterator[ZoneRuleValue | NotApplicableValue]:
    facts = tuple(rule.fact for rule in criteria_set.zone_rules)
    for place, rule in enumerate(criteria_set.zone_rules):
        yield ZoneRuleValue(rule, facts[:place])
    if criteria_set.not_applicable_basis:
        yield NotApplicableValue(
            criteria_set.not_applicable_counts,
            criteria_set.not_applicable_basis,
            criteria_set.not_applicable_status,
        )


def values_of(criteria_set: CriteriaSet) -> list[Value]:
    """All that a second person compares with the documents."""
    return [
        *thresholds_of(criteria_set),
        *conditions_of(criteria_set),
        *rules_of_set(criteria_set),
    ]


def digest_of_value(value: Value) -> str:
    return hashlib.sha256(repr(value.says).encode()).hexdigest()
