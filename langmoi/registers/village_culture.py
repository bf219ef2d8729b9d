"""The rule of village culture houses, which decide indicator 6.3."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from datetime import date

from langmoi.core.errors import Fault
from langmoi.registers.queries import entries_of
from langmoi.registers.rules import EntryTold, Fed, Feeding, KindRule
from langmoi.registers.village_shares import share_of, villages_by_commune

KIND = "culture_house"
IN_USE = "in_use"


def check_entry(told: EntryTold) -> Sequence[Fault]:
    built = told.fields.get("built_in")
    if built is not None and built > told.on.year:
        said = f"Năm xây dựng {built} chưa tới."
        return [Fault(said, "Hãy xem lại năm.", figure="built_in")]
    if told.unit in told.fields.get("serves", ()):
        said = "Thôn có nhà văn hóa không ghi lại ở mục dùng chung."
        return [Fault(said, "Hãy chỉ chọn các thôn khác.", figure="serves")]
    return []


def values_of(on: date, communes: Collection[int]) -> Mapping[int, Fed]:
    """By commune the share of villages with a place in use; of villages, own or shared.

    A commune of which one village is not in the register at all is left out: its share is unknown.
    """
    below = villages_by_commune(communes, on)
    keys = {village.unit_id for villages in below.values() for village in villages}
    holds: dict[int, bool] = {}
    of_village: dict[int, list[int]] = {}
    for row in entries_of(KIND, on=on, unit_keys=keys) if keys else ():
        is_used = row.state is not None and row.state.state.id == IN_USE
        for village in (row.entry.unit_id, *(row.values.get("serves", ()) if is_used else ())):
            holds[village] = holds.get(village, False) or is_used
            of_village.setdefault(village, []).append(row.entry.pk)
    found = {}
    for commune, villages in below.items():
        entries = tuple(pk for v in villages for pk in of_village.get(v.unit_id, ()))
        fed = share_of(villages, holds, "có nơi sinh hoạt đang sử dụng", entries)
        if fed is not None:
            found[commune] = fed
    return found


RULE = KindRule(
    check_entry=check_entry,
    feedings=(Feeding("6.3", ("villages_with_culture_house",), values_of),),
)
