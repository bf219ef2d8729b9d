"""What an overview of a month says: plain frozen data for pages, reports and commands."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from langmoi.assessment import rollup
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
class PartOfUnit:
    """A unit of the month that became part of a unit of other borders."""

    unit: UnitRef
    files: bool  # wards and townships do not
    figures_month: date | None


@dataclass(frozen=True)
class CommuneLine:
    """One commune in the month; where it has not filed, its last closed month, marked so.

    In other borders: a unit of that day, judged anew from its parts. `why_not_judged` says why it
    could not be; `gaps` names figures that could not be put together, so that the criteria that
    need them are not assessed; `overruled` are criteria that its figures meet and that are not met
    because they officially are not in one of its parts.
    """

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
    why_not_judged: tuple[str, ...] = ()
    is_recognition_unknown: bool = False  # a title is known only to have held by a later day
    gaps: tuple[str, ...] = ()
    parts: tuple[PartOfUnit, ...] = ()
    overruled: tuple[str, ...] = ()
    lost: frozenset[str] = frozenset()  # criteria met the month before and not met now

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
    """A province or a district in one month. Counts are of the communes of the reference day.

    A commune without any figures is in no band and adds nothing to the sum; it stands in
    `without_figures` (and so in `not_filed`), and the bands add up to all the others.
    """

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
    recognition_unknown: tuple[CommuneLine, ...] = ()

    @property
    def filed(self) -> tuple[CommuneLine, ...]:
        return tuple(line for line in self.communes if line.has_filed)

    @property
    def not_filed(self) -> tuple[CommuneLine, ...]:
        return tuple(line for line in self.communes if not line.has_filed)

    @property
    def carried(self) -> tuple[CommuneLine, ...]:
        """Communes that count with the figures of an earlier month."""
        return tuple(line for line in self.communes if line.is_carried)

    @property
    def without_figures(self) -> tuple[CommuneLine, ...]:
        """Communes with no figures at all; in other borders: units that cannot be judged."""
        return tuple(line for line in self.communes if line.criteria_met is None)

    @property
    def recognised_count(self) -> int | None:
        """None where it is not known: some title is known only to have held by a later day."""
        known = self.borders is None and not self.recognition_unknown
        return len(self.recognised) if known else None

    @property
    def sum(self) -> int:
        """Criteria met, over all communes that have figures."""
        return sum(line.criteria_met or 0 for line in self.communes)

    @property
    def counted(self) -> int:
        """What the mean divides by: every commune; in other borders, the units judged."""
        unjudged = len(self.without_figures)
        if self.borders is not None or unjudged == len(self.communes):
            return len(self.communes) - unjudged
        return len(self.communes)

    @property
    def fraction(self) -> Fraction | None:
        return Fraction(self.sum, self.counted) if self.counted else None

    @property
    def fraction_text(self) -> str:
        """Not reduced, as reports print it: “1052/86”."""
        return f"{self.sum}/{self.counted}" if self.counted else ""

    @property
    def mean(self) -> Decimal | None:
        """Criteria met for each commune, two decimals, half up as reports print it."""
        return rollup.mean(self.sum, self.counted)
