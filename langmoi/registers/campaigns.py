"""The rule of emulation campaigns: their days, their criterion, what they came to."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_millions, show_number
from langmoi.law.faults import LawGap
from langmoi.law.model import Criterion
from langmoi.law.sets import set_for
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import Column, EntryTold, Fact, KindRule, Reminder

KIND = "campaign"
AMOUNTS = ("households", "money", "workdays", "land")


@dataclass(frozen=True)
class Mobilised:
    """What people gave, as it was told; None where nobody told it."""

    households: int | None = None
    money: int | None = None
    workdays: int | None = None
    land: int | None = None

    @property
    def text(self) -> str:
        """“120 hộ; 45 triệu đồng; 300 ngày công; 1.200 m² đất”."""
        parts = []
        if self.households is not None:
            parts.append(f"{show_number(self.households)} hộ")
        if self.money is not None:
            parts.append(f"{show_millions(self.money)} triệu đồng")
        if self.workdays is not None:
            parts.append(f"{show_number(self.workdays)} ngày công")
        if self.land is not None:
            parts.append(f"{show_number(self.land)} m² đất")
        return "; ".join(parts)


def mobilised(row: EntryRow) -> Mobilised:
    """All results of a campaign up to the day together."""
    told = [record.fields for record in row.records.get("result", [])]
    found: dict[str, int | None] = {}
    for name in AMOUNTS:
        values = [int(fields[name]) for fields in told if fields.get(name) is not None]
        found[name] = sum(values) if values else None
    return Mobilised(**found)


def criterion_of(number: str, on: date) -> Criterion | None:
    """The criterion of the set in force that day; None where it, or the set, is not there."""
    try:
        criteria = set_for(on).criteria
    except LawGap:
        return None
    return next((criterion for criterion in criteria if criterion.number == number), None)


def criterion_faults(number: str | None, on: date) -> list[Fault]:
    """What is wrong with the number of a criterion told for a day."""
    if not number:
        return []
    try:
        criteria = set_for(on).criteria
    except LawGap:
        return []
    if any(criterion.number == number for criterion in criteria):
        return []
    said = f"Ngày {show_day(on)} không có tiêu chí số “{number}”."
    return [Fault(said, f"Hãy ghi một số từ 1 đến {len(criteria)}.", figure="criterion")]


def check_entry(told: EntryTold) -> Sequence[Fault]:
    begins, ends = told.fields["begins_on"], told.fields.get("ends_on")
    faults = criterion_faults(told.fields.get("criterion"), begins)
    if ends is not None and ends < begins:
        said = f"Đợt này đến {show_day(ends)}, trước ngày bắt đầu {show_day(begins)}."
        faults.append(Fault(said, "Hãy xem lại hai ngày.", figure="ends_on"))
    return faults


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    found = []
    number, begins = row.values.get("criterion"), row.values.get("begins_on")
    if number and begins and (criterion := criterion_of(number, begins)):
        found.append(Fact("Tiêu chí", f"{number}. {criterion.name}", is_heading=True))
    if text := mobilised(row).text:
        found.append(Fact("Đã vận động được", text, is_heading=True))
    return found


def reminders(rows: Sequence[EntryRow], on: date) -> Sequence[Reminder]:
    """Campaigns past their last day that nobody has summed up."""
    return [
        Reminder(f"{row.entry.name}: chưa tổng kết", ends, True, row.entry)
        for row in rows
        if row.state is not None
        and row.state.state.id in ("planned", "running")
        and (ends := row.values.get("ends_on")) is not None
        and ends < on
    ]


RULE = KindRule(
    check_entry=check_entry,
    facts=facts,
    columns=(Column("Đã vận động được", lambda row, _: mobilised(row).text, 36),),
    reminders=reminders,
)
