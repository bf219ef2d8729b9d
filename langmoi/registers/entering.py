"""Entries of registers: made, changed, taken back. Each leaves its audit line."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.errors import DomainError
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind
from langmoi.registers.lasting import last_day
from langmoi.registers.models import Entry, EntryState
from langmoi.registers.moving import Move, checked_move, in_lines
from langmoi.registers.rules import EntryTold, rule_of
from langmoi.registers.values import kept_values, rule_values
from langmoi.registers.writing import (
    hold,
    known_as,
    leave_line,
    moved_on,
    one_line,
    refuse,
    refuse_writing,
    search_key_of,
    unit_on,
)

MOST_NAME = 300


@dataclass(frozen=True)
class NewEntry:
    """An entry to make, with its first state. `fields`: days, Decimals, ids of choices, keys."""

    kind: str
    name: str
    first: Move
    fields: Mapping[str, Any] = field(default_factory=dict)
    certainty: str = ""


@transaction.atomic
def add_entry(told: NewEntry, unit: Unit, *, by: User, on: date, at: datetime) -> Entry:
    """A new entry of the register at a unit; refused with every fault at once."""
    kind = kind_of(told.kind)
    refuse_writing(kind, unit.pk, by, on)
    unit_on(kind, unit.pk, on)
    name, kept = _checked(kind, told.name, told.fields, unit.pk, on, None)
    first = in_lines(told.first)
    state, document = checked_move(kind, None, first, fields=told.fields, by=by, on=on)
    refuse_writing(kind, unit.pk, by, on, state.writers)
    row = Entry(
        kind=kind.id,
        unit=unit,
        name=name,
        search_key=search_key_of(kind, name, kept),
        known_as=known_as(kind, name, kept),
        fields=kept,
        state=state.id,
        since=first.since,
        holds_until=last_day(state, first.since),
        certainty=told.certainty,
        made_by=by,
        made_at=at,
    )
    _save_new(kind, row)
    EntryState.objects.create(
        entry=row,
        state=state.id,
        since=first.since,
        document=document,
        document_on=first.document_on,
        signer=first.signer,
        note=first.note,
        by=by,
        at=at,
    )
    leave_line(row, "add", by, fields=kept, state=state.id, since=str(first.since))
    return row


@transaction.atomic
def change_entry(
    entry: Entry, *, name: str, fields: Mapping[str, Any], seen: int, by: User, on: date
) -> Entry:
    """The name and all fields in place of those that stood; the log keeps what changed."""
    kind = kind_of(entry.kind)
    held = hold(entry, kind, seen, by, on)
    name, kept = _checked(kind, name, fields, held.unit_id, on, held)
    # What the kind no longer knows of stays as it was written.
    unknown = {key: value for key, value in held.fields.items() if key not in kind.by_id}
    after = {**unknown, **kept}
    changes = {
        key: [held.fields.get(key), after.get(key)]
        for key in sorted({*held.fields, *after})
        if held.fields.get(key) != after.get(key)
    }
    if name == held.name and not changes:
        return held
    renamed = {"name": [held.name, name]} if name != held.name else {}
    held.name, held.fields = name, after
    held.search_key = search_key_of(kind, name, after)
    held.known_as = known_as(kind, name, after)
    try:
        with transaction.atomic():
            return moved_on(held, "change", by, changes=changes, **renamed)
    except IntegrityError as error:
        raise DomainError(_double(kind, name)) from error


@transaction.atomic
def take_back_entry(
    entry: Entry, *, why: str, seen: int, by: User, on: date, at: datetime
) -> Entry:
    """An entry made by mistake counts no more; it stays to be read, with the reason."""
    kind = kind_of(entry.kind)
    held = hold(entry, kind, seen, by, on)
    held.why_taken_back = one_line(why, "lý do thu hồi", 300, needed=True)
    held.taken_back_at, held.taken_back_by = at, by
    return moved_on(held, "take_back", by, why=held.why_taken_back)


def check_entry(
    kind: Kind,
    name: str,
    fields: Mapping[str, Any],
    unit: int,
    on: date,
    entry: Entry | None = None,
) -> dict[str, Any]:
    """The fields as they are to be kept; raises FaultyInput with every fault."""
    kept, faults = kept_values(kind.fields, fields)
    check = rule_of(kind).check_entry
    if check is not None and not faults:
        told = rule_values(kind.fields, kept)
        faults += check(EntryTold(kind, unit, name, told, on, entry))
    refuse(faults, kind.one)
    return kept


def _checked(
    kind: Kind, name: str, fields: Mapping[str, Any], unit: int, on: date, entry: Entry | None
) -> tuple[str, dict[str, Any]]:
    name = one_line(name, f"tên {kind.one}", MOST_NAME, needed=True)
    return name, check_entry(kind, name, fields, unit, on, entry)


def _save_new(kind: Kind, row: Entry) -> None:
    try:
        with transaction.atomic():
            row.save()
    except IntegrityError as error:
        raise DomainError(_double(kind, row.name)) from error


def _double(kind: Kind, name: str) -> str:
    return (
        f"Đơn vị này đã có “{name}” trong sổ “{kind.name}”. "
        "Hãy mở mục đã có để sửa, hoặc ghi tên phân biệt."
    )
