"""How long a state holds: to the end of the same day so many months later."""

from __future__ import annotations

import calendar
from datetime import date

from langmoi.registers.kinds import StateDef


def months_after(day: date, months: int) -> date:
    """The same day so many months later; in a shorter month its last day."""
    years, month = divmod(day.month - 1 + months, 12)
    year, month = day.year + years, month + 1
    return date(year, month, min(day.day, calendar.monthrange(year, month)[1]))


def last_day(state: StateDef, since: date) -> date | None:
    """The last day of a state that ends by itself; what follows begins on the day after."""
    return months_after(since, state.months) if state.months is not None else None
