"""What is known of villages from elsewhere: how many households, which commune they are in."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.core.months import first_day
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import populations_near
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.villages import HOUSEHOLDS


def villages_in(unit_keys: Collection[int], on: date) -> list[UnitVersion]:
    """The villages of that day among the units and in the communes among them, by code."""
    found = UnitVersion.objects.on(on).filter(level=Level.VILLAGE)
    keys = list(unit_keys)
    own, below = found.filter(unit_id__in=keys), found.filter(parent_id__in=keys)
    return sorted({v.unit_id: v for v in (*own, *below)}.values(), key=lambda v: v.code)


def known_households(villages: Collection[int], on: date) -> dict[int, int]:
    """By village the households of its newest sheet up to the day; absent where none tells them."""
    sheets = VillageSheet.objects.filter(village_id__in=list(villages))
    found: dict[int, int] = {}
    for village, month, figures in sheets.order_by("month").values_list(
        "village_id", "month", "figures"
    ):
        told = str(figures.get(HOUSEHOLDS, ""))
        if told.isdigit() and first_day(month) <= on:
            found[village] = int(told)
    return found


def known_people(commune: int, on: date) -> int | None:
    """The population of a commune as known near the day."""
    return populations_near(on, [commune]).get(commune)
