"""What an overview of a month says: plain frozen data for pages, reports and commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from langmoi.law.model import CriteriaSet


@dataclass(frozen=True)
class UnitRef:
    """A unit as it was on the month's reference day."""

    key: int
    code: str
    name: str  # “Sa Nghĩa”
    full_name: str  # “xã Sa Nghĩa”
    level: str
    parent_key: int | None = None


@dataclass(frozen=True)
class Recognition:
    """A title: the decision where it is known, else the day by which it was known."""

    standard_year: int | None
    decision: str
    decided_on: date | None
    known_by: date | None
    source: str
    certainty: str


@dataclass(frozen=True)
class CommuneLine:
    """One commune in the month; where it has not filed, its last closed month, marked so."""

    unit: UnitRef
    district: UnitRef
    zone: str
    criteria: Mapping[str, str]  # criterion number -> met | not_met | ...; empty: no figures at all
    criteria_met: int | None
    figures_month: date | None
    has_filed: bool
    change_previous: int | None  # criteria gained since the month before, like with like
    change_december: int | None
    newly_met: frozenset[str]
    recognition: Recognition | None
    why_not_judged: tuple[str, ...] = ()  # only when read in other borders

    @property
    def is_carried(self) -> bool:
        """Whether the figures shown are an earlier month's."""
        return not self.has_filed and self.figures_month is not None

    def missing(self) -> tuple[str, ...]:
        """The numbers of the criteria that are not yet met."""
        return tuple(n for n, o in self.criteria.items() if o in ("not_met", "not_assessed"))


@dataclass(frozen=True)
class BandCount:
    """Communes whose count of criteria lies between two bounds, both included."""

    low: int
    high: int
    communes: tuple[CommuneLine, ...]

    @property
    def count(self) -> int:
        return len(self.communes)


@dataclass(frozen=True)
class Overview:
    """A province or a district in one month. Counts are of the communes of the reference day."""

    unit: UnitRef
    month: date
    criteria_set: CriteriaSet
    is_closed: bool
    communes: tuple[CommuneLine, ...]
    bands: tuple[BandCount, ...]
    met_all: tuple[CommuneLine, ...]
    recognised: tuple[CommuneLine, ...]
    by_criterion: Mapping[str, int]
    short: Mapping[int, Mapping[str, tuple[CommuneLine, ...]]]  # 1 or 2 short, by criterion
    sum_change_previous: int | None
    sum_change_december: int | None
    unchecked_thresholds: int
    thresholds: int
    borders: date | None
    districts: tuple[Overview, ...] = ()

    @property
    def filed(self) -> tuple[CommuneLine, ...]:
        return tuple(line for line in self.communes if line.has_filed)

    @property
    def not_filed(self) -> tuple[CommuneLine, ...]:
        return tuple(line for line in self.communes if not line.has_filed)

    @property
    def sum(self) -> int:
        """Criteria met, over all communes that have figures."""
        return sum(line.criteria_met or 0 for line in self.communes)

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.sum, len(self.communes)) if self.communes else None

    @property
    def mean(self) -> Decimal | None:
        """Criteria met for each commune, two decimals, half up as reports print it."""
        if not self.communes:
            return None
        exact = Decimal(self.sum) / Decimal(len(self.communes))
        return exact.quantize(Decimal("0.01"), ROUND_HALF_UP)
