"""Village sheets: what each village reports, and what a commune's villages come to together."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from langmoi.core.installation import installation
from langmoi.core.memory import kept
from langmoi.core.months import reference_day
from langmoi.core.numbers import plain
from langmoi.law.faults import LawGap
from langmoi.law.model import CriteriaSet, Figure, Kind
from langmoi.law.sets import KON_TUM, set_for
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.workbook.contents import set_of_month

HOUSEHOLDS = "households"
_LIST = Path(__file__).parent / "data/village_sheet.yaml"


class ItemKind(StrEnum):
    YES_NO = "yes_no"
    COUNT = "count"
    OF_HOUSEHOLDS = "of_households"
    SHARE = "share"
    NUMBER = "number"


# How a figure of the village's own criteria set is asked for.
_ASKED = {
    Kind.BOOLEAN: ItemKind.YES_NO,
    Kind.COUNT: ItemKind.COUNT,
    Kind.NUMBER: ItemKind.NUMBER,
    Kind.SHARE: ItemKind.SHARE,
}


@dataclass(frozen=True)
class SheetItem:
    """One line of the sheet; `figure` is the commune's figure that it is a part of, or one that
    only the villages' own criteria set asks for."""

    figure: str
    kind: ItemKind
    name: str
    of: str = ""

    @property
    def den_key(self) -> str:
        """Where the sheet holds the denominator, for a share."""
        return f"{self.figure}_den"


@dataclass(frozen=True)
class VillageLine:
    """A village of the commune that month, with its sheet where it has one."""

    village: UnitVersion
    sheet: VillageSheet | None

    @property
    def figures(self) -> dict[str, Any]:
        return self.sheet.figures if self.sheet else {}


@dataclass(frozen=True)
class ItemSum:
    """What the villages come to for one item; `value` is a figure's value once all have told."""

    item: SheetItem
    told: int
    villages: int
    value: Any

    @property
    def is_whole(self) -> bool:
        return self.value is not None


@cache
def _all_items() -> tuple[SheetItem, ...]:
    listed = yaml.safe_load(_LIST.read_text(encoding="utf-8"))
    return tuple(
        SheetItem(i["figure"], ItemKind(i["kind"]), i["name"], i.get("of", "")) for i in listed
    )


def village_set(month: date) -> CriteriaSet | None:
    """The criteria set of villages in force in the month, complete or not; None where none is."""
    found = installation()
    try:
        return set_for(
            month, province=found.province_code if found else KON_TUM, level=Level.VILLAGE
        )
    except LawGap:
        return None


def sheet_items(month: date) -> tuple[SheetItem, ...]:
    """The lines of the month's sheet: what the commune adds up, then what else the villages' own
    set asks for, once that set is complete."""
    shared = commune_items(month)
    own = village_set(month)
    if own is None or not own.is_complete:
        return shared
    told = {item.figure for item in shared}
    return shared + tuple(_item_of(figure) for figure in own.figures if figure.id not in told)


def commune_items(month: date) -> tuple[SheetItem, ...]:
    """The lines that add up to the commune: those whose figure the month's criteria set has."""
    known = {figure.id for figure in set_of_month(month).figures}
    return tuple(item for item in _all_items() if item.figure in known)


def _item_of(figure: Figure) -> SheetItem:
    name = figure.numerator_name or figure.name
    return SheetItem(figure.id, _ASKED[figure.kind], name, figure.denominator_name)


def villages_of(unit_key: int, month: date) -> list[UnitVersion]:
    """The commune's villages on the month's reference day, by code."""
    return _villages([unit_key], month)


def _villages(unit_keys: Collection[int], month: date) -> list[UnitVersion]:
    there = UnitVersion.objects.on(reference_day(month)).filter(level=Level.VILLAGE)
    found = there.filter(parent_id__in=unit_keys).order_by("code")
    key = ("villages", frozenset(unit_keys), month)
    return kept(key, lambda: list(found), "places_unitversion")


def village_lines(unit_key: int, month: date) -> list[VillageLine]:
    return _lines([unit_key], month)[unit_key]


def _lines(unit_keys: Collection[int], month: date) -> dict[int, list[VillageLine]]:
    villages = _villages(unit_keys, month)
    by_village: dict[int, VillageSheet] = {}
    if villages:
        sheets = VillageSheet.objects.filter(
            month=month, village_id__in=[v.unit_id for v in villages]
        )
        by_village = {sheet.village_id: sheet for sheet in sheets.select_related("by")}
    found: dict[int, list[VillageLine]] = {unit: [] for unit in unit_keys}
    for village in villages:
        line = VillageLine(village, by_village.get(village.unit_id))
        found[village.parent_id or 0].append(line)
    return found


def item_sums(unit_key: int, month: date) -> list[ItemSum]:
    """What the villages' sheets come to, item by item, with how many villages have told it."""
    return item_sums_of([unit_key], month)[unit_key]


def item_sums_of(unit_keys: Collection[int], month: date) -> dict[int, list[ItemSum]]:
    """The same for many communes, by commune; two queries however many."""
    items = commune_items(month)
    return {
        unit: [_sum(item, [line.figures for line in lines]) for item in items]
        for unit, lines in _lines(unit_keys, month).items()
    }


def village_sums(unit_key: int, month: date) -> dict[str, Any]:
    """Figures of the commune as its villages' sheets add up to them: a figures document.

    Holds only figures that every village of the commune has told; a part is no sum.
    """
    return whole_sums(item_sums(unit_key, month))


def whole_sums(sums: Collection[ItemSum]) -> dict[str, Any]:
    return {found.item.figure: found.value for found in sums if found.is_whole}


def _sum(item: SheetItem, sheets: list[dict[str, Any]]) -> ItemSum:
    told = [part for sheet in sheets if (part := _part(item, sheet)) is not None]
    value: Any = None
    if sheets and len(told) == len(sheets):
        num, den = (sum((part[at] for part in told), Decimal(0)) for at in (0, 1))
        is_count = item.kind is ItemKind.COUNT
        value = plain(num) if is_count else {"num": plain(num), "den": plain(den)}
    return ItemSum(item, len(told), len(sheets), value)


def _part(item: SheetItem, sheet: Mapping[str, Any]) -> tuple[Decimal, Decimal] | None:
    """The village's part of numerator and denominator; None where it has not told it."""
    value = sheet.get(item.figure)
    if value is None:
        return None
    if item.kind is ItemKind.YES_NO:
        return Decimal(bool(value)), Decimal(1)
    if item.kind is ItemKind.COUNT:
        return Decimal(value), Decimal(1)
    den = sheet.get(HOUSEHOLDS if item.kind is ItemKind.OF_HOUSEHOLDS else item.den_key)
    return None if den is None else (Decimal(value), Decimal(den))
