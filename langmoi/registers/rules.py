"""What a kind's own rule adds to the engine: a module named in its file holds RULE of this form.

Every part may be left out. Rules read; they write nothing and ask for no day of their own.
"""

from __future__ import annotations

from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langmoi.core.errors import Fault
    from langmoi.registers.kinds import Kind
    from langmoi.registers.models import Entry
    from langmoi.registers.queries import EntryRow

Values = Mapping[str, Any]  # fields by id, as `values.py` reads them: day, Decimal, bool, str …


@dataclass(frozen=True)
class EntryTold:
    """An entry about to be written; `entry` None: a new one."""

    kind: Kind
    unit: int
    name: str
    fields: Values
    on: date
    entry: Entry | None = None


@dataclass(frozen=True)
class RecordTold:
    """A record about to be written, of a year or a day."""

    entry: Entry
    record: str
    year: int | None
    day: date | None
    fields: Values
    on: date


@dataclass(frozen=True)
class MoveTold:
    """A state about to be written; `entry` None: the first one of a new entry."""

    kind: Kind
    entry: Entry | None
    fields: Values
    state: str
    since: date
    document: str
    on: date


@dataclass(frozen=True)
class Fact:
    """Something derived about an entry, with what it follows from; `ok` None: not known."""

    label: str
    said: str
    ok: bool | None = None
    basis: str = ""  # document and clause
    status: str = ""  # how sure the rule is, as `law.model.Status`
    is_heading: bool = False


@dataclass(frozen=True)
class Column:
    """A further column of the list: a text of a row."""

    heading: str
    of: Callable[[EntryRow, Any], str]
    width: int = 16


@dataclass(frozen=True)
class Filter:
    """A further filter of the list: choices (id, label), and whether a row is one of them."""

    id: str
    label: str
    choices: Sequence[tuple[str, str]]
    fits: Callable[[EntryRow, Any, str], bool]


@dataclass(frozen=True)
class Reminder:
    """Something due, of an entry or of a whole register."""

    said: str
    due_on: date | None = None
    is_overdue: bool = False
    entry: Entry | None = None


@dataclass(frozen=True)
class Fed:
    """What the register says of one commune for a figure, and why; None: it cannot tell."""

    value: Any
    said: str
    entries: tuple[int, ...] = ()


@dataclass(frozen=True)
class Feeding:
    """A figure that the register decides; `figures`: its ids in the sets, the first found counts.

    values: by commune what the register says on the day; a commune of which it knows nothing is
    left out.
    """

    indicator: str
    figures: tuple[str, ...]
    values: Callable[[date, Collection[int]], Mapping[int, Fed]]


@dataclass(frozen=True)
class KindRule:
    """prepare: read once for many rows (rules of the day …), given on to columns and filters.

    entry_part, list_part: templates that stand first on the page of an entry and of the register,
    with what entry_context and list_context (which gets the units in sight, too) give as `part`.
    """

    check_entry: Callable[[EntryTold], Sequence[Fault]] | None = None
    check_record: Callable[[RecordTold], Sequence[Fault]] | None = None
    check_move: Callable[[MoveTold], Sequence[Fault]] | None = None
    facts: Callable[[EntryRow, date], Sequence[Fact]] | None = None
    prepare: Callable[[Sequence[EntryRow], date], Any] | None = None
    columns: Sequence[Column] = ()
    filters: Sequence[Filter] = ()
    reminders: Callable[[Sequence[EntryRow], date], Sequence[Reminder]] | None = None
    summary: Callable[[Sequence[EntryRow], date], Sequence[Fact]] | None = None
    feedings: Sequence[Feeding] = field(default_factory=tuple)
    entry_part: str = ""
    entry_context: Callable[[EntryRow, date], Any] | None = None
    list_part: str = ""
    list_context: Callable[[Sequence[EntryRow], date, Collection[int]], Any] | None = None


NO_RULE = KindRule()


def rule_of(kind: Kind) -> KindRule:
    """The rule of a kind of ours; one made by an office has none."""
    return _rule(kind.rule) if kind.rule and kind.is_ours else NO_RULE


@cache
def _rule(module: str) -> KindRule:
    found = import_module(module).RULE
    if not isinstance(found, KindRule):
        raise TypeError(module)
    return found
