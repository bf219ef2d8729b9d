"""The first table of somebody's file, xlsx or csv, as rows of cells."""

from __future__ import annotations

import csv
import io
from typing import Any

from python_calamine import CalamineError, CalamineWorkbook

from langmoi.core.errors import DomainError

BIGGEST = 20_000_000
_NOT_OPENED = (
    "Không mở được tệp {}: tệp hỏng, có mật khẩu, hoặc không phải tệp Excel. "
    "Hãy lưu lại dạng .xlsx không mật khẩu."
)


def read_table(content: bytes, file_name: str) -> tuple[str, list[list[Any]]]:
    """The name of the sheet (of a csv: none) and its rows; raises for what is no such file."""
    if len(content) > BIGGEST:
        raise DomainError(f"Tệp {file_name} lớn hơn 20 MB. Hãy kiểm tra lại có đúng tệp không.")
    suffix = file_name.lower().rpartition(".")[2]
    if suffix == "csv":
        return "", _csv(content, file_name)
    if suffix == "xlsx":
        return _xlsx(content, file_name)
    raise DomainError(f"Không đọc được loại tệp của {file_name}. Hãy dùng tệp .xlsx hoặc .csv.")


def _csv(content: bytes, file_name: str) -> list[list[Any]]:
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise DomainError(
            f"Tệp {file_name} không ở bảng mã UTF-8. Hãy lưu lại dạng “CSV UTF-8” hoặc .xlsx."
        ) from error
    first = text.partition("\n")[0]
    # Excel set to Vietnamese writes semicolons, because the comma begins decimals.
    delimiter = max(",;\t", key=first.count)
    return list(csv.reader(io.StringIO(text), delimiter=delimiter))


def _xlsx(content: bytes, file_name: str) -> tuple[str, list[list[Any]]]:
    try:
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return sheet.name, sheet.to_python(skip_empty_area=False)
    except CalamineError as error:
        raise DomainError(_NOT_OPENED.format(file_name)) from error


def read_tables(content: bytes, file_name: str) -> dict[str, list[list[Any]]]:
    """The rows of every sheet of an .xlsx file, by its name; raises for what is no such file."""
    if len(content) > BIGGEST:
        raise DomainError(f"Tệp {file_name} lớn hơn 20 MB. Hãy kiểm tra lại có đúng tệp không.")
    if not file_name.lower().endswith(".xlsx"):
        raise DomainError(f"Không đọc được loại tệp của {file_name}. Hãy dùng tệp .xlsx.")
    try:
        book = CalamineWorkbook.from_filelike(io.BytesIO(content))
        return {
            name: book.get_sheet_by_name(name).to_python(skip_empty_area=False)
            for name in book.sheet_names
        }
    except CalamineError as error:
        raise DomainError(_NOT_OPENED.format(file_name)) from error


def column_letters(index: int) -> str:
    """Of the column so far from the left: 0 is A, 26 is AA."""
    letters = ""
    index += 1
    while index:
        index, rest = divmod(index - 1, 26)
        letters = chr(65 + rest) + letters
    return letters
