"""Formulas of the workbook's counts, so that an officer can see and check how each came about."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from xlsxwriter.utility import xl_col_to_name

from langmoi.publishing.model import Annex, Form, Row, RowKind

SHEET_OF_COMMUNES = "Biểu 1"
Block = tuple[int, int]  # first and last row of the communes of one district, as Excel counts


@dataclass
class Sheet:
    """Where things stand on one sheet while its rows are walked from top to bottom."""

    annex: Annex
    signs: Sequence[str]
    blocks: list[Block] = field(default_factory=list)
    counts: list[int] = field(default_factory=list)
    total: int = 0
    started: int | None = None


def formulas_of(annex: Annex, first_row: int, signs: Sequence[str]) -> dict[tuple[int, int], str]:
    """A formula for each cell that has one, by (index of the row, column).

    first_row: where the annex's first row stands, as Excel counts. signs: those that count as met.
    """
    sheet = Sheet(annex, signs)
    found: dict[tuple[int, int], str] = {}
    for index, row in enumerate(annex.rows):
        at = first_row + index
        _walk(sheet, row, at)
        for column, cell in enumerate(row.cells):
            if cell.value is not None and cell.form not in (Form.TEXT, Form.AMOUNT):
                formula = _formula(sheet, row.kind, cell.form, at, column)
                if formula:
                    found[index, column] = formula
    return found


def _walk(sheet: Sheet, row: Row, at: int) -> None:
    if row.kind == RowKind.UNIT and sheet.started is None:
        sheet.started = at
    if row.kind in (RowKind.COUNT, RowKind.TOTAL) and sheet.started is not None:
        sheet.blocks.append((sheet.started, at - 1))
        sheet.started = None
    if row.kind == RowKind.COUNT:
        sheet.counts.append(at)


def _formula(sheet: Sheet, kind: RowKind, form: Form, at: int, column: int) -> str:
    letter = xl_col_to_name(column)
    if kind == RowKind.UNIT:
        return _criteria_met(sheet, at, column)
    if kind == RowKind.COUNT:
        return _count(sheet, column, letter)
    if kind == RowKind.TOTAL_COUNT:
        return "=" + "+".join(f"{letter}{row}" for row in sheet.counts)
    if kind == RowKind.AVERAGE:
        return _average(form, letter, at - 1, sheet.blocks[-1:])
    if kind == RowKind.TOTAL_AVERAGE:
        return _average(form, letter, at - 1, sheet.blocks)
    if kind == RowKind.TOTAL:
        return _total(sheet, form, letter)
    return ""


def _criteria_met(sheet: Sheet, at: int, column: int) -> str:
    """Of a commune: how many of its signs count. Only where the annex shows signs."""
    criteria = _criteria_columns(sheet.annex)
    if not criteria or column != criteria[-1] + 1:
        return ""
    return _signs(f"{xl_col_to_name(criteria[0])}{at}:{xl_col_to_name(criteria[-1])}{at}", sheet)


def _count(sheet: Sheet, column: int, letter: str) -> str:
    first, last = sheet.blocks[-1]
    area = f"{letter}{first}:{letter}{last}"
    return _signs(area, sheet) if column in _criteria_columns(sheet.annex) else f"=SUM({area})"


def _average(form: Form, letter: str, above: int, blocks: Sequence[Block]) -> str:
    """Over all communes; a change only over those for which one is known."""
    over = "COUNT" if form == Form.MEAN_CHANGE else "ROWS"
    communes = "+".join(f"{over}({letter}{first}:{letter}{last})" for first, last in blocks)
    part = f"100*{letter}{above}" if form == Form.SHARE else f"{letter}{above}"
    return f"=ROUND({part}/({communes}),{form.places})"


def _total(sheet: Sheet, form: Form, letter: str) -> str:
    if form == Form.WHOLE:
        first, last = sheet.blocks[-1]
        return f"=SUM({letter}{first}:{letter}{last})"
    return ""


def _signs(area: str, sheet: Sheet) -> str:
    return "=" + "+".join(f'COUNTIF({area},"{sign}")' for sign in sheet.signs)


def _criteria_columns(annex: Annex) -> range:
    """The columns under the head's widest cell, where the annex shows signs of criteria."""
    column = 0
    for cell in annex.header[0]:
        if cell.columns > 2 and annex.sheet == SHEET_OF_COMMUNES:
            return range(column, column + cell.columns)
        column += cell.columns
    return range(0)
