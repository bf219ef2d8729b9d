"""The report's tables as a workbook: numbers are numbers, counts are formulas with their values."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from langmoi.publishing.excel_rows import height_of, rows_of
from langmoi.publishing.formulas import formulas_of
from langmoi.publishing.model import Annex, Cell, Form, ReportContent, Role, Row, RowKind

FORMATS = {
    Form.WHOLE: "#,##0",
    Form.SHARE: "0.0",
    Form.MEAN: "0.00",
    Form.CHANGE: '+#,##0;"−"#,##0;0',
    Form.MEAN_CHANGE: '+0.00;"−"0.00;0',
}
INFORMATION, PROSE = "Thông tin", "Lời văn"
FIRST_ROW = 6  # rows are counted from 1: mark, title, reference, two of the head, then the rows
HEAD = 3  # counted from 0
MM_PER_CHARACTER = Decimal("1.9")
# In mm: a single column that is wider than the page would be cut, not made smaller, in print, and
# programs without Excel's own face draw columns a third wider.
PROSE_WIDTH = Decimal(132)
RED = "#A32A1C"


class Styles:
    """Formats of one workbook, each made once."""

    def __init__(self, workbook: Any) -> None:
        self._workbook = workbook
        self._made: dict[tuple[tuple[str, Any], ...], Any] = {}

    def of(self, **properties: Any) -> Any:
        key = tuple(sorted(properties.items()))
        if key not in self._made:
            base = {"font_name": "Times New Roman", "font_size": 10, "valign": "vcenter"}
            self._made[key] = self._workbook.add_format(base | properties)
        return self._made[key]


def write_xlsx(report: ReportContent) -> bytes:
    """Sheets: what the file is, one for each annex, and the text."""
    buffer = BytesIO()
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    made = datetime(report.made_on.year, report.made_on.month, report.made_on.day)
    title = f"{report.title} {' '.join(report.subject)}"
    workbook.set_properties(
        {"title": title, "author": "Làng Mới", "comments": report.mark, "created": made}
    )
    styles = Styles(workbook)
    _information(workbook.add_worksheet(INFORMATION), styles, report)
    for annex in report.annexes:
        _annex(workbook.add_worksheet(annex.sheet), styles, annex, report)
    _prose(workbook.add_worksheet(PROSE), styles, report)
    workbook.close()
    return buffer.getvalue()


def _information(sheet: Any, styles: Styles, report: ReportContent) -> None:
    _page(sheet, report, landscape=False)
    sheet.set_column(0, 0, 30)
    sheet.set_column(1, 1, 70)
    sheet.write_string(0, 0, report.full_mark, styles.of(bold=True, font_color=RED))
    sheet.write_string(1, 0, report.title, styles.of(bold=True, font_size=14))
    sheet.write_string(2, 0, " ".join(report.subject), styles.of(bold=True))
    for index, fact in enumerate(report.facts, start=4):
        sheet.write_string(index, 0, fact.name, styles.of(border=1, bold=True))
        _write_fact(sheet, index, fact.value, styles)


def _prose(sheet: Any, styles: Styles, report: ReportContent) -> None:
    """The text of the report, a paragraph to a row, so that the workbook stands alone."""
    _page(sheet, report, landscape=False)
    sheet.set_column(0, 0, float(PROSE_WIDTH / MM_PER_CHARACTER))
    sheet.write_string(0, 0, report.full_mark, styles.of(bold=True, font_color=RED))
    parts = [(part, row) for part in report.body for row in rows_of(part.text, PROSE_WIDTH)]
    for index, (part, row) in enumerate(parts, start=1):
        bold = part.role == Role.HEADING
        sheet.set_row(index, height_of(row, PROSE_WIDTH))
        sheet.write_string(index, 0, row, styles.of(text_wrap=True, bold=bold))


def _write_fact(sheet: Any, row: int, value: str | int | date, styles: Styles) -> None:
    style = {"border": 1, "align": "left", "text_wrap": True}
    if isinstance(value, date):
        sheet.write_datetime(row, 1, value, styles.of(num_format="dd/mm/yyyy", **style))
    elif isinstance(value, int):
        sheet.write_number(row, 1, value, styles.of(num_format="#,##0", **style))
    else:
        sheet.write_string(row, 1, value, styles.of(**style))


def _page(sheet: Any, report: ReportContent, *, landscape: bool) -> None:
    if landscape:
        sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.6, right=0.6, top=0.8, bottom=0.8)
    sheet.set_header(f"&C&B{report.full_mark}")
    sheet.set_footer("&C&P/&N")


def _annex(sheet: Any, styles: Styles, annex: Annex, report: ReportContent) -> None:
    _page(sheet, report, landscape=True)
    for index, column in enumerate(annex.columns):
        sheet.set_column(index, index, float(column.width / MM_PER_CHARACTER))
    last = len(annex.columns) - 1
    mark = styles.of(bold=True, font_color=RED)
    sheet.write_string(0, 0, report.full_mark, mark)
    title = styles.of(bold=True, font_size=13, align="center")
    sheet.merge_range(1, 0, 1, last, annex.title.upper(), title)
    sheet.merge_range(2, 0, 2, last, annex.reference, styles.of(italic=True, align="center"))
    _head(sheet, styles, annex)
    formulas = formulas_of(annex, FIRST_ROW, report.counted_signs)
    for index, row in enumerate(annex.rows):
        _row(sheet, styles, annex, row, index, formulas)
    _notes(sheet, styles, annex)
    sheet.freeze_panes(FIRST_ROW - 1, 2)
    sheet.repeat_rows(HEAD, FIRST_ROW - 2)


def _head(sheet: Any, styles: Styles, annex: Annex) -> None:
    style = styles.of(bold=True, border=1, align="center", text_wrap=True)
    taken: set[tuple[int, int]] = set()
    for line, cells in enumerate(annex.header):
        column = 0
        for cell in cells:
            while (line, column) in taken:
                column += 1
            bottom, right = line + cell.rows - 1, column + cell.columns - 1
            taken |= {(r, c) for r in range(line, bottom + 1) for c in range(column, right + 1)}
            if cell.rows * cell.columns > 1:
                sheet.merge_range(HEAD + line, column, HEAD + bottom, right, cell.text, style)
            else:
                sheet.write_string(HEAD + line, column, cell.text, style)
            column = right + 1
    sheet.set_row(HEAD + 1, 30)


def _row(
    sheet: Any,
    styles: Styles,
    annex: Annex,
    row: Row,
    index: int,
    formulas: Mapping[tuple[int, int], str],
) -> None:
    at, column = FIRST_ROW - 1 + index, 0
    sheet.set_row(at, _height(annex, row))
    for position, cell in enumerate(row.cells):
        align = "left" if cell.span > 1 else annex.columns[column].align
        style = {"border": 1, "align": align, "bold": row.kind != RowKind.UNIT}
        if cell.span > 1:
            merged = styles.of(**style)
            sheet.merge_range(at, column, at, column + cell.span - 1, cell.text, merged)
        else:
            _cell(sheet, styles, (at, column), cell, formulas.get((index, position), ""), style)
        column += cell.span


def _height(annex: Annex, row: Row) -> int:
    """As high as the longest text of the row; the widths of cells over several columns add up."""
    heights, column = [0], 0
    for cell in row.cells:
        width = sum((c.width for c in annex.columns[column : column + cell.span]), Decimal(0))
        heights.append(height_of(cell.text, width))
        column += cell.span
    return max(heights)


def _cell(
    sheet: Any,
    styles: Styles,
    at: tuple[int, int],
    cell: Cell,
    formula: str,
    style: dict[str, Any],
) -> None:
    if cell.value is None:
        sheet.write_blank(*at, None, styles.of(**style))
    elif isinstance(cell.value, str):
        sheet.write_string(*at, cell.value, styles.of(text_wrap=True, **style))
    else:
        shown = styles.of(num_format=_format(cell), **style)
        if formula:
            sheet.write_formula(xl_rowcol_to_cell(*at), formula, shown, cell.value)
        else:
            sheet.write_number(*at, cell.value, shown)


def _format(cell: Cell) -> str:
    """How a number is shown; an amount with just the decimals that it has."""
    if cell.form is not Form.AMOUNT:
        return FORMATS[cell.form]
    decimals = len(cell.text.partition(",")[2])
    return "#,##0" + ("." + "0" * decimals if decimals else "")


def _notes(sheet: Any, styles: Styles, annex: Annex) -> None:
    below = FIRST_ROW + len(annex.rows)
    for index, note in enumerate(annex.notes):
        text = f"{'Ghi chú: ' if index == 0 else ''}{note}."
        sheet.write_string(below + index, 0, text, styles.of(italic=True))
