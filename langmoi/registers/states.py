"""The state of an entry on a day, from its dated rows; one that ran out is followed by another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from langmoi.registers.kinds import Kind, StateDef
from langmoi.registers.lasting import last_day
from langmoi.registers.models import Entry, EntryState


@dataclass(frozen=True)
class StateOn:
    """The state on a day; `row` is what was written, from which it follows."""

    state: StateDef
    since: date
    until: date | None  # the last day, where it ends by itself
    row: EntryState
    has_run_out: bool = False  # nobody wrote it: the months of the one before are over


def state_of_rows(kind: Kind, rows: Sequence[EntryState], day: date) -> StateOn | None:
    """Of rows that stand, in the order of their days; None before the first."""
    found = [row for row in rows if row.since <= day]
    if not found:
        return None
    row = found[-1]
    state = kind.states_by_id.get(row.state) or StateDef(row.state, row.state, frozenset())
    until = last_day(state, row.since)
    if until is not None and day > until and state.then in kind.states_by_id:
        after = kind.states_by_id[state.then]
        return StateOn(after, until + timedelta(days=1), None, row, has_run_out=True)
    return StateOn(state, row.since, until, row)


def rows_of(entries: Collection[int]) -> dict[int, list[EntryState]]:
    """The states that stand, by entry, in the order of their days; one query."""
    rows = EntryState.objects.filter(entry__in=entries).order_by("since", "pk")
    return standing(rows)


def standing(rows: Iterable[EntryState]) -> dict[int, list[EntryState]]:
    every = list(rows)
    gone = {row.takes_back_id for row in every if row.takes_back_id}
    found: dict[int, list[EntryState]] = defaultdict(list)
    for row in every:
        if row.pk not in gone and row.takes_back_id is None:
            found[row.entry_id].append(row)
    return found


def state_on(entry: Entry, kind: Kind, day: date) -> StateOn | None:
    """The state of one entry on a day; None before its first."""
    return state_of_rows(kind, rows_of([entry.pk]).get(entry.pk, []), day)
