"""Villages (thôn, làng), brought in by file: all of it, or nothing with every fault listed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.db import connection, transaction
from django.db.models import F

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import Fault, FaultyInput
from langmoi.core.text import search_key, sort_key
from langmoi.places.models import Level, Unit, UnitType, UnitVersion
from langmoi.places.queries import district_of, find_units, last_days
from langmoi.places.village_file import VillageRow, read_village_file

_LOAD_LOCK = 0x1A07  # one load at a time: each sees the villages of the one before


@dataclass(frozen=True)
class NewVillage:
    """A row whose commune is known."""

    row: VillageRow
    commune: UnitVersion

    @property
    def key(self) -> tuple[int, str]:
        return self.commune.unit_id, search_key(self.row.name)


@transaction.atomic
def load_villages(
    content: bytes,
    *,
    file_name: str,
    by: object,
    on: date,
    allowed: Collection[int] | None = None,
) -> int:
    """Add the villages of the file; returns how many. Raises FaultyInput with every fault.

    `on` is the day whose communes count where a row gives no first day. `allowed` holds the keys
    of the communes that the person may change; without it every commune may be.
    """
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_LOAD_LOCK])
    rows, faults = read_village_file(content, file_name=file_name)
    villages = []
    for row in rows:
        commune, found = _commune(row, on, allowed)
        faults += found + _name_faults(row)
        if commune is not None:
            villages.append(NewVillage(row, commune))
    faults += _clashes(villages)
    if faults:
        raise FaultyInput(
            f"Chưa nạp thôn nào: tệp {file_name} có {len(faults)} chỗ cần sửa.",
            sorted(faults, key=_line),
        )
    _create(villages, source=f"Tệp {file_name}")
    record("places.villages", file_name, by=by, villages=len(villages))
    return len(villages)


def _line(fault: Fault) -> int:
    return int("".join(filter(str.isdecimal, fault.cell)) or 0)


def _commune(
    row: VillageRow, on: date, allowed: Collection[int] | None
) -> tuple[UnitVersion | None, list[Fault]]:
    if not row.commune:
        return None, [
            row.fault("commune", "Chưa ghi thôn thuộc xã nào.", "Hãy ghi tên hoặc mã xã.")
        ]
    day = row.since or on
    found = find_units(row.commune, on=day, level=Level.COMMUNE)
    if row.district:
        found = [unit for unit in found if _is_in(unit, row.district, day)]
    if len(found) != 1:
        return None, [_not_one(row, found, day)]
    if allowed is not None and found[0].unit_id not in allowed:
        message = f"Bạn không phụ trách {found[0]}."
        return None, [row.fault("commune", message, "Hãy bỏ dòng này.")]
    return found[0], []


def _is_in(unit: UnitVersion, district: str, day: date) -> bool:
    above = find_units(district, on=day, level=Level.DISTRICT)
    return unit.parent_id in {version.unit_id for version in above}


def _not_one(row: VillageRow, found: list[UnitVersion], day: date) -> Fault:
    where = f"“{row.commune}”" + (f" của huyện “{row.district}”" if row.district else "")
    if not found:
        message = f"Ngày {show_day(day)} không có xã {where}."
        return row.fault("commune", message, "Hãy xem lại tên xã, tên huyện và ngày.")
    places = ", ".join(f"{v.code} ({district_of(v.unit_id, day) or v})" for v in found)
    message = f"Có {len(found)} đơn vị cùng tên {where}: {places}."
    return row.fault("commune", message, "Hãy ghi thêm huyện, hoặc ghi mã xã.")


def _name_faults(row: VillageRow) -> list[Fault]:
    faults = []
    if not search_key(row.name):
        faults.append(row.fault("name", "Chưa ghi tên thôn.", "Hãy ghi tên thôn."))
    if len(row.name) > 100:
        faults.append(row.fault("name", "Tên thôn dài hơn 100 ký tự.", "Hãy ghi ngắn lại."))
    if len(row.code) > 10:
        faults.append(row.fault("code", "Mã thôn dài hơn 10 ký tự.", "Hãy ghi ngắn lại."))
    return faults


def _clashes(villages: list[NewVillage]) -> list[Fault]:
    """The same village or the same code twice, in the file or beside what is known already."""
    known = UnitVersion.objects.filter(level=Level.VILLAGE)
    communes = {village.commune.unit_id for village in villages}
    in_order = known.filter(parent_id__in=communes).order_by(F("valid_from").asc(nulls_first=True))
    there = {(version.parent_id, version.search_key): version for version in in_order}
    codes = [village.row.code for village in villages if village.row.code]
    taken = {version.code: version for version in known.filter(code__in=codes)}
    twice, codes_twice = Counter(village.key for village in villages), Counter(codes)
    faults = []
    for village in villages:
        row, where = village.row, f"{village.commune}"
        before = there.get(village.key)
        if before and (before.valid_to or date.max) >= (row.since or date.min):
            faults.append(row.fault("name", f"{where} đã có thôn “{before.name}”.", DROP))
        if twice[village.key] > 1:
            faults.append(row.fault("name", f"Thôn này có hai dòng trong {where}.", DROP))
        if row.code in taken:
            message = f"Mã {row.code} đã là của thôn “{taken[row.code].name}”."
            faults.append(row.fault("code", message, "Hãy ghi mã khác hoặc để trống."))
        if row.code and codes_twice[row.code] > 1:
            message = f"Mã {row.code} ghi cho nhiều thôn trong tệp."
            faults.append(row.fault("code", message, "Hãy ghi mỗi thôn một mã."))
    return faults


DROP = "Hãy bỏ dòng này nếu là cùng một thôn."


def _create(villages: list[NewVillage], *, source: str) -> None:
    codes = _Codes(villages)
    ends = last_days({village.commune.unit_id for village in villages})
    units = Unit.objects.bulk_create(Unit() for _ in villages)
    UnitVersion.objects.bulk_create(
        UnitVersion(
            unit=unit,
            code=village.row.code or codes.next_for(village.commune.code),
            name=village.row.name,
            type=UnitType.VILLAGE,
            level=Level.VILLAGE,
            parent_id=village.commune.unit_id,
            valid_from=village.row.since,
            # What became of its villages when a commune ended is for a later file to say.
            valid_to=ends[village.commune.unit_id],
            source=source,
            search_key=search_key(village.row.name),
            sort_key=sort_key(village.row.name),
        )
        for unit, village in zip(units, villages, strict=True)
    )


class _Codes:
    """Codes for villages without one: the commune's code and a running number, 23542-01."""

    def __init__(self, villages: list[NewVillage]) -> None:
        known = UnitVersion.objects.filter(level=Level.VILLAGE).values_list("code", flat=True)
        self.taken = set(known) | {village.row.code for village in villages}

    def next_for(self, commune: str) -> str:
        number = 1
        while f"{commune}-{number:02d}" in self.taken:
            number += 1
        code = f"{commune}-{number:02d}"
        self.taken.add(code)
        return code
