"""Periods of recurring tasks: whole calendar months, quarters, half-years and years."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.direction.models import Recurring

MONTHS = {
    Recurring.MONTHLY: 1,
    Recurring.QUARTERLY: 3,
    Recurring.HALF_YEARLY: 6,
    Recurring.YEARLY: 12,
}
MOST_PERIODS = 120  # ten years of months: more is a slip of the pen


@dataclass(frozen=True)
class Period:
    """Both days included."""

    first: date
    last: date


def period_of(day: date, recurring: Recurring) -> Period:
    """The period in which the day lies; of a task that recurs."""
    months = MONTHS[recurring]
    start = day.replace(month=(day.month - 1) // months * months + 1, day=1)
    return Period(start, _months_later(start, months) - timedelta(days=1))


def periods_between(first: date, last: date, recurring: Recurring) -> list[Period]:
    """Every period that has a day from the first day to the last one."""
    if last < first:
        raise DomainError(
            f"Ngày cuối {show_day(last)} trước ngày đầu {show_day(first)}. Hãy ghi lại khoảng kỳ."
        )
    found = [period_of(first, recurring)]
    while found[-1].last < last:
        if len(found) == MOST_PERIODS:
            raise DomainError(
                f"Từ {show_day(first)} đến {show_day(last)} có hơn {MOST_PERIODS} kỳ. "
                "Hãy chọn khoảng ngắn hơn."
            )
        found.append(period_of(found[-1].last + timedelta(days=1), recurring))
    return found


def _months_later(first_of_month: date, months: int) -> date:
    index = first_of_month.month - 1 + months
    return date(first_of_month.year + index // 12, index % 12 + 1, 1)
