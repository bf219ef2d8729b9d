"""Months as the programme counts them: month M runs from the 15th before to the 14th."""

from __future__ import annotations

import re
from datetime import date, timedelta

from langmoi.core.errors import DomainError

REFERENCE_DAY = 14


def reference_day(month: date) -> date:
    """The day whose units, zones, law and posts count for the month (docs/architecture.md)."""
    return month.replace(day=REFERENCE_DAY)


def first_day(month: date) -> date:
    """The first day that the month's figures cover: the 15th of the month before."""
    return previous_month(month).replace(day=REFERENCE_DAY + 1)


def previous_month(month: date) -> date:
    return (month.replace(day=1) - timedelta(days=1)).replace(day=1)


def next_month(month: date) -> date:
    return (month.replace(day=28) + timedelta(days=4)).replace(day=1)


def december_before(month: date) -> date:
    """The last month of the year before, against which a year's change is counted."""
    return date(month.year - 1, 12, 1)


def month_range(first: date, last: date) -> list[date]:
    months = [first.replace(day=1)]
    while months[-1] < last.replace(day=1):
        months.append(next_month(months[-1]))
    return months


def parse_month(text: str) -> date:
    """Read 2019-12, 12/2019 or 2019-12-01 as the first day of that month."""
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})(?:-01)?", text):
        year, month = int(match[1]), int(match[2])
    elif match := re.fullmatch(r"(\d{1,2})/(\d{4})", text):
        year, month = int(match[2]), int(match[1])
    else:
        raise DomainError(f"Không hiểu tháng “{text}”. Hãy ghi như 2019-12 hoặc 12/2019.")
    if not (1 <= month <= 12 and 1990 <= year <= 2100):
        raise DomainError(f"Không có tháng {month}/{year}. Hãy ghi như 2019-12 hoặc 12/2019.")
    return date(year, month, 1)


def show_month(month: date) -> str:
    return f"{month:%m/%Y}"
