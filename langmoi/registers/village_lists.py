"""Every village of a scope with its convention and its meetings; those without are listed too."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from langmoi.places.models import UnitVersion
from langmoi.places.queries import districts_of, unit_versions
from langmoi.registers import conventions, village_meetings
from langmoi.registers.convention_days import Wait
from langmoi.registers.conventions import late_of, waits_by_entry
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.village_facts import villages_in
from langmoi.registers.village_meetings import MeetingOf, meeting_of
from langmoi.registers.village_rules import PublishedConventions, published_conventions


@dataclass(frozen=True)
class VillagePlace:
    village: UnitVersion
    commune: UnitVersion | None
    district: UnitVersion | None


@dataclass(frozen=True)
class ConventionLine:
    """A village with its convention, the one in force where it has several; None: it has none."""

    place: VillagePlace
    row: EntryRow | None
    waits: tuple[Wait, ...]

    @property
    def in_force(self) -> bool:
        return self.row is not None and self.row.is_live

    @property
    def has_ntm(self) -> bool:
        """Whether the convention in force speaks of the programme."""
        return self.in_force and self.row is not None and bool(self.row.values.get("has_ntm"))

    @property
    def late(self) -> list[Wait]:
        return late_of(self.waits)


@dataclass(frozen=True)
class ConventionCount:
    """What the register counts, beside the count that was published, if any."""

    villages: int
    in_force: int
    with_ntm: int
    late: int
    published: PublishedConventions | None

    @property
    def fewer_villages(self) -> int:
        """How many villages fewer the system knows than were published."""
        return self.published.villages - self.villages if self.published else 0

    @property
    def fewer(self) -> int:
        return self.published.with_convention - self.in_force if self.published else 0


@dataclass(frozen=True)
class MeetingLine:
    """A village with its meetings of a quarter, the newest first, and its last one before."""

    place: VillagePlace
    meetings: tuple[MeetingOf, ...]
    last_before: date | None


def places_of(villages: Sequence[UnitVersion], on: date) -> list[VillagePlace]:
    """The villages with what they belong to, by district, commune and code; two reads."""
    keys = {village.parent_id for village in villages if village.parent_id}
    communes = {c.unit_id: c for c in unit_versions(on, unit_keys=keys)} if keys else {}
    districts = districts_of(keys, on) if keys else {}
    found = [
        VillagePlace(v, communes.get(v.parent_id or 0), districts.get(v.parent_id or 0))
        for v in villages
    ]
    return sorted(found, key=_order)


def _order(place: VillagePlace) -> tuple[str, str, str]:
    district, commune = place.district, place.commune
    return (district.code if district else "", commune.code if commune else "", place.village.code)


def convention_lines(unit_keys: Collection[int], on: date) -> list[ConventionLine]:
    """Every village of that day among the units, each with its convention or without one."""
    villages = villages_in(unit_keys, on)
    keys = {village.unit_id for village in villages}
    rows = entries_of(conventions.KIND, on=on, unit_keys=keys) if keys else []
    waits = waits_by_entry(rows, on)
    by_village: dict[int, list[EntryRow]] = {}
    for row in rows:
        by_village.setdefault(row.entry.unit_id, []).append(row)
    found = []
    for place in places_of(villages, on):
        of_it = by_village.get(place.village.unit_id, [])
        newest = max(of_it, key=_newest, default=None)
        of_row = tuple(waits[newest.entry.pk]) if newest else ()
        found.append(ConventionLine(place, newest, of_row))
    return found


def _newest(row: EntryRow) -> tuple[bool, date]:
    return row.is_live, row.state.since if row.state else date.min


def convention_count(lines: Collection[ConventionLine], on: date) -> ConventionCount:
    return ConventionCount(
        villages=len(lines),
        in_force=sum(line.in_force for line in lines),
        with_ntm=sum(line.has_ntm for line in lines),
        late=sum(bool(line.late) for line in lines),
        published=published_conventions(on),
    )


def quarter_of(day: date) -> tuple[date, date]:
    """The first and last day of the quarter of the calendar year."""
    first = date(day.year, day.month - (day.month - 1) % 3, 1)
    following = (first + timedelta(days=100)).replace(day=1)
    return first, following - timedelta(days=1)


def meeting_lines(
    unit_keys: Collection[int], first: date, last: date, on: date
) -> list[MeetingLine]:
    """Every village of the day `on` with its meetings from first to last, as known that day."""
    villages = villages_in(unit_keys, on)
    keys = {village.unit_id for village in villages}
    rows = entries_of(village_meetings.KIND, on=on, unit_keys=keys) if keys else []
    by_village: dict[int, list[MeetingOf]] = {}
    for row in rows:
        if row.is_live:
            by_village.setdefault(row.entry.unit_id, []).append(meeting_of(row))
    return [
        _meeting_line(place, by_village.get(place.village.unit_id, []), first, last)
        for place in places_of(villages, on)
    ]


def _meeting_line(
    place: VillagePlace, every: Sequence[MeetingOf], first: date, last: date
) -> MeetingLine:
    within = [m for m in every if first <= m.held_on <= last]
    before = [m.held_on for m in every if m.held_on < first]
    newest = sorted(within, key=lambda m: m.held_on, reverse=True)
    return MeetingLine(place, tuple(newest), max(before, default=None))
