"""A set as plain rows, for machines: its figures, and the thresholds in force by zone."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.numbers import plain
from langmoi.law.documents import load_documents
from langmoi.law.faults import LawGap
from langmoi.law.lookup import papers_on, threshold_of
from langmoi.law.model import (
    CriteriaSet,
    Criterion,
    Document,
    Indicator,
    Operator,
    RequiredPaper,
    Test,
    Threshold,
    Zone,
)
from langmoi.law.words import last_day

EVERYONE = Zone("", "mọi nơi")


def list_figures(criteria_set: CriteriaSet) -> list[dict[str, Any]]:
    """What the set asks for: figure, name, kind, measure, yearly, indicators by number."""
    users: dict[str, list[str]] = {figure.id: [] for figure in criteria_set.figures}
    for indicator in criteria_set.indicators:
        needed = [test.figure for test in indicator.tests] + [indicator.arises_when or ""]
        for figure_id in dict.fromkeys(f for f in needed if f):
            users[figure_id].append(indicator.number)
    return [
        {
            "figure": figure.id,
            "name": figure.name,
            "kind": figure.kind.value,
            "measure": figure.measure,
            "yearly": figure.yearly,
            "indicators": users[figure.id],
        }
        for figure in criteria_set.figures
    ]


def list_set(criteria_set: CriteriaSet, on: date, zone: Zone | None = None) -> dict[str, Any]:
    """The set on a day: per indicator the threshold of each zone, with document, dates, status.

    Raises LawGap where the set is not in force on that day.
    """
    refuse_outside(criteria_set, on)
    documents = load_documents()
    return {
        "set": criteria_set.id,
        "name": criteria_set.name,
        "document": documents[criteria_set.document].number,
        "on": on.isoformat(),
        "province": criteria_set.province,
        "extends": criteria_set.extends,
        "complete": criteria_set.is_complete,
        "incomplete_reason": criteria_set.incomplete_reason,
        "version": criteria_set.version,
        "criteria": [
            _criterion_row(criterion, criteria_set, on, zone, documents)
            for criterion in criteria_set.criteria
        ],
    }


def thresholds_in_force(
    indicator: Indicator, criteria_set: CriteriaSet, on: date, zone: Zone | None = None
) -> Iterator[tuple[Test, Zone, Threshold | None]]:
    """Per test and zone the threshold of the day; tests that share one (both sexes) count once."""
    zones = (zone,) if zone else criteria_set.zones or (EVERYONE,)
    tests = {test.part: test for test in reversed(indicator.tests)}
    for part in dict.fromkeys(test.part for test in indicator.tests):
        for each in zones:
            yield tests[part], each, threshold_of(indicator, part, each.id or None, on)


def refuse_outside(criteria_set: CriteriaSet, on: date) -> None:
    period = criteria_set.in_force
    if not period.covers(on):
        until = f" đến {period.end:%d/%m/%Y}" if period.end else ""
        raise LawGap(
            f"{criteria_set.name} có hiệu lực từ {period.start:%d/%m/%Y}{until}, không áp dụng vào "
            f"ngày {on:%d/%m/%Y}. Hãy chọn ngày khác hoặc bộ tiêu chí khác."
        )


def _criterion_row(
    criterion: Criterion,
    criteria_set: CriteriaSet,
    on: date,
    zone: Zone | None,
    documents: Mapping[str, Document],
) -> dict[str, Any]:
    return {
        "criterion": criterion.number,
        "id": criterion.id,
        "name": criterion.name,
        "indicators": [
            {
                "indicator": indicator.number,
                "id": indicator.id,
                "text": indicator.text,
                "note": indicator.note,
                "arises_when": indicator.arises_when,
                "thresholds": [
                    threshold_row(test, each, threshold, criteria_set, documents)
                    for test, each, threshold in thresholds_in_force(
                        indicator, criteria_set, on, zone
                    )
                    if threshold
                ],
                "evidence": [paper_row(paper, documents) for paper in papers_on(indicator, on)],
            }
            for indicator in criterion.indicators
        ],
    }


def paper_row(paper: RequiredPaper, documents: Mapping[str, Document]) -> dict[str, Any]:
    """A paper that must prove its indicator: what, by which document, from when, how sure."""
    document = documents[paper.basis.document]
    return {
        "id": paper.id,
        "name": paper.name,
        "document": document.number,
        "issued_on": document.issued_on,
        "clause": paper.basis.clause,
        "from": paper.period.start,
        "to": paper.period.end,
        "status": paper.status.value,
        "source": paper.source,
        "note": paper.note,
    }


def threshold_row(
    test: Test,
    zone: Zone,
    threshold: Threshold,
    criteria_set: CriteriaSet,
    documents: Mapping[str, Document],
) -> dict[str, Any]:
    document = documents[threshold.basis.document]
    last = last_day(threshold, criteria_set)
    return {
        "zone": zone.id or None,
        "part": test.part,
        "figure": test.figure,
        "operator": test.operator.value,
        "value": _plain_value(test, threshold.value),
        "label": threshold.label,
        "document": document.number,
        "issued_on": document.issued_on,
        "effective_on": document.effective_on,
        "clause": threshold.basis.clause,
        "from": threshold.period.start,
        "to": last,
        "status": threshold.status.value,
        "left_to_province": threshold.left_to_province,
        "inherited": bool(criteria_set.extends) and threshold.layer == 0,
        "source": threshold.source,
        "note": threshold.note,
    }


def _plain_value(test: Test, value: Decimal | bool | None) -> str | bool | None:
    if value is None or test.operator is Operator.IS_TRUE:
        return None if value is None else bool(value)
    return plain(Decimal(value))
