"""What an official report says, before it becomes Word, PDF or Excel: plain frozen data.

The three writers print these objects and add nothing, so that the three files hold the same
figures.
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from enum import StrEnum

from langmoi.core.numbers import show_change, show_number
from langmoi.publishing.layouts import Layout

LONGEST_KEPT = 600  # letters of a cell whose row stays on one page
Value = str | int | Decimal | None


class Form(StrEnum):
    """How a cell's value is written."""

    TEXT = "text"
    WHOLE = "whole"
    SHARE = "share"
    MEAN = "mean"
    CHANGE = "change"
    MEAN_CHANGE = "mean_change"
    AMOUNT = "amount"  # with the decimals that it has, at most six

    @property
    def places(self) -> int:
        return {Form.SHARE: 1, Form.MEAN: 2, Form.MEAN_CHANGE: 2}.get(self, 0)


class RowKind(StrEnum):
    """What a row of an annex stands for; the workbook takes its formulas from this."""

    HEADING = "heading"
    UNIT = "unit"
    COUNT = "count"
    AVERAGE = "average"
    TOTAL_COUNT = "total_count"
    TOTAL_AVERAGE = "total_average"
    TOTAL = "total"


class Role(StrEnum):
    HEADING = "heading"
    BODY = "body"
    ITEM = "item"
    CENTRED = "centred"  # bold: “QUYẾT ĐỊNH:”
    ADDRESS = "address"  # “Kính gửi: …”


@dataclass(frozen=True)
class Cell:
    """One value; an absent one is an empty cell, never a zero."""

    value: Value = None
    form: Form = Form.TEXT
    span: int = 1

    @property
    def text(self) -> str:
        """The value as people read it, in every one of the files."""
        if self.value is None or isinstance(self.value, str):
            return self.value or ""
        if self.form in (Form.CHANGE, Form.MEAN_CHANGE):
            return show_change(self.value, self.form.places)
        places = None if self.form is Form.AMOUNT else self.form.places
        return show_number(self.value, places)


@dataclass(frozen=True)
class HeaderCell:
    text: str
    columns: int = 1
    rows: int = 1


@dataclass(frozen=True)
class Row:
    kind: RowKind
    cells: tuple[Cell, ...]

    @property
    def may_break(self) -> bool:
        """Whether it may run over to the next page: kept whole, a very long text would be cut."""
        return any(len(cell.text) > LONGEST_KEPT for cell in self.cells)


@dataclass(frozen=True)
class Column:
    width: Decimal  # mm
    align: str = "center"  # left | center | right


@dataclass(frozen=True)
class Annex:
    """One table of the report, on landscape pages of its own."""

    label: str  # “Phụ lục I”
    sheet: str  # “Biểu 1”
    title: str
    reference: str  # “(Kèm theo Báo cáo số … )”
    columns: tuple[Column, ...]
    header: tuple[tuple[HeaderCell, ...], ...]
    rows: tuple[Row, ...]
    size: float  # of its letters on paper, in half points at the finest
    notes: tuple[str, ...] = ()
    id: str = ""  # how definitions and templates name the table: “B1”

    def labelled(self, label: str) -> Annex:
        return replace(self, label=label)


@dataclass(frozen=True)
class Paragraph:
    text: str
    role: Role = Role.BODY
    section: str = ""  # whose text it is; empty for the opening and the closing


@dataclass(frozen=True)
class Cosigner:
    """One who signs beside the last signature, as minutes ask: capacity, and the name if known."""

    lines: tuple[str, ...]
    name: str = ""


@dataclass(frozen=True)
class Letterhead:
    parent: str  # empty where the agency stands under none
    agency: tuple[str, ...]
    number: str  # blank before the slash: the office's register gives it
    place_and_date: str


@dataclass(frozen=True)
class Fact:
    """A line of the workbook's first sheet: what the file is."""

    name: str
    value: str | int | date


@dataclass(frozen=True)
class ReportContent:
    """A report, a draft until it is numbered and signed."""

    kind: str
    unit_code: str
    unit_name: str
    month: date  # the last of its period
    period: str  # for names of files: “2019-11”, “2019-q4”
    made_on: date
    layout: Layout
    letterhead: Letterhead
    title: str
    subject: tuple[str, ...]
    body: tuple[Paragraph, ...]
    receivers: tuple[str, ...]
    signature: tuple[str, ...]
    annexes: tuple[Annex, ...]
    facts: tuple[Fact, ...]
    marks: tuple[str, ...] = ()  # on every page and sheet
    signer: str = ""  # the name under the seal; blank until it is issued
    watermark: str = ""  # across every page: “BẢN NHÁP”
    counted_signs: tuple[str, ...] = ("Đ",)  # signs of criteria that count as met
    cosigners: tuple[Cosigner, ...] = ()  # two at most, above the last signature

    @property
    def mark(self) -> str:
        return " · ".join(self.marks)

    @property
    def full_mark(self) -> str:
        """The same with the watermark, for files that cannot bear letters across the page."""
        return " · ".join(mark for mark in (self.watermark, *self.marks) if mark)
