"""One district's sheet: headings by criterion, a row per commune, hints and drop-downs."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import groupby
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.workbook import Workbook

from langmoi.core.months import show_month
from langmoi.law.model import Kind
from langmoi.reporting.workbook.contents import Contents, Part, Row
from langmoi.reporting.workbook.guide import INVENTED
from langmoi.reporting.workbook.identity import UNIT_NAME_KEY, SheetIdentity
from langmoi.reporting.workbook.layout import NUMERATOR, FigureColumn
from langmoi.reporting.workbook.styles import BANNERS, Styles
from langmoi.reporting.workbook.values import (
    DOES_NOT_ARISE,
    NO,
    REMOVE,
    YES,
    does_not_arise,
    show_value,
)

TITLE, SUBTITLE, BANNER, HEADING, MEASURE, KEYS, FIRST = range(7)  # rows, from 0
CODE, NAME, FIRST_FIGURE = range(3)  # columns, from 0
HEIGHTS = {TITLE: 22, BANNER: 34, HEADING: 96, MEASURE: 82}
ROW_HEIGHT = 20
CODE_WIDTH, NAME_WIDTH, WIDTH, CHOICE_WIDTH = 8, 16, 12, 13
# On A3 across, at this scale, so many characters of our size fit beside code and name.
A3, SCALE, WIDTH_OF_A3 = 8, 60, 225
LONGEST_HINT, LONGEST_HINT_TITLE = 255, 32  # what a spreadsheet allows


class SheetWriter:
    """Writes the sheet of one district into the workbook."""

    def __init__(self, workbook: Workbook, styles: Styles, contents: Contents, part: Part) -> None:
        self._sheet = workbook.add_worksheet(part.name)
        self._styles, self._contents, self._part = styles, contents, part
        self._columns = list(enumerate(contents.layout.columns, start=FIRST_FIGURE))

    def write(self) -> None:
        self._write_title()
        self._write_headings()
        for line, row in enumerate(self._part.rows, start=FIRST):
            self._write_row(line, row)
        for position, column in self._columns:
            self._write_checks(position, column)
        self._set_up()

    def _write_title(self) -> None:
        self._sheet.write_string(TITLE, CODE, self._title(), self._styles.title)
        if self._contents.is_demo:
            self._sheet.write_string(SUBTITLE, CODE, INVENTED, self._styles.warning)
        identity = SheetIdentity(
            self._contents.month,
            self._contents.criteria_set.id,
            self._contents.criteria_set.version,
            tuple(row.unit.code for row in self._part.rows),
        )
        self._sheet.write_string(KEYS, CODE, identity.as_text(), self._styles.key)
        self._sheet.write_string(KEYS, NAME, UNIT_NAME_KEY, self._styles.key)

    def _title(self) -> str:
        month = show_month(self._contents.month)
        return f"Số liệu nông thôn mới tháng {month} – {self._part.title}"

    def _write_headings(self) -> None:
        for position, text in ((CODE, "Mã xã"), (NAME, "Xã")):
            for line in (BANNER, HEADING):
                self._sheet.write_blank(line, position, None, self._styles.corner)
            self._sheet.write_string(MEASURE, position, text, self._styles.corner)
        groups = groupby(self._columns, key=lambda pair: pair[1].criterion)
        for number, (_, group) in enumerate(groups):
            self._write_criterion(list(group), number % len(BANNERS))

    def _write_criterion(self, columns: list[tuple[int, FigureColumn]], colour: int) -> None:
        """The banner's text runs on over the empty cells beside it; nothing is merged."""
        styles = self._styles
        narrow = len(columns) == 1
        banner = (styles.narrow_banners if narrow else styles.banners)[colour]
        first, criterion = columns[0][0], columns[0][1].criterion
        name = "Số liệu khác"
        if criterion:
            name = f"{criterion.number}. {criterion.short_name if narrow else criterion.name}"
            name = (
                name
                if name.strip(". ") != criterion.number
                else f"{criterion.number}. {criterion.name}"
            )
        for position, column in columns:
            self._sheet.write_blank(BANNER, position, None, styles.banner_rests[colour])
            is_second = bool(column.part) and column.part != NUMERATOR
            heading = "" if is_second else column.heading
            self._sheet.write_string(HEADING, position, heading, styles.headings[colour])
            self._sheet.write_string(MEASURE, position, _measure(column), styles.measures[colour])
            self._sheet.write_string(KEYS, position, column.key, styles.key)
        self._sheet.write_string(BANNER, first, name, banner)

    def _write_row(self, line: int, row: Row) -> None:
        self._sheet.set_row(line, ROW_HEIGHT)
        self._sheet.write_string(line, CODE, row.unit.code, self._styles.unit)
        self._sheet.write_string(line, NAME, row.unit.name, self._styles.unit)
        for position, column in self._columns:
            self._write_cell(line, position, column, row.figures)

    def _write_cell(
        self, line: int, position: int, column: FigureColumn, figures: dict[str, Any]
    ) -> None:
        value, style = figures.get(column.figure.id), self._styles.entry_of(column)
        if does_not_arise(column, figures):
            self._sheet.write_string(line, position, DOES_NOT_ARISE, style)
        elif isinstance(value, bool):
            self._sheet.write_string(line, position, YES if value else NO, style)
        elif isinstance(value, dict):
            self._write_part(line, position, column, value)
        elif value is not None:
            self._write_number(line, position, Decimal(value), style)
        else:
            self._sheet.write_blank(line, position, None, style)

    def _write_part(
        self, line: int, position: int, column: FigureColumn, share: dict[str, str]
    ) -> None:
        part, percent = share.get(column.part), share.get("pct")
        if part is not None:
            self._write_number(line, position, Decimal(part), self._styles.entry_of(column))
        elif percent is not None and column.part == NUMERATOR and share.get("den") is None:
            self._write_number(line, position, Decimal(percent) / 100, self._styles.percent)
        else:
            self._sheet.write_blank(line, position, None, self._styles.entry_of(column))

    def _write_number(self, line: int, position: int, value: Decimal, style: Format) -> None:
        """As a number where the file keeps it exactly, else as text that reads back the same."""
        if Decimal(f"{float(value):.16G}") == value:
            self._sheet.write_number(line, position, float(value), style)
        else:
            self._sheet.write_string(line, position, f"{value:f}".replace(".", ","), style)

    def _write_checks(self, position: int, column: FigureColumn) -> None:
        """One check for all rows of the column with the same hint, so that files stay small."""
        lines_of: dict[str, list[int]] = {}
        for line, row in enumerate(self._part.rows, start=FIRST):
            lines_of.setdefault(_hint(column, row), []).append(line)
        for hint, (first, *others) in lines_of.items():
            check = {
                **_allowed(column),
                "input_title": column.label[:LONGEST_HINT_TITLE],
                "input_message": hint[:LONGEST_HINT],
                "other_cells": [[line, position, line, position] for line in others],
            }
            self._sheet.data_validation(first, position, first, position, check)

    def _set_up(self) -> None:
        sheet = self._sheet
        for line, height in HEIGHTS.items():
            sheet.set_row(line, height)
        sheet.set_row(KEYS, None, None, {"hidden": True})
        sheet.set_column(CODE, CODE, CODE_WIDTH)
        sheet.set_column(NAME, NAME, NAME_WIDTH)
        for position, column in self._columns:
            sheet.set_column(position, position, _width(column))
        sheet.freeze_panes(FIRST, FIRST_FIGURE)
        sheet.protect("", {"format_columns": True, "format_rows": True})
        self._set_up_print()

    def _set_up_print(self) -> None:
        """A3 across, headings and names on every page; the title is the page's own header."""
        sheet, columns = self._sheet, self._columns
        sheet.set_landscape()
        sheet.set_paper(A3)
        sheet.set_margins(left=0.4, right=0.4, top=0.7, bottom=0.5)
        last = FIRST + len(self._part.rows) - 1
        sheet.print_area(BANNER, CODE, last, columns[-1][0])
        sheet.repeat_rows(BANNER, MEASURE)
        sheet.repeat_columns(CODE, NAME)
        sheet.set_print_scale(SCALE)
        sheet.set_v_pagebreaks(list(self._page_breaks()))
        mark = f"&R&B{INVENTED.partition(':')[0]}" if self._contents.is_demo else ""
        sheet.set_header(f"&L&B{self._title()}{mark}")
        sheet.set_footer("&RTrang &P/&N")

    def _page_breaks(self) -> Iterator[int]:
        """Where a page across ends: always between two criteria."""
        used = 0
        for _, group in groupby(self._columns, key=lambda pair: pair[1].criterion):
            columns = list(group)
            needed = sum(_width(column) for _, column in columns)
            if used and used + needed > WIDTH_OF_A3:
                yield columns[0][0]
                used = 0
            used += needed


def _width(column: FigureColumn) -> int:
    return CHOICE_WIDTH if column.figure.kind is Kind.BOOLEAN else WIDTH


def _measure(column: FigureColumn) -> str:
    if column.figure.kind is not Kind.BOOLEAN:
        return column.measure
    return " / ".join(_choices(column))


def _choices(column: FigureColumn) -> list[str]:
    return [YES, NO, DOES_NOT_ARISE] if column.fact else [YES, NO]


def _allowed(column: FigureColumn) -> dict[str, Any]:
    """The list to choose from; other text is questioned, not stopped, since “-” is allowed."""
    if column.figure.kind is not Kind.BOOLEAN:
        return {"validate": "any"}
    choices = _choices(column)
    return {
        "validate": "list",
        "source": [*choices, REMOVE],
        "error_type": "warning",
        "error_title": "Xem lại ô này",
        "error_message": f"Hãy chọn trong danh sách: {', '.join(choices)}; hoặc - để xóa số cũ.",
    }


def _hint(column: FigureColumn, row: Row) -> str:
    """The figure before, with its month; and what may be typed besides numbers."""
    kps = " Có thể ghi: Không phát sinh." if column.fact and column.part else ""
    past = row.past
    if past is None:
        return f"{column.figure.name}.\nChưa có số kỳ trước.{kps}"
    shown = show_value(column.figure, past.figures.get(column.figure.id))
    if does_not_arise(column, past.figures):
        shown = DOES_NOT_ARISE.lower()
    return f"{column.figure.name}.\nTháng {show_month(past.month)}: {shown}.{kps}"
