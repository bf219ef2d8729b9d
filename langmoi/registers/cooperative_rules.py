"""The dated rules about cooperatives: what a law asks for, how a year is rated, how sizes go."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.law.model import Status
from langmoi.registers.lasting import months_after

_FILE = Path(__file__).parent / "data" / "cooperative_rules.yaml"
# Until then the facts of the year before may not be there yet: general meetings are in the first
# quarter.
FACTS_BY = (4, 1)


@dataclass(frozen=True)
class CooperativeLaw:
    """What a cooperative of those days must be to operate under the Law."""

    id: str
    name: str
    document: str
    clause: str
    valid_from: date
    valid_to: date | None
    status: Status
    members: int | None
    registered: tuple[str, ...]
    needs_grade: bool
    items: tuple[str, ...]

    @property
    def basis(self) -> str:
        return ", ".join(part for part in (self.clause, self.document) if part)


@dataclass(frozen=True)
class RatingRule:
    """How a year is rated: grades by their lower bounds, from the highest down."""

    document: str
    first_year: int
    last_year: int | None
    status: Status
    least_months: int
    grades: tuple[tuple[str, Decimal], ...]
    fined: str
    calendar: Mapping[str, tuple[int, int]]

    def grade_of(self, score: Decimal, *, fined: bool) -> str:
        if fined:
            return self.fined
        return next(grade for grade, low in self.grades if score >= low)

    def said(self, grade: str) -> str:
        """“từ 65 đến dưới 80 điểm”."""
        above: Decimal | None = None
        for name, low in self.grades:
            if name == grade:
                return f"từ {low} điểm" if above is None else f"từ {low} đến dưới {above} điểm"
            above = low
        return ""

    def is_rated(self, founded_on: date, year: int) -> bool:
        """Whether it had worked for the least months by the end of the year."""
        return months_after(founded_on, self.least_months) - timedelta(1) <= date(year, 12, 31)

    def before(self, who: str, year: int) -> date:
        """The day before which it is to be done, of a rating of the year."""
        month, day = self.calendar[who]
        return date(year + 1, month, day)


@dataclass(frozen=True)
class SizeRule:
    document: str
    valid_from: date
    valid_to: date | None
    status: Status
    classes: tuple[tuple[str, int | None], ...]

    def size_of(self, members: int) -> str:
        return next(label for label, most in self.classes if most is None or members <= most)


def law_on(day: date) -> CooperativeLaw | None:
    """The law in force that day; None where none is known."""
    return next((law for law in _laws() if _holds(law.valid_from, law.valid_to, day)), None)


def rating_rule(year: int) -> RatingRule | None:
    """How the year is rated; None before the circular, and after the years it is known for."""
    for rule in _ratings():
        if rule.first_year <= year and (rule.last_year is None or year <= rule.last_year):
            return rule
    return None


def size_rule(day: date) -> SizeRule | None:
    return next((r for r in _sizes() if _holds(r.valid_from, r.valid_to, day)), None)


def last_told_year(day: date) -> int:
    """The last year of which facts must be there by that day."""
    return day.year - (1 if (day.month, day.day) >= FACTS_BY else 2)


def _holds(start: date, end: date | None, day: date) -> bool:
    return start <= day and (end is None or day <= end)


@cache
def _told() -> dict[str, Any]:
    told: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
    return told


@cache
def _laws() -> tuple[CooperativeLaw, ...]:
    return tuple(
        CooperativeLaw(
            told["id"],
            told["name"],
            told["document"],
            told.get("clause", ""),
            told["from"],
            told["to"],
            Status(told["status"]),
            told["members"],
            tuple(told["registered"]),
            told["needs_grade"],
            tuple(told["items"]),
        )
        for told in _told()["laws"]
    )


@cache
def _ratings() -> tuple[RatingRule, ...]:
    return tuple(
        RatingRule(
            told["document"],
            told["first_year"],
            told["last_year"],
            Status(told["status"]),
            told["least_months"],
            tuple((grade["id"], Decimal(grade["from"])) for grade in told["grades"]),
            told["fined"],
            {who: _month_and_day(text) for who, text in told["calendar"].items()},
        )
        for told in _told()["ratings"]
    )


@cache
def _sizes() -> tuple[SizeRule, ...]:
    return tuple(
        SizeRule(
            told["document"],
            told["from"],
            told["to"],
            Status(told["status"]),
            tuple((one["label"], one["up_to"]) for one in told["classes"]),
        )
        for told in _told()["sizes"]
    )


def _month_and_day(text: str) -> tuple[int, int]:
    month, day = text.split("-")
    return int(month), int(day)
