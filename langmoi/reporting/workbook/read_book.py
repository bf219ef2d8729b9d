"""Reading the cells of an .xlsx file, each with its format, formula and error.

Own code on expat, for three reasons that were measured: calamine gives an error such as #DIV/0!
as an empty cell, tells neither formats nor formulas, and takes gigabytes for two cells far apart;
openpyxl needs five times as long. The text of a number is kept as the file has it, so it is exact.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from datetime import date, timedelta
from xml.parsers import expat

from langmoi.core.numbers import show_number
from langmoi.reporting.workbook.book import (
    Book,
    Cell,
    CellKind,
    Sheet,
    cell_name,
    parse_cell_name,
)
from langmoi.reporting.workbook.formats import Style, read_styles
from langmoi.reporting.workbook.package import Attributes, Package, damaged, parse_xml, too_large

LAST_ROW, LAST_COLUMN = 5000, 1000
MOST_CELLS = 300_000
# The standard puts these after cells and merged ranges; drop-downs are half of our own files.
AFTER_THE_CELLS = ("conditionalFormatting", "dataValidations")
SharedString = tuple[str, bool]  # the text, and whether part of it is raised


def read_book(content: bytes) -> Book:
    """All sheets with the cells that hold something; raises CannotOpen."""
    package = Package(content)
    workbook = next(
        (name for _, kind, name in package.related("") if kind == "officeDocument"),
        "xl/workbook.xml",
    )
    parts = {(id_, kind): name for id_, kind, name in package.related(workbook)}
    strings = _first(parts, "sharedStrings")
    styles = _first(parts, "styles")
    names, epoch = _read_workbook(package.read(workbook))
    reader = _Reader(
        _read_strings(package.read(strings)) if strings else [],
        read_styles(package.read(styles)) if styles else [],
        epoch,
    )
    sheets = [
        reader.read_sheet(name, package.read(parts[id_, "worksheet"]))
        for name, id_ in names
        if (id_, "worksheet") in parts
    ]
    return Book(sheets)


def _first(parts: dict[tuple[str, str], str], wanted: str) -> str | None:
    return next((name for (_, kind), name in parts.items() if kind == wanted), None)


def _read_workbook(data: bytes) -> tuple[list[tuple[str, str]], date]:
    """Names and relation ids of the sheets, and the day zero of its dates."""
    sheets: list[tuple[str, str]] = []
    epochs = [date(1899, 12, 30)]

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "sheet":
            relation = next((v for k, v in attributes.items() if k.endswith(":id")), "")
            sheets.append((attributes.get("name", ""), relation))
        elif tag == "workbookPr" and attributes.get("date1904") in ("1", "true"):
            epochs.append(date(1904, 1, 1))

    parse_xml(data, start)
    return sheets, epochs[-1]


def _read_strings(data: bytes) -> list[SharedString]:
    strings: list[SharedString] = []
    text: list[str] = []
    raised = [False]
    parser = expat.ParserCreate()

    def start(tag: str, attributes: Attributes) -> None:
        if tag == "t":
            parser.CharacterDataHandler = text.append
        elif tag == "vertAlign" and attributes.get("val") == "superscript":
            raised[0] = True

    def end(tag: str) -> None:
        if tag == "t":
            parser.CharacterDataHandler = None
        elif tag == "rPh":  # how to pronounce it, not part of it
            text.clear()
        elif tag == "si":
            strings.append(("".join(text), raised[0]))
            text.clear()
            raised[0] = False

    parse_xml(data, start, end, parser)
    return strings


class _AllCellsRead(Exception):  # noqa: N818 - no error, the end of what is wanted
    """Thrown to stop the parser early."""


class _Reader:
    """Reads the sheets of one file, which share strings, styles and the count of cells."""

    def __init__(self, strings: list[SharedString], styles: list[Style], epoch: date) -> None:
        self._strings, self._styles, self._epoch = strings, styles, epoch
        self._cells_left = MOST_CELLS
        self._make: dict[str, Callable[[str, Style], Cell]] = {
            "s": self._shared,
            "str": lambda text, _: Cell(CellKind.TEXT, text),
            "inlineStr": lambda text, _: Cell(CellKind.TEXT, text),
            "b": lambda text, _: Cell(CellKind.BOOLEAN, text),
            "e": lambda text, _: Cell(CellKind.ERROR, text),
            "d": lambda text, _: Cell(CellKind.DATE, text[:10]),
            "n": self._number,
        }

    def read_sheet(self, name: str, data: bytes) -> Sheet:
        sheet = Sheet(name)
        parser = expat.ParserCreate()
        text: list[str] = []
        cell: Attributes = {}
        has_formula = False
        row = column = 0

        def start(tag: str, attributes: Attributes) -> None:
            nonlocal cell, has_formula, row, column
            if tag == "c":
                cell, has_formula = attributes, False
                column += 1
                if "r" in attributes:
                    row, column = parse_cell_name(attributes["r"])
            elif tag in ("v", "t"):
                parser.CharacterDataHandler = text.append
            elif tag == "f":
                has_formula = True
            elif tag == "row":
                row, column = int(attributes.get("r", row + 1)), 0
            elif tag in AFTER_THE_CELLS:
                raise _AllCellsRead
            elif tag == "mergeCell":
                first, _, last = attributes.get("ref", "A1").partition(":")
                sheet.merged.append((parse_cell_name(first), parse_cell_name(last or first)))

        def end(tag: str) -> None:
            if tag in ("v", "t"):
                parser.CharacterDataHandler = None
            elif tag == "c" and (text or has_formula):
                self._keep(sheet, row, column, self._cell(cell, "".join(text), has_formula))
                text.clear()

        with suppress(_AllCellsRead):
            parse_xml(data, start, end, parser)
        return sheet

    def _keep(self, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
        self._cells_left -= 1
        if self._cells_left < 0:
            raise too_large(f"Tệp có hơn {show_number(MOST_CELLS)} ô có nội dung")
        if row > LAST_ROW or column > LAST_COLUMN:
            sheet.beyond = sheet.beyond or cell_name(row, column)
        else:
            sheet.lines.setdefault(row, {})[column] = cell

    def _cell(self, attributes: Attributes, text: str, has_formula: bool) -> Cell:
        if has_formula and not text:
            return Cell(CellKind.NO_RESULT, "")
        index = attributes.get("s", "0")
        position = int(index) if index.isdecimal() else 0
        style = self._styles[position] if position < len(self._styles) else Style.PLAIN
        make = self._make.get(attributes.get("t", "n"))
        if make is None:
            raise damaged()
        return make(text, style)

    def _shared(self, text: str, style: Style) -> Cell:
        try:
            string, is_raised = self._strings[int(text)]
        except (ValueError, IndexError) as error:
            raise damaged() from error
        return Cell(CellKind.TEXT, string, False, is_raised)

    def _number(self, text: str, style: Style) -> Cell:
        if style is not Style.DATE:
            return Cell(CellKind.NUMBER, text, style is Style.PERCENT)
        try:
            day = self._epoch + timedelta(days=int(float(text)))
        except (ValueError, OverflowError):
            return Cell(CellKind.NUMBER, text)
        return Cell(CellKind.DATE, day.isoformat())
