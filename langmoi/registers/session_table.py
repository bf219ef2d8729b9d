"""Sessions added up by commune, language or criterion: how many, who came, what was given."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from langmoi.core.text import sort_key
from langmoi.registers.campaigns import AMOUNTS, Mobilised
from langmoi.registers.queries import EntryRow
from langmoi.registers.sessions import given_at, households_at, people_at


@dataclass(frozen=True)
class SessionTotal:
    """Attendance is None where nobody was counted; `uncounted` sessions are in no attendance."""

    name: str
    sessions: int
    villages: int
    people: int | None
    households: int | None
    uncounted: int
    given: Mobilised


Of = Callable[[EntryRow], str]


def by_commune(row: EntryRow) -> str:
    return row.commune.full_name if row.commune else row.place


def by_language(row: EntryRow) -> str:
    """By the first language; a second one is told beside."""
    return _choice(row, "language")


def by_organiser(row: EntryRow) -> str:
    return _choice(row, "organiser")


def by_criterion(row: EntryRow) -> str:
    number = row.values.get("criterion")
    return f"Tiêu chí {number}" if number else "Nói chung"


def _choice(row: EntryRow, field: str) -> str:
    return row.kind.by_id[field].labels.get(str(row.values.get(field)), "")


def totals(rows: Sequence[EntryRow], of: Of) -> list[SessionTotal]:
    """One line for each name, the most sessions first."""
    groups: dict[str, list[EntryRow]] = {}
    for row in rows:
        groups.setdefault(of(row), []).append(row)
    found = [total_of(name, of_it) for name, of_it in groups.items()]
    return sorted(found, key=lambda total: (-total.sessions, sort_key(total.name)))


def total_of(name: str, rows: Sequence[EntryRow]) -> SessionTotal:
    villages = {
        record.fields["village"][0] for row in rows for record in row.records.get("attendance", [])
    }
    return SessionTotal(
        name=name,
        sessions=len(rows),
        villages=len(villages),
        people=_sum(map(people_at, rows)),
        households=_sum(map(households_at, rows)),
        uncounted=sum(not row.records.get("attendance") for row in rows),
        given=Mobilised(**{name: _given(rows, name) for name in AMOUNTS}),
    )


def _given(rows: Iterable[EntryRow], name: str) -> int | None:
    return _sum(getattr(given_at(row), name) for row in rows)


def _sum(values: Iterable[int | None]) -> int | None:
    told = [value for value in values if value is not None]
    return sum(told) if told else None
