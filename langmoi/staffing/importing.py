"""Posts from a workbook: done by the very actions that people use, all of it or nothing."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.text import search_key
from langmoi.people.models import User
from langmoi.places.models import Level, Unit, UnitVersion
from langmoi.places.queries import districts_of, find_units
from langmoi.staffing.access import kept_units
from langmoi.staffing.models import StaffHolder, StaffPosition
from langmoi.staffing.posts import (
    Course,
    NewHolder,
    NewPosition,
    add_position,
    add_training,
    fill_position,
)
from langmoi.staffing.staff_file import StaffLine, read_staff_file


@dataclass
class StaffImport:
    """How many posts, holders and courses the file made."""

    positions: int = 0
    holders: int = 0
    courses: int = 0


@dataclass(frozen=True)
class _Writer:
    by: User
    on: date
    at: datetime
    kept: frozenset[int]
    made: StaffImport


class _Unfit(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


@transaction.atomic
def import_staff(
    content: bytes, *, file_name: str, by: User, on: date, at: datetime
) -> StaffImport:
    """Write what the file says, or nothing; raises FaultyInput with every fault by its cell.

    A post that the unit has under the same title is taken as it stands; so is its holder of the
    same name. Another holder is refused: who left must be told first.
    """
    lines, faults = read_staff_file(content, file_name=file_name)
    kept = frozenset(kept_units(by, on=on))
    writer = _Writer(by, on, at, kept, StaffImport())
    wrong = {fault.cell.lstrip("ABCDEFGHIJ") for fault in faults}
    for line in lines:
        if str(line.number) in wrong:
            continue
        try:
            with transaction.atomic():
                _write(line, writer)
        except _Unfit as unfit:
            faults.append(unfit.fault)
        except DomainError as error:
            faults.append(line.fault("since", str(error)))
    if faults:
        faults.sort(key=lambda fault: (_row_of(fault), fault.cell))
        raise FaultyInput(f"Chưa ghi gì: tệp {file_name} có {len(faults)} chỗ cần sửa.", faults)
    made = writer.made
    told = {"positions": made.positions, "holders": made.holders, "courses": made.courses}
    record("staff.import", file_name, by=by, lines=len(lines), **told)
    return made


def _write(line: StaffLine, writer: _Writer) -> None:
    """The post, then who holds it, then the course; counted once all of it stands."""
    unit = _unit(line, writer)
    since = line.days["since"]
    if since is None:
        raise _Unfit(line.fault("since", "Chưa ghi “Giữ từ ngày”.", "Hãy ghi như 01/03/2016."))

    position, is_new = _position(line, unit, since, writer)
    holder, is_filled = _holder(line, position, since, writer)
    if line["course"]:
        if holder is None:
            raise _Unfit(line.fault("course", "Có khóa học mà chưa ghi người giữ."))
        begun_on, ended_on = line.days["begun_on"], line.days["ended_on"]
        if begun_on is None or ended_on is None:
            raise _Unfit(line.fault("begun_on", "Khóa học chưa đủ ngày bắt đầu và kết thúc."))
        told = Course(
            line["course"], begun_on, ended_on, line["given_by"], line.ticks["certificate"]
        )
        seen = position.version
        holder.position = position
        add_training(holder, told, seen=seen, on=writer.on, by=writer.by, at=writer.at)
        writer.made.courses += 1
    writer.made.positions += is_new
    writer.made.holders += is_filled


def _position(
    line: StaffLine, unit: Unit, since: date, writer: _Writer
) -> tuple[StaffPosition, bool]:
    key = search_key(line["title"])
    for position in StaffPosition.objects.filter(unit=unit, valid_to__isnull=True):
        if search_key(position.title) == key:
            return position, False
    told = NewPosition(line["title"], since)
    return add_position(told, unit, by=writer.by, on=writer.on, at=writer.at), True


def _holder(
    line: StaffLine, position: StaffPosition, since: date, writer: _Writer
) -> tuple[StaffHolder | None, bool]:
    current = position.holders.filter(valid_to__isnull=True).first()
    if not line["name"]:
        return None, False
    if current is not None and search_key(current.name) == search_key(line["name"]):
        return current, False
    told = NewHolder(line["name"], since, line.ticks["full_time"])
    seen = position.version
    holder = fill_position(position, told, seen=seen, by=writer.by, on=writer.on, at=writer.at)
    return holder, True


def _unit(line: StaffLine, writer: _Writer) -> Unit:
    """The unit named, of those that the person keeps; outside them there is none."""
    found = find_units(line["unit"], on=writer.on, within=writer.kept) if line["unit"] else []
    named = [unit for unit in found if unit.level != Level.VILLAGE]
    if len(named) == 1:
        return named[0].unit
    if not named:
        said = f"Không có đơn vị “{line['unit']}” trong phạm vi quản lý."
        raise _Unfit(line.fault("unit", said, "Hãy xem lại tên, hoặc ghi mã."))
    raise _Unfit(line.fault("unit", f"Có {len(named)} đơn vị tên này.", _codes(named, writer.on)))


def _codes(named: list[UnitVersion], on: date) -> str:
    above = districts_of([unit.unit_id for unit in named], on)
    told = (f"{u.code} ({above.get(u.unit_id, u).full_name})" for u in named)
    return f"Hãy ghi mã: {'; '.join(told)}."


def _row_of(fault: Fault) -> int:
    return int("".join(filter(str.isdigit, fault.cell)) or 0)
