"""One criterion over the communes of a unit: who meets it, who nearly does, what is missing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date
from decimal import Decimal

from langmoi.core.errors import NotFound
from langmoi.law.explain import Explanation, explain
from langmoi.law.filing import FilingRow, batch_of
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.law.rules import rule_table
from langmoi.law.sets import load_set
from langmoi.overview.detail import CriterionMonth, CriterionRow
from langmoi.overview.lines import MonthView, commune_lines, view_of
from langmoi.overview.model import CommuneLine
from langmoi.overview.places import ref
from langmoi.overview.standings import figures_of

FAILING = (Outcome.NOT_MET, Outcome.NOT_ASSESSED)
ORDER = ("not_met", "not_assessed", None, "met", "not_applicable")

Failing = Mapping[str, Sequence[Explanation]]  # by the commune's official code

_alone: dict[tuple[str, str, str], CriteriaSet] = {}


def criterion_month(number: str, month: date, unit_key: int | None = None) -> CriterionMonth:
    """The criterion (“10”) for each commune of a unit, of no key for the province.

    Outcomes are the stored ones; the failing tests come from the law of the month that the figures
    are of. Raises NotFound for a criterion that the month's set does not have.
    """
    view = view_of(month, unit_key)
    criterion = _criterion(view.criteria_set, number)
    communes = view.places.communes(view.unit)
    lines = commune_lines(view, communes)
    failing = _failing(view, number, [commune.unit_id for commune in communes])
    rows = [
        CriterionRow(line, outcome, _of_row(outcome, failing.get(line.unit.code, ())))
        for line in lines
        for outcome in [line.criteria.get(number)]
    ]
    return CriterionMonth(
        criterion=criterion,
        month=view.month,
        is_closed=view.is_closed,
        unit=ref(view.unit),
        criteria_set=view.criteria_set,
        rows=tuple(sorted(rows, key=_nearest_first)),
        counts=_counts(lines, number),
    )


def _criterion(criteria_set: CriteriaSet, number: str) -> Criterion:
    for criterion in criteria_set.criteria:
        if criterion.number == number:
            return criterion
    raise NotFound(
        f"{criteria_set.name} không có tiêu chí số {number}. "
        f"Hãy chọn từ 1 đến {len(criteria_set.criteria)}."
    )


def _failing(view: MonthView, number: str, keys: Sequence[int]) -> Failing:
    """The tests of the criterion that hold each commune back, judged by the law of its figures."""
    standings = view.standings(keys)
    documents = figures_of(standings.values())
    by_set: dict[str, list[FilingRow]] = defaultdict(list)
    for key, standing in standings.items():
        code = view.places.versions[key].code
        row = FilingRow(code, standing.month, standing.zone, documents[key])
        by_set[standing.set_id].append(row)
    found: dict[str, list[Explanation]] = defaultdict(list)
    for set_id, rows in by_set.items():
        alone = criterion_alone(load_set(set_id), number)
        for explanation in explain(batch_of(rows, alone), rule_table(alone)):
            if explanation.outcome in FAILING:
                found[explanation.unit].append(explanation)
    return found


def criterion_alone(criteria_set: CriteriaSet, number: str) -> CriteriaSet:
    """The set cut down to one criterion; kept, since rule tables are kept by identity."""
    key = (criteria_set.id, criteria_set.version, number)
    if key not in _alone:
        criteria = tuple(c for c in criteria_set.criteria if c.number == number)
        tests = [test for c in criteria for i in c.indicators for test in i.tests]
        facts = {i.arises_when for c in criteria for i in c.indicators}
        wanted = {test.figure for test in tests} | facts
        figures = tuple(f for f in criteria_set.figures if f.id in wanted)
        _alone[key] = replace(criteria_set, criteria=criteria, figures=figures)
    return _alone[key]


def _of_row(outcome: str | None, failing: Sequence[Explanation]) -> tuple[Explanation, ...]:
    """The stored outcome counts: nothing holds back a commune that was judged to meet it."""
    return tuple(failing) if outcome in ("not_met", "not_assessed") else ()


def _nearest_first(row: CriterionRow) -> tuple[int, int, bool, Decimal, str]:
    """Not met first: the fewest failing tests, then the smallest gap, yes/no tests after."""
    gap = row.gap
    return (
        ORDER.index(row.outcome),
        len(row.failing),
        gap is None,
        gap if gap is not None else Decimal(0),
        row.line.unit.code,
    )


def _counts(lines: Sequence[CommuneLine], number: str) -> dict[str, int]:
    counted = Counter(line.criteria[number] for line in lines if number in line.criteria)
    return {outcome.key: counted[outcome.key] for outcome in Outcome}
