"""The states of an entry: each from a day on, with its paper; a wrong one is taken back."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.people.models import User
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind, StateDef
from langmoi.registers.lasting import last_day
from langmoi.registers.models import Entry, EntryState
from langmoi.registers.rules import MoveTold, rule_of
from langmoi.registers.states import state_of_rows
from langmoi.registers.values import kept_values, rule_values
from langmoi.registers.writing import document_of, hold, moved_on, one_line, refuse, refuse_writing


@dataclass(frozen=True)
class Move:
    """A state from a day on, with what stands behind it."""

    state: str
    since: date
    document: str = ""
    document_on: date | None = None
    signer: str = ""
    note: str = ""


@transaction.atomic
def move_entry(
    entry: Entry, move: Move, *, seen: int, by: User, on: date, at: datetime
) -> EntryState:
    """Bring the entry into the state; only into one that may follow the state of that day."""
    kind = kind_of(entry.kind)
    wanted = kind.states_by_id.get(move.state)
    held = hold(entry, kind, seen, by, on, wanted.writers if wanted else ())
    told = in_lines(move)
    fields = rule_values(kind.fields, held.fields)
    state, document = checked_move(kind, held, told, fields=fields, by=by, on=on)
    row = EntryState.objects.create(
        entry=held,
        state=state.id,
        since=told.since,
        document=document,
        document_on=told.document_on,
        signer=told.signer,
        note=told.note,
        by=by,
        at=at,
    )
    held.state, held.since = state.id, told.since
    held.holds_until = last_day(state, told.since)
    moved_on(held, "move", by, state=state.id, since=str(told.since), document=document)
    return row


@transaction.atomic
def take_back_state(
    entry: Entry, *, why: str, seen: int, by: User, on: date, at: datetime
) -> EntryState:
    """The last state was wrong: the one before it holds again. The first one stays."""
    kind = kind_of(entry.kind)
    held = hold(entry, kind, seen, by, on)
    why = one_line(why, "lý do thu hồi trạng thái", 500, needed=True)
    rows = standing_states(held)
    if len(rows) < 2:
        raise DomainError(
            "Đây là trạng thái đầu tiên, không thu hồi riêng được. "
            "Nếu mục này ghi nhầm, hãy thu hồi cả mục."
        )
    wrong, before = rows[-1], rows[-2]
    row = EntryState.objects.create(
        entry=held, state=wrong.state, since=wrong.since, note=why, takes_back=wrong, by=by, at=at
    )
    state = kind.states_by_id[before.state]
    held.state, held.since = before.state, before.since
    held.holds_until = last_day(state, before.since)
    moved_on(held, "take_back_state", by, state=wrong.state, since=str(wrong.since), why=why)
    return row


def standing_states(entry: Entry) -> list[EntryState]:
    """The states that nobody took back, in the order of their days."""
    rows = list(entry.states.order_by("since", "pk"))
    gone = {row.takes_back_id for row in rows if row.takes_back_id}
    return [row for row in rows if row.pk not in gone and row.takes_back_id is None]


def checked_move(
    kind: Kind,
    entry: Entry | None,
    move: Move,
    *,
    fields: Mapping[str, Any],
    by: User,
    on: date,
) -> tuple[StateDef, str]:
    """The state and its paper's number; raises where it may not be, or not from that day."""
    state = kind.states_by_id.get(move.state)
    if state is None:
        raise NotFound(f"Sổ “{kind.name}” không có trạng thái này. Hãy chọn trong danh sách.")
    if entry is not None and state.writers:
        refuse_writing(kind, entry.unit_id, by, on, state.writers)
    if move.since > on:
        raise DomainError(
            f"Ngày {show_day(move.since)} chưa tới. Hãy ghi ngày từ đó có trạng thái này."
        )
    _refuse_order(kind, entry, state, move)
    document = document_of(move.document, state.document, state.label)
    check = rule_of(kind).check_move
    if check is not None:
        kept, wrong = kept_values(kind.fields, fields)
        told = rule_values(kind.fields, kept) if not wrong else dict(fields)
        refuse(check(MoveTold(kind, entry, told, state.id, move.since, document, on)), "trạng thái")
    return state, document


def _refuse_order(kind: Kind, entry: Entry | None, state: StateDef, move: Move) -> None:
    if entry is None:
        if not state.is_start:
            starts = "; ".join(s.label for s in kind.start_states)
            raise DomainError(
                f"Mục mới không bắt đầu bằng “{state.label}” được. Hãy chọn một trong: {starts}."
            )
        return
    rows = standing_states(entry)
    if rows and move.since < rows[-1].since:
        raise DomainError(
            f"Trạng thái trước có từ {show_day(rows[-1].since)}. "
            f"Hãy ghi ngày không sớm hơn ngày ấy."
        )
    current = state_of_rows(kind, rows, move.since)
    before = current.state if current else None
    if before is None or before.id not in state.sources:
        said = before.label if before else "chưa có trạng thái"
        ways = "; ".join(s.label for s in kind.after(before.id)) if before else ""
        raise DomainError(
            f"Từ “{said}” không chuyển sang “{state.label}” được. "
            + (f"Được chuyển sang: {ways}." if ways else "Trạng thái này là cuối cùng.")
        )


def in_lines(move: Move) -> Move:
    return replace(
        move,
        signer=one_line(move.signer, "người ký", 150),
        note=one_line(move.note, "ghi chú", 500),
    )
