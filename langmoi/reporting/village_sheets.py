"""Saving a village sheet: who may, what cannot be, and two who save at once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import Fault, FaultyInput, NotAllowed
from langmoi.core.numbers import show_number
from langmoi.law.filing import check_document
from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import UnitVersion
from langmoi.reporting.actions import refuse_unless_open
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.village_judging import village_document
from langmoi.reporting.villages import HOUSEHOLDS, ItemKind, SheetItem, sheet_items, village_set

ENTERING_ROLES = (
    Role.VILLAGE_HEAD,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
    Role.DISTRICT_OFFICER,
)
LARGEST = Decimal(100_000)


def can_enter_sheet(user: User, village: UnitVersion, *, on: date) -> bool:
    """The village's head, or whoever enters figures for its commune, may fill in its sheet."""
    keys = units_in_scope(user, on=on, roles=ENTERING_ROLES)
    return village.unit_id in keys or village.parent_id in keys


def refuse_strangers(user: User, village: UnitVersion, *, on: date) -> None:
    """Raises NotAllowed for who does not fill in this village's sheet."""
    if not can_enter_sheet(user, village, on=on):
        raise NotAllowed(f"Chỉ trưởng thôn hoặc người nhập số liệu của xã ghi phiếu {village}.")


@dataclass(frozen=True)
class SheetResult:
    """The sheet as it stands; `theirs` is what others had saved meanwhile, where that is so."""

    sheet: VillageSheet
    is_saved: bool
    theirs: dict[str, Any]


@transaction.atomic
def save_sheet(
    village: UnitVersion,
    month: date,
    figures: Mapping[str, Any],
    *,
    base_version: int,
    by: User,
    on: date,
    at: datetime,
) -> SheetResult:
    """Put the sheet as given, unless someone saved it since: then nothing is written.

    figures: {item or "households": "120" | true}; values of None are left out. Raises FaultyInput
    with every value that cannot be.
    """
    refuse_strangers(by, village, on=on)
    refuse_unless_open(month)
    kept = {key: value for key, value in figures.items() if value is not None}
    if faults := sheet_faults(kept, month):
        raise FaultyInput(f"Chưa lưu phiếu {village}: có {len(faults)} chỗ cần sửa.", faults)
    VillageSheet.objects.bulk_create(
        [VillageSheet(village_id=village.unit_id, month=month, by=by, at=at)],
        ignore_conflicts=True,
    )
    # Locked until the end: of two who save the same version, the second is shown the first's.
    sheet = VillageSheet.objects.select_for_update().get(village_id=village.unit_id, month=month)
    if sheet.version != base_version and sheet.figures != kept:
        return SheetResult(sheet, False, dict(sheet.figures))
    before = sheet.figures
    sheet.figures, sheet.by, sheet.at = kept, by, at
    sheet.version += 1
    heads = units_in_scope(by, on=on, roles=(Role.VILLAGE_HEAD,))
    sheet.typed_by_commune = village.unit_id not in heads
    sheet.save()
    changes = {k: [before.get(k), kept.get(k)] for k in {*before, *kept}}
    changed = {key: pair for key, pair in sorted(changes.items()) if pair[0] != pair[1]}
    told = {"unit": village.unit_id, "month": str(month)}
    record("village_sheet.save", sheet, by=by, version=sheet.version, changes=changed, **told)
    return SheetResult(sheet, True, {})


def sheet_faults(figures: Mapping[str, Any], month: date) -> list[Fault]:
    """Everything in a sheet that cannot be: no whole count, too many, more than there are."""
    faults = []
    households = figures.get(HOUSEHOLDS)
    names = {HOUSEHOLDS: "Tổng số hộ của thôn"}
    for item in sheet_items(month):
        if item.kind not in (ItemKind.YES_NO, ItemKind.NUMBER):
            names[item.figure] = item.name
        if item.kind is ItemKind.SHARE:
            names[item.den_key] = item.of
    for key, name in names.items():
        if (value := figures.get(key)) is not None and (fault := _count_fault(key, name, value)):
            faults.append(fault)
    if faults:
        return faults
    for item in sheet_items(month):
        whole = households if item.kind is ItemKind.OF_HOUSEHOLDS else figures.get(item.den_key)
        part = figures.get(item.figure)
        if item.kind not in (ItemKind.OF_HOUSEHOLDS, ItemKind.SHARE) or whole is None:
            continue
        if part and Decimal(part) > Decimal(whole):
            faults.append(_too_many(item, part, whole))
    return faults or _against_own_set(figures, month)


def _against_own_set(figures: Mapping[str, Any], month: date) -> list[Fault]:
    """What the villages' own set cannot take: out of range, no number."""
    own = village_set(month)
    if own is None or not own.is_complete:
        return []
    return check_document(village_document(figures, month, own), own)


def _count_fault(key: str, name: str, value: str) -> Fault | None:
    number = Decimal(value)
    if number == number.to_integral_value() and 0 <= number <= LARGEST:
        return None
    return Fault(f"{name} ghi {show_number(number)}.", "Hãy ghi số nguyên không âm.", figure=key)


def _too_many(item: SheetItem, part: str, whole: str) -> Fault:
    among = item.of or "Tổng số hộ của thôn"
    return Fault(
        f"{item.name} là {show_number(Decimal(part))}, lớn hơn {among.lower()} "
        f"({show_number(Decimal(whole))}).",
        "Hãy kiểm tra lại hai số này.",
        figure=item.figure,
    )
