"""Phrases of official prose: counts, days, names that cannot be mistaken."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from datetime import date
from decimal import ROUND_HALF_UP, Decimal

from langmoi.core.numbers import show_number
from langmoi.law.model import CriteriaSet
from langmoi.overview.model import BandCount, CommuneLine, Overview
from langmoi.publishing.issuers import spelled_out


def counted(number: int) -> str:
    """Counts in prose have two digits at least: “06 xã”."""
    return f"{number:02d}" if 0 <= number < 10 else show_number(number)


def day_in_words(day: date) -> str:
    """“ngày 05 tháng 8 năm 2019”: a leading 0 for days below 10 and for months 1 and 2."""
    month = f"{day.month:02d}" if day.month < 3 else str(day.month)
    return f"ngày {day.day:02d} tháng {month} năm {day.year}"


def blank_day(year: int) -> str:
    """A date still to be written by hand."""
    return f"ngày      tháng      năm {year}"


def month_in_words(month: date) -> str:
    return f"tháng {month.month:02d} năm {month.year}"


def percent(part: int, whole: int) -> Decimal:
    """100 × part / whole with two decimals, half up as reports print it."""
    return rounded(Decimal(100 * part), whole, "0.01")


def rounded(total: Decimal | int, over: int, step: str) -> Decimal:
    return (Decimal(total) / Decimal(over)).quantize(Decimal(step), ROUND_HALF_UP)


def band_name(band: BandCount, criteria: int) -> str:
    """“19”, “15–18”, “dưới 5”."""
    if band.low == band.high:
        return f"{band.high}"
    if band.low == 0 and band.high < criteria:
        return f"dưới {band.high + 1}"
    return f"{band.low}–{band.high}"


def band_in_words(band: BandCount, criteria: int) -> str:
    """“từ 15 đến 18”: prose may break a line, and no range with a dash should."""
    name = band_name(band, criteria)
    return name if "–" not in name else f"từ {band.low} đến {band.high}"


def small_start(text: str) -> str:
    """As within a sentence; an abbreviation at the start stays as it is."""
    return text if text[1:2].isupper() else text[:1].lower() + text[1:]


def criterion_phrase(criteria_set: CriteriaSet, number: str) -> str:
    """“tiêu chí thu nhập (số 10)”."""
    name = next((c.name for c in criteria_set.criteria if c.number == number), "")
    return f"tiêu chí {name.lower()} (số {number})" if name else f"tiêu chí số {number}"


def in_order(numbers: Iterable[str]) -> list[str]:
    """Criterion numbers as people count: 2 before 10."""
    return sorted(numbers, key=lambda n: (int(n) if n.isdigit() else 0, n))


class Names:
    """Names of communes in one report; where two could be mistaken, with the district."""

    def __init__(self, overview: Overview) -> None:
        lines = overview.communes
        self._times = Counter(line.unit.name for line in lines)
        self._districts = {line.district.name for line in lines}

    def of(self, line: CommuneLine) -> str:
        name = line.unit.name
        if self._times[name] > 1 or (name in self._districts and len(self._districts) > 1):
            return f"{name} ({spelled_out(line.district)})"
        return name

    def listed(self, lines: Iterable[CommuneLine]) -> str:
        return ", ".join(self.of(line) for line in lines)


MOST_NAMED = 30  # communes named one by one in prose; beyond them only how many
LETTERS = "abcdđeghiklmnopqrstuvxy"  # as Vietnamese numbers its points


def lettered(sentences: list[str]) -> list[str]:
    """Points a), b), c) …, beyond the alphabet dashes; a single sentence bears no letter."""
    if len(sentences) == 1:
        return sentences
    letters = [*(f"{letter})" for letter in LETTERS), *(["-"] * len(sentences))]
    return [f"{sign} {text}" for sign, text in zip(letters, sentences, strict=False)]


def roman(number: int) -> str:
    """I, II, III … for the districts of a table."""
    text = ""
    for value, sign in ((10, "X"), (9, "IX"), (5, "V"), (4, "IV"), (1, "I")):
        while number >= value:
            text, number = text + sign, number - value
    return text
