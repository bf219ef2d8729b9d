"""Layouts of official documents in time: which one holds at a document's date."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Any

from langmoi.law.faults import Faults
from langmoi.law.model import Period
from langmoi.law.yaml_reader import Fields, Item
from langmoi.publishing.dated import in_force, read_entries, read_period

PAGE_NUMBER_PLACES = ("bottom_right", "top_center")
MARGINS = ("top", "bottom", "left", "right")
SIZES = ("nation", "motto", "agency", "number", "place", "title", "body", "receivers")


@dataclass(frozen=True)
class Margins:
    """In mm."""

    top: int
    bottom: int
    left: int
    right: int


@dataclass(frozen=True)
class Sizes:
    """Of letters, in points."""

    nation: int
    motto: int
    agency: int
    number: int
    place: int
    title: int
    body: int
    receivers: int


@dataclass(frozen=True)
class Layout:
    """How an official document looks, by the rules in force at its date."""

    id: str
    name: str
    period: Period
    page_number: str
    page_number_size: int
    margins: Margins
    sizes: Sizes
    first_line: float  # mm
    space_after: int  # points
    recalled: tuple[str, ...]  # fields that nobody has compared with the document's annex

    @property
    def number_on_top(self) -> bool:
        return self.page_number == "top_center"


def layout_on(day: date) -> Layout:
    """The layout in force on that day."""
    return in_force(load_layouts(), day, "quy định về thể thức văn bản")


@cache
def load_layouts() -> tuple[Layout, ...]:
    faults = Faults()
    layouts = tuple(_read_layout(item) for item in read_entries("layouts.yaml", faults))
    faults.raise_if_any("Thể thức văn bản")
    return layouts


def _read_layout(item: Item) -> Layout:
    fields = item.fields(
        required=("id", "name", "from", "to", "page_number", "page_number_size", "margins",
                  "sizes", "first_line", "space_after", "recalled"),
    )  # fmt: skip
    return Layout(
        id=fields.text("id"),
        name=fields.text("name"),
        period=read_period(fields),
        page_number=fields.choice("page_number", PAGE_NUMBER_PLACES),
        page_number_size=_whole(fields, "page_number_size"),
        margins=Margins(**_numbers(fields, "margins", MARGINS)),
        sizes=Sizes(**_numbers(fields, "sizes", SIZES)),
        first_line=float(fields.decimal("first_line") or 0),
        space_after=_whole(fields, "space_after"),
        recalled=tuple(entry.text() for entry in fields.entries("recalled")),
    )


def _numbers(fields: Fields, name: str, keys: tuple[str, ...]) -> dict[str, Any]:
    item = fields.get(name)
    inner = item.fields(required=keys) if item else None
    return {key: _whole(inner, key) if inner else 0 for key in keys}


def _whole(fields: Fields, name: str) -> int:
    return int(fields.decimal(name) or 0)
