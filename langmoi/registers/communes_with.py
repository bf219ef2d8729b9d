"""Which communes have a lawful agricultural cooperative on a day, and which have none."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.places.models import UnitVersion
from langmoi.places.queries import districts_of, filing_communes
from langmoi.registers.lawful import Lawful, is_farm, lawful_on
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.rules import Fed

KIND = "cooperative"


@dataclass(frozen=True)
class CommuneCooperatives:
    """A commune with what the register says of it; no farm cooperatives at all: nothing."""

    commune: UnitVersion
    district: UnitVersion | None
    farm: tuple[tuple[EntryRow, Lawful], ...]

    @property
    def ok(self) -> bool | None:
        return told_by([lawful for _, lawful in self.farm])

    @property
    def said(self) -> str:
        if not self.farm:
            return "sổ chưa có hợp tác xã nông nghiệp nào của xã"
        return "; ".join(f"{row.entry.name}: {lawful.said}" for row, lawful in self.farm)


def told_by(found: Sequence[Lawful]) -> bool | None:
    """True where one is lawful; False where none is; None where that cannot be told."""
    outcomes = [lawful.ok for lawful in found]
    if True in outcomes:
        return True
    return None if not outcomes or None in outcomes else False


def farm_by_commune(rows: Sequence[EntryRow]) -> dict[int, list[tuple[EntryRow, Lawful]]]:
    """The farm cooperatives that still are, with their checklists, by the key of their commune."""
    found: dict[int, list[tuple[EntryRow, Lawful]]] = defaultdict(list)
    for row in rows:
        if row.is_live and is_farm(row) and row.commune is not None:
            found[row.commune.unit_id].append((row, lawful_on(row)))
    return found


def communes_with(
    rows: Sequence[EntryRow], on: date, within: Collection[int]
) -> list[CommuneCooperatives]:
    """Every commune of the day among the units, by code."""
    found = farm_by_commune(rows)
    communes = filing_communes(on, within=within)
    above = districts_of([c.unit_id for c in communes], on)
    return [
        CommuneCooperatives(c, above.get(c.unit_id), tuple(found.get(c.unit_id, ())))
        for c in communes
    ]


def values_of(on: date, units: Collection[int]) -> Mapping[int, Fed]:
    """What the register says of indicator 13.1 on a day, by commune; of those it has farms of."""
    rows = entries_of(KIND, on=on, unit_keys=units)
    told = {}
    for key, found in farm_by_commune(rows).items():
        said = "; ".join(f"{row.entry.name}: {lawful.said}" for row, lawful in found)
        keys = tuple(row.entry.pk for row, _ in found)
        told[key] = Fed(told_by([lawful for _, lawful in found]), f"{said}.", keys)
    return told


def lawful_communes(on: date, units: Collection[int]) -> dict[int, bool]:
    """Whether each commune has a lawful one; communes of which it cannot be told are left out."""
    return {key: fed.value for key, fed in values_of(on, units).items() if fed.value is not None}
