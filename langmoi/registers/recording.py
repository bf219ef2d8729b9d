"""Facts of an entry by year, month or day: added, and taken back where they were wrong."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.people.models import User
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind, Per, RecordDef
from langmoi.registers.models import Entry, EntryRecord
from langmoi.registers.rules import RecordTold, rule_of
from langmoi.registers.values import kept_values, rule_values
from langmoi.registers.writing import document_of, hold, moved_on, one_line, refuse

EARLIEST = 1945


@dataclass(frozen=True)
class NewRecord:
    """A record to add: of a year where there is one a year, else of a day."""

    record: str
    fields: Mapping[str, Any] = field(default_factory=dict)
    year: int | None = None
    day: date | None = None
    document: str = ""
    certainty: str = ""


@transaction.atomic
def add_record(
    entry: Entry, told: NewRecord, *, seen: int, by: User, on: date, at: datetime
) -> EntryRecord:
    """A fact of the entry; refused with every fault, and where there is one of that time."""
    kind = kind_of(entry.kind)
    wanted = _record_of(kind, told.record)
    held = hold(entry, kind, seen, by, on, wanted.writers)
    year, day, slot = slot_of(wanted, told.year, told.day, on)
    kept = check_record(held, kind, told, on=on)
    row = EntryRecord(
        entry=held,
        kind=wanted.id,
        year=year,
        on=day,
        slot=slot,
        fields=kept,
        document=document_of(told.document, wanted.document, wanted.label),
        certainty=told.certainty,
        by=by,
        at=at,
    )
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError(
            f"“{wanted.label}” của {said_slot(wanted, year, day)} đã có. "
            "Nếu số cũ sai, hãy thu hồi nó rồi ghi lại."
        ) from error
    moved_on(held, "record", by, record=wanted.id, row=row.pk, slot=slot, fields=kept)
    return row


@transaction.atomic
def take_back_record(
    row: EntryRecord, *, why: str, seen: int, by: User, on: date, at: datetime
) -> EntryRecord:
    """A wrong record counts no more; it stays to be read, with the reason."""
    kind = kind_of(row.entry.kind)
    wanted = _record_of(kind, row.kind)
    held = hold(row.entry, kind, seen, by, on, wanted.writers)
    current = EntryRecord.objects.select_for_update().get(pk=row.pk)
    if current.taken_back_at is not None:
        raise DomainError("Số liệu này đã được thu hồi. Hãy tải lại trang để xem.")
    current.why_taken_back = one_line(why, "lý do thu hồi", 300, needed=True)
    current.taken_back_at, current.taken_back_by = at, by
    current.save()
    moved_on(held, "take_back_record", by, record=wanted.id, row=row.pk, why=current.why_taken_back)
    return current


def check_record(entry: Entry, kind: Kind, told: NewRecord, *, on: date) -> dict[str, Any]:
    """The fields as they are to be kept; raises FaultyInput with every fault."""
    wanted = _record_of(kind, told.record)
    year, day, _ = slot_of(wanted, told.year, told.day, on)
    kept, faults = kept_values(wanted.fields, told.fields)
    check = rule_of(kind).check_record
    if check is not None and not faults:
        values = rule_values(wanted.fields, kept)
        faults += check(RecordTold(entry, wanted.id, year, day, values, on))
    refuse(faults, f"“{wanted.label}”")
    return kept


def slot_of(
    wanted: RecordDef, year: int | None, day: date | None, on: date
) -> tuple[int, date | None, str]:
    """The year, the day, and what there may be one of."""
    if wanted.once_per is Per.YEAR:
        if year is None:
            raise DomainError(f"Chưa ghi năm của “{wanted.label}”. Hãy ghi như 2019.")
        if not EARLIEST <= year <= on.year:
            raise DomainError(
                f"Năm {year} của “{wanted.label}” không ghi được. Hãy ghi từ {EARLIEST} "
                f"đến {on.year}."
            )
        return year, None, str(year)
    if day is None:
        raise DomainError(f"Chưa ghi ngày của “{wanted.label}”. Hãy ghi như 31/12/2019.")
    if day > on:
        raise DomainError(f"Ngày {show_day(day)} chưa tới. Hãy ghi ngày đã có.")
    if wanted.once_per is Per.MONTH:
        return day.year, day, f"{day:%Y-%m}"
    return day.year, day, day.isoformat() if wanted.once_per is Per.DAY else ""


def said_slot(wanted: RecordDef, year: int, day: date | None) -> str:
    """“năm 2019”, “tháng 12/2019”, “ngày 20/12/2019”."""
    if day is None:
        return f"năm {year}"
    if wanted.once_per is Per.MONTH:
        return f"tháng {day:%m/%Y}"
    return f"ngày {show_day(day)}"


def _record_of(kind: Kind, record: str) -> RecordDef:
    wanted = kind.records_by_id.get(record)
    if wanted is None:
        raise NotFound(f"Sổ “{kind.name}” không có loại số liệu này. Hãy tải lại trang.")
    return wanted
