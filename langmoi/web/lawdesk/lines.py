"""The values of a draft in words: what each says, on what it rests, who wrote and compared it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from langmoi.law.model import Criterion, Document, Indicator
from langmoi.law.parcel import documents_of
from langmoi.law.words import show_reach, show_threshold, show_validity, zone_name
from langmoi.lawdesk.authors import needs_check
from langmoi.lawdesk.models import DraftValue
from langmoi.lawdesk.values import (
    ConditionValue,
    ThresholdValue,
    Value,
    ZoneRuleValue,
    conditions_of,
    rules_of_set,
    thresholds_of,
)
from langmoi.web.lawdesk.doors import Desk

Kept = Mapping[str, DraftValue]


@dataclass(frozen=True)
class ValueLine:
    """A value in words, with who wrote and who compared it."""

    value: Value
    bound: str
    reach: str
    validity: str
    document: Document
    kept: DraftValue
    note: str = ""

    @property
    def is_waiting(self) -> bool:
        return needs_check(self.value, self.kept)


@dataclass(frozen=True)
class IndicatorLines:
    indicator: Indicator
    lines: list[ValueLine]


@dataclass(frozen=True)
class CriterionLines:
    criterion: Criterion
    indicators: list[IndicatorLines]


def lines_of(desk: Desk, kept: Kept) -> list[CriterionLines]:
    """Every criterion with its indicators and their values, in order."""
    lines: dict[str, list[ValueLine]] = {}
    for value in thresholds_of(desk.law):
        lines.setdefault(value.indicator.id, []).append(_threshold(value, desk, kept))
    for condition in conditions_of(desk.law):
        lines.setdefault(condition.indicator.id, []).append(_condition(condition, desk, kept))
    return [
        CriterionLines(c, [IndicatorLines(i, lines.get(i.id, [])) for i in c.indicators])
        for c in desk.law.criteria
    ]


def rule_lines(desk: Desk, kept: Kept) -> list[ValueLine]:
    """The rules of the whole set."""
    found = []
    for rule in rules_of_set(desk.law):
        if isinstance(rule, ZoneRuleValue):
            said = f"{rule.rule.name} → {zone_name(desk.law, rule.rule.zone)}"
            reach = "quy tắc vùng"
        else:
            said = "tính là đạt" if rule.counts_as_met else "không tính là đạt"
            reach = "khi “không áp dụng”"
        found.append(_line(rule, said, desk, kept, reach=reach))
    return found


def _threshold(value: ThresholdValue, desk: Desk, kept: Kept) -> ValueLine:
    threshold = value.threshold
    test = next(t for t in value.indicator.tests if t.part == threshold.part)
    said = f" ({test.label})" if test.part and test.label else ""
    return _line(
        value,
        show_threshold(threshold, test, desk.law.figure(test.figure)) + said,
        desk,
        kept,
        reach=show_reach(threshold, desk.law),
        validity=show_validity(threshold, desk.law),
        note=threshold.note,
    )


def _condition(value: ConditionValue, desk: Desk, kept: Kept) -> ValueLine:
    fact = desk.law.figure(value.indicator.arises_when or "")
    return _line(value, f"Xã báo “có”: {fact.name}", desk, kept, reach="điều kiện phát sinh")


def _line(
    value: Value,
    bound: str,
    desk: Desk,
    kept: Kept,
    *,
    reach: str,
    validity: str = "",
    note: str = "",
) -> ValueLine:
    document = documents_of(desk.texts)[value.basis.document]
    return ValueLine(value, bound, reach, validity, document, kept[value.key], note)
