"""What a kind of register is: its fields, states and records, typed as its file says them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum
from functools import cached_property

from langmoi.places.models import Level


class FieldType(StrEnum):
    TEXT = "text"
    LONG_TEXT = "long_text"
    WHOLE = "whole"
    DECIMAL = "decimal"
    MONEY = "money"  # whole đồng, shown in triệu đồng
    SHARE = "share"  # percent, 0 to 100
    DATE = "date"
    YES_NO = "yes_no"
    CHOICE = "choice"
    UNITS = "units"  # places, by key

    @property
    def label(self) -> str:
        return _TYPE_LABELS[self]

    @property
    def is_number(self) -> bool:
        return self in (FieldType.WHOLE, FieldType.DECIMAL, FieldType.MONEY, FieldType.SHARE)


_TYPE_LABELS = {
    FieldType.TEXT: "chữ",
    FieldType.LONG_TEXT: "đoạn văn",
    FieldType.WHOLE: "số nguyên",
    FieldType.DECIMAL: "số",
    FieldType.MONEY: "triệu đồng",
    FieldType.SHARE: "%",
    FieldType.DATE: "ngày",
    FieldType.YES_NO: "có hoặc không",
    FieldType.CHOICE: "chọn trong danh sách",
    FieldType.UNITS: "các đơn vị",
}


class Need(StrEnum):
    """Whether a state comes with the number of its paper."""

    REQUIRED = "required"
    ALLOWED = "allowed"
    NONE = "none"


class Tone(StrEnum):
    """How a state looks in a list."""

    GOOD = "good"
    NEUTRAL = "neutral"
    WARNING = "warning"
    BAD = "bad"


class Per(StrEnum):
    """How often an entry may have a record of the kind."""

    YEAR = "year"
    MONTH = "month"
    DAY = "day"
    NONE = "none"  # as often as it happens, each with its day


@dataclass(frozen=True)
class Choice:
    id: str
    label: str


@dataclass(frozen=True)
class Writer:
    """Who writes: a role at units of a level, or a department (its duties, whoever has them)."""

    level: Level
    role: str = ""
    agency: str = ""  # the short name of a department


@dataclass(frozen=True)
class FieldDef:
    id: str
    label: str
    type: FieldType
    required: bool = False
    help: str = ""
    unit: str = ""  # of measure
    choices: tuple[Choice, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    in_list: bool = False
    is_filter: bool = False
    is_public: bool = False

    @cached_property
    def labels(self) -> Mapping[str, str]:
        """What each choice is called."""
        return {choice.id: choice.label for choice in self.choices}

    @property
    def heading(self) -> str:
        """The label with the unit of measure: the name of a column."""
        unit = self.unit or {FieldType.MONEY: "triệu đồng", FieldType.SHARE: "%"}.get(self.type)
        return f"{self.label} ({unit})" if unit else self.label


@dataclass(frozen=True)
class StateDef:
    id: str
    label: str
    sources: frozenset[str]  # the states that it may follow
    is_start: bool = False
    is_live: bool = True  # an entry in this state still is what the register counts
    tone: Tone = Tone.NEUTRAL
    document: Need = Need.ALLOWED
    months: int | None = None  # how long it holds
    then: str = ""  # the state that follows by itself after these months
    writers: tuple[Writer, ...] = ()  # who may bring an entry here; none: who writes the register


@dataclass(frozen=True)
class RecordDef:
    id: str
    label: str
    once_per: Per
    fields: tuple[FieldDef, ...]
    document: Need = Need.ALLOWED
    writers: tuple[Writer, ...] = ()

    @cached_property
    def by_id(self) -> Mapping[str, FieldDef]:
        return {field.id: field for field in self.fields}


@dataclass(frozen=True)
class Feed:
    """What the register is kept for: an indicator, a list or a gate."""

    text: str
    indicator: str = ""


@dataclass(frozen=True)
class Kind:
    """One register. `is_ours`: a file of the program; else the office made it on its page."""

    id: str
    name: str  # of the register: “Hợp tác xã”
    one: str  # of an entry, within a sentence: “hợp tác xã”
    about: str
    levels: tuple[Level, ...]
    writers: tuple[Writer, ...]
    feeds: tuple[Feed, ...]
    fields: tuple[FieldDef, ...]
    states: tuple[StateDef, ...]
    records: tuple[RecordDef, ...] = ()
    papers: tuple[str, ...] = ()
    known_by: tuple[str, ...] = ()  # fields that tell entries of one name and place apart
    agency: str = ""  # the short name of the department that follows the register
    rule: str = ""
    is_ours: bool = True

    @cached_property
    def by_id(self) -> Mapping[str, FieldDef]:
        return {field.id: field for field in self.fields}

    @cached_property
    def states_by_id(self) -> Mapping[str, StateDef]:
        return {state.id: state for state in self.states}

    @cached_property
    def records_by_id(self) -> Mapping[str, RecordDef]:
        return {record.id: record for record in self.records}

    @cached_property
    def start_states(self) -> tuple[StateDef, ...]:
        return tuple(state for state in self.states if state.is_start)

    def after(self, state: str) -> tuple[StateDef, ...]:
        """The states that may follow this one."""
        return tuple(s for s in self.states if state in s.sources)

    @property
    def indicators(self) -> tuple[str, ...]:
        return tuple(feed.indicator for feed in self.feeds if feed.indicator)
