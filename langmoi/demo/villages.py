"""A few villages with their sheets: invented, marked so, adding up to their commune's figures."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from langmoi.demo.chance import draw
from langmoi.demo.communes import communes
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.places.villages import load_villages
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.villages import HOUSEHOLDS, ItemKind, commune_items, villages_of

MANG_CANH = "23470"
FILE_NAME = "thon-minh-hoa.csv"
# In the copy of the demo in which the commune has not filed yet, these villages have not either.
WITHOUT_SHEET = 2


def create_villages(on: date) -> None:
    """As many villages as the commune's figures speak of; their names say they are invented."""
    [commune] = [c for c in communes() if c.code == MANG_CANH]
    names = [f"minh họa số {number}" for number in range(1, commune.villages + 1)]
    rows = "\n".join(["Xã,Thôn", *(f"{MANG_CANH},{name}" for name in names)])
    load_villages(rows.encode(), file_name=FILE_NAME, by="langmoi demo", on=on)


def file_sheets(
    commune: UnitVersion,
    month: date,
    document: Mapping[str, Any],
    users: Mapping[str, User],
    *,
    at: datetime,
    leave_out: int = 0,
) -> None:
    """The villages' sheets of the month, whose sums are the commune's figures."""
    villages = villages_of(commune.unit_id, month)
    sheets = _split(document, month, len(villages))
    filled = list(zip(villages, sheets, strict=True))[: len(villages) - leave_out]
    VillageSheet.objects.bulk_create(
        VillageSheet(
            village_id=village.unit_id,
            month=month,
            figures=figures,
            version=1,
            by=users[f"thon{village.code}"],
            at=at,
        )
        for village, figures in filled
    )


def _split(document: Mapping[str, Any], month: date, villages: int) -> list[dict[str, Any]]:
    """The commune's figures parted among its villages; what cannot be parted is left out."""
    whole = document["standard_houses"]["den"]
    sheets: list[dict[str, Any]] = [{} for _ in range(villages)]
    households = _parts(whole, villages, HOUSEHOLDS)
    for sheet, count in zip(sheets, households, strict=True):
        sheet[HOUSEHOLDS] = str(count)
    for item in commune_items(month):
        value: Any = document.get(item.figure)
        if item.kind is ItemKind.COUNT:
            parts = _parts(value, villages, item.figure)
            _put(sheets, item.figure, [str(part) for part in parts])
        elif item.kind is ItemKind.YES_NO and value and value["den"] == str(villages):
            _put(sheets, item.figure, [n < int(value["num"]) for n in range(villages)])
        elif item.kind is ItemKind.OF_HOUSEHOLDS and value and value["den"] == whole:
            _put(sheets, item.figure, [str(n) for n in _within(value["num"], households)])
        elif item.kind is ItemKind.SHARE and value:
            wholes = _parts(value["den"], villages, item.den_key)
            _put(sheets, item.den_key, [str(n) for n in wholes])
            _put(sheets, item.figure, [str(n) for n in _within(value["num"], wholes)])
    return sheets


def _put(sheets: Collection[dict[str, Any]], key: str, values: list[Any]) -> None:
    for sheet, value in zip(sheets, values, strict=True):
        sheet[key] = value


def _parts(total: Any, count: int, name: str) -> list[int]:
    """Whole numbers near each other that add up to the total."""
    left = int(Decimal(total or 0))
    parts = []
    for number in range(count, 1, -1):
        even = left // number
        part = max(0, even + draw(-even // 6, even // 6, name, number)) if even > 5 else even
        parts.append(part)
        left -= part
    return [*parts, left]


def _within(total: Any, wholes: list[int]) -> list[int]:
    """Parts of the total, none larger than its whole: in proportion, the rest from the first on."""
    wanted, among = int(Decimal(total)), sum(wholes)
    parts = [wanted * whole // among if among else 0 for whole in wholes]
    for number, whole in enumerate(wholes):
        extra = min(whole - parts[number], wanted - sum(parts))
        parts[number] += extra
    return parts
