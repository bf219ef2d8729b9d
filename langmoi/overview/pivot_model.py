"""What is asked of a pivot and what comes of it: plain frozen data."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from langmoi.law.model import CriteriaSet, Figure
from langmoi.places.models import Level, UnitVersion


class Axis(StrEnum):
    UNITS = "units"
    SUBJECTS = "subjects"
    MONTHS = "months"

    @property
    def label(self) -> str:
        return {"units": "đơn vị", "subjects": "tiêu chí", "months": "tháng"}[self]


class Measure(StrEnum):
    """What a cell says: how many are met, what share of all, the change, or the figure itself."""

    MET = "met"
    SHARE = "share"
    CHANGE = "change"
    VALUE = "value"

    @property
    def label(self) -> str:
        return {
            "met": "số lượt đạt",
            "share": "tỷ lệ đạt (%)",
            "change": "thay đổi số lượt đạt",
            "value": "số liệu",
        }[self]


class Step(StrEnum):
    """How far apart the months are; of a quarter and of a year its last month counts."""

    MONTH = "month"
    QUARTER = "quarter"
    YEAR = "year"

    @property
    def months(self) -> int:
        return {"month": 1, "quarter": 3, "year": 12}[self]

    @property
    def label(self) -> str:
        return {"month": "tháng", "quarter": "quý", "year": "năm"}[self]


@dataclass(frozen=True)
class Subject:
    """A criterion or an indicator that is a row, a column, or part of what is counted."""

    number: str
    name: str
    criterion: str  # the number of the criterion that it is or belongs to


@dataclass(frozen=True)
class Asked:
    """A pivot as its address says it. No chosen units or subjects: all there are."""

    rows: Axis
    columns: Axis
    measure: Measure
    level: Level
    first: date
    last: date
    step: Step = Step.MONTH
    against: Step = Step.MONTH
    subjects: tuple[Subject, ...] = ()
    of_indicators: bool = False
    unit_key: int | None = None  # within which all is read: the reader's own
    within: frozenset[int] = frozenset()  # of chosen districts and communes, by key
    figure: Figure | None = None  # of which the value is told

    @property
    def third(self) -> Axis:
        """The axis that is neither rows nor columns: it is added up, or its last month counts."""
        return next(axis for axis in Axis if axis not in (self.rows, self.columns))


@dataclass(frozen=True)
class Head:
    """A row or a column: a unit's key, a subject's number or a month, and what people call it."""

    key: str
    label: str
    unit: UnitVersion | None = None
    subject: Subject | None = None
    month: date | None = None
    is_broken: bool = False  # judged by another law than the last month: nothing can be said


@dataclass(frozen=True)
class Cell:
    """How many are met out of how many; None where there is nothing to count.

    `change` is over the units with figures at both ends (like with like), None where there are
    none. `value` is the figure put together over `told` communes.
    """

    met: int | None
    of: int
    change: int | None = None
    value: Decimal | None = None
    told: int = 0

    @property
    def share(self) -> Decimal | None:
        if self.met is None or not self.of:
            return None
        return Decimal(self.met) * 100 / Decimal(self.of)

    def said(self, measure: Measure) -> Decimal | int | None:
        """What the measure shows of it."""
        told: Mapping[Measure, Decimal | int | None] = {
            Measure.MET: self.met,
            Measure.SHARE: self.share,
            Measure.CHANGE: self.change,
            Measure.VALUE: self.value,
        }
        return told[measure]


@dataclass(frozen=True)
class Pivot:
    """A table cut from the outcomes. `ends` close the rows: their totals or their last months."""

    asked: Asked
    criteria_set: CriteriaSet
    rows: tuple[Head, ...]
    columns: tuple[Head, ...]
    cells: tuple[tuple[Cell, ...], ...]
    ends: tuple[Cell, ...]
    foot: tuple[Cell, ...]  # the totals of the columns; empty where rows are months
    corner: Cell | None
    against_month: date | None  # what the last month's change is counted from

    @property
    def adds_columns(self) -> bool:
        """Whether a row's end is the sum of its cells; months are never added up."""
        return self.asked.columns is not Axis.MONTHS


@dataclass(frozen=True)
class Behind:
    """One outcome behind a number of the pivot."""

    unit: UnitVersion
    district: UnitVersion | None
    subject: Subject
    month: date
    outcome: str  # empty: no figures
    is_counted: bool
    figures_month: date | None
    value: object = None
