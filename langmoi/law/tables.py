"""Tables of figures as they lie in a file: xlsx, csv or parquet, read in chunks of raw cells."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice, zip_longest
from pathlib import Path
from typing import Any

import pyarrow as pa
import pyarrow.parquet as pq
import python_calamine as calamine

from langmoi.core.errors import DomainError
from langmoi.core.files import why_not_opened
from langmoi.core.text import normalise
from langmoi.law.xlsx_marks import marked_rows, refuse_huge

CHUNK = 8_192
MUST_HAVE = ("unit", "month")
SAVE_AS = "Hãy lưu thành .xlsx, .csv (UTF-8) hoặc .parquet rồi chạy lại."


@dataclass(frozen=True)
class Chunk:
    """Some rows of one sheet: header → cells as the file holds them (a list or an Arrow array)."""

    sheet: str
    lines: Sequence[int]  # the line of each row, as a person counts in that file
    headers: Sequence[str]  # every header, repeated ones too
    cells: Mapping[str, Any]


@dataclass(frozen=True)
class TableFile:
    """A file of figures: its chunks, about how many rows, and the sheets that hold no table."""

    path: Path
    chunks: Iterator[Chunk]
    rows: int
    skipped: Sequence[str] = ()


def open_table(path: Path) -> TableFile:
    """The table in a file, by what the file is and not by how its name ends.

    Raises DomainError for what is no such table: empty, locked by a password, an old .xls, a web
    page with the name of a workbook, too large.
    """
    start = _first_bytes(path)
    if start.startswith(b"PAR1"):
        return _parquet(path)
    if start.startswith(b"PK"):
        return _workbook(path)
    _refuse_others(path, start)
    return _text(path, start)


def _first_bytes(path: Path) -> bytes:
    try:
        with path.open("rb") as file:
            start = file.read(65_536)
    except FileNotFoundError as error:
        raise DomainError(f"Không thấy tệp {path}. Hãy kiểm tra lại đường dẫn.") from error
    except OSError as error:
        raise DomainError(f"Không mở được {path}: {why_not_opened(error)}") from error
    if not start.strip():
        raise DomainError(f"Tệp {path} rỗng. Hãy kiểm tra xem đã lưu hay tải về đủ chưa.")
    return start


def _refuse_others(path: Path, start: bytes) -> None:
    head = start.lstrip(b"\xef\xbb\xbf").lstrip()[:200].lower()
    if start.startswith(b"\xd0\xcf\x11\xe0"):
        raise DomainError(
            f"Tệp {path} có mật khẩu hoặc là Excel kiểu cũ (.xls). "
            "Hãy mở bằng Excel, bỏ mật khẩu và lưu lại thành .xlsx."
        )
    if head.startswith((b"<!doctype", b"<html", b"<?xml", b"<table")):
        raise DomainError(
            f"Tệp {path} là trang web mang tên tệp bảng tính. "
            "Hãy mở bằng Excel và lưu lại thành .xlsx, hoặc tải lại tệp gốc."
        )
    if start.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise DomainError(f"Tệp {path} dùng bảng mã UTF-16. Hãy lưu lại thành CSV UTF-8.")
    if b"\0" in start or not (b"\n" in start or len(start) < 65_536):
        raise DomainError(f"Tệp {path} không phải là bảng số liệu. {SAVE_AS}")


def _parquet(path: Path) -> TableFile:
    try:
        file = pq.ParquetFile(path)
    except (pa.ArrowInvalid, OSError) as error:
        raise DomainError(
            f"Không đọc được {path}: tệp Parquet bị hỏng. Hãy tạo lại tệp."
        ) from error
    return TableFile(path, _parquet_chunks(file), file.metadata.num_rows)


def _parquet_chunks(file: pq.ParquetFile) -> Iterator[Chunk]:
    line = 1
    names = [_header(name) for name in file.schema_arrow.names]
    for batch in file.iter_batches(batch_size=CHUNK):
        lines = range(line, line + batch.num_rows)
        cells = dict(zip(names, batch.columns, strict=True))
        yield Chunk("", lines, names, cells)
        line += batch.num_rows
    # A table of no rows has a header to look at all the same.
    yield Chunk("", [], names, dict.fromkeys(names, ()))


def _text(path: Path, start: bytes) -> TableFile:
    first_line = start.split(b"\n", 1)[0]
    delimiter = max((";", ",", "\t"), key=lambda sign: first_line.count(sign.encode()))
    with path.open("rb") as file:
        rows = sum(block.count(b"\n") for block in iter(lambda: file.read(1 << 20), b""))
    return TableFile(path, _chunks("", _csv_rows(path, delimiter)), rows)


def _csv_rows(path: Path, delimiter: str) -> Iterator[tuple[int, Sequence[Any]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.reader(file, delimiter=delimiter, strict=True)
        line = 1
        try:
            for row in reader:
                yield line, row
                line = reader.line_num + 1
        except UnicodeDecodeError as error:
            raise DomainError(
                f"Tệp {path}, sau dòng {line}: chữ không phải bảng mã UTF-8. "
                "Hãy lưu lại bằng “CSV UTF-8 (phân tách bằng dấu phẩy)”."
            ) from error
        except csv.Error as error:
            raise DomainError(
                f"Tệp {path}, dòng {line}: dấu nháy kép không khép hoặc ô quá dài. "
                "Hãy mở bằng Excel, kiểm tra dòng này và lưu lại."
            ) from error


def _workbook(path: Path) -> TableFile:
    refuse_huge(path)
    try:
        book = calamine.CalamineWorkbook.from_path(path)
        found = [
            (book.get_sheet_by_name(meta.name), meta.name)
            for meta in book.sheets_metadata
            if meta.typ is calamine.SheetTypeEnum.WorkSheet
        ]
    except calamine.PasswordError as error:
        raise DomainError(f"Tệp {path} có mật khẩu. Hãy bỏ mật khẩu và lưu lại.") from error
    except calamine.CalamineError as error:
        raise DomainError(f"Không đọc được {path}: không phải sổ tính .xlsx. {SAVE_AS}") from error
    tables = [(sheet, name) for sheet, name in found if len(found) == 1 or _has_table(sheet)]
    if not tables:
        raise DomainError(
            f"Tệp {path} không có trang nào có tiêu đề unit và month ở dòng đầu. "
            "Hãy đặt tên cột ở dòng đầu của trang số liệu."
        )
    kept = {name for _, name in tables}
    chunks = (chunk for sheet, name in tables for chunk in _sheet_chunks(path, sheet, name))
    rows = sum(sheet.total_height for sheet, _ in tables)
    return TableFile(path, chunks, rows, [name for _, name in found if name not in kept])


def _has_table(sheet: calamine.CalamineSheet) -> bool:
    first = next((row for row in sheet.iter_rows() if _is_filled(row)), [])
    return set(MUST_HAVE) <= {_header(cell) for cell in first}


def _sheet_chunks(path: Path, sheet: calamine.CalamineSheet, name: str) -> Iterator[Chunk]:
    if sheet.merged_cell_ranges:
        (row, column), _ = min(sheet.merged_cell_ranges)
        raise DomainError(
            f"Tệp {path}, trang “{name}”: có {len(sheet.merged_cell_ranges)} chỗ gộp ô, chỗ đầu ở "
            f"dòng {row + 1}, cột thứ {column + 1}. Hãy bỏ gộp ô để mỗi dòng có đủ số liệu."
        )
    # calamine begins its rows at the sheet's first used column, but at the sheet's first row.
    first_column = sheet.start[1] if sheet.start else 0
    rows = marked_rows(path, name, enumerate(sheet.iter_rows(), start=1), first_column)
    return _chunks(name, rows)


def _chunks(sheet: str, rows: Iterable[tuple[int, Sequence[Any]]]) -> Iterator[Chunk]:
    """Rows put together by column; the first row that holds anything is the header."""
    filled = ((line, row) for line, row in rows if _is_filled(row))
    headers = [_header(cell) for cell in next(filled, (0, ()))[1]]
    while headers and not headers[-1]:
        headers.pop()
    while headers and (some := list(islice(filled, CHUNK))):
        yield _chunk(sheet, headers, some)
    if headers:
        # A table of no rows has a header to look at all the same.
        names = [name for name in headers if name]
        yield Chunk(sheet, [], names, dict.fromkeys(names, ()))


def _chunk(sheet: str, headers: list[str], rows: list[tuple[int, Sequence[Any]]]) -> Chunk:
    width = max(len(headers), *(len(row) for _, row in rows))
    padded = (list(row) + [None] * (width - len(row)) for _, row in rows)
    columns = zip(*padded, strict=True)
    # A column of no name is kept only where it holds something: that is for the reader to refuse.
    named = [
        (name, column)
        for name, column in zip_longest(headers, columns, fillvalue="")
        if name or _is_filled(column)
    ]
    return Chunk(sheet, [line for line, _ in rows], [name for name, _ in named], dict(named))


def _header(cell: Any) -> str:
    """Names of columns are all small letters, so that UNIT and Unit are unit."""
    return normalise(str(cell)).lower() if cell is not None else ""


def _is_filled(cells: Iterable[Any]) -> bool:
    return any(cell is not None and cell != "" and str(cell).strip() for cell in cells)
