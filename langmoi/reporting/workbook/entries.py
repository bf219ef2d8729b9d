"""What a cell means for its figure: a value, nothing, “remove”, “does not arise”, or a fault."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from decimal import Decimal, InvalidOperation
from enum import Enum
from functools import lru_cache

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.core.numbers import (
    DECIMALS,
    SCALE,
    Ambiguous,
    Unreadable,
    read_number,
    show_number,
)
from langmoi.core.text import normalise, search_key
from langmoi.law.figure_cells import bounds
from langmoi.law.model import Kind
from langmoi.law.table_columns import DOES_NOT_ARISE, NO, YES
from langmoi.reporting.workbook.book import Cell, CellKind
from langmoi.reporting.workbook.layout import NUMERATOR, FigureColumn


class Sign(Enum):
    REMOVE = "remove"
    DOES_NOT_ARISE = "does_not_arise"


@dataclass(frozen=True)
class Percent:
    """A percentage where a numerator may stand: the parts of the share are unknown."""

    value: Decimal


Entry = Sign | bool | Decimal | Percent

DASHES = {"-", "–", "—", "−", "‐"}
WORDS = (YES | NO) - {"0", "1"}
RETYPE = "Nhập lại, ví dụ 70 hoặc 70,5."
CHOOSE = "Hãy ghi Đạt hoặc Chưa đạt."
# Spreadsheets keep about 15 digits: what lies this far beyond is noise of their arithmetic.
FEW_DIGITS = 15
NOISE = Decimal("1e-9")
STEP = Decimal(1).scaleb(-DECIMALS)
_WITH_NOTE = re.compile(r"(-?[\d.,]+(?:\s?%)?)(\s*[*(\[¹²³⁴⁵⁶⁷⁸⁹⁰].*|\s+[^\W\d_].*)", re.DOTALL)


class CellFault(DomainError):
    """The cell cannot be taken: what is wrong with it, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(f"{message} {remedy}")
        self.message, self.remedy = message, remedy


# A workbook says the same few words thousands of times.
_key = lru_cache(maxsize=4096)(search_key)


def read_entry(cell: Cell, column: FigureColumn, month: date) -> Entry | None:
    """The meaning of a filled cell in a column; None for blanks typed as text.

    Raises CellFault for whatever could be taken wrongly.
    """
    _refuse_broken(cell, column, month)
    if cell.kind is CellKind.TEXT:
        text = normalise(cell.text)
        if not text:
            return None
        if text in DASHES:
            return Sign.REMOVE
        if _key(text) == DOES_NOT_ARISE:
            return _does_not_arise(column)
        if cell.has_raised_text:
            raise CellFault(
                f"{column.label}: “{text}” có chữ số nhỏ ở trên (chú thích), dễ đọc lẫn vào số.",
                "Xóa chữ chú thích, chỉ để lại số.",
            )
        return _choice(text, column) if is_choice(column) else _number_of_text(text, column)
    if is_choice(column):
        return _choice_of_value(cell, column)
    if cell.kind is CellKind.BOOLEAN:
        raise CellFault(f"{column.label}: ô này cần số, không phải đúng/sai.", RETYPE)
    return _number_of_value(cell, column)


def is_choice(column: FigureColumn) -> bool:
    return column.figure.kind is Kind.BOOLEAN


def _refuse_broken(cell: Cell, column: FigureColumn, month: date) -> None:
    if cell.kind is CellKind.ERROR:
        raise CellFault(
            f"{column.label}: công thức trong ô bị lỗi “{cell.text}”.",
            "Sửa công thức, hoặc gõ thẳng số vào ô.",
        )
    if cell.kind is CellKind.NO_RESULT:
        raise CellFault(
            f"{column.label}: ô có công thức nhưng tệp không giữ kết quả.",
            "Mở tệp bằng Excel hoặc LibreOffice, đợi tính xong, lưu lại; hoặc gõ thẳng số vào ô.",
        )
    if cell.kind is CellKind.DATE:
        day = date.fromisoformat(cell.text)
        likely = "" if is_choice(column) else f" {_number_before_it_was_a_date(day, month)}"
        raise CellFault(
            f"{column.label}: ô chứa ngày {show_day(day)}; có thể bảng tính đã tự đổi số"
            f"{likely} thành ngày.",
            f"Đổi định dạng ô thành Số (Number) rồi gõ lại{likely}.",
        )


def _number_before_it_was_a_date(day: date, month: date) -> str:
    """12.5 becomes 12 May of this year; 1.75 becomes 1 January 1975."""
    if day.day == 1 and abs(day.year - month.year) > 1:
        return f"{day.month},{day.year % 100:02d}"
    return f"{day.day},{day.month}"


def _does_not_arise(column: FigureColumn) -> Sign:
    if column.fact is None:
        raise CellFault(
            f"{column.label} không có trường hợp “không phát sinh”.",
            CHOOSE if is_choice(column) else "Hãy ghi số, hoặc để trống nếu chưa có số liệu.",
        )
    return Sign.DOES_NOT_ARISE


def _choice(text: str, column: FigureColumn) -> bool:
    key = _key(text)
    if key.isdigit() and key != text.strip():  # “-1” or “1%”: the key has lost the sign
        raise CellFault(f"{column.label}: “{text}” không rõ là đạt hay chưa đạt.", CHOOSE)
    if key in YES:
        return True
    if key in NO:
        return False
    if key == "x":
        raise CellFault(
            f"{column.label}: dấu “{text}” không rõ là đạt hay chưa đạt (các biểu dùng cả hai ý).",
            CHOOSE,
        )
    raise CellFault(f"{column.label}: “{text}” không rõ là đạt hay chưa đạt.", CHOOSE)


def _choice_of_value(cell: Cell, column: FigureColumn) -> bool:
    value = cell.text.strip().lower()
    if value in ("1", "true", "0", "false"):
        return value in ("1", "true")
    return _choice(cell.text, column)


def _number_of_text(text: str, column: FigureColumn) -> Entry:
    if _key(text) in WORDS:
        raise CellFault(
            f"{column.label}: ô này cần số nhưng ghi “{text}”.",
            "Hãy ghi số; nếu đã đếm và không có, ghi 0.",
        )
    is_percent = text.endswith("%")
    low, high = _range(column, is_percent)
    whole = column.figure.kind is Kind.COUNT and not is_percent
    try:
        value = read_number(text, minimum=low, maximum=high, whole=whole)
    except Ambiguous as error:
        message, _, remedy = str(error).partition("; ")
        raise CellFault(f"{column.label}: {message}.", f"H{remedy[1:]}") from error
    except Unreadable as error:
        raise _not_a_number(text, column) from error
    return _entry(_tidy(value, column), column, is_percent=is_percent)


def _not_a_number(text: str, column: FigureColumn) -> CellFault:
    if column.figure.kind is Kind.COUNT and _is_number(text):
        return CellFault(f"{column.label}: đây là số đếm nhưng ghi {text}.", "Hãy ghi số nguyên.")
    if noted := _WITH_NOTE.fullmatch(text):
        return CellFault(
            f"{column.label}: “{text}” có chữ hoặc dấu chú thích kèm số.",
            f"Chỉ ghi {noted[1].strip()}; chú thích để ra ngoài bảng.",
        )
    return CellFault(f"{column.label}: “{text}” không phải là số.", RETYPE)


def _is_number(text: str) -> bool:
    try:
        read_number(text)
    except DomainError:
        return False
    return True


def _range(column: FigureColumn, is_percent: bool) -> tuple[Decimal | None, Decimal | None]:
    if column.part and not is_percent:
        return Decimal(0), None
    low, high = bounds(column.figure)
    return Decimal(low) / SCALE, Decimal(high) / SCALE


def _number_of_value(cell: Cell, column: FigureColumn) -> Entry:
    if cell.text.isdecimal() and len(cell.text) < FEW_DIGITS and not cell.is_percent:
        return Decimal(cell.text)  # nearly every cell; the rest of this says the same, slower
    try:
        value = Decimal(cell.text.strip())
    except InvalidOperation as error:
        raise _not_a_number(cell.text, column) from error
    if not value.is_finite():
        raise _not_a_number(cell.text, column)
    _refuse_large(value, column)
    value = _tidy(value * 100 if cell.is_percent else value, column)
    return _entry(value, column, is_percent=cell.is_percent)


def _refuse_large(value: Decimal, column: FigureColumn) -> None:
    if value.adjusted() > FEW_DIGITS:
        raise CellFault(f"{column.label}: số quá lớn.", "Kiểm tra lại số này và đơn vị tính.")


def _tidy(value: Decimal, column: FigureColumn) -> Decimal:
    """The value of at most four decimals that the cell means; raises CellFault beyond noise."""
    _refuse_large(value, column)
    rounded = value.quantize(STEP)
    if rounded != value and abs(value - rounded) > NOISE * max(Decimal(1), abs(value)):
        shown = show_number(value.quantize(Decimal("1e-8")).normalize())
        raise CellFault(
            f"{column.label}: số {shown} có quá {DECIMALS} chữ số lẻ.",
            f"Làm tròn, ví dụ {show_number(round(value, 2))}; trong công thức dùng ROUND.",
        )
    return rounded


def _entry(value: Decimal, column: FigureColumn, *, is_percent: bool) -> Entry:
    if not is_percent:
        return value
    if column.part == NUMERATOR:
        return Percent(value)
    if column.figure.kind is Kind.NUMBER and column.figure.measure == "%":
        return value
    remedy = "Hãy ghi số tuyệt đối."
    if column.part:
        remedy = "Hãy ghi mẫu số là số tuyệt đối; nếu chỉ biết tỷ lệ, ghi tỷ lệ vào ô tử số."
    raise CellFault(
        f"{column.label}: ô này không tính bằng phần trăm mà lại ghi {show_number(value)}%.",
        remedy,
    )
