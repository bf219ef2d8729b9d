"""Why each outcome came out as it did: value, threshold, distance and the law behind it."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import numpy.typing as npt
import pyarrow as pa

from langmoi.core.months import reference_day
from langmoi.core.numbers import SCALE, from_scaled
from langmoi.law.columns import (
    DEN,
    NUM,
    PCT,
    Columns,
    RowLaw,
    column_names,
    columns_of,
    law_of_rows,
)
from langmoi.law.documents import load_documents
from langmoi.law.judge import Outcome, outcomes_of_tests
from langmoi.law.model import Indicator, Kind, Operator, Status, Threshold
from langmoi.law.rules import Comparison, RuleTable

ROWS_AT_ONCE = 512
SMALLEST = Decimal(1).scaleb(-4)  # shares are shown with four decimals of a percentage point


@dataclass(frozen=True)
class Explanation:
    """One test of one indicator for one row; an indicator of two tests has two of them.

    `outcome` is that of the test, `indicator_outcome` that of the whole indicator. `distance` is
    positive for what is to spare and negative for what is missing, in the figure's own measure
    (percentage points for a share). `reason` is a sentence where nothing could be compared.
    """

    unit: str
    month: date
    indicator: str
    part: str
    label: str
    outcome: Outcome
    indicator_outcome: Outcome
    value: Decimal | bool | None
    operator: Operator
    threshold: Decimal | bool | None
    distance: Decimal | None
    document: str
    clause: str
    status: Status | None
    source: str
    threshold_label: str
    is_percentage_alone: bool
    left_to_province: bool
    reason: str


def explain(
    figures: pa.RecordBatch, rules: RuleTable, only: Collection[str] | None = None
) -> Iterator[Explanation]:
    """An explanation for each row of figures and each test, in the order of rows and of the set.

    only: the numbers of the indicators to explain; without it all.
    Takes what `judge` takes and raises what it raises; outcomes are those of the judge's kernel.
    Values and distances of shares are rounded to four decimals for reading, never onto a threshold
    that they do not exactly reach.
    """
    law = law_of_rows(figures, rules)
    names = column_names(rules.criteria_set)
    for start in range(0, figures.num_rows, ROWS_AT_ONCE):
        rows = figures.slice(start, ROWS_AT_ONCE)
        units, months = (rows.column(name).to_pylist() for name in ("unit", "month"))
        of_rows = RowLaw(law.codes[start : start + ROWS_AT_ONCE], law.cases)
        yield from explain_columns(units, months, columns_of(rows, names), of_rows, rules, only)


def explain_columns(
    units: Sequence[str],
    months: Sequence[date],
    columns: Columns,
    law: RowLaw,
    rules: RuleTable,
    only: Collection[str] | None = None,
) -> Iterator[Explanation]:
    """Explain rows that are columns already; what `explain` does for a few rows at once."""
    yield from _Explainer(units, months, columns, law, rules, only).all()


class _Explainer:
    """Explains a few rows; columns are lists here, since every cell is looked at."""

    def __init__(
        self,
        units: Sequence[str],
        months: Sequence[date],
        columns: Columns,
        law: RowLaw,
        rules: RuleTable,
        only: Collection[str] | None,
    ) -> None:
        self.rules = rules
        self.law = law
        self.units, self.months = units, months
        self.cells = {
            name: _listed(column.values, column.valid) for name, column in columns.items()
        }
        numbers = [indicator.number for indicator in rules.indicators]
        self.wanted = [i for i, number in enumerate(numbers) if only is None or number in only]
        tests, indicators = outcomes_of_tests(columns, law, rules, self.wanted)
        self.tests, self.indicators = tests.tolist(), indicators.tolist()
        self.numbers = {d.id: d.number for d in load_documents().values()}

    def all(self) -> Iterator[Explanation]:
        indices = [index for position in self.wanted for index in self.rules.tests_of[position]]
        for row in range(len(self.units)):
            for index in indices:
                yield self._one(row, index, self.rules.comparisons[index])

    def _one(self, row: int, index: int, comparison: Comparison) -> Explanation:
        indicator = self.rules.indicators[comparison.indicator]
        threshold = self.law.cases[self.law.codes[row]].thresholds[index]
        outcome = Outcome(self.tests[index][row])
        value, is_alone = self._value(row, comparison, threshold)
        return Explanation(
            unit=self.units[row],
            month=self.months[row],
            indicator=indicator.number,
            part=comparison.test.part,
            label=comparison.test.label,
            outcome=outcome,
            indicator_outcome=Outcome(self.indicators[comparison.indicator][row]),
            value=value,
            operator=comparison.test.operator,
            threshold=threshold.value if threshold else None,
            distance=_distance(comparison.test.operator, value, threshold),
            document=self._number(threshold.basis.document) if threshold else "",
            clause=threshold.basis.clause if threshold else "",
            status=threshold.status if threshold else None,
            source=threshold.source if threshold else "",
            threshold_label=threshold.label if threshold else "",
            is_percentage_alone=is_alone,
            left_to_province=bool(threshold and threshold.left_to_province),
            reason=self._reason(row, outcome, comparison, indicator, threshold),
        )

    def _number(self, document: str) -> str:
        return self.numbers.get(document, document)

    def _cell(self, name: str, row: int) -> int | None:
        cells = self.cells.get(name)
        return cells[row] if cells is not None else None

    def _value(
        self, row: int, comparison: Comparison, threshold: Threshold | None
    ) -> tuple[Decimal | bool | None, bool]:
        """What was compared, and whether it is a percentage whose parts are unknown."""
        figure = comparison.test.figure
        if comparison.kind is Kind.SHARE:
            num, den = self._cell(figure + NUM, row), self._cell(figure + DEN, row)
            if num is not None and den is not None:
                return (_percentage(num, den, threshold) if den > 0 else None), False
            percent = self._cell(figure + PCT, row)
            return (None, False) if percent is None else (from_scaled(percent), True)
        cell = self._cell(figure, row)
        if cell is None:
            return None, False
        return (cell != 0 if comparison.kind is Kind.BOOLEAN else from_scaled(cell)), False

    def _reason(
        self,
        row: int,
        outcome: Outcome,
        comparison: Comparison,
        indicator: Indicator,
        threshold: Threshold | None,
    ) -> str:
        if outcome is Outcome.NOT_APPLICABLE:
            return self._does_not_arise(indicator)
        if outcome is not Outcome.NOT_ASSESSED:
            return ""
        unknown = _unknown_threshold(threshold, self.months[row])
        missing = self._missing_figure(row, comparison, indicator)
        return " ".join(sentence for sentence in (unknown, missing) if sentence)

    def _does_not_arise(self, indicator: Indicator) -> str:
        fact = self.rules.figures.get(indicator.arises_when or "")
        said = f"Không phát sinh: đơn vị báo “không” ở mục “{fact.name}”." if fact else ""
        if basis := indicator.arises_basis:
            said += f" Căn cứ: {self._number(basis.document)}, {basis.clause}."
        return said

    def _missing_figure(self, row: int, comparison: Comparison, indicator: Indicator) -> str:
        figure = self.rules.figures[comparison.test.figure]
        if figure.kind is not Kind.SHARE:
            is_missing = self._cell(figure.id, row) is None
            return f"Chưa có số liệu “{figure.name}”." if is_missing else ""
        num, den = self._cell(figure.id + NUM, row), self._cell(figure.id + DEN, row)
        if num is not None and den == 0:
            way_out = " hoặc đánh dấu “không phát sinh”" if indicator.arises_when else ""
            return (
                f"Mẫu số của “{figure.name}” bằng 0 nên không tính được tỷ lệ; "
                f"hãy ghi mẫu số{way_out}."
            )
        if (num is not None and den is not None) or self._cell(figure.id + PCT, row) is not None:
            return ""
        if (num is None) != (den is None):
            return f"“{figure.name}” còn thiếu {'tử số' if num is None else 'mẫu số'}."
        return f"Chưa có số liệu “{figure.name}”."


def _listed(values: npt.NDArray[Any], valid: npt.NDArray[Any] | None) -> list[int | None]:
    cells: list[int | None] = values.tolist()
    if valid is None:
        return cells
    return [c if there else None for c, there in zip(cells, valid.tolist(), strict=True)]


def _unknown_threshold(threshold: Threshold | None, month: date) -> str:
    if threshold is None:
        return f"Bộ tiêu chí không ghi mức cho vùng này vào ngày {reference_day(month):%d/%m/%Y}."
    if threshold.value is not None:
        return ""
    if threshold.left_to_province:
        return "Chưa rõ mức đạt: trung ương giao cấp tỉnh quy định, chưa có văn bản của tỉnh."
    return "Chưa rõ mức đạt của chỉ tiêu này cho vùng này."


def _percentage(num: int, den: int, threshold: Threshold | None) -> Decimal:
    """The share in per cent to four decimals, but equal to the threshold only if it exactly is."""
    shown = (Decimal(num) * 100 / Decimal(den)).quantize(SMALLEST, ROUND_HALF_UP)
    bound = threshold.value if threshold else None
    if bound is not None and shown == bound:
        exact = num * 100 * SCALE - int(Decimal(bound) * SCALE) * den
        shown += SMALLEST * ((exact > 0) - (exact < 0))
    return shortest(shown)


def _distance(
    operator: Operator, value: Decimal | bool | None, threshold: Threshold | None
) -> Decimal | None:
    bound = threshold.value if threshold else None
    if value is None or bound is None or operator is Operator.IS_TRUE:
        return None
    spare = Decimal(value) - Decimal(bound)
    if operator in (Operator.AT_MOST, Operator.NONE_OF):
        spare = -spare
    return shortest(-abs(spare) if operator is Operator.EQUALS else spare)


def shortest(value: Decimal) -> Decimal:
    """The same number without trailing zeros, but never in powers of ten; zero has no sign."""
    return value.normalize() + Decimal(0)
