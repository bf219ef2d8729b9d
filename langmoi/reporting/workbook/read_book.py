"""Reading the cells of an .xlsx file, each with its format, formula and error.

Own code on expat, for three reasons that were measured: calamine gives an error such as #DIV/0!
as an empty cell, tells neither formats nor formulas, and takes gigabytes for two cells far apart;
openpyxl needs five times as long. The text of a number is kept as the file has it, so it is exact.
"""

from __future__ import annotations

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
    column_number,
    parse_cell_name,
)
from langmoi.reporting.workbook.formats import Style, read_styles
from langmoi.reporting.workbook.package import Attributes, Package, damaged, parse_xml, too_large

LAST_ROW, LAST_COLUMN = 5000, 1000
MOST_CELLS = 300_000
# The standard puts these after cells and merged ranges; drop-downs are half of our own files.
AFTER_THE_CELLS = ("conditionalFormatting", "dataValidations")
KINDS = {
    "str": CellKind.TEXT,
    "inlineStr": CellKind.TEXT,
    "b": CellKind.BOOLEAN,
    "e": CellKind.ERROR,
}
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
        self._strings = [Cell(CellKind.TEXT, text, False, raised) for text, raised in strings]
        self._styles = {str(number): style for number, style in enumerate(styles)}
        self._epoch = epoch
        self._cells_left = MOST_CELLS

    def read_sheet(self, name: str, data: bytes) -> Sheet:
        sheet = Sheet(name)
        handlers = _SheetHandlers(self, sheet)
        with suppress(_AllCellsRead):
            parse_xml(data, handlers.start, handlers.end, handlers.parser)
        return sheet

    def keep(self, sheet: Sheet, row: int, column: int, cell: Cell) -> None:
        self._cells_left -= 1
        if self._cells_left < 0:
            raise too_large(f"Tệp có hơn {show_number(MOST_CELLS)} ô có nội dung")
        if row > LAST_ROW or column > LAST_COLUMN:
            sheet.beyond = sheet.beyond or cell_name(row, column)
        else:
            sheet.lines.setdefault(row, {})[column] = cell

    def cell(self, attributes: Attributes, text: str, *, has_formula: bool) -> Cell:
        """The cell by its type; a number also by its style."""
        if has_formula and not text:
            return Cell(CellKind.NO_RESULT, "")
        kind = attributes.get("t", "n")
        if kind == "s":
            return self._shared(text)
        if kind == "n":
            return self._number(text, self._styles.get(attributes.get("s", "0"), Style.PLAIN))
        if kind == "d":
            return _day_cell(text)
        if kind not in KINDS:
            raise damaged()
        return Cell(KINDS[kind], text)

    def _shared(self, text: str) -> Cell:
        try:
            return self._strings[int(text)]
        except (ValueError, IndexError) as error:
            raise damaged() from error

    def _number(self, text: str, style: Style) -> Cell:
        if style is not Style.DATE:
            return Cell(CellKind.NUMBER, text, style is Style.PERCENT)
        try:
            day = self._epoch + timedelta(days=int(float(text)))
        except (ValueError, OverflowError):
            return Cell(CellKind.NUMBER, text)
        return Cell(CellKind.DATE, day.isoformat())


def _day_cell(text: str) -> Cell:
    """A date written out (2019-05-12T00:00:00), as the strict form of the standard has it."""
    try:
        return Cell(CellKind.DATE, date.fromisoformat(text[:10]).isoformat())
    except ValueError as error:
        raise damaged() from error


class _SheetHandlers:
    """What the parser calls; rows and cells without a name follow the one before them."""

    def __init__(self, reader: _Reader, sheet: Sheet) -> None:
        self.parser = expat.ParserCreate()
        self._reader, self._sheet = reader, sheet
        self._text: list[str] = []
        self._cell: Attributes = {}
        self._has_formula = False
        self._row = self._column = 0
        self._row_name = ""

    def start(self, tag: str, attributes: Attributes) -> None:
        if tag == "c":
            self._cell, self._has_formula = attributes, False
            self._find_place(attributes.get("r"))
        elif tag == "v" or tag == "t":
            self.parser.CharacterDataHandler = self._text.append
        elif tag == "f":
            self._has_formula = True
        elif tag == "row":
            self._row = int(attributes.get("r", self._row + 1))
            self._row_name, self._column = str(self._row), 0
        elif tag == "mergeCell":
            first, _, last = attributes.get("ref", "A1").partition(":")
            self._sheet.merged.append((parse_cell_name(first), parse_cell_name(last or first)))
        elif tag in AFTER_THE_CELLS:
            raise _AllCellsRead

    def end(self, tag: str) -> None:
        if tag == "v" or tag == "t":
            self.parser.CharacterDataHandler = None
        elif tag == "c" and (self._text or self._has_formula):
            text = "".join(self._text)
            self._text.clear()
            cell = self._reader.cell(self._cell, text, has_formula=self._has_formula)
            self._reader.keep(self._sheet, self._row, self._column, cell)

    def _find_place(self, name: str | None) -> None:
        if name is None:
            self._column += 1
        elif (letters := name.removesuffix(self._row_name)).isalpha():
            self._column = column_number(letters)
        else:
            self._row, self._column = parse_cell_name(name)
