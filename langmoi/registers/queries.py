"""Entries of a register as they stand on a day, in a fixed number of queries however many."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Any

from django.db.models import Count

from langmoi.core.models import AuditEntry
from langmoi.core.text import sort_key
from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of, names_on
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind, RecordDef
from langmoi.registers.models import Entry, EntryRecord
from langmoi.registers.states import StateOn, rows_of, state_of_rows, state_on
from langmoi.registers.values import rule_values

__all__ = ["EntryRow", "entries_of", "row_of", "rows_of_entries", "state_on"]

Records = Mapping[str, list[EntryRecord]]


@dataclass(frozen=True)
class EntryRow:
    """An entry as it stands on a day: where it is, its state, its records up to then."""

    entry: Entry
    kind: Kind
    on: date
    state: StateOn | None
    unit: UnitVersion | None
    commune: UnitVersion | None
    district: UnitVersion | None
    records: Records = field(default_factory=dict)  # by kind of record, the newest first

    @cached_property
    def values(self) -> dict[str, Any]:
        """The fields as rules read them."""
        return rule_values(self.kind.fields, self.entry.fields)

    @property
    def is_live(self) -> bool:
        return self.state is not None and self.state.state.is_live

    @property
    def place(self) -> str:
        return self.unit.full_name if self.unit else str(self.entry.unit)

    def record_of(self, record: str, year: int) -> EntryRecord | None:
        """The record of the year that stands, the newest of it."""
        return next((r for r in self.records.get(record, []) if r.year == year), None)

    def record_values(self, row: EntryRecord) -> dict[str, Any]:
        return rule_values(self.kind.records_by_id[row.kind].fields, row.fields)


def entries_of(
    kind: Kind | str,
    *,
    on: date,
    unit_keys: Collection[int] | None = None,
    user: User | None = None,
    seen_by: date | None = None,
) -> list[EntryRow]:
    """The entries that were there that day, by place and name; five reads however many.

    Of the units, or of those that the user may see (by their posts of the day `seen_by`); all of
    the register where neither is told.
    """
    found = Entry.objects.standing()
    if user is not None:
        found = found.visible_to(user, on=seen_by or on)
    if unit_keys is not None:
        found = found.filter(unit__in=unit_keys)
    wanted = kind_of(kind) if isinstance(kind, str) else kind
    rows = rows_of_entries(list(found.filter(kind=wanted.id)), wanted, on=on)
    return [row for row in rows if row.state is not None]


def rows_of_entries(entries: Collection[Entry], kind: Kind, *, on: date) -> list[EntryRow]:
    """The entries as they stand that day, by place and name."""
    keys = [entry.pk for entry in entries]
    states, records = rows_of(keys), records_of(keys, on=on)
    places = _Places({entry.unit_id for entry in entries}, on)
    rows = [
        EntryRow(
            entry,
            kind,
            on,
            state_of_rows(kind, states.get(entry.pk, []), on),
            places.units.get(entry.unit_id),
            places.commune(entry.unit_id),
            places.district(entry.unit_id),
            records.get(entry.pk, {}),
        )
        for entry in entries
    ]
    return sorted(rows, key=_by_place)


def row_of(entry: Entry, *, on: date) -> EntryRow:
    return rows_of_entries([entry], kind_of(entry.kind), on=on)[0]


def records_of(entries: Collection[int], *, on: date) -> dict[int, dict[str, list[EntryRecord]]]:
    """Records that stand, up to the day; by entry and kind, the newest first; one query."""
    rows = EntryRecord.objects.filter(entry__in=entries, taken_back_at__isnull=True)
    found: dict[int, dict[str, list[EntryRecord]]] = defaultdict(lambda: defaultdict(list))
    for row in rows.filter(year__lte=on.year).order_by("entry", "kind", "-year", "-on", "-pk"):
        if row.on is None or row.on <= on:
            found[row.entry_id][row.kind].append(row)
    return found


class _Places:
    """Units with what they belong to; a village belongs to a commune, that to a district."""

    def __init__(self, keys: set[int], on: date) -> None:
        own = UnitVersion.objects.on(on).filter(unit_id__in=keys)
        self.units = {version.unit_id: version for version in own}
        above = {
            v.parent_id for v in self.units.values() if v.level == Level.VILLAGE and v.parent_id
        }
        more = UnitVersion.objects.on(on).filter(unit_id__in=above) if above else []
        self._communes = {version.unit_id: version for version in more}
        self._districts = districts_of({*keys, *above}, on)

    def commune(self, key: int) -> UnitVersion | None:
        unit = self.units.get(key)
        if unit is None or unit.level == Level.COMMUNE:
            return unit
        return self._communes.get(unit.parent_id or 0)

    def district(self, key: int) -> UnitVersion | None:
        unit = self.units.get(key)
        if unit is not None and unit.level == Level.DISTRICT:
            return unit
        commune = self.commune(key)
        return self._districts.get(commune.unit_id if commune else key)


def _by_place(row: EntryRow) -> tuple[str, str, str, int]:
    return (
        row.district.code if row.district else "",
        row.unit.code if row.unit else "",
        sort_key(row.entry.name),
        row.entry.pk,
    )


def counts_of(user: User, *, on: date, unit_keys: Collection[int] | None = None) -> dict[str, int]:
    """How many entries of each register the user may see; one query."""
    found = Entry.objects.standing().visible_to(user, on=on)
    if unit_keys is not None:
        found = found.filter(unit__in=unit_keys)
    rows = found.order_by().values_list("kind").annotate(number=Count("pk"))
    return dict(rows.values_list("kind", "number"))


def unit_names(kind: Kind, rows: Iterable[EntryRow]) -> dict[int, str]:
    """What the places are called that fields of the rows hold."""
    rows = list(rows)
    keys = {
        key
        for row in rows
        for field_ in kind.fields
        if field_.type == "units"
        for key in row.entry.fields.get(field_.id, [])
    }
    return names_on(keys, rows[0].on) if keys else {}


def names_in(record: RecordDef, rows: Iterable[EntryRecord], on: date) -> dict[int, str]:
    """The same for records of a kind."""
    fields = [f.id for f in record.fields if f.type == "units"]
    keys = {key for row in rows for name in fields for key in row.fields.get(name, [])}
    return names_on(keys, on) if keys else {}


def history_of(entry: Entry) -> list[AuditEntry]:
    """The lines of the log about the entry, the newest first (an index of 0001 serves it)."""
    found = AuditEntry.objects.filter(action__startswith="register.", detail__entry=entry.pk)
    return list(found.order_by("-pk")[:200])
