"""The counterpart that money of the centre asks of local budgets: rules by reach, and the check.

Pure: rules and amounts in, what is asked and what is missing out. A ratio is local direct money ÷
central direct money. Exactly at the ratio is met. Where no rule is known nothing is computed.
"""

from __future__ import annotations

import math
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import IntEnum, StrEnum
from fractions import Fraction

from langmoi.funding.planned import Planned, is_of
from langmoi.funding.sources import CENTRAL, LOCAL
from langmoi.law.model import Period, Status


class Origin(IntEnum):
    """Who set a rule; the higher wins."""

    PACKED = 0  # comes with the program: what the nation has decided, as far as it is known
    OFFICE = 1
    DRAFT = 2  # tried, not in force


@dataclass(frozen=True)
class Reach:
    """For which central source, group of communes and content; empty is every one."""

    source: str = CENTRAL
    group: str = ""
    content: str = ""

    def covers(self, money: Planned) -> bool:
        return (
            is_of(money.source, self.source)
            and (not self.group or self.group in money.groups)
            and (not self.content or self.content == money.content)
        )

    @property
    def rank(self) -> tuple[int, bool, bool, int]:
        """The more it asks, the more it counts; group before content before source."""
        named = bool(self.group) + bool(self.content) + (self.source != CENTRAL)
        return named, bool(self.group), bool(self.content), len(self.source)


@dataclass(frozen=True)
class Rate:
    """A ratio asked for from a day to a day. `ratio` None: there is a rule, its value unknown."""

    key: str
    period: Period
    reach: Reach
    ratio: Decimal | None
    document: str
    status: Status
    clause: str = ""
    note: str = ""
    origin: Origin = Origin.PACKED
    is_illustrative: bool = False
    variants: tuple[tuple[str, Decimal], ...] = ()  # what the value may be, and for whom


def rate_for(rates: Collection[Rate], money: Planned) -> Rate | None:
    """The rate in force at the day of the plan for this money: the office's, then the closest."""
    fitting = [r for r in rates if r.period.covers(money.day) and r.reach.covers(money)]
    return max(fitting, key=lambda rate: (rate.origin, rate.reach.rank), default=None)


class Standing(StrEnum):
    MET = "met"
    SHORT = "short"
    UNKNOWN = "unknown"  # for some of it no rule is known
    NONE = "none"  # no central money: nothing is asked

    @property
    def label(self) -> str:
        return {
            Standing.MET: "đủ đối ứng",
            Standing.SHORT: "thiếu đối ứng",
            Standing.UNKNOWN: "chưa tính được",
            Standing.NONE: "không có vốn trung ương",
        }[self]


@dataclass(frozen=True)
class Asked:
    """Central money planned in one piece, and what it asks of local budgets."""

    money: Planned
    rate: Rate | None

    @property
    def required(self) -> Fraction | None:
        if self.rate is None or self.rate.ratio is None:
            return None
        return self.money.amount * Fraction(self.rate.ratio)


@dataclass(frozen=True)
class Check:
    """Of one project, place or year: what the central money asks, and what local budgets gave."""

    asked: tuple[Asked, ...]
    local: int

    @property
    def central(self) -> int:
        return sum(one.money.amount for one in self.asked)

    @property
    def unknown(self) -> tuple[Asked, ...]:
        return tuple(one for one in self.asked if one.required is None)

    @property
    def exact(self) -> Fraction | None:
        """What is asked; None where for some of the money no ratio is known."""
        if self.unknown:
            return None
        return sum((one.required or Fraction(0) for one in self.asked), Fraction(0))

    @property
    def required(self) -> int | None:
        """In whole đồng, a part of one counted whole."""
        return None if self.exact is None else math.ceil(self.exact)

    @property
    def missing(self) -> int | None:
        return None if self.required is None else max(0, self.required - self.local)

    @property
    def ratio(self) -> Fraction | None:
        """Local ÷ central, as planned; None without central money."""
        return Fraction(self.local, self.central) if self.central else None

    @property
    def standing(self) -> Standing:
        if not self.central:
            return Standing.NONE
        if self.missing is None:
            return Standing.UNKNOWN
        return Standing.SHORT if self.missing else Standing.MET


def check(plan: Sequence[Planned], rates: Collection[Rate]) -> Check:
    """Hold the plan of one project, place or year against the rates.

    Money carried over was planned, and asked for its counterpart, in an earlier year: not counted.
    """
    counted = [money for money in plan if not money.is_carried_over]
    asked = [Asked(m, rate_for(rates, m)) for m in counted if is_of(m.source, CENTRAL)]
    return Check(tuple(asked), sum(m.amount for m in counted if is_of(m.source, LOCAL)))
