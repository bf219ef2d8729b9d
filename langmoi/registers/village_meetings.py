"""The rule of village meetings: counts that can be, and what each vote came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.registers.models import Entry, EntryRecord
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.rules import Column, EntryTold, Fact, KindRule, RecordTold
from langmoi.registers.village_facts import known_households, villages_in
from langmoi.registers.village_votes import (
    Ballots,
    Passed,
    Turnout,
    VoteResult,
    ballot_fault,
    result_of,
    turnout_faults,
)

KIND = "village_meeting"


@dataclass(frozen=True)
class Vote:
    ballots: Ballots
    result: VoteResult
    record: EntryRecord


@dataclass(frozen=True)
class MeetingOf:
    """A village's meeting with its votes, in the order in which they were put down."""

    row: EntryRow
    held_on: date
    votes: tuple[Vote, ...]


def meetings_for(unit_key: int, first: date, last: date) -> list[MeetingOf]:
    """The meetings of a village, or of a commune's villages, held in those days; the newest first.

    As they stand on the last day; one made by mistake is none.
    """
    keys = {version.unit_id for version in villages_in([unit_key], last)}
    return meetings_of(keys, first, last)


def meetings_of(villages: set[int], first: date, last: date) -> list[MeetingOf]:
    """The same for many villages; a fixed number of queries."""
    rows = entries_of(KIND, on=last, unit_keys=villages) if villages else []
    found = [meeting_of(row) for row in rows if row.is_live]
    held = [meeting for meeting in found if first <= meeting.held_on <= last]
    return sorted(held, key=lambda m: m.held_on, reverse=True)


def meeting_of(row: EntryRow) -> MeetingOf:
    held_on, households = row.values["held_on"], row.values.get("households")
    records = sorted(row.records.get("vote", []), key=lambda record: record.pk)
    votes = []
    for record in records:
        ballots = _ballots(record.fields)
        votes.append(Vote(ballots, result_of(ballots, households, held_on), record))
    return MeetingOf(row, held_on, tuple(votes))


def _ballots(fields: dict[str, Any]) -> Ballots:
    return Ballots(
        str(fields["question"]),
        int(fields["in_favour"]),
        int(fields["against"]),
        int(fields["abstained"]),
    )


def check_entry(told: EntryTold) -> Sequence[Fault]:
    fields, held_on = told.fields, told.fields["held_on"]
    if held_on > told.on:
        said = f"Ngày họp {show_day(held_on)} chưa tới."
        return [Fault(said, "Hãy ghi biên bản khi đã họp.", figure="held_on")]
    turnout = Turnout(fields.get("households"), fields.get("invited"), fields["attending"])
    known = known_households([told.unit], held_on).get(told.unit)
    said_faults = turnout_faults(turnout, known_households=known)
    said_faults += _against_votes(told.entry, fields["attending"])
    return [Fault(said, figure="attending") for said in said_faults]


def _against_votes(entry: Entry | None, attending: int) -> list[str]:
    """Votes put down already may not come to more than the number is changed to."""
    if entry is None:
        return []
    votes = EntryRecord.objects.filter(entry=entry, kind="vote", taken_back_at__isnull=True)
    faults = (ballot_fault(_ballots(vote.fields), attending) for vote in votes)
    return [said for said in faults if said]


def check_record(told: RecordTold) -> Sequence[Fault]:
    attending = int(told.entry.fields["attending"])
    ballots = _ballots(dict(told.fields))
    said = ballot_fault(ballots, attending)
    return [Fault(said, figure="in_favour")] if said else []


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    """Each vote with its result and the rule behind it."""
    found = []
    for vote in meeting_of(row).votes:
        rule, passed = vote.result.rule, vote.result.passed
        said = f"{passed.label}: {vote.result.why}"
        ok = None if passed is Passed.UNKNOWN else passed is Passed.PASSED
        basis, status = (rule.basis.text, rule.basis.status) if rule else ("", "")
        found.append(Fact(vote.ballots.question, said, ok, basis, status))
    return found


def said_votes(row: EntryRow) -> str:
    """“2 việc, 1 được thông qua”."""
    votes = meeting_of(row).votes
    if not votes:
        return ""
    passed = sum(vote.result.passed is Passed.PASSED for vote in votes)
    return f"{len(votes)} việc, {passed} được thông qua"


RULE = KindRule(
    check_entry=check_entry,
    check_record=check_record,
    facts=facts,
    columns=(Column("Biểu quyết", lambda row, _: said_votes(row), 24),),
)
