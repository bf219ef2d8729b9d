"""The judge: exact, on columns; the same code for one filing and for a nation's history."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import IntEnum
from typing import TypeVar

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from langmoi.core.errors import DomainError
from langmoi.core.numbers import SCALE, show_number
from langmoi.law.columns import (
    DEN,
    NUM,
    PCT,
    Column,
    Columns,
    RowLaw,
    column_names,
    columns_of,
    law_of_rows,
)
from langmoi.law.model import Kind, Operator, Test
from langmoi.law.rules import Flags, Integers, RuleTable

Outcomes = npt.NDArray[np.int8]
Seen = npt.NDArray[np.uint8]  # one bit per outcome that occurs

T = TypeVar("T", bound=np.generic)

# Rows judged at a time: the working columns of a chunk stay in the processor's cache.
CHUNK = 16_384

# A numerator times 100 times 10**4 (and a threshold of at most 100 times a denominator) must fit
# into 64 bits; beyond this bound a product could wrap around and judge wrong, so it is refused.
LARGEST_PART = 900_000_000
HUNDRED = 100 * SCALE


class Outcome(IntEnum):
    """What is known of an indicator or criterion; the numbers are stored and never change."""

    NOT_ASSESSED = 0
    MET = 1
    NOT_MET = 2
    NOT_APPLICABLE = 3

    @property
    def key(self) -> str:
        return self.name.lower()

    @property
    def label(self) -> str:
        return OUTCOME_LABELS[self]

    @property
    def sign(self) -> str:
        return OUTCOME_SIGNS[self]


OUTCOME_LABELS = ("chưa đánh giá", "đạt", "chưa đạt", "không áp dụng")
OUTCOME_SIGNS = ("?", "Đ", "x", "–")
OUTCOME_KEYS = tuple(outcome.key for outcome in Outcome)
_BIT = {outcome: np.uint8(1 << outcome) for outcome in Outcome}


def fold(seen: int) -> Outcome:
    """The outcome of a whole from the outcomes seen in its parts (one bit each).

    Not met if any part is not met; else not assessed if any is; else met; not applicable only if
    all are. Of nothing at all: not assessed.
    """
    for outcome in (Outcome.NOT_MET, Outcome.NOT_ASSESSED, Outcome.MET, Outcome.NOT_APPLICABLE):
        if seen & (1 << outcome):
            return outcome
    return Outcome.NOT_ASSESSED


_FOLD = np.array([fold(seen) for seen in range(16)], dtype=np.int8)
_FOLD_BIT = np.array([1 << fold(seen) for seen in range(16)], dtype=np.uint8)


@dataclass(frozen=True, eq=False)
class Verdicts:
    """Outcomes by row: int8[n, indicators], int8[n, criteria], int16[n]; see Outcome."""

    indicators: Outcomes
    criteria: Outcomes
    criteria_met: npt.NDArray[np.int16]

    def __len__(self) -> int:
        return len(self.criteria_met)


def judge(figures: pa.RecordBatch, rules: RuleTable) -> Verdicts:
    """Judge each row of figures by the rules in force for its zone and month.

    figures: one row per (unit, month), one int64 column per figure, scaled by 10**4 (yes/no may
    be bool); a share is <figure>_num and <figure>_den, or <figure>_pct; null = not reported.
    Returns one int8 outcome per indicator and criterion (see Outcome), same row order.
    Raises LawGap where no rule is in force for a row's zone and month, DomainError for a column
    of another type or a part of a share beyond LARGEST_PART.
    A value exactly at the threshold is met (Decision 1980/QĐ-TTg words every bound as inclusive).
    """
    law = law_of_rows(figures, rules)
    names = column_names(rules.criteria_set)
    verdicts = no_verdicts(figures.num_rows, rules)
    for start in range(0, figures.num_rows, CHUNK):
        rows = slice(start, start + CHUNK)
        columns = columns_of(figures.slice(start, CHUNK), names)
        judge_columns(columns, RowLaw(law.codes[rows], law.cases), rules, _part(verdicts, rows))
    return verdicts


def judge_columns(columns: Columns, law: RowLaw, rules: RuleTable, into: Verdicts) -> Verdicts:
    """Judge rows that are columns already, writing into `into`; what `judge` does per chunk."""
    kernel = _Kernel(columns, law, rules)
    seen = np.empty((len(rules.indicators), len(law.codes)), dtype=np.uint8)
    for position in range(len(rules.indicators)):
        seen[position] = kernel.indicator(position)
    criteria = into.criteria.T
    for position, span in enumerate(rules.indicators_of):
        together = np.bitwise_or.reduce(seen[span.start : span.stop], axis=0)
        criteria[position] = _FOLD.take(together)
    into.indicators.T[...] = _FOLD.take(seen)
    counted = criteria == Outcome.MET
    if rules.criteria_set.not_applicable_counts:
        counted |= criteria == Outcome.NOT_APPLICABLE
    into.criteria_met[...] = counted.sum(axis=0, dtype=np.int16)
    return into


def outcomes_of_tests(
    columns: Columns, law: RowLaw, rules: RuleTable, positions: Iterable[int]
) -> tuple[Outcomes, Outcomes]:
    """For explanations: int8[tests, n] and int8[indicators, n], by the kernel of `judge`.

    positions: of the indicators that are wanted; the rows of others say nothing. A test of an
    indicator that does not arise is not applicable, as the indicator is.
    """
    kernel, rows = _Kernel(columns, law, rules), len(law.codes)
    tests = np.zeros((len(rules.comparisons), rows), dtype=np.uint8)
    indicators = np.zeros((len(rules.indicators), rows), dtype=np.uint8)
    for position in positions:
        span = rules.tests_of[position]
        of_indicator = tests[span.start : span.stop]
        for at, index in enumerate(span):
            of_indicator[at] = kernel.test(index)
        whole = kernel.whole(position, np.bitwise_or.reduce(of_indicator))
        of_indicator[:, whole == _BIT[Outcome.NOT_APPLICABLE]] = _BIT[Outcome.NOT_APPLICABLE]
        indicators[position] = whole
    return _FOLD.take(tests), _FOLD.take(indicators)


def no_verdicts(rows: int, rules: RuleTable) -> Verdicts:
    """Room for the verdicts, kept column by column as they are worked out."""
    criteria = len(rules.indicators_of)
    return Verdicts(
        np.zeros((len(rules.indicators), rows), dtype=np.int8).T,
        np.zeros((criteria, rows), dtype=np.int8).T,
        np.zeros(rows, dtype=np.int16),
    )


def _part(verdicts: Verdicts, rows: slice) -> Verdicts:
    return Verdicts(verdicts.indicators[rows], verdicts.criteria[rows], verdicts.criteria_met[rows])


class _Kernel:
    """Compares columns with the thresholds of their rows."""

    def __init__(self, columns: Columns, law: RowLaw, rules: RuleTable) -> None:
        self.columns = columns
        self.rules = rules
        self.codes = law.codes
        self.scaled = np.array([case.scaled for case in law.cases]).T
        self.known = np.array([case.known for case in law.cases]).T

    def indicator(self, position: int) -> Seen:
        """The indicator's outcome of each row, as one bit."""
        tests = self.rules.tests_of[position]
        seen = self.test(tests.start)
        for index in tests[1:]:
            seen |= self.test(index)
        return self.whole(position, seen)

    def whole(self, position: int, seen: Seen) -> Seen:
        """The indicator's outcome from what was seen in its tests, one bit for each outcome."""
        if len(self.rules.tests_of[position]) > 1:
            seen = _FOLD_BIT.take(seen)
        fact = self.rules.indicators[position].arises_when
        column = self.columns.get(fact) if fact else None
        if column is not None:
            absent = _and(column.values == 0, column.valid)
            np.copyto(seen, _BIT[Outcome.NOT_APPLICABLE], where=absent)
        return seen

    def test(self, index: int) -> Seen:
        comparison = self.rules.comparisons[index]
        threshold, known = self._of_rows(self.scaled[index]), self._of_rows(self.known[index])
        if comparison.kind is Kind.SHARE:
            met, decided = self._share(comparison.test, threshold)
        else:
            met, decided = self._plain(comparison.test, threshold)
        seen = np.where(met, _BIT[Outcome.MET], _BIT[Outcome.NOT_MET])
        for sure in (decided, None if known.all() else known):
            if sure is not None:
                np.copyto(seen, _BIT[Outcome.NOT_ASSESSED], where=~sure)
        return seen

    def _of_rows(self, of_cases: npt.NDArray[T]) -> npt.NDArray[T]:
        """A value of each case as one of each row; as one value of length 1 where all are equal."""
        if len(of_cases) == 1 or (of_cases == of_cases[0]).all():
            return of_cases[:1]
        return of_cases.take(self.codes)

    def _plain(self, test: Test, threshold: Integers) -> tuple[Flags, Flags | None]:
        column = self.columns.get(test.figure)
        if column is None:
            nothing = np.zeros(len(self.codes), dtype=np.bool_)
            return nothing, nothing
        return _compare(test.operator, column.values, threshold), column.valid

    def _share(self, test: Test, threshold: Integers) -> tuple[Flags, Flags | None]:
        """By cross-multiplication where both parts are reported, else by the percentage alone."""
        figure, operator = test.figure, test.operator
        num, den = self.columns.get(figure + NUM), self.columns.get(figure + DEN)
        percent = self.columns.get(figure + PCT)
        if num is None or den is None:
            return self._plain(Test(figure + PCT, operator), threshold)
        _refuse_large(figure, num)
        _refuse_large(figure, den)
        met = _compare(operator, num.values * HUNDRED, threshold * den.values)
        both = _both(num.valid, den.valid)
        decided = _and(den.values > 0, both)
        if percent is not None and both is not None:
            instead = _and(~both, percent.valid)
            met = np.where(instead, _compare(operator, percent.values, threshold), met)
            decided |= instead
        return met, decided


def _compare(operator: Operator, value: Integers, threshold: Integers) -> Flags:
    if operator is Operator.AT_LEAST:
        return np.greater_equal(value, threshold)
    if operator is Operator.AT_MOST:
        return np.less_equal(value, threshold)
    return np.equal(value, threshold)  # equals; is true: against 1; none of: against 0


def _both(first: Flags | None, second: Flags | None) -> Flags | None:
    """Where both hold; None stands for everywhere."""
    return second if first is None else _and(first, second)


def _and(first: Flags, second: Flags | None) -> Flags:
    return first if second is None else first & second


def _refuse_large(figure: str, column: Column) -> None:
    # Seen as unsigned, negative numbers are large, too: one pass finds both. What lies under an
    # invalid row may be large as well and is looked past only then.
    sizes = column.values.view(np.uint64)
    bound = LARGEST_PART * SCALE
    if sizes.max(initial=0) <= bound:
        return
    if column.valid is None or sizes.max(initial=0, where=column.valid) > bound:
        raise DomainError(
            f"Số liệu {figure} có tử số hoặc mẫu số âm hay lớn hơn {show_number(LARGEST_PART)}. "
            "Hãy kiểm tra lại, hoặc ghi theo đơn vị lớn hơn (nghìn, triệu)."
        )
