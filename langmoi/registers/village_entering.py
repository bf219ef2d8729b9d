"""A meeting with its votes, a session with its attendance: put down in one go, all or nothing."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.registers import sessions, village_meetings
from langmoi.registers.attendance import Came
from langmoi.registers.entering import NewEntry, add_entry
from langmoi.registers.models import Entry
from langmoi.registers.moving import Move
from langmoi.registers.papers import attach
from langmoi.registers.recording import NewRecord, add_record
from langmoi.registers.village_votes import Ballots
from langmoi.reporting.evidence.keeping import NewFile


@dataclass(frozen=True)
class NewMeeting:
    """What the minutes say. `fields` are those of the register; `minutes` the signed paper."""

    fields: Mapping[str, Any]
    votes: Sequence[Ballots] = ()
    minutes: NewFile | None = None
    certainty: str = ""


@dataclass(frozen=True)
class NewSession:
    """A session; who came, by the key of the village (`Came.village` is not read)."""

    name: str
    fields: Mapping[str, Any]
    came: Mapping[int, Came] = field(default_factory=dict)
    materials: NewFile | None = None
    certainty: str = ""


@transaction.atomic
def add_village_meeting(
    told: NewMeeting, village: Unit, *, by: User, on: date, at: datetime
) -> Entry:
    """The meeting, its votes in their order, and the signed minutes where they are given."""
    who: dict[str, Any] = {"by": by, "on": on, "at": at}
    held_on = _day(told.fields, "ngày họp")
    questions = [ballots.question for ballots in told.votes]
    if len({*questions}) != len(questions):
        raise DomainError("Hai việc biểu quyết ghi giống nhau. Hãy ghi mỗi việc một dòng.")
    state = "signed" if told.minutes else "held"
    first = Move(state, min(held_on, on))
    name = f"Họp thôn ngày {show_day(held_on)}"
    new = NewEntry(village_meetings.KIND, name, first, told.fields, told.certainty)
    entry = add_entry(new, village, **who)
    for seen, ballots in enumerate(told.votes, start=entry.version):
        fields = {
            "question": ballots.question,
            "in_favour": ballots.in_favour,
            "against": ballots.against,
            "abstained": ballots.abstained,
        }
        record = NewRecord("vote", fields, day=held_on, certainty=told.certainty)
        add_record(entry, record, seen=seen, **who)
    if told.minutes:
        seen = entry.version + len(told.votes)
        attach(entry, told.minutes, label="Biên bản họp thôn đã ký", seen=seen, **who)
    return entry


@transaction.atomic
def add_session(told: NewSession, unit: Unit, *, by: User, on: date, at: datetime) -> Entry:
    """The session of a commune or village with who came from each village."""
    who: dict[str, Any] = {"by": by, "on": on, "at": at}
    held_on = _day(told.fields, "ngày tổ chức")
    new = NewEntry(
        sessions.KIND, told.name, Move("held", min(held_on, on)), told.fields, told.certainty
    )
    entry = add_entry(new, unit, **who)
    for seen, (village, came) in enumerate(told.came.items(), start=entry.version):
        fields = {"village": [village], "people": came.people, "households": came.households}
        record = NewRecord("attendance", fields, day=held_on, certainty=told.certainty)
        add_record(entry, record, seen=seen, **who)
    if told.materials:
        seen = entry.version + len(told.came)
        attach(entry, told.materials, label="Tài liệu tuyên truyền", seen=seen, **who)
    return entry


def _day(fields: Mapping[str, Any], what: str) -> date:
    held_on = fields.get("held_on")
    if not isinstance(held_on, date):
        raise DomainError(f"Chưa ghi {what}. Hãy ghi như 31/12/2019.")
    return held_on
