"""The money of a unit as a report tells it: plain data, read once; tables and sections word it.

None is “nobody wrote a line of it”, never a zero.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields
from datetime import date
from decimal import Decimal

from langmoi.funding.contribution_queries import ContributionSum
from langmoi.funding.debt_rules import Payer
from langmoi.funding.sources import Source

MILLION = Decimal(1_000_000)


@dataclass(frozen=True)
class Mobilised:
    """A source: the year's plan, and what came in the period, since the year and stage began."""

    plan: int | None = None
    period: int | None = None
    year: int | None = None
    stage: int | None = None

    def __add__(self, other: Mobilised) -> Mobilised:
        return Mobilised(
            *(_plus(getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        )

    @property
    def is_told(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))


@dataclass(frozen=True)
class Capital:
    """A year's capital up to a day; `investment` and `recurrent` are parts of the plan.

    `carried` is capital of the year before used in this one; what of it was paid is in `paid`.
    """

    plan: int | None = None
    investment: int | None = None
    recurrent: int | None = None
    allocated: int | None = None
    paid: int | None = None
    carried: int | None = None

    def __add__(self, other: Capital) -> Capital:
        return Capital(
            *(_plus(getattr(self, f.name), getattr(other, f.name)) for f in fields(self))
        )

    @property
    def is_told(self) -> bool:
        return any(getattr(self, f.name) is not None for f in fields(self))

    @property
    def to_pay_from(self) -> int | None:
        """What there was to pay from: allocated and carried over."""
        return _plus(self.allocated, self.carried)


@dataclass(frozen=True)
class NamedCapital:
    name: str
    capital: Capital


@dataclass(frozen=True)
class DebtLine:
    """A place's part of what a project owes."""

    place: str
    project: str
    approval: str
    total: int
    accepted: int
    allocated: int
    amount: int
    oldest_on: date
    by_payer: Mapping[Payer, int]


@dataclass(frozen=True)
class GiftLine:
    """What a place gave in the period, and since the year began; `is_part` of the line above."""

    name: str
    period: ContributionSum
    year: ContributionSum
    is_part: bool = False


@dataclass(frozen=True)
class GiftGroup:
    """The places of a district, or all of a district's own communes (no name)."""

    name: str
    lines: tuple[GiftLine, ...]


@dataclass(frozen=True)
class MoneyPicture:
    """Of a unit and the places below it, on the last day of a period."""

    year: int
    since: date
    until: date
    year_since: date
    stage_since: date
    stage: str
    sources: Sequence[tuple[Source, Mobilised]]
    mobilised: Mobilised
    by_source: Sequence[tuple[Source, Capital]]
    by_place: Sequence[NamedCapital]
    by_project: Sequence[NamedCapital]
    capital: Capital
    debts: Sequence[DebtLine]
    outside: int  # accepted beyond its capital outside the medium-term plan: shown apart
    gifts: Sequence[GiftGroup]
    given: ContributionSum
    given_in_year: ContributionSum
    unchecked: int  # lines that are illustrative or not checked
    lines: int
    is_told: bool  # whether anything was ever written down

    @property
    def debt(self) -> int:
        return sum(line.amount for line in self.debts)


def millions(dong: int | None) -> Decimal | None:
    return None if dong is None else Decimal(dong) / MILLION


def _plus(one: int | None, other: int | None) -> int | None:
    if one is None or other is None:
        return one if other is None else other
    return one + other
