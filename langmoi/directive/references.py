"""Documents that are cited: “Quyết định số 31/QĐ-BCĐCTMTQG ngày 05 tháng 3 năm 2019”."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from langmoi.directive.cleaning import Clean
from langmoi.directive.folding import pattern
from langmoi.directive.model import Cited

# 12/QĐ-UBND, 08/2012/QH13, 57/2018/NĐ-CP and, in the Party's manner, 01-NQ/TU.
NUMBER = re.compile(
    r"(?<![\w/.-])\d{1,5}[a-zA-Z]?(?:\s?/\s?(?:19|20)\d\d)?\s?[-/–]\s?"
    r"[A-ZĐ][A-ZĐƯa-zđ&.]*[A-ZĐƯ0-9][\wĐđ&]*(?:\s?[-/–]\s?[A-ZĐƯ][\wĐđ&.]*)*"
    r"|(?<![\w/.-])\d{1,5}\s?[-/–]\s?[A-ZĐ]{1,6}\s?[-/–]\s?[A-ZĐƯ][\wĐđ&.]*"
)
_WHEN = pattern(
    r"(?:\s*,)?(?:\s+của\s+[^;.:()]{2,90}?)?\s*[,(]?\s*(?:ban hành\s+)?ngày\s+(\d{1,2})"
    r"(?:\s*[/.-]\s*|\s+tháng\s+)(\d{1,2})(?:\s*[/.-]\s*|\s+năm\s+)(\d{4})"
)


def references(text: Clean, start: int, end: int) -> tuple[Cited, ...]:
    """Each cited document once, in order, with its date where any place tells it."""
    found: dict[str, date | None] = {}
    for number, day in _cited(text, start, end):
        found[number] = found.get(number) or day
    return tuple(Cited(number, day) for number, day in found.items())


def _cited(text: Clean, start: int, end: int) -> Iterator[tuple[str, date | None]]:
    matches = list(NUMBER.finditer(text.text, start, end))
    for index, found in enumerate(matches):
        limit = matches[index + 1].start() if index + 1 < len(matches) else end
        when = _WHEN.match(text.key, found.end(), limit)
        yield tidy_number(found.group()), _date(when) if when else None


def tidy_number(number: str) -> str:
    """Without blanks and what trails: as the office would write it."""
    return re.sub(r"\s+", "", number).replace("–", "-").rstrip(".-/")


def _date(found: re.Match[str]) -> date | None:
    day, month, year = (int(part) for part in found.groups())
    try:
        return date(year, month, day)
    except ValueError:
        return None
