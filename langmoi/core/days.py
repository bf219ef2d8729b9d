"""Days as people write them: 31/12/2019, and 2019-12-31 as machines do."""

from __future__ import annotations

import re
from datetime import date

from langmoi.core.errors import DomainError


def parse_day(text: str) -> date:
    """Read 2019-12-31 or 31/12/2019; the day comes before the month, never the other way."""
    text = text.strip()
    if match := re.fullmatch(r"(\d{4})-(\d{1,2})-(\d{1,2})", text):
        year, month, day = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})/(\d{1,2})/(\d{4})", text):
        day, month, year = (int(part) for part in match.groups())
    else:
        raise DomainError(f"Không hiểu ngày “{text}”. Hãy ghi như 31/12/2019 hoặc 2019-12-31.")
    try:
        return date(year, month, day)
    except ValueError as error:
        raise DomainError(
            f"Không có ngày “{text}” trong lịch. Hãy ghi như 31/12/2019 hoặc 2019-12-31."
        ) from error


def show_day(day: date) -> str:
    return f"{day:%d/%m/%Y}"


def show_period(start: date | None, end: date | None) -> str:
    """“từ 01/09/2019 đến 30/06/2025”; an unknown start is left out, no end is “đến nay”."""
    since = f"từ {show_day(start)}" if start else ""
    until = f"đến {show_day(end)}" if end else "đến nay"
    return f"{since} {until}".strip()
