"""Values of a figures document in words, the same on every page."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from langmoi.core.numbers import show_number
from langmoi.law.model import Figure
from langmoi.web.overview.reasons import said


def said_value(figure: Figure, value: Any) -> str:
    """“48,67%”, “3 nhà”, “đạt”; “chưa có” where none was filed."""
    if value is None:
        return "chưa có"
    if isinstance(value, bool):
        return said(value, figure)
    if isinstance(value, dict):
        return said_share(value)
    return said(Decimal(str(value)), figure)


def said_share(value: dict[str, str]) -> str:
    """A share in per cent; said in words where its whole is nothing or a part is missing."""
    if "pct" in value:
        return f"{show_number(Decimal(value['pct']))}%"
    if value.get("num") is None or value.get("den") is None:
        return "thiếu tử số hoặc mẫu số"
    num, den = Decimal(value["num"]), Decimal(value["den"])
    return f"{show_number(num * 100 / den, 2)}%" if den else "mẫu số bằng 0"


def said_parts(value: Any) -> str:
    """“612/755” where numerator and denominator are known."""
    if not isinstance(value, dict) or "num" not in value or "den" not in value:
        return ""
    return "/".join(show_number(Decimal(value[part])) for part in ("num", "den"))


def said_in_full(figure: Figure, value: Any) -> str:
    """With its parts: “81,06% (612/755)”."""
    parts = said_parts(value)
    return f"{said_value(figure, value)} ({parts})" if parts else said_value(figure, value)
