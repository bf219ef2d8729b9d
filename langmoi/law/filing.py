"""Filings: their figures documents checked, turned into columns, judged and explained."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np
import pyarrow as pa

from langmoi.core.errors import DomainError, Fault
from langmoi.law.columns import Column, Columns, RowLaw, column_names, law_of_rows
from langmoi.law.explain import Explanation, explain_columns
from langmoi.law.figure_cells import cells_of, wrong_values
from langmoi.law.judge import OUTCOME_KEYS, judge_columns, no_verdicts
from langmoi.law.model import CriteriaSet
from langmoi.law.rules import Flags, Integers, LawGap, RulesInForce, RuleTable, rule_table


@dataclass(frozen=True)
class FilingRow:
    """One unit's figures of one month; `facts` are the zone rules' facts that hold for it.

    `figures` is a figures document: {figure: "41.5" | true | {"num": "120", "den": "150"} |
    {"pct": "80.5"}}; a missing key is not reported.
    """

    unit: str
    month: date
    zone: str | None
    figures: Mapping[str, Any]
    facts: frozenset[str] = frozenset()


@dataclass(frozen=True)
class FilingVerdict:
    """Outcome keys by the number of the indicator and of the criterion."""

    indicators: dict[str, str]
    criteria: dict[str, str]
    criteria_met: int


def judge_filings(rows: Sequence[FilingRow], criteria_set: CriteriaSet) -> list[FilingVerdict]:
    """The verdict on each filing, by the same kernel that judges columns; same order.

    Raises DomainError for an incomplete set or a figure that cannot be read, LawGap naming the
    filings for whose zone and month no rule is in force.
    """
    rules = rule_table(criteria_set)
    verdicts = no_verdicts(len(rows), rules)
    if rows:
        judge_columns(_columns(rows, rules), _law(rows, rules), rules, verdicts)
    indicators = [indicator.number for indicator in rules.indicators]
    criteria = [criterion.number for criterion in criteria_set.criteria]
    table = zip(
        verdicts.indicators.tolist(),
        verdicts.criteria.tolist(),
        verdicts.criteria_met.tolist(),
        strict=True,
    )
    return [
        FilingVerdict(_keyed(indicators, of_indicators), _keyed(criteria, of_criteria), met)
        for of_indicators, of_criteria, met in table
    ]


def explain_filing(
    row: FilingRow, criteria_set: CriteriaSet, only: Collection[str] | None = None
) -> list[Explanation]:
    """Why each indicator (of `only`) came out as it did: one explanation per test, in order."""
    rules = rule_table(criteria_set)
    columns, law = _columns([row], rules), _law([row], rules)
    return list(explain_columns([row.unit], [row.month], columns, law, rules, only))


def batch_of(rows: Sequence[FilingRow], criteria_set: CriteriaSet) -> pa.RecordBatch:
    """The filings as the judge's columns: unit, month, zone, then every figure column of the set.

    Raises DomainError naming the first figure that cannot be read; check_document lists all.
    """
    columns = _columns(rows, rule_table(criteria_set))
    arrays: dict[str, pa.Array] = {
        "unit": pa.array([row.unit for row in rows], pa.string()),
        "month": pa.array([row.month for row in rows], pa.date32()),
        "zone": pa.array([row.zone for row in rows], pa.string()),
    }
    for name in column_names(criteria_set):
        column = columns.get(name)
        arrays[name] = pa.nulls(len(rows), pa.int64()) if column is None else _array(column)
    return pa.RecordBatch.from_pydict(arrays)


def check_document(figures: Mapping[str, Any], criteria_set: CriteriaSet) -> list[Fault]:
    """Everything wrong in a figures document: unknown keys, unreadable values, ranges, shares."""
    return list(_faults(figures, criteria_set))


def _faults(figures: Mapping[str, Any], criteria_set: CriteriaSet) -> Iterator[Fault]:
    by_id = {figure.id: figure for figure in criteria_set.figures}
    facts = {rule.fact for rule in criteria_set.zone_rules}
    for figure_id, value in figures.items():
        figure = by_id.get(figure_id)
        if figure is None and figure_id not in facts:
            yield _unknown_figure(figure_id, criteria_set)
            continue
        try:
            cells = dict(cells_of(figure, figure_id, value))
        except DomainError as error:
            message, _, remedy = str(error).partition(" Hãy ")
            yield Fault(message, f"Hãy {remedy}" if remedy else "", figure=figure_id)
            continue
        if figure is not None:
            for message, remedy in wrong_values(figure, cells):
                yield Fault(message, remedy, figure=figure_id)


def _unknown_figure(figure_id: str, criteria_set: CriteriaSet) -> Fault:
    return Fault(
        f"Bộ tiêu chí {criteria_set.id} không có số liệu tên “{figure_id}”.",
        f"Hãy bỏ nó, hoặc xem tên đúng bằng lệnh langmoi law figures {criteria_set.id}.",
        figure=figure_id,
    )


def _keyed(numbers: list[str], outcomes: list[int]) -> dict[str, str]:
    return {n: OUTCOME_KEYS[outcome] for n, outcome in zip(numbers, outcomes, strict=True)}


def _law(rows: Sequence[FilingRow], rules: RuleTable) -> RowLaw:
    cases: dict[int, tuple[int, RulesInForce]] = {}
    codes = np.empty(len(rows), dtype=np.int64)
    for at, row in enumerate(rows):
        facts = [f for f in rules.facts if f in row.facts or row.figures.get(f) is True]
        try:
            case = rules.in_force(row.zone, row.month, facts, row.unit)
        except LawGap:
            # Looked up as columns the same rows fail the same way, with all of them named.
            law_of_rows(batch_of(rows, rules.criteria_set), rules)
            raise
        codes[at] = cases.setdefault(id(case), (len(cases), case))[0]
    return RowLaw(codes, [case for _, case in cases.values()])


def _columns(rows: Sequence[FilingRow], rules: RuleTable) -> Columns:
    """The columns that some row reports; keys that the set does not know are passed over."""
    gathered: dict[str, tuple[Integers, Flags]] = {}
    for at, row in enumerate(rows):
        told = {**row.figures, **dict.fromkeys(row.facts, True)} if row.facts else row.figures
        for figure_id, value in told.items():
            figure = rules.figures.get(figure_id)
            if figure is None and figure_id not in rules.facts:
                continue
            for name, scaled in cells_of(figure, figure_id, value):
                if name not in gathered:
                    gathered[name] = np.zeros(len(rows), np.int64), np.zeros(len(rows), np.bool_)
                values, valid = gathered[name]
                values[at], valid[at] = scaled, True
    return {name: Column(values, valid) for name, (values, valid) in gathered.items()}


def _array(column: Column) -> pa.Array:
    return pa.array(column.values, pa.int64(), mask=None if column.valid is None else ~column.valid)
