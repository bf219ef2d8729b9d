"""Exact decimals: scaled integers for judging, Vietnamese reading and writing."""

from __future__ import annotations

import re
from decimal import Decimal, InvalidOperation

from langmoi.core.errors import DomainError

SCALE = 10_000
DECIMALS = 4
MILLION_DECIMALS = 6  # money is kept in đồng, shown in triệu đồng
MINUS = "\u2212"


class Unreadable(DomainError):
    """The text is no number."""


class Ambiguous(DomainError):
    """The text can be read as two numbers, and the figure's range allows both."""


def to_scaled(value: Decimal) -> int:
    """The value times 10**4, exactly; more than four decimals are refused."""
    scaled = value.scaleb(DECIMALS)
    if scaled != scaled.to_integral_value():
        raise Unreadable(f"Số {show_number(value)} có quá {DECIMALS} chữ số lẻ.")
    return int(scaled)


def from_scaled(value: int) -> Decimal:
    return (Decimal(value) / SCALE).normalize() + Decimal(0)


def plain(value: Decimal) -> str:
    """The shortest exact text with a decimal point, as figures are kept."""
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def show_number(value: Decimal | int, places: int | None = None) -> str:
    """1.234,5: dots group thousands, a comma begins the decimals."""
    number = Decimal(value)
    text = f"{number:,.{places}f}" if places is not None else _grouped(number)
    return text.replace(",", " ").replace(".", ",").replace(" ", ".").replace("-", MINUS)


def show_change(value: Decimal | int, places: int = 0) -> str:
    """+0,13, −1, or a plain 0."""
    number = round(Decimal(value), places)
    if not number:
        return "0"
    return ("+" if number > 0 else "") + show_number(number, places)


def show_millions(dong: int) -> str:
    """Đồng as triệu đồng, exactly: 350, 1.234,5; at most six decimals, none that says nothing."""
    return show_number(Decimal(dong).scaleb(-MILLION_DECIMALS))


def plain_millions(dong: int) -> str:
    """The same as a form shows it to be changed: 1234,5 has one reading, 1.234 would have two."""
    return plain(Decimal(dong).scaleb(-MILLION_DECIMALS)).replace(".", ",")


def read_millions(text: str) -> int:
    """Whole đồng from an amount in triệu đồng, below nought too; what both may mean is Ambiguous.

    Less than a đồng is Unreadable.
    """
    if "%" in text:
        raise Unreadable(f"“{text.strip()}” là tỷ lệ, không phải số tiền triệu đồng.")
    dong = read_number(text).scaleb(MILLION_DECIMALS)
    if dong != dong.to_integral_value():
        raise Unreadable(
            f"“{text.strip()}” triệu đồng lẻ dưới một đồng. "
            f"Hãy ghi không quá {MILLION_DECIMALS} chữ số lẻ."
        )
    return int(dong)


def read_number(
    text: str,
    *,
    minimum: Decimal | None = None,
    maximum: Decimal | None = None,
    whole: bool = False,
) -> Decimal:
    """Read 12,5, 12.5, 1.234,5 or 1.234; the range decides between 1234 and 1,234.

    A whole number has one reading only: dots can but group its thousands.
    """
    clean = text.strip().replace("\u00a0", " ").replace(MINUS, "-").rstrip("%").strip()
    numbers = _readings(clean)
    possible = [r for r in numbers if not whole or r == r.to_integral_value()]
    readings = [r for r in possible if _within(r, minimum, maximum)] or possible
    if not readings:
        kind = "số nguyên" if numbers else "số"
        raise Unreadable(f"“{text.strip()}” không phải là {kind}.")
    if len(readings) > 1:
        first, second = readings[0], readings[1]
        raise Ambiguous(
            f"“{text.strip()}” có thể là {plain(first)} hoặc {show_number(second)}; "
            f"hãy ghi {plain(first)} hoặc {show_number(second)} (dấu phẩy cho số lẻ)."
        )
    return readings[0]


def _readings(clean: str) -> list[Decimal]:
    """Every number that the text can mean, the thousands reading first."""
    if re.fullmatch(r"-?[0-9]{1,3}\.[0-9]{3}", clean):
        both = [clean.replace(".", ""), clean]
        return [Decimal(t) for t in (both if not clean.lstrip("-").startswith("0") else both[1:])]
    if re.fullmatch(r"-?[0-9]{1,3}([. ][0-9]{3})+(,[0-9]+)?", clean) and not (
        "." in clean and " " in clean
    ):
        return [Decimal(clean.replace(".", "").replace(" ", "").replace(",", "."))]
    if re.fullmatch(r"-?[0-9]+([.,][0-9]+)?", clean):
        return [_decimal(clean.replace(",", "."))]
    return []


def _within(value: Decimal, minimum: Decimal | None, maximum: Decimal | None) -> bool:
    return (minimum is None or value >= minimum) and (maximum is None or value <= maximum)


def _decimal(text: str) -> Decimal:
    try:
        return Decimal(text)
    except InvalidOperation as error:  # pragma: no cover - the pattern allows digits only
        raise Unreadable(f"“{text}” không phải là số.") from error


def _grouped(number: Decimal) -> str:
    whole, _, decimals = plain(abs(number)).partition(".")
    sign = "-" if number < 0 else ""
    return f"{sign}{int(whole):,}" + (f".{decimals}" if decimals else "")
