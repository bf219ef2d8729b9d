"""One figure's value: read exactly from a document, and what can be wrong with it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from functools import lru_cache
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.numbers import DECIMALS, SCALE, show_number
from langmoi.law.columns import DEN, NUM, PCT
from langmoi.law.judge import LARGEST_PART
from langmoi.law.model import Figure, Kind

PARTS = {"num": NUM, "den": DEN, "pct": PCT}
WHOLE_DIGITS = 14  # with four decimals more, the scaled integer stays within 64 bits
LARGEST = 10**WHOLE_DIGITS - 1
_NUMBER = re.compile(r"(-?)(\d+)(?:\.(\d+))?", re.ASCII)


def cells_of(figure: Figure | None, figure_id: str, value: Any) -> Iterator[tuple[str, int]]:
    """The columns and scaled integers of one value of a figures document; none for null.

    A figure of None is a zone rule's fact. Raises DomainError for a value of another shape.
    """
    if value is None:
        return
    if figure is None or figure.kind is Kind.BOOLEAN:
        if not isinstance(value, bool):
            name = figure.name if figure else figure_id
            raise DomainError(f"{name}: “{value}” không phải là có/không. Hãy ghi true hoặc false.")
        yield figure_id, value * SCALE
    elif figure.kind is Kind.SHARE:
        yield from _share_cells(figure, value)
    else:
        yield figure_id, _number(figure, value)


def wrong_values(figure: Figure, cells: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    """What is wrong with a figure's scaled cells (column name → value): message and remedy."""
    if figure.kind is Kind.SHARE:
        yield from _wrong_share(figure, cells)
        return
    value = cells.get(figure.id)
    if figure.kind is Kind.BOOLEAN or value is None:
        return
    low, high = bounds(figure)
    if not low <= value <= high:
        yield _out_of_range(figure.name, value, low, high)
    elif figure.kind is Kind.COUNT and value % SCALE:
        yield f"{figure.name} là số đếm nhưng ghi {show_scaled(value)}.", "Hãy ghi số nguyên."


def bounds(figure: Figure) -> tuple[int, int]:
    """The least and the greatest scaled value of a figure (of a share: of its percentage)."""
    least = Decimal(-LARGEST) if figure.kind is Kind.NUMBER else Decimal(0)
    greatest = Decimal(100 if figure.kind is Kind.SHARE else LARGEST)
    low = least if figure.minimum is None else max(least, figure.minimum)
    high = greatest if figure.maximum is None else min(Decimal(LARGEST), figure.maximum)
    return int(low * SCALE), int(high * SCALE)


def show_scaled(value: int) -> str:
    return show_number(Decimal(value) / SCALE)


def _share_cells(figure: Figure, value: Any) -> Iterator[tuple[str, int]]:
    if not isinstance(value, Mapping) or not value or value.keys() - PARTS:
        raise DomainError(
            f"{figure.name}: “{value}” không đọc được thành tỷ lệ. Hãy ghi num và den, hoặc chỉ "
            "pct khi chưa rõ tử số và mẫu số."
        )
    for part, text in value.items():
        if text is not None:
            yield figure.id + PARTS[part], _number(figure, text)


def _number(figure: Figure, value: Any) -> int:
    if isinstance(value, (str, int, Decimal)) and not isinstance(value, bool):
        scaled = scaled_text(str(value))
        if scaled is not None:
            return scaled
    raise DomainError(
        f"{figure.name}: “{value}” không đọc được thành số. Hãy ghi một chuỗi với dấu chấm thập "
        f'phân như "41.5", không quá {WHOLE_DIGITS} chữ số nguyên và {DECIMALS} chữ số lẻ.'
    )


@lru_cache(maxsize=65_536)
def scaled_text(text: str) -> int | None:
    """The plain decimal text times 10**4, or None where it is none or does not fit."""
    match = _NUMBER.fullmatch(text)
    if match is None:
        return None
    sign, whole, decimals = match[1], match[2].lstrip("0"), (match[3] or "").rstrip("0")
    if len(decimals) > DECIMALS or len(whole) > WHOLE_DIGITS:
        return None
    scaled = int(whole + decimals.ljust(DECIMALS, "0"))
    return -scaled if sign else scaled


def _wrong_share(figure: Figure, cells: Mapping[str, int]) -> Iterator[tuple[str, str]]:
    num, den, percent = (cells.get(figure.id + suffix) for suffix in (NUM, DEN, PCT))
    low, high = bounds(figure)
    if percent is not None and not low <= percent <= high:
        yield _out_of_range(figure.name, percent, low, high)
    if (num is None) != (den is None):
        there, missing = ("tử số", "mẫu số") if den is None else ("mẫu số", "tử số")
        yield f"{figure.name} có {there} nhưng thiếu {missing}.", f"Hãy ghi cả {missing}."
    largest = LARGEST_PART * SCALE
    parts = (("Tử số", num), ("Mẫu số", den))
    wrong = [(p, v) for p, v in parts if v is not None and not 0 <= v <= largest]
    for part, value in wrong:
        yield _out_of_range(f"{part} của {figure.name}", value, 0, largest)
    if not wrong and num is not None and den and num * 100 * SCALE > high * den:
        yield (
            f"{figure.name}: tử số {show_scaled(num)} lớn hơn mẫu số {show_scaled(den)}.",
            "Hãy kiểm tra lại hai số này; có thể đã ghi đổi chỗ.",
        )
    elif not wrong and _contradicts(num, den, percent):
        yield (
            f"{figure.name}: ghi {show_scaled(percent or 0)}%, nhưng tử số {show_scaled(num or 0)} "
            f"trên mẫu số {show_scaled(den or 0)} ra số khác.",
            "Hãy sửa cho khớp, hoặc chỉ giữ tử số và mẫu số.",
        )


def _contradicts(num: int | None, den: int | None, percent: int | None) -> bool:
    """Whether a percentage is further from its parts than rounding to a whole one explains."""
    if num is None or not den or percent is None:
        return False
    return abs(num * 100 * SCALE - percent * den) * 2 > den * SCALE


def _out_of_range(name: str, value: int, low: int, high: int) -> tuple[str, str]:
    shown = f"{name} là {show_scaled(value)}, ngoài khoảng từ {show_scaled(low)}"
    return f"{shown} đến {show_scaled(high)}.", "Hãy kiểm tra lại số này."
