"""Which columns the workbook of a criteria set has, and which figure each of them holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from langmoi.law.model import CriteriaSet, Criterion, Figure, Indicator, Kind

NUMERATOR, DENOMINATOR = "num", "den"
PARTS_OF_SHARE = (NUMERATOR, DENOMINATOR)


@dataclass(frozen=True, eq=False)
class FigureColumn:
    """One column: a figure, or the numerator or the denominator of a share."""

    key: str
    figure: Figure
    part: str = ""
    criterion: Criterion | None = None
    indicator: Indicator | None = None

    @property
    def fact(self) -> str | None:
        """The yes/no figure that “không phát sinh” in this column answers with no."""
        return self.indicator.arises_when if self.indicator else None

    @property
    def label(self) -> str:
        """How messages name the column's figure: “Chỉ tiêu 17.1”."""
        return f"Chỉ tiêu {self.indicator.number}" if self.indicator else self.figure.name

    @property
    def heading(self) -> str:
        number = f"{self.indicator.number}. " if self.indicator else ""
        return f"{number}{self.figure.name}"

    @property
    def measure(self) -> str:
        """What is written under the heading: the part of a share, or the unit of measure."""
        if self.part == NUMERATOR:
            return self.figure.numerator_name or "tử số"
        if self.part == DENOMINATOR:
            return self.figure.denominator_name or "mẫu số"
        return self.figure.measure


@dataclass(frozen=True, eq=False)
class Layout:
    """The columns of a set in order, and what does not arise with each fact."""

    criteria_set: CriteriaSet
    columns: tuple[FigureColumn, ...]
    figures_of_fact: dict[str, frozenset[str]]

    def columns_by_key(self) -> dict[str, FigureColumn]:
        return {column.key: column for column in self.columns}


def layout_of(criteria_set: CriteriaSet) -> Layout:
    """Columns by criterion and indicator; each figure once, where it is first asked for.

    A fact that decides whether an indicator arises has no column: it is answered by typing
    “không phát sinh” in a column of that indicator, or by typing a value.
    """
    placed: dict[str, FigureColumn] = {}
    for column in _all_columns(criteria_set):
        placed.setdefault(column.key, column)
    return Layout(criteria_set, tuple(placed.values()), _figures_of_facts(criteria_set))


def _all_columns(criteria_set: CriteriaSet) -> Iterator[FigureColumn]:
    figures = {figure.id: figure for figure in criteria_set.figures}
    facts = _facts(criteria_set)
    for criterion in criteria_set.criteria:
        for indicator in criterion.indicators:
            for test in indicator.tests:
                yield from _columns_of(figures[test.figure], criterion, indicator)
    for figure in criteria_set.figures:
        if figure.id not in facts and not figure.is_fact:
            yield from _columns_of(figure)


def _columns_of(
    figure: Figure, criterion: Criterion | None = None, indicator: Indicator | None = None
) -> Iterator[FigureColumn]:
    if figure.kind is Kind.SHARE:
        for part in PARTS_OF_SHARE:
            yield FigureColumn(f"{figure.id}_{part}", figure, part, criterion, indicator)
    else:
        yield FigureColumn(figure.id, figure, "", criterion, indicator)


def _facts(criteria_set: CriteriaSet) -> set[str]:
    return {i.arises_when for i in criteria_set.indicators if i.arises_when}


def _figures_of_facts(criteria_set: CriteriaSet) -> dict[str, frozenset[str]]:
    """For each fact the figures that only indicators depending on it ask for."""
    asked_by: dict[str, set[str | None]] = {}
    for indicator in criteria_set.indicators:
        for test in indicator.tests:
            asked_by.setdefault(test.figure, set()).add(indicator.arises_when)
    return {
        fact: frozenset(f for f, facts in asked_by.items() if facts == {fact})
        for fact in _facts(criteria_set)
    }
