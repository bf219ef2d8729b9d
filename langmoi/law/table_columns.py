"""A column of raw cells read as a figure: exact scaled integers, and what cannot be read."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import Any

import numpy as np
import pyarrow as pa

from langmoi.core.errors import DomainError
from langmoi.core.numbers import SCALE, read_number, to_scaled
from langmoi.core.text import search_key
from langmoi.law.columns import Column
from langmoi.law.figure_cells import LARGEST, bounds
from langmoi.law.model import Figure, Kind
from langmoi.law.rules import Flags, Integers
from langmoi.law.xlsx_marks import BrokenCell, PercentCell

YES = {"dat", "d", "co", "1", "true", "dung"}
NO = {"chua dat", "cd", "khong dat", "khong", "0", "false", "sai"}
SHEET_ERRORS = {"#DIV/0!", "#N/A", "#NAME?", "#NULL!", "#NUM!", "#REF!", "#VALUE!"}
DOES_NOT_ARISE = "khong phat sinh"
NOT_THERE = np.iinfo(np.int64).min  # what no figure can be: blank, absent or unread
MOST_EXACT = 2**53  # beyond it a float no longer holds every whole number


class Role(StrEnum):
    """What a column holds of its figure."""

    VALUE = "value"
    PART = "part"  # a numerator or denominator
    PERCENT = "pct"
    YES_NO = "yes_no"


class Unread(DomainError):
    """A cell that cannot be read: what is wrong, and what to do."""

    def __init__(self, message: str, remedy: str) -> None:
        super().__init__(message)
        self.remedy = remedy


@dataclass(frozen=True)
class Absent:
    """The cell says “không phát sinh”."""


@dataclass(frozen=True, eq=False)
class ReadColumn:
    """Scaled values, which of them are there, rows that do not arise, faults by row."""

    values: Integers
    valid: Flags
    absent: Sequence[int] = ()
    unread: Sequence[tuple[int, Unread]] = ()

    @property
    def column(self) -> Column:
        return Column(self.values, self.valid)


class ColumnReader:
    """Reads the cells of one column; each different cell is read only once in the whole file."""

    def __init__(self, name: str, figure: Figure | None, role: Role) -> None:
        self.name = name
        self.figure = figure
        self.role = role
        self._values: dict[Any, int] = {}
        self._others: dict[Any, Absent | Unread | None] = {}

    def read(self, cells: Sequence[Any] | pa.Array) -> ReadColumn:
        """Every cell, or an Unread for it; Arrow columns of exact types are not looked into."""
        if isinstance(cells, pa.Array):
            fast = _read_arrow(cells, self.role)
            if fast is not None:
                return fast
            cells = cells.to_pylist()
        keys = _keys(cells)
        for key in set(keys):
            if key not in self._values:
                self._learn(key, key[1] if isinstance(key, tuple) else key)
        values = np.fromiter(map(self._values.__getitem__, keys), np.int64, len(keys))
        valid = values != NOT_THERE
        others = [(row, self._others[keys[row]]) for row in np.flatnonzero(~valid).tolist()]
        return ReadColumn(
            np.where(valid, values, 0),
            valid,
            [row for row, other in others if isinstance(other, Absent)],
            [(row, other) for row, other in others if isinstance(other, Unread)],
        )

    def _learn(self, key: Any, cell: Any) -> None:
        other: Absent | Unread | None = None
        try:
            understood = self._understand(cell)
        except Unread as unread:
            understood, other = None, unread
        except DomainError as error:
            understood, other = None, self._unread(str(error))
        if isinstance(understood, int):
            self._values[key] = understood
            return
        self._values[key] = NOT_THERE
        self._others[key] = understood or other

    def _unread(self, sentence: str) -> Unread:
        message, _, remedy = sentence.rstrip(".").partition("; ")
        if not remedy:
            whole = self.figure is not None and self.figure.kind is Kind.COUNT
            number = "số nguyên như 12" if whole else "số như 12,5"
            remedy = f"hãy ghi {number}, hoặc để trống nếu chưa có"
        return Unread(f"{message}.", f"{remedy[:1].upper()}{remedy[1:]}.")

    def _understand(self, raw: Any) -> int | None | Absent:
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            return None
        if isinstance(raw, str) and raw.isdecimal() and self.role is not Role.YES_NO:
            return self._fitting(Decimal(raw))
        if isinstance(raw, BrokenCell) or (isinstance(raw, str) and raw.strip() in SHEET_ERRORS):
            raise Unread(f"Ô có công thức lỗi ({raw}).", "Hãy sửa công thức, hoặc gõ số vào ô.")
        if isinstance(raw, str) and not _begins_as_number(raw) and _says_absent(raw):
            return Absent()
        if self.role is Role.YES_NO:
            return _yes_or_no(raw)
        return self._fitting(self._number(raw))

    def _fitting(self, number: Decimal) -> int:
        if abs(number) > LARGEST:
            raise Unread("Số quá lớn.", "Hãy kiểm tra lại, hoặc ghi theo đơn vị lớn hơn.")
        try:
            return to_scaled(number)
        except DomainError as error:
            remedy = "Hãy làm tròn; với tỷ lệ, nên ghi tử số và mẫu số vào cột _num và _den."
            raise Unread(str(error), remedy) from error

    def _number(self, raw: Any) -> Decimal:
        if isinstance(raw, date):
            raise Unread(
                f"Ô là ngày {raw:%d/%m/%Y}, không phải số.",
                "Bảng tính có thể đã đổi số như 12.5 thành ngày: hãy định dạng ô là số và gõ lại.",
            )
        if isinstance(raw, bool):
            raise Unread("Ô là đúng/sai, không phải số.", "Hãy ghi số.")
        if isinstance(raw, PercentCell):
            self._refuse_percent()
            return exact_decimal(raw.value) * 100
        if isinstance(raw, float):
            return exact_decimal(raw)
        if isinstance(raw, str):
            return self._from_text(raw)
        return Decimal(raw)

    def _from_text(self, text: str) -> Decimal:
        if text.rstrip().endswith("%"):
            self._refuse_percent()
        if text[:1].isalpha() and search_key(text) in YES | NO:
            raise Unread(f"“{text.strip()}” không phải là số.", "Hãy ghi số của chỉ tiêu này.")
        low, high = bounds(self.figure) if self.figure else (0, LARGEST)
        if self.role is Role.PART:
            return read_number(text, minimum=Decimal(0))
        whole = self.figure is not None and self.figure.kind is Kind.COUNT
        minimum, maximum = Decimal(low) / SCALE, Decimal(high) / SCALE
        return read_number(text, minimum=minimum, maximum=maximum, whole=whole)

    def _refuse_percent(self) -> None:
        kind = self.figure.kind if self.figure else None
        if self.role is Role.PART or kind is Kind.COUNT:
            raise Unread(
                "Ô ghi phần trăm nhưng cột này là số đếm hoặc tử số, mẫu số.",
                "Hãy ghi số tuyệt đối; nếu chỉ có phần trăm, hãy ghi vào cột _pct.",
            )


def _begins_as_number(text: str) -> bool:
    """Spares most cells the search for words."""
    return text.lstrip()[:1].isdigit()


def _says_absent(text: str) -> bool:
    return search_key(text) == DOES_NOT_ARISE


def _keys(cells: Sequence[Any]) -> Sequence[Any]:
    """Cells as keys of a dictionary, for which True, 1 and 1.0 are one, though not in a table."""
    if bool in (kinds := set(map(type, cells))) and len(kinds) > 1:
        return [(type(cell), cell) for cell in cells]
    return cells


def exact_decimal(value: float) -> Decimal:
    """The decimal that a spreadsheet shows for a float: fifteen digits, as Excel keeps."""
    try:
        number = Decimal(f"{value:.15g}")
    except (ArithmeticError, ValueError) as error:  # pragma: no cover - a float is a number
        raise Unread(f"“{value}” không phải là số.", "Hãy ghi số.") from error
    if not number.is_finite():
        raise Unread(f"“{value}” không phải là số.", "Hãy ghi số, hoặc để trống.")
    return number


def _yes_or_no(raw: Any) -> int:
    shown = raw
    if isinstance(raw, float) and raw in (0.0, 1.0):
        raw = int(raw)
    key = search_key(str(raw))
    if key.isdecimal() and str(raw).strip() != key:
        key = ""  # −1 or (1) is no yes: the key has lost the sign
    if key in YES:
        return SCALE
    if key in NO:
        return 0
    remedy = "Hãy ghi Đạt hoặc Chưa đạt (cũng được: Có/Không, 1/0)."
    if key == "x":
        raise Unread("Dấu x không rõ là đạt hay chưa đạt (biểu mẫu dùng cả hai cách).", remedy)
    raise Unread(f"“{shown}” không rõ là đạt hay chưa đạt.", remedy)


def _read_arrow(cells: pa.Array, role: Role) -> ReadColumn | None:
    """Whole numbers, decimals, floats and booleans at once; None where cells must be looked at."""
    kind = cells.type
    if pa.types.is_null(kind):
        return ReadColumn(np.zeros(len(cells), np.int64), np.zeros(len(cells), np.bool_))
    if (role is Role.YES_NO) != pa.types.is_boolean(kind):
        return None
    valid = cells.is_valid().to_numpy(zero_copy_only=False)
    if pa.types.is_boolean(kind):
        return ReadColumn(cells.fill_null(False).to_numpy(zero_copy_only=False) * SCALE, valid)
    if pa.types.is_integer(kind) and kind != pa.uint64():
        values = cells.fill_null(0).to_numpy().astype(np.int64)
        fits = bool((np.abs(values) <= LARGEST).all())
        return ReadColumn(values * SCALE, valid) if fits else None
    if pa.types.is_floating(kind):
        return _read_floats(cells.fill_null(0).to_numpy().astype(np.float64), valid)
    return None


def _read_floats(values: np.typing.NDArray[np.float64], valid: Flags) -> ReadColumn | None:
    """Floats that are the nearest ones to a number of four decimals are that number."""
    if not np.isfinite(values).all():
        return None
    scaled = np.rint(values * SCALE)
    if (np.abs(scaled) < MOST_EXACT).all() and (scaled / SCALE == values).all():
        return ReadColumn(scaled.astype(np.int64), valid)
    return None
