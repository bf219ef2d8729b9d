"""A cooperative of Sa Nghĩa to write about, and the short ways to write."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

from langmoi.places.queries import unit_by_code
from langmoi.registers.actions import (
    Move,
    NewEntry,
    NewRecord,
    add_entry,
    add_record,
    change_entry,
    move_entry,
)

TODAY = date(2019, 12, 20)
AT = datetime(2019, 12, 20, 3, tzinfo=UTC)
WHEN = {"on": TODAY, "at": AT}
FIRST = Move("active", date(2014, 5, 12))
COOPERATIVE = NewEntry(
    "cooperative",
    "HTX Nông nghiệp Sa Nghĩa",
    FIRST,
    {"field": "crops", "founded_on": date(2014, 5, 12), "charter_capital": 350_000_000},
)


def unit(code="23542", level="commune", on=TODAY):
    return unit_by_code(code, on, level).unit


def add(by, told=COOPERATIVE, *, code="23542", level="commune", **changed):
    return add_entry(replace(told, **changed), unit(code, level), by=by, **WHEN)


def change(entry, by, *, seen=None, name=None, **fields):
    seen = entry.version if seen is None else seen
    told = {**COOPERATIVE.fields, **fields}
    return change_entry(entry, name=name or entry.name, fields=told, seen=seen, by=by, on=TODAY)


def move(entry, by, state, since, *, seen=None, when=None, **told):
    entry.refresh_from_db()
    seen = entry.version if seen is None else seen
    return move_entry(entry, Move(state, since, **told), seen=seen, by=by, **(when or WHEN))


def put(entry, by, record, *, seen=None, when=None, **told):
    """put(entry, by, "rating", year=2018, fields={…})"""
    entry.refresh_from_db()
    seen = entry.version if seen is None else seen
    return add_record(entry, NewRecord(record, **told), seen=seen, by=by, **(when or WHEN))
