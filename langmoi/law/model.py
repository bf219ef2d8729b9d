"""What a criteria set is, once read: plain frozen data, no files, no database."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cached_property


class Status(StrEnum):
    """How sure a legal figure is (docs/law.md)."""

    CHECKED = "checked"
    REPORTED = "reported"
    RECALLED = "recalled"
    PLACEHOLDER = "placeholder"
    UNKNOWN = "unknown"

    @property
    def is_settled(self) -> bool:
        """Whether it may be shown without a warning."""
        return self in (Status.CHECKED, Status.REPORTED)

    @property
    def label(self) -> str:
        return STATUS_LABELS[self]


STATUS_LABELS = {
    Status.CHECKED: "đã đối chiếu Công báo",
    Status.REPORTED: "theo nguồn đã công bố",
    Status.RECALLED: "chưa kiểm chứng",
    Status.PLACEHOLDER: "mức tạm, chờ văn bản",
    Status.UNKNOWN: "chưa rõ mức",
}


class Kind(StrEnum):
    """What a figure holds: one number, a count of whole things, yes or no, or part of a whole."""

    NUMBER = "number"
    COUNT = "count"
    BOOLEAN = "boolean"
    SHARE = "share"


class Operator(StrEnum):
    """How a figure is held against its threshold; a value exactly at the threshold is met."""

    AT_LEAST = "at_least"
    AT_MOST = "at_most"
    EQUALS = "equals"
    IS_TRUE = "is_true"
    NONE_OF = "none_of"


@dataclass(frozen=True)
class Mark:
    """Where something stands in a YAML file, for messages: file:line:column."""

    file: str = ""
    line: int = 0
    column: int = 0

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"


@dataclass(frozen=True)
class Document:
    """A legal document; number and date together are its key."""

    id: str
    number: str
    kind: str
    issuer: str
    issued_on: date | None
    effective_on: date | None
    title: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Basis:
    """The document and the clause that a value rests on."""

    document: str
    clause: str


@dataclass(frozen=True)
class Period:
    """From a first to a last day, both included; no last day means still in force."""

    start: date
    end: date | None = None

    def covers(self, on: date) -> bool:
        return self.start <= on and (self.end is None or on <= self.end)


@dataclass(frozen=True)
class Figure:
    """One thing that a unit reports. A share has columns <id>_num, <id>_den or <id>_pct."""

    id: str
    name: str
    kind: Kind
    measure: str
    yearly: bool = False
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    is_fact: bool = False  # a yes/no that decides whether an indicator arises at all
    numerator_name: str = ""
    denominator_name: str = ""


@dataclass(frozen=True)
class Threshold:
    """A dated value for one zone, list of places, or everyone; value None means unknown."""

    value: Decimal | bool | None
    period: Period
    basis: Basis
    status: Status
    part: str = ""
    zone: str | None = None
    places: tuple[str, ...] = ()
    source: str = ""
    note: str = ""
    label: str = ""
    layer: int = 0  # 0 the nation's, 1 a province's overlay
    left_to_province: bool = False
    mark: Mark = field(default_factory=Mark, compare=False)


@dataclass(frozen=True)
class Test:
    """One comparison of a figure; its threshold is the indicator's of the same part."""

    figure: str
    operator: Operator
    part: str = ""
    label: str = ""  # for people: "nữ", "nam", "nước sạch"


@dataclass(frozen=True)
class RequiredPaper:
    """A kind of paper that must prove an indicator while it is required."""

    id: str
    name: str
    period: Period
    basis: Basis
    status: Status
    source: str = ""
    note: str = ""
    layer: int = 0  # 0 the nation's, 1 a province's overlay
    mark: Mark = field(default_factory=Mark, compare=False)


@dataclass(frozen=True)
class Indicator:
    """Met when all its tests are; does not arise where its fact is reported as no."""

    id: str
    number: str
    text: str
    tests: tuple[Test, ...]
    thresholds: tuple[Threshold, ...]
    arises_when: str | None = None  # a fact figure
    arises_basis: Basis | None = None
    arises_status: Status = Status.RECALLED
    note: str = ""
    papers: tuple[RequiredPaper, ...] = ()  # of every period; lookup.papers_on gives a day's
    mark: Mark = field(default_factory=Mark, compare=False)


@dataclass(frozen=True)
class Criterion:
    id: str
    number: str
    name: str
    group: str
    indicators: tuple[Indicator, ...]
    short_name: str = ""
    mark: Mark = field(default_factory=Mark, compare=False)


@dataclass(frozen=True)
class Group:
    id: str
    name: str


@dataclass(frozen=True)
class Zone:
    """The class of commune that decides its threshold (a region; from 2026 one of three)."""

    id: str
    name: str


@dataclass(frozen=True)
class ZoneRule:
    """Units for which a dated fact holds use another zone's column (Decision 318, article 1)."""

    fact: str
    zone: str
    basis: Basis
    status: Status
    name: str = ""


@dataclass(frozen=True)
class CriteriaSet:
    """A bộ tiêu chí; an overlay is already merged with the set that it extends."""

    id: str
    name: str
    level: str  # commune, village, district
    document: str
    in_force: Period
    zones: tuple[Zone, ...]
    groups: tuple[Group, ...]
    criteria: tuple[Criterion, ...]
    figures: tuple[Figure, ...]
    is_complete: bool = True
    incomplete_reason: str = ""
    not_applicable_counts: bool = True
    not_applicable_basis: Basis | None = None
    not_applicable_status: Status = Status.RECALLED
    zone_rules: tuple[ZoneRule, ...] = ()
    extends: str | None = None
    province: str | None = None
    expected_criteria: int = 0
    expected_indicators: int = 0
    note: str = ""
    version: str = ""  # sha256 of the files it was read from

    @property
    def indicators(self) -> tuple[Indicator, ...]:
        return tuple(i for c in self.criteria for i in c.indicators)

    @cached_property
    def _figures(self) -> dict[str, Figure]:
        return {figure.id: figure for figure in self.figures}

    def figure(self, figure_id: str) -> Figure:
        return self._figures[figure_id]
