"""A register from a workbook: by the very actions that people use, all of it or nothing."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.audit import digest, record
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.text import search_key
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import districts_of, find_units
from langmoi.registers.access import kept_units
from langmoi.registers.book import CLEAR, NAME, SINCE, STATE, UNIT, WHEN
from langmoi.registers.book_reading import Line, document_in, read_register
from langmoi.registers.entering import NewEntry, add_entry, change_entry
from langmoi.registers.kinds import FieldDef, FieldType, Kind
from langmoi.registers.models import Entry, EntryRecord
from langmoi.registers.moving import Move, move_entry, standing_states
from langmoi.registers.recording import NewRecord, add_record, slot_of, take_back_record
from langmoi.registers.values import kept_values, rule_values
from langmoi.registers.writing import known_as


@dataclass(frozen=True)
class ImportChange:
    """One thing that the file does, in words."""

    place: str
    name: str
    said: str


@dataclass
class Imported:
    """What the file made or would make."""

    changes: list[ImportChange] = field(default_factory=list)
    unchanged: int = 0
    seen: str = ""


class _Undo(Exception):
    """Ends a preview: nothing of it stays."""


def seen_of(kind: Kind, keys: set[int]) -> str:
    """One hash over the versions of the entries of these units; moves when any of them does."""
    rows = Entry.objects.filter(kind=kind.id, unit__in=keys).order_by("pk")
    return digest("", {str(pk): version for pk, version in rows.values_list("pk", "version")})


def preview_register(
    content: bytes, kind: Kind, *, file_name: str, by: User, on: date, at: datetime
) -> Imported:
    """What the file would do; writes nothing. Raises FaultyInput with every fault by its cell."""
    found = Imported()
    try:
        with transaction.atomic():
            found = _run(content, kind, file_name, _Writer(kind, by, on, at, file_name))
            raise _Undo
    except _Undo:
        return found


@transaction.atomic
def import_register(
    content: bytes,
    kind: Kind,
    *,
    file_name: str,
    by: User,
    on: date,
    at: datetime,
    seen: str | None = None,
) -> Imported:
    """Write what the file says, or nothing. seen: as the preview was; refused where it moved."""
    writer = _Writer(kind, by, on, at, file_name)
    if seen is not None and seen != seen_of(kind, writer.kept):
        raise DomainError(
            "Chưa ghi gì: từ lúc xem trước đến nay, sổ đã được người khác thay đổi. "
            "Hãy tải tệp lên lại để xem những thay đổi mới, rồi xác nhận."
        )
    found = _run(content, kind, file_name, writer)
    told = {"kind": kind.id, "changes": len(found.changes), "unchanged": found.unchanged}
    record("register.import", file_name, by=by, **told)
    return found


def _run(content: bytes, kind: Kind, file_name: str, writer: _Writer) -> Imported:
    lines = read_register(content, kind, file_name=file_name)
    writer.found.seen = seen_of(kind, writer.kept)
    faults: list[Fault] = []
    wrong: set[tuple[str, str]] = set()  # entries that are not there for want of their own row
    good: set[tuple[str, str]] = set()
    for line in lines:
        if not line.faults:
            line.faults += _attempt(line, writer, wrong)
        if line.plan.record is None:
            (wrong if line.faults and _named(line) not in good else good).add(_named(line))
        faults += line.faults
    if faults:
        raise FaultyInput(f"Chưa ghi gì: tệp {file_name} có {len(faults)} chỗ cần sửa.", faults)
    return writer.found


def _attempt(line: Line, writer: _Writer, wrong: set[tuple[str, str]]) -> list[Fault]:
    """Do what the row says; what is wrong with it, by its cells."""
    if line.plan.record is not None and _named(line) in wrong:
        return []  # its entry is told already
    try:
        with transaction.atomic():
            writer.write(line)
    except _Unfit as unfit:
        return [unfit.fault]
    except FaultyInput as error:
        return [line.fault(f.figure or NAME, f.message, f.remedy) for f in error.faults]
    except DomainError as error:
        return [line.fault(writer.column, str(error))]
    return []


def _named(line: Line) -> tuple[str, str]:
    return search_key(line.texts.get(UNIT, "")), search_key(line.texts.get(NAME, ""))


class _Unfit(Exception):
    def __init__(self, fault: Fault) -> None:
        super().__init__(fault.message)
        self.fault = fault


class _Writer:
    """Does the rows one after the other; `column` is the one that the current step is about."""

    def __init__(self, kind: Kind, by: User, on: date, at: datetime, file_name: str) -> None:
        self.kind, self.by, self.on, self.at, self.file_name = kind, by, on, at, file_name
        self.kept = kept_units(by, kind, on=on)
        self.found = Imported()
        self.column = NAME
        self._units: dict[str, UnitVersion] = {}
        self._done: dict[tuple[int, str], int] = {}

    def write(self, line: Line) -> None:
        self.column = NAME
        unit = self._unit(line)
        if line.plan.record is None:
            self._entry(line, unit)
        else:
            self._record(line, unit)

    def _tell(self, unit: UnitVersion, line: Line, said: str) -> None:
        self.found.changes.append(ImportChange(unit.full_name, line.texts[NAME], said))

    # ---- entries

    def _entry(self, line: Line, unit: UnitVersion) -> None:
        told = self._values(line, self.kind.fields)
        entry = self._existing(line, unit, told)
        before = self._done.get((unit.unit_id, search_key(line.texts[NAME])))
        if before and not self.kind.known_by:
            said = f"“{line.texts[NAME]}” đã có ở dòng {before}."
            raise _Unfit(line.fault(NAME, said, "Hãy gộp hai dòng, hoặc ghi tên phân biệt."))
        self._done[unit.unit_id, search_key(line.texts[NAME])] = line.number
        if entry is None:
            self._add(line, unit, told)
            return
        changed = self._change(line, unit, entry, told)
        moved = self._move(line, unit, entry)
        self.found.unchanged += not (changed or moved)

    def _existing(self, line: Line, unit: UnitVersion, told: Mapping[str, Any]) -> Entry | None:
        kept, _ = kept_values(self.kind.fields, told)
        key = known_as(self.kind, line.texts[NAME], kept)
        rows = Entry.objects.standing().filter(kind=self.kind.id, unit=unit.unit_id)
        return rows.filter(known_as=key).first()

    def _add(self, line: Line, unit: UnitVersion, told: dict[str, Any]) -> None:
        since = line.values.get(SINCE)
        for column, label in ((STATE, "Trạng thái"), (SINCE, "Từ ngày")):
            if not line.texts.get(column):
                said = f"Mục mới chưa ghi “{label}”."
                raise _Unfit(line.fault(column, said, "Hãy ghi vào."))
        if since is None:
            return
        first = Move(self._state(line), since, document_in(line))
        new = NewEntry(self.kind.id, line.texts[NAME], first, told)
        self.column = SINCE
        add_entry(new, unit.unit, by=self.by, on=self.on, at=self.at)
        self._tell(unit, line, "ghi mục mới")

    def _change(self, line: Line, unit: UnitVersion, entry: Entry, told: Mapping[str, Any]) -> bool:
        after = rule_values(self.kind.fields, entry.fields) | dict(told)
        after = {key: value for key, value in after.items() if key not in line.cleared}
        version = entry.version
        held = change_entry(
            entry, name=entry.name, fields=after, seen=version, by=self.by, on=self.on
        )
        if held.version == version:
            return False
        names = [
            f.label for f in self.kind.fields if entry.fields.get(f.id) != held.fields.get(f.id)
        ]
        entry.version = held.version
        self._tell(unit, line, f"sửa {', '.join(names)}")
        return True

    def _move(self, line: Line, unit: UnitVersion, entry: Entry) -> bool:
        if not line.texts.get(STATE):
            return False
        self.column = STATE
        state, since = self._state(line), line.values.get(SINCE)
        rows = standing_states(entry)
        last = rows[-1]
        if state == last.state and since in (None, last.since):
            return False
        if since is None:
            raise _Unfit(line.fault(SINCE, "Trạng thái mới chưa có “Từ ngày”.", "Hãy ghi vào."))
        move = Move(state, since, document_in(line))
        move_entry(entry, move, seen=entry.version, by=self.by, on=self.on, at=self.at)
        self._tell(unit, line, f"chuyển sang “{self.kind.states_by_id[state].label}”")
        return True

    def _state(self, line: Line) -> str:
        key = search_key(line.texts[STATE])
        for state in self.kind.states:
            if key in (search_key(state.label), search_key(state.id)):
                return state.id
        labels = "; ".join(state.label for state in self.kind.states)
        said = f"Không có trạng thái “{line.texts[STATE]}”."
        raise _Unfit(line.fault(STATE, said, f"Hãy chọn một trong: {labels}."))

    # ---- records

    def _record(self, line: Line, unit: UnitVersion) -> None:
        wanted = line.plan.record
        if wanted is None:
            return
        entry = self._entry_of(line, unit)
        told = self._values(line, wanted.fields)
        self.column = WHEN
        year, day, slot = slot_of(wanted, line.year, line.day, self.on)
        there = entry.records.filter(kind=wanted.id, taken_back_at__isnull=True, year=year, on=day)
        old = there.filter(slot=slot).first() or there.first()
        if old is not None and self._is_same(old, told, line):
            self.found.unchanged += 1
            return
        if old is not None:
            why = f"Thay theo tệp {self.file_name}"[:300]
            take_back_record(old, why=why, seen=entry.version, by=self.by, on=self.on, at=self.at)
            told = rule_values(wanted.fields, old.fields) | told
            told = {key: value for key, value in told.items() if key not in line.cleared}
            entry.refresh_from_db()
        document = document_in(line).removeprefix(CLEAR) or (old.document if old else "")
        new = NewRecord(wanted.id, told, line.year, line.day, document)
        add_record(entry, new, seen=entry.version, by=self.by, on=self.on, at=self.at)
        self._tell(unit, line, f"{'thay' if old else 'ghi'} “{wanted.label}” {slot or day}")

    def _is_same(self, old: EntryRecord, told: Mapping[str, Any], line: Line) -> bool:
        fields = line.plan.fields
        kept, faults = kept_values(fields, rule_values(fields, old.fields) | dict(told))
        kept = {key: value for key, value in kept.items() if key not in line.cleared}
        document = document_in(line)
        return not faults and kept == old.fields and document in ("", old.document)

    def _entry_of(self, line: Line, unit: UnitVersion) -> Entry:
        rows = Entry.objects.standing().filter(kind=self.kind.id, unit=unit.unit_id)
        key = search_key(line.texts[NAME])
        found = [row for row in rows if search_key(row.name) == key]
        if len(found) == 1:
            return found[0]
        said = f"Sổ {'không có' if not found else 'có nhiều'} “{line.texts[NAME]}” ở {unit}."
        raise _Unfit(line.fault(NAME, said, "Hãy xem lại tên, hoặc ghi mục ấy ở trang đầu."))

    # ---- cells

    def _values(self, line: Line, fields: tuple[FieldDef, ...] | Any) -> dict[str, Any]:
        told = {one.id: line.values[one.id] for one in fields if one.id in line.values}
        for one in fields:
            if one.type is FieldType.UNITS and one.id in told:
                told[one.id] = self._units_named(line, one, str(told[one.id]))
        return {key: value for key, value in told.items() if value is not None}

    def _units_named(self, line: Line, one: FieldDef, text: str) -> list[int]:
        names = [name.strip() for name in text.split(";") if name.strip()]
        return [self._find(line, one.id, name).unit_id for name in names]

    def _unit(self, line: Line) -> UnitVersion:
        """The unit named, of those for which the person keeps the register."""
        text = line.texts[UNIT]
        if text not in self._units:
            self._units[text] = self._find(line, UNIT, text)
        return self._units[text]

    def _find(self, line: Line, column: str, text: str) -> UnitVersion:
        found = find_units(text, on=self.on, within=self.kept)
        if column == UNIT:
            found = [unit for unit in found if unit.level in self.kind.levels]
        if len(found) == 1:
            return found[0]
        if not found:
            said = f"Không có đơn vị “{text}” trong phạm vi được ghi sổ này."
            raise _Unfit(line.fault(column, said, "Hãy xem lại tên, hoặc ghi mã."))
        above = districts_of([unit.unit_id for unit in found], self.on)
        codes = (f"{u.code} ({above.get(u.unit_id, u).full_name})" for u in found)
        said = f"Có {len(found)} đơn vị tên “{text}”."
        raise _Unfit(line.fault(column, said, f"Hãy ghi mã: {'; '.join(codes)}."))
