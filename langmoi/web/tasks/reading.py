"""What the board is made of: the rows that a person may see, each with its label and district."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from langmoi.core.days import show_day
from langmoi.core.installation import installation
from langmoi.core.memory import kept, kept_large
from langmoi.direction.access import Asked, asked_of
from langmoi.direction.labels import Label, label_of
from langmoi.direction.models import Directive
from langmoi.direction.queries import TaskRow, task_rows
from langmoi.people.access import agencies_answered_for, units_in_scope
from langmoi.people.models import Agency, User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.web.http import Request

# All that the rows of a desk are read from, with what scope follows from.
_TABLES = (
    "direction_directive",
    "direction_directivetask",
    "direction_assignment",
    "direction_taskinstance",
    "people_post",
    "people_substitution",
    "people_user",
    "people_agency",
    "people_agencysuccession",
    "places_unitversion",
    "places_succession",
    "core_installation",
)


class Entry(NamedTuple):
    """A row with what it is grouped by; district None: it is no district's, but the province's."""

    row: TaskRow
    label: Label
    district: int | None

    @property
    def assignee(self) -> str:
        """As the address says it: an agency's key or a unit's."""
        facts = self.row.facts
        return f"cq{facts.agency}" if facts.agency is not None else f"dv{facts.unit}"


@dataclass(frozen=True)
class Named:
    """A document as lists call it."""

    name: str  # number and day
    title: str
    dated_on: date | None


@dataclass(frozen=True)
class Desk:
    """All that the person may see of tasks that day."""

    on: date
    entries: list[Entry]
    documents: Mapping[int, Named]
    districts: Mapping[int, UnitVersion]
    asked: Asked

    def is_own(self, entry: Entry) -> bool:
        facts = entry.row.facts
        return facts.unit in self.asked.units or facts.agency in self.asked.agencies


@dataclass(frozen=True)
class _Shown:
    """What everyone of one scope sees of a desk."""

    entries: list[Entry]
    documents: Mapping[int, Named]
    districts: Mapping[int, UnitVersion]


def province_code() -> str | None:
    """The province whose own holidays count."""
    found = installation()
    return found.province_code if found else None


def read_desk(request: Request) -> Desk:
    """A fixed number of reads, however many tasks there are; none while nothing has changed."""
    user, on = request.user, request.today
    # Who sees the same units and agencies sees the same rows: a province's offices share them.
    scope = (frozenset(units_in_scope(user, on=on)), frozenset(agencies_answered_for(user, on=on)))
    key = ("tasks", *scope, on)
    shown = kept_large(key, lambda: _read(user, on), *_TABLES)
    return Desk(on, shown.entries, shown.documents, shown.districts, asked_of(user, on=on))


def _read(user: User, on: date) -> _Shown:
    rows = task_rows(user, on=on, province=province_code())
    above = _district_of_units(on)
    seats = _seats({row.facts.agency for row in rows if row.facts.agency is not None})
    entries = [Entry(row, label_of(row), above.get(_place(row, seats))) for row in rows]
    return _Shown(
        entries=entries,
        documents=_documents({row.facts.directive for row in rows}),
        districts={v.unit_id: v for v in unit_versions(on, level=Level.DISTRICT)},
    )


def name_of(number: str, dated_on: date | None, title: str) -> str:
    """“1175/UBND-NNTN ngày 22/07/2019”; a document without a number by its abstract."""
    dated = f" ngày {show_day(dated_on)}" if dated_on else ""
    if number:
        return number + dated
    return f"Văn bản chưa có số{dated}: {title}"


def _place(row: TaskRow, seats: Mapping[int, int]) -> int | None:
    facts = row.facts
    return seats.get(facts.agency) if facts.agency is not None else facts.unit


def _seats(agencies: Iterable[int]) -> dict[int, int]:
    return dict(Agency.objects.filter(pk__in=agencies).values_list("pk", "unit_id"))


def _documents(keys: Iterable[int]) -> dict[int, Named]:
    rows = Directive.objects.filter(pk__in=keys).values_list("pk", "number", "dated_on", "title")
    return {key: Named(name_of(no, day, title), title, day) for key, no, day, title in rows}


def _district_of_units(on: date) -> Mapping[int | None, int | None]:
    """Each unit's district that day; a district is its own."""
    return kept(("district of units", on), lambda: _read_districts(on), "places_unitversion")


def _read_districts(on: date) -> dict[int | None, int | None]:
    rows = UnitVersion.objects.on(on).values_list("unit_id", "parent_id", "level")
    parents = {unit: parent for unit, parent, _ in rows}
    levels = {unit: level for unit, _, level in rows}
    found: dict[int | None, int | None] = {}
    for unit in parents:
        at: int | None = unit
        while at is not None and levels.get(at) != Level.DISTRICT:
            at = parents.get(at)
        found[unit] = at
    return found
