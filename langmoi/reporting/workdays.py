"""Working days: all but Saturdays, Sundays and the holidays of data/holidays.yaml."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.places.models import Certainty

_FILE = Path(__file__).parent / "data/holidays.yaml"
SATURDAY = 5


@dataclass(frozen=True)
class Holiday:
    """A day off, for the whole country or one province, and how sure that is."""

    day: date
    name: str
    certainty: Certainty
    province: str | None = None


@dataclass(frozen=True)
class Calendar:
    """The listed years; in others only the holidays of the solar calendar are known."""

    holidays: Mapping[date, tuple[Holiday, ...]]
    worked: frozenset[date]
    years: frozenset[int]
    every_year: Mapping[str, str]


def holiday_on(day: date, *, province: str | None = None) -> Holiday | None:
    """The holiday of that day, for the province where it is one's own."""
    calendar = _calendar()
    if day.year not in calendar.years:
        name = calendar.every_year.get(f"{day:%m-%d}")
        return Holiday(day, name, Certainty.RECALLED) if name else None
    listed = calendar.holidays.get(day, ())
    return next((h for h in listed if h.province in (None, province)), None)


def is_working_day(day: date, *, province: str | None = None) -> bool:
    if day in _calendar().worked:
        return True
    return day.weekday() < SATURDAY and holiday_on(day, province=province) is None


def add_working_days(day: date, count: int, *, province: str | None = None) -> date:
    """The count-th working day after the day; of 0 the day itself."""
    while count > 0:
        day += timedelta(days=1)
        count -= is_working_day(day, province=province)
    return day


def working_days_between(first: date, last: date, *, province: str | None = None) -> int:
    """Working days after the first day, up to and with the last; 0 where it is not later."""
    days = (last - first).days
    return sum(
        is_working_day(first + timedelta(days=n), province=province) for n in range(1, days + 1)
    )


@cache
def _calendar() -> Calendar:
    told = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    holidays: dict[date, tuple[Holiday, ...]] = {}
    worked: set[date] = set()
    for year in told["years"]:
        worked |= set(year.get("worked", ()))
        for holiday in _holidays(year):
            holidays[holiday.day] = (*holidays.get(holiday.day, ()), holiday)
    every_year = {entry["day"]: entry["name"] for entry in told["every_year"]}
    years = frozenset(year["year"] for year in told["years"])
    return Calendar(holidays, frozenset(worked), years, every_year)


def _holidays(year: Mapping[str, Any]) -> Iterator[Holiday]:
    certainty = Certainty(year["certainty"])
    for entry in year["closed"]:
        first, last = entry["from"], entry.get("to", entry["from"])
        for n in range((last - first).days + 1):
            day = first + timedelta(days=n)
            yield Holiday(day, entry["name"], certainty, entry.get("province"))
