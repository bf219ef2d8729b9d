"""The rule of findings of community supervision boards: answers that are overdue."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import Column, EntryTold, Fact, Filter, KindRule, Reminder

KIND = "supervision_finding"
WAITING = ("raised", "returned")


def days_overdue(row: EntryRow, on: date) -> int:
    """Days past the day by which the board asked for an answer; 0 where none is waited for."""
    due: date | None = row.values.get("answer_due_on")
    if row.state is None or row.state.state.id not in WAITING or due is None:
        return 0
    return max(0, (on - due).days)


def check_entry(told: EntryTold) -> Sequence[Fault]:
    found_on, due = told.fields["found_on"], told.fields.get("answer_due_on")
    faults = []
    if found_on > told.on:
        said = f"Ngày giám sát {show_day(found_on)} chưa tới."
        faults.append(Fault(said, "Hãy ghi ngày đã giám sát.", figure="found_on"))
    if due is not None and due < found_on:
        said = f"Hạn trả lời {show_day(due)} trước ngày giám sát {show_day(found_on)}."
        faults.append(Fault(said, "Hãy xem lại hai ngày.", figure="answer_due_on"))
    return faults


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    if row.state is None or row.state.state.id not in WAITING:
        return []
    due = row.values.get("answer_due_on")
    if due is None:
        said = "Ban giám sát chưa đề nghị hạn trả lời"
        return [Fact("Hạn trả lời", said, is_heading=True)]
    late = days_overdue(row, on)
    said = f"{show_day(due)}" + (f", quá hạn {late} ngày" if late else "")
    return [Fact("Hạn trả lời", said, False if late else None, is_heading=not late)]


def reminders(rows: Sequence[EntryRow], on: date) -> Sequence[Reminder]:
    """Findings whose answer is waited for by a day."""
    found = []
    for row in rows:
        due = row.values.get("answer_due_on")
        if row.state is not None and row.state.state.id in WAITING and due is not None:
            said = f"{row.entry.name} ({row.place}): chờ {row.values['addressed_to']} trả lời"
            found.append(Reminder(said, due, due < on, row.entry))
    return found


def summary(rows: Sequence[EntryRow], on: date) -> Sequence[Fact]:
    waiting = [r for r in rows if r.state is not None and r.state.state.id in WAITING]
    late = sum(1 for row in waiting if days_overdue(row, on))
    return [
        Fact("Đang chờ trả lời", str(len(waiting)), is_heading=True),
        Fact("Quá hạn trả lời", str(late), False if late else None, is_heading=not late),
    ]


def _said_late(row: EntryRow, _: object) -> str:
    late = days_overdue(row, row.on)
    return f"{late} ngày" if late else ""


def _is_late(row: EntryRow, _: object, choice: str) -> bool:
    return bool(days_overdue(row, row.on)) == (choice == "1")


RULE = KindRule(
    check_entry=check_entry,
    facts=facts,
    columns=(Column("Quá hạn", _said_late, 12),),
    filters=(
        Filter("han", "Thời hạn", (("1", "quá hạn trả lời"), ("0", "không quá hạn")), _is_late),
    ),
    reminders=reminders,
    summary=summary,
)
