"""Figures as the workbook shows them, and as messages name them."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from langmoi.core.numbers import show_number
from langmoi.law.model import Figure, Kind
from langmoi.reporting.workbook.layout import FigureColumn

YES, NO = "Đạt", "Chưa đạt"
DOES_NOT_ARISE = "Không phát sinh"
REMOVE = "-"

Value = Any  # one value of a figures document: a decimal string, true/false, or a share's parts


def does_not_arise(column: FigureColumn, figures: Mapping[str, Any]) -> bool:
    return column.fact is not None and figures.get(column.fact) is False


def show_value(figure: Figure, value: Value) -> str:
    """“75,5”, “Đạt”, “453/600 (75,5%)”: one value for a person; a dash where there is none."""
    if value is None:
        return "–"
    if isinstance(value, bool):
        if figure.is_fact:
            return "có phát sinh" if value else "không phát sinh"
        return YES if value else NO
    if figure.kind is Kind.SHARE:
        return _show_share(value)
    return f"{show_number(Decimal(value))}{'%' if figure.measure == '%' else ''}"


def _show_share(value: Mapping[str, str | None]) -> str:
    numerator, denominator, percent = value.get("num"), value.get("den"), value.get("pct")
    if numerator is None and denominator is None:
        return "–" if percent is None else f"{show_number(Decimal(percent))}%"
    parts = [
        show_number(Decimal(part)) if part is not None else "…" for part in (numerator, denominator)
    ]
    shown = "/".join(parts)
    if numerator is None or denominator is None or not Decimal(denominator):
        return shown
    share = round(Decimal(numerator) * 100 / Decimal(denominator), 2)
    return f"{shown} ({show_number(share)}%)"
