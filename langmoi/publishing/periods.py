"""The period of a report: whole months of the programme, each from the 15th to the 14th."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.core.months import (
    first_day,
    month_range,
    previous_month,
    reference_day,
    show_month,
)
from langmoi.publishing.words import month_in_words

QUARTERS = ("I", "II", "III", "IV")
MONTH, QUARTER, HALF_YEAR, YEAR = 1, 3, 6, 12


@dataclass(frozen=True)
class ReportPeriod:
    """From the first to the last month, both included; `words` as prose has it."""

    first: date
    last: date
    words: str
    code: str  # for names of files: “2019-11”, “2019-q4”, “2019”

    @property
    def starts_on(self) -> date:
        return first_day(self.first)

    @property
    def ends_on(self) -> date:
        return reference_day(self.last)

    @property
    def baseline(self) -> date:
        """The month against which the period's change is counted."""
        return previous_month(self.first)

    @property
    def months(self) -> list[date]:
        return month_range(self.first, self.last)

    @property
    def is_month(self) -> bool:
        return self.first == self.last


def month_period(month: date) -> ReportPeriod:
    return ReportPeriod(month, month, month_in_words(month), f"{month:%Y-%m}")


def period_with(month: date, months: int) -> ReportPeriod:
    """The month, quarter, half-year or year that the month lies in, by the calendar's halves."""
    if months == MONTH:
        return month_period(month)
    part = (month.month - 1) // months
    first = date(month.year, part * months + 1, 1)
    last = date(month.year, (part + 1) * months, 1)
    words, code = _named(month.year, part, months)
    return ReportPeriod(first, last, words, code)


def _named(year: int, part: int, months: int) -> tuple[str, str]:
    if months == QUARTER:
        return f"quý {QUARTERS[part]} năm {year}", f"{year}-q{part + 1}"
    if months == HALF_YEAR:
        which = "6 tháng đầu năm" if part == 0 else "6 tháng cuối năm"
        return f"{which} {year}", f"{year}-h{part + 1}"
    return f"năm {year}", f"{year}"


def period_since(first: date, month: date, words: str, code: str) -> ReportPeriod:
    """From a month on up to this one. Raises DomainError for a month before it."""
    if month < first:
        raise DomainError(
            f"Báo cáo này tính từ tháng {show_month(first)}, không lập được cho tháng "
            f"{show_month(month)}. Hãy chọn tháng {show_month(first)} hoặc tháng sau đó."
        )
    said = words.replace("{last}", f"ngày {reference_day(month):%d/%m/%Y}")
    return ReportPeriod(first, month, said, f"{code}-{month:%Y-%m}")
