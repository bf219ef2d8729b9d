"""The rule of villages recognised as cultured, year by year, which decide indicator 16.1."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date

from langmoi.core.errors import Fault
from langmoi.places.models import UnitVersion
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.rules import Column, Fed, Feeding, KindRule, RecordTold
from langmoi.registers.village_shares import share_of, villages_by_commune

KIND = "cultured_village"
RESULT = "year_result"


def check_record(told: RecordTold) -> Sequence[Fault]:
    if told.year is not None and told.year < 1990:
        return [Fault(f"Năm {told.year} chưa có danh hiệu này.", "Hãy xem lại năm.")]
    return []


def values_of(on: date, communes: Collection[int]) -> Mapping[int, Fed]:
    """By commune the share of the newest year in which every one of its villages has a result."""
    below = villages_by_commune(communes, on)
    keys = {village.unit_id for villages in below.values() for village in villages}
    years: dict[int, dict[int, bool]] = defaultdict(dict)
    entries: dict[int, int] = {}
    for row in entries_of(KIND, on=on, unit_keys=keys) if keys else ():
        for record in row.records.get(RESULT, []):
            years[record.year][row.entry.unit_id] = record.fields["recognised"]
            entries[row.entry.unit_id] = row.entry.pk
    found = {}
    for commune, villages in below.items():
        if fed := _newest_whole(villages, years, entries):
            found[commune] = fed
    return found


def _newest_whole(
    villages: Collection[UnitVersion],
    years: Mapping[int, Mapping[int, bool]],
    entries: Mapping[int, int],
) -> Fed | None:
    known = tuple(entries[v.unit_id] for v in villages if v.unit_id in entries)
    for year in sorted(years, reverse=True):
        said = f"được công nhận đạt tiêu chuẩn văn hóa năm {year}"
        if fed := share_of(villages, years[year], said, known):
            return fed
    return None


def said_result(row: EntryRow) -> str:
    """“2019: được công nhận”."""
    records = row.records.get(RESULT, [])
    if not records:
        return ""
    newest = records[0]
    return f"{newest.year}: {'được công nhận' if newest.fields['recognised'] else 'chưa đạt'}"


RULE = KindRule(
    check_record=check_record,
    columns=(Column("Kết quả gần nhất", lambda row, _: said_result(row), 24),),
    feedings=(Feeding("16.1", ("cultured_villages",), values_of),),
)
