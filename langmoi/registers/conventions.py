"""The rule of village conventions: steps and deciders of the day, days that are overdue."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.registers.convention_days import (
    Dated,
    Wait,
    decider_fault,
    state_fault,
    suspension_due,
    waits_of,
)
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import Column, EntryTold, Fact, Filter, KindRule, MoveTold, Reminder
from langmoi.registers.states import rows_of
from langmoi.registers.village_rules import convention_rule, published_conventions
from langmoi.reporting.workdays import working_days_between

KIND = "village_convention"
DECISIONS = ("recognised", "amended")
SUSPENDED = ("suspended", "suspended_part")

Waits = Mapping[int, Sequence[Wait]]


def waits_by_entry(rows: Sequence[EntryRow], on: date) -> dict[int, list[Wait]]:
    """The steps with days of each convention, by entry; one query however many."""
    states = rows_of([row.entry.pk for row in rows])
    return {
        row.entry.pk: [
            *waits_of([Dated(s.state, s.since) for s in states.get(row.entry.pk, ())], on),
            *_suspensions(row, [(s.state, s.since) for s in states.get(row.entry.pk, ())], on),
        ]
        for row in rows
    }


def _suspensions(row: EntryRow, states: Collection[tuple[str, date]], on: date) -> list[Wait]:
    """For each report of something to suspend: by when, and what was decided first after it."""
    settled = [day for state, day in states if state in SUSPENDED]
    settled += [record.on for record in row.records.get("kept", []) if record.on]
    found = []
    for record in row.records.get("report", []):
        if record.on is None:
            continue
        done = min((day for day in settled if record.on <= day <= on), default=None)
        due, rule = suspension_due(record.on), convention_rule(record.on)
        late = working_days_between(due, done or on) if due else 0
        basis = rule.basis if rule else None
        found.append(Wait("Quyết định về việc tạm ngừng", record.on, due, done, basis, late))
    return found


def late_of(waits: Sequence[Wait]) -> list[Wait]:
    """What is waited for past its day."""
    return [wait for wait in waits if wait.is_open and wait.is_late]


def said_late(waits: Sequence[Wait]) -> str:
    return "; ".join(f"{w.name}: quá hạn {w.days_late} ngày làm việc" for w in late_of(waits))


def check_entry(told: EntryTold) -> Sequence[Fault]:
    if told.fields.get("has_ntm") is False and told.fields.get("ntm_text"):
        said = "Đã ghi nội dung thi đua nhưng chọn không có nội dung nông thôn mới."
        return [Fault(said, "Hãy chọn “có”, hoặc bỏ phần nội dung.", figure="has_ntm")]
    return []


def check_move(told: MoveTold) -> Sequence[Fault]:
    label = told.kind.states_by_id[told.state].label
    said = state_fault(told.state, told.since, label)
    if not said and told.state in DECISIONS and (decider := told.fields.get("decider")):
        said = decider_fault(decider, told.since)
    return [Fault(said)] if said else []


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    """Who recognises that day, and each step that has its days."""
    rule = convention_rule(on)
    if rule is None:
        return [Fact("Cấp công nhận", "chưa rõ quy định của ngày này")]
    basis, status = rule.basis.document, rule.basis.status
    found = [Fact("Cấp công nhận", rule.recogniser, None, basis, status, is_heading=True)]
    if rule.forms:
        forms = "; ".join(rule.forms)
        found.append(Fact("Hồ sơ", forms, None, basis, status, is_heading=True))
    return [*found, *map(_fact, waits_by_entry([row], on)[row.entry.pk])]


def _fact(wait: Wait) -> Fact:
    basis = wait.basis.document if wait.basis else ""
    status = wait.basis.status if wait.basis else ""
    since = f"tính từ {show_day(wait.began_on)}"
    if wait.due_on is None:
        done = f", xong {show_day(wait.done_on)}" if wait.done_on else ""
        said = f"{since}{done}; chưa rõ thời hạn theo quy định của ngày ấy"
        return Fact(wait.name, said, None, basis, status)
    when = f"hạn {show_day(wait.due_on)}"
    done = f"xong {show_day(wait.done_on)}" if wait.done_on else "chưa xong"
    late = f", quá {wait.days_late} ngày làm việc" if wait.is_late else ""
    ok = False if wait.is_late else (True if wait.done_on else None)
    said = f"{since}, {when}; {done}{late}"
    return Fact(wait.name, said, ok, basis, status, is_heading=ok is None)


def reminders(rows: Sequence[EntryRow], on: date) -> Sequence[Reminder]:
    """Steps not done yet whose day is known."""
    waits = waits_by_entry(rows, on)
    return [
        Reminder(f"{row.place}: {wait.name}", wait.due_on, wait.is_late, row.entry)
        for row in rows
        for wait in waits[row.entry.pk]
        if wait.is_open and wait.due_on is not None
    ]


def summary(rows: Sequence[EntryRow], on: date) -> Sequence[Fact]:
    """How many are in force, beside the published count where there is one."""
    villages = len({row.entry.unit_id for row in rows if row.is_live})
    in_force = "Thôn có hương ước, quy ước đang có hiệu lực"
    found = [Fact(in_force, str(villages), is_heading=True)]
    with_ntm = sum(1 for row in rows if row.is_live and row.values.get("has_ntm"))
    of_it = "Trong đó có nội dung thi đua nông thôn mới"
    found.append(Fact(of_it, str(with_ntm), is_heading=True))
    published = published_conventions(on)
    if published:
        said = f"{published.with_convention}/{published.villages} (toàn tỉnh, {published.said})"
        source, status = published.source, published.status
        found.append(Fact("Số đã công bố", said, None, source, status, is_heading=True))
    return found


def _is_late(row: EntryRow, waits: Waits, choice: str) -> bool:
    return bool(late_of(waits.get(row.entry.pk, ()))) == (choice == "1")


RULE = KindRule(
    check_entry=check_entry,
    check_move=check_move,
    facts=facts,
    prepare=waits_by_entry,
    columns=(Column("Quá hạn", lambda row, waits: said_late(waits.get(row.entry.pk, ())), 30),),
    filters=(Filter("han", "Thời hạn", (("1", "đang quá hạn"), ("0", "không quá hạn")), _is_late),),
    reminders=reminders,
    summary=summary,
)
