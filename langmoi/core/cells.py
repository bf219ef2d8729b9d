"""What a cell of somebody's workbook says: a text, a day."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from langmoi.core.days import parse_day
from langmoi.core.errors import DomainError
from langmoi.core.text import normalise


def cell_text(value: Any) -> str:
    """Codes typed as numbers come as 23542.0; they are meant as 23542."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return normalise(str(value)) if value is not None else ""


def cell_day(value: Any) -> tuple[date | None, str]:
    """The day, none for an empty cell; and what is wrong where it is no day."""
    if isinstance(value, datetime):
        return value.date(), ""
    if isinstance(value, date):
        return value, ""
    try:
        return (parse_day(text), "") if (text := cell_text(value)) else (None, "")
    except DomainError as error:
        return None, str(error)
