"""The fields of a village sheet: read, refused with a sentence, or shown beside another's."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.errors import DomainError, Fault
from langmoi.core.numbers import plain, read_number, show_number
from langmoi.core.text import normalise
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.villages import HOUSEHOLDS, ItemKind, SheetItem, sheet_items
from langmoi.web.filing.reading import NO, RETYPE, YES

ANSWERS = {YES: True, NO: False}


@dataclass
class SheetField:
    """One field: what it holds now, what is wrong with it, what another person saved in it."""

    key: str
    label: str
    kind: ItemKind
    text: str
    error: str = ""
    theirs: str = ""

    @property
    def is_yes_no(self) -> bool:
        return self.kind is ItemKind.YES_NO

    @property
    def is_decimal(self) -> bool:
        return self.kind is ItemKind.NUMBER


@dataclass
class SheetForm:
    """The sheet on the page; `figures` is what it says once there are no errors."""

    version: int
    fields: list[SheetField]
    saved: VillageSheet | None
    figures: dict[str, Any] = field(default_factory=dict)
    has_clash: bool = False

    @property
    def errors(self) -> list[SheetField]:
        return [f for f in self.fields if f.error]

    @property
    def done(self) -> int:
        return sum(bool(f.text) for f in self.fields)

    def add_faults(self, faults: Sequence[Fault]) -> None:
        for fault in faults:
            for one in self.fields:
                if one.key == fault.figure:
                    one.error = f"{fault.message} {fault.remedy}"

    def set_beside(self, sheet: VillageSheet) -> None:
        """Someone saved meanwhile: their values beside these; the next save is a choice."""
        self.version, self.saved, self.has_clash = sheet.version, sheet, True
        for one in self.fields:
            if (theirs := _shown(sheet.figures.get(one.key))) != one.text:
                one.theirs = _said(theirs)


def sheet_form(
    month: date, sheet: VillageSheet | None, post: Mapping[str, str] | None = None
) -> SheetForm:
    """The sheet's fields as saved, or as typed where `post` is given."""
    figures = sheet.figures if sheet else {}
    form = SheetForm(sheet.version if sheet else 0, [], sheet)
    for key, label, kind in _lines(month):
        text = normalise(post.get(key, "")) if post is not None else _shown(figures.get(key))
        one = SheetField(key, label, kind, text)
        form.fields.append(one)
        try:
            form.figures[key] = _read(one)
        except DomainError as error:
            one.error = str(error) if "ãy" in str(error) else f"{error} {RETYPE}"
    return form


def printed_values(month: date, sheet: VillageSheet | None) -> list[tuple[str, str]]:
    """Label and value of each line for paper; an empty value is room to write."""
    figures = sheet.figures if sheet else {}
    return [(label, _said(_shown(figures.get(key)), "")) for key, label, _ in _lines(month)]


def _lines(month: date) -> list[tuple[str, str, ItemKind]]:
    lines = [(HOUSEHOLDS, "Tổng số hộ của thôn", ItemKind.COUNT)]
    for item in sheet_items(month):
        lines += _of_item(item)
    return lines


def _of_item(item: SheetItem) -> list[tuple[str, str, ItemKind]]:
    if item.kind is ItemKind.SHARE:
        return [(item.den_key, item.of, item.kind), (item.figure, item.name, item.kind)]
    return [(item.figure, item.name, item.kind)]


def _read(one: SheetField) -> Any:
    if not one.text:
        return None
    if one.is_yes_no:
        return ANSWERS.get(one.text)
    return plain(read_number(one.text, minimum=Decimal(0), whole=not one.is_decimal))


def _shown(value: Any) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return YES if value else NO
    return show_number(Decimal(value))


def _said(text: str, empty: str = "để trống") -> str:
    return {YES: "có", NO: "chưa", "": empty}.get(text, text)
