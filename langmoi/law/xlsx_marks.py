"""What a workbook's cells hold beyond values: per cent formats, errors, formulas not computed.

The fast reader (calamine) gives an error or an uncomputed formula as an empty cell and 80% as 0.8.
Taken so, a mistake would pass as “not reported” and 80% as less than one per cent.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import IO, Any
from zipfile import BadZipFile, ZipFile

from defusedxml import ElementTree

from langmoi.core.errors import DomainError

MOST_UNPACKED = 300_000_000  # bytes of one sheet; beyond it the reader needs over a gigabyte
MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
REL = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
PERCENT_FORMATS = {9, 10}  # built in: 0% and 0.00%

PERCENT = "%"
Marks = dict[int, dict[int, str]]  # line → column (from 0) → PERCENT or what is broken

_CELL = re.compile(rb"<c\b([^>]*?)(?:/>|>(.*?)</c>)", re.DOTALL)
_ROW = re.compile(rb'<row\b[^>]*?\br="(\d+)"[^>]*>')
_PLACE = re.compile(rb'\br="([A-Z]+)\d+"')
_STYLE = re.compile(rb'\bs="(\d+)"')
_EMPTY_VALUE = re.compile(rb"<v\s*/>|<v>\s*</v>")


@dataclass(frozen=True)
class PercentCell:
    """A number in a cell formatted as per cent: 0.8 that people see as 80%."""

    value: float


@dataclass(frozen=True)
class BrokenCell:
    """A cell with an error or a formula without a result; `shown` is what people see there."""

    shown: str

    def __str__(self) -> str:
        return self.shown


def refuse_huge(path: Path) -> None:
    """Raises DomainError for a damaged workbook or one that would not fit into memory."""
    try:
        with ZipFile(path) as book:
            largest = max((entry.file_size for entry in book.infolist()), default=0)
    except (BadZipFile, OSError) as error:
        raise DomainError(
            f"Không đọc được {path}: tệp bị hỏng hoặc tải về chưa đủ. Hãy lấy lại tệp gốc."
        ) from error
    if largest > MOST_UNPACKED:
        raise DomainError(
            f"Tệp {path} quá lớn ({largest // 1_000_000} MB sau khi giải nén, nhiều nhất "
            f"{MOST_UNPACKED // 1_000_000} MB). Hãy chia nhỏ, hoặc lưu thành CSV hay Parquet."
        )


def marked_rows(
    path: Path, sheet: str, rows: Iterable[tuple[int, Sequence[Any]]], first_column: int
) -> Iterator[tuple[int, Sequence[Any]]]:
    """The rows, with PercentCell and BrokenCell where the file says so."""
    marks = _marks(path, sheet)
    for line, row in rows:
        in_line = marks.get(line)
        if in_line is None:
            yield line, row
            continue
        cells = list(row) + [""] * (max(in_line) - first_column + 1 - len(row))
        for column, mark in in_line.items():
            at = column - first_column
            if mark != PERCENT:
                cells[at] = BrokenCell(mark)
            elif isinstance(cells[at], float):
                cells[at] = PercentCell(cells[at])
        yield line, cells


def _marks(path: Path, sheet: str) -> Marks:
    with ZipFile(path) as book:
        name = _part_of(book, sheet)
        if name is None:
            return {}
        percents = _percent_styles(book)
        with book.open(name) as part:
            needed = _needs_look(part, percents)
        if not needed:
            return {}
        with book.open(name) as part:
            return _read_marks(part, percents)


def _part_of(book: ZipFile, sheet: str) -> str | None:
    """The file inside the workbook that holds the sheet."""
    names = set(book.namelist())
    workbook = "xl/workbook.xml"
    if not {workbook, "xl/_rels/workbook.xml.rels"} <= names:
        return None
    targets = {
        rel.get("Id"): str(rel.get("Target", ""))
        for rel in ElementTree.fromstring(book.read("xl/_rels/workbook.xml.rels"))
    }
    for entry in ElementTree.fromstring(book.read(workbook)).iter(f"{MAIN}sheet"):
        if entry.get("name") == sheet:
            target = targets.get(entry.get(f"{REL}id"), "")
            name = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
            return name if name in names else None
    return None


def _percent_styles(book: ZipFile) -> set[bytes]:
    """The numbers of the cell styles that show a number as per cent."""
    if "xl/styles.xml" not in book.namelist():
        return set()
    root = ElementTree.fromstring(book.read("xl/styles.xml"))
    formats = set(PERCENT_FORMATS)
    for entry in root.iter(f"{MAIN}numFmt"):
        if "%" in str(entry.get("formatCode")):
            formats.add(int(entry.get("numFmtId", "0")))
    styles = root.find(f"{MAIN}cellXfs")
    return {
        str(number).encode()
        for number, style in enumerate(styles if styles is not None else ())
        if int(style.get("numFmtId", "0")) in formats
    }


def _needs_look(part: IO[bytes], percents: set[bytes]) -> bool:
    """Most sheets hold neither: found by searching bytes, without reading cells."""
    wanted = re.compile(rb"|".join([rb'\bt="e"', rb"<f\b", *(rb'\bs="%s"' % s for s in percents)]))
    rest = b""
    for block in iter(lambda: part.read(1 << 20), b""):
        if wanted.search(rest + block):
            return True
        rest = block[-20:]
    return False


def _read_marks(part: IO[bytes], percents: set[bytes]) -> Marks:
    marks: Marks = {}
    line = 0
    for row in _rows(part):
        # Rows without cells may stand before the one that ends here.
        heads = _ROW.findall(row)
        line = int(heads[-1]) if heads else line + 1
        column = -1
        for cell in _CELL.finditer(row):
            place = _PLACE.search(cell[1])
            column = _column_number(place[1]) if place else column + 1
            mark = _mark(cell[1], cell[2] or b"", percents)
            if mark:
                marks.setdefault(line, {})[column] = mark
    return marks


def _mark(attributes: bytes, content: bytes, percents: set[bytes]) -> str:
    """PERCENT, what people see in a broken cell, or nothing."""
    if b't="e"' in attributes:
        shown = re.search(rb"<v>(.*?)</v>", content)
        return shown[1].decode() if shown else "#N/A"
    if b"<f" in content and (b"<v" not in content or _EMPTY_VALUE.search(content)):
        # A formula whose result is an empty text is typed as text and simply is empty.
        return "" if b't="str"' in attributes else "công thức chưa tính"
    style = _STYLE.search(attributes)
    return PERCENT if style and style[1] in percents else ""


def _rows(part: IO[bytes]) -> Iterator[bytes]:
    rest = b""
    for block in iter(lambda: part.read(1 << 20), b""):
        *whole, rest = (rest + block).split(b"</row>")
        yield from whole


def _column_number(letters: bytes) -> int:
    number = 0
    for letter in letters:
        number = number * 26 + letter - 64
    return number - 1
