"""By when and how often: “trong tháng 7 năm 2019”, “trước ngày 15/8”, “hằng quý”, “khẩn trương”.

A horizon (“đến năm 2025”, “giai đoạn 2016-2020”) and the date of a cited document are no due date.
"""

from __future__ import annotations

import calendar
import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from langmoi.directive.cleaning import Clean
from langmoi.directive.model import Recurring, Time
from langmoi.directive.time_words import (
    APART,
    AVERAGE,
    BEFORE,
    DAY,
    DONE,
    EACH,
    EVERY,
    HALF,
    MONTH,
    OF_SOMETHING,
    PAST,
    QUARTER,
    QUARTERS,
    TWICE,
    URGENT,
    WITHIN,
    YEAR_END,
)


@dataclass(frozen=True)
class Written:
    """The day of the document; where it is blank, the year that is printed all the same."""

    day: date | None = None
    year: int | None = None


@dataclass(frozen=True)
class Found:
    """A time and where it is said."""

    time: Time
    start: int
    end: int

    @property
    def rank(self) -> int:
        """A date or a rhythm says more than “khẩn trương”, and in between is what has no value."""
        known = self.time.due or self.time.recurring
        return 2 if known else 1 if re.search(r"\d|(?i:h[ằà]ng)", self.time.text) else 0


def read_times(text: Clean, start: int, end: int, written: Written) -> list[Found]:
    """All times said, in order. A date without a year is of the year of the document."""
    found = [*_rhythms(text, start, end), *_dates(text, start, end, written)]
    found += _apart(text, start, end, written)
    found += [
        Found(Time(_said(text, *urgent.span())), *urgent.span())
        for urgent in URGENT.finditer(text.text, start, end)
    ]
    kept: list[Found] = []
    for one in sorted(found, key=lambda f: (-f.rank, f.start - f.end)):
        if not any(one.start < other.end and other.start < one.end for other in kept):
            kept.append(one)
    return sorted(kept, key=lambda f: f.start)


_DAYS_ALONE = re.compile(r"\d+ (?:ngay|gio)")
_RANGE = re.compile(r" (?:-|den) ")


def read_cell(text: Clean, start: int, end: int, written: Written) -> Time | None:
    """The time that fills a table's cell, where no word leads it in: “Quý I/2020”.

    Of a range, “Tháng 6 - tháng 9/2026”, it is the last day.
    """
    words = " ".join(text.text[start:end].split()).rstrip(".")
    if not words:
        return None
    key = " ".join(text.key[start:end].split())[: len(words)]
    if _DAYS_ALONE.match(key):
        return Time(words)
    begins = [0, *(found.end() for found in _RANGE.finditer(key))]
    found = [time for at in begins for time in _led_in(words[at:], key[at:], written)]
    days = [time for time in found if time.due]
    best = max(days, key=lambda time: str(time.due)) if days else (found or [Time(words)])[0]
    return Time(words, best.due, best.recurring)


def _led_in(words: str, key: str, written: Written) -> list[Time]:
    led = Clean(f"trong {words}", f"trong {key}", (), ())
    return [one.time for one in read_times(led, 0, len(led.text), written) if one.rank]


def _rhythms(text: Clean, start: int, end: int) -> Iterator[Found]:
    for found in EVERY.finditer(text.key, start, end):
        said = found["each"] or found["bare"] or ""
        if found["half"]:
            each: Recurring | None = Recurring.HALF_YEARLY
        elif found["three"] or found["end"]:
            each = Recurring.QUARTERLY
        else:
            each = EACH.get(said or (found["once"] or "").split("/")[0].split()[0])
        if each is Recurring.YEARLY and TWICE.search(found["date"] or ""):
            each = Recurring.HALF_YEARLY
        before = text.key[max(start, found.start() - 24) : found.start()]
        if AVERAGE.search(before) or (OF_SOMETHING.search(before) and not found["date"]):
            continue
        begin = found.start()
        if found["bare"]:
            begin = max(start, text.key.rfind("dinh", 0, found.end()))
        yield Found(Time(_said(text, begin, found.end()), None, each), begin, found.end())


def _said(text: Clean, start: int, end: int) -> str:
    words = " ".join(text.text[start:end].split())
    return DONE.sub("", words)


def _dates(text: Clean, start: int, end: int, written: Written) -> Iterator[Found]:
    for words, read in (
        (DAY, _day), (MONTH, _month), (QUARTER, _quarter), (HALF, _half),
        (YEAR_END, _year_end), (WITHIN, _within),
    ):  # fmt: skip
        for found in words.finditer(text.key, start, end):
            if _is_past(text, start, found, end):
                continue
            due = read(found, written)
            if due or words in (DAY, WITHIN):
                yield Found(Time(_said(text, *found.span()), due), *found.span())


def _apart(text: Clean, start: int, end: int, written: Written) -> Iterator[Found]:
    """Periods at the head of a sentence or in brackets."""
    for found in APART.finditer(text.key, start, end):
        before = text.key[start : found.start()].rstrip()
        if before and before[-1] not in "(;:.":
            continue
        due = _quarter(found, written) if found["quarter"] else _month(found, written)
        if due:
            yield Found(Time(_said(text, *found.span()), due), *found.span())


def _is_past(text: Clean, start: int, found: re.Match[str], end: int) -> bool:
    """“đến hết năm 2019 toàn tỉnh mới có 31 xã”, and no day to come."""
    stop = re.compile(r"[.;]").search(text.key, found.end(), end)
    return bool(
        PAST.search(text.key, found.end(), min(stop.start() if stop else end, found.end() + 40))
    )


def _of_year(found: re.Match[str], written: Written) -> int | None:
    parts = found.groupdict()
    year = parts.get("year") or parts.get("year2")
    return int(year) if year else written.year


def _is_before(found: re.Match[str]) -> bool:
    return (found.groupdict().get("by") or "") in BEFORE


def _real(year: int, month: int, day: int) -> date | None:
    try:
        return date(year, month, day)
    except ValueError:
        return None


def _day(found: re.Match[str], written: Written) -> date | None:
    """A day without a year is the first such day after the document's."""
    year = _of_year(found, written)
    due = _real(year, int(found["month"]), int(found["day"])) if year else None
    return due if found["year"] else _not_over(due, written)


def _not_over(due: date | None, written: Written) -> date | None:
    if due and written.day and due < written.day:
        return _real(due.year + 1, due.month, due.day)
    return due


def _month(found: re.Match[str], written: Written) -> date | None:
    year, month = _of_year(found, written), int(found["month"])
    if not year or not 1 <= month <= 12:
        return None
    if _is_before(found):
        return date(year, month, 1) - timedelta(days=1)
    due = date(year, month, calendar.monthrange(year, month)[1])
    return due if found["year"] else _not_over(due, written)


def _quarter(found: re.Match[str], written: Written) -> date | None:
    year, month = _of_year(found, written), QUARTERS[found["quarter"]] * 3
    if not year:
        return None
    if _is_before(found):
        return date(year, month - 2, 1) - timedelta(days=1)
    return date(year, month, calendar.monthrange(year, month)[1])


def _half(found: re.Match[str], written: Written) -> date | None:
    year = _of_year(found, written)
    if not year:
        return None
    return date(year, 6, 30) if found["half"] == "dau" else date(year, 12, 31)


def _year_end(found: re.Match[str], written: Written) -> date | None:
    return date(int(found["year"]) - _is_before(found), 12, 31)


def _within(found: re.Match[str], written: Written) -> date | None:
    """So many days from the signing; working days and days from receipt give no date."""
    if not written.day or found["work"] != "ngay" or found["from"] in ("nhan duoc", "co hieu luc"):
        return None
    return written.day + timedelta(days=int(found["days"]))
