"""The rule of the register of schemes: plan against result."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_millions, show_number
from langmoi.registers.models import Entry
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import Column, EntryTold, Fact, KindRule, RecordTold

KIND = "scheme"


def done_of(row: EntryRow) -> Decimal:
    """Hectares of all years up to the row's day."""
    rows = row.records.get("result", [])
    return sum((Decimal(r.fields["area"]) for r in rows), Decimal(0))


def spent_of(row: EntryRow) -> int:
    return sum(int(r.fields.get("spent", 0)) for r in row.records.get("result", []))


def households_of(row: EntryRow) -> int | None:
    """Of the newest year, for households of several years are the same ones; None without one."""
    rows = row.records.get("result", [])
    return int(rows[0].fields["households"]) if rows else None


def check_entry(told: EntryTold) -> Sequence[Fault]:
    first, last = told.fields["starts_on"], told.fields["ends_on"]
    if last >= first:
        return []
    return [
        Fault(
            f"Đề án kết thúc {show_day(last)}, trước ngày bắt đầu {show_day(first)}.",
            "Hãy xem lại hai ngày.",
            figure="ends_on",
        )
    ]


def check_record(told: RecordTold) -> Sequence[Fault]:
    """A result lies within the scheme's years; the poor are some of the households."""
    faults = []
    first, last = (_year(told.entry, name) for name in ("starts_on", "ends_on"))
    if told.year is not None and first and last and not first <= told.year <= last:
        said = f"Năm {told.year} nằm ngoài thời gian của đề án ({first}–{last})."
        faults.append(Fault(said, "Hãy xem lại năm, hoặc sửa thời gian của đề án."))
    poor, every = told.fields.get("poor_households"), told.fields["households"]
    if poor is not None and poor > every:
        said = f"Số hộ nghèo và cận nghèo ({poor}) lớn hơn số hộ tham gia ({every})."
        remedy = f"Thừa {poor - every} hộ: hãy xem lại hai số."
        faults.append(Fault(said, remedy, figure="poor_households"))
    return faults


def _year(entry: Entry, name: str) -> int | None:
    kept = entry.fields.get(name)
    return date.fromisoformat(kept).year if kept else None


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    planned, done = row.values.get("planned_area"), done_of(row)
    found = []
    if planned:
        share = show_number(done * 100 / planned, 1)
        said = f"{show_number(done)} / {show_number(planned)} ha ({share}%)"
        found.append(_told("Diện tích đã thực hiện", said))
    else:
        found.append(_told("Diện tích đã thực hiện", f"{show_number(done)} ha, chưa ghi kế hoạch"))
    households = households_of(row)
    if households is not None:
        plan = row.values.get("planned_households")
        of_plan = f" / {show_number(plan)}" if plan else ""
        found.append(_told("Hộ tham gia năm gần nhất", f"{show_number(households)}{of_plan} hộ"))
    budget = row.values.get("budget")
    of_budget = f" / {show_millions(budget)}" if budget else ""
    found.append(_told("Kinh phí đã chi", f"{show_millions(spent_of(row))}{of_budget} triệu đồng"))
    return found


def _told(label: str, said: str) -> Fact:
    """Told, not judged: no rule says how far a scheme must be."""
    return Fact(label, said, is_heading=True)


def summary(rows: Sequence[EntryRow], on: date) -> Sequence[Fact]:
    live = [row for row in rows if row.is_live]
    done = show_number(sum((done_of(row) for row in live), Decimal(0)))
    return [_told("Đề án đang theo dõi", f"{len(live)} đề án, đã thực hiện {done} ha")]


def _done_said(row: EntryRow, prepared: Any) -> str:
    return show_number(done_of(row))


RULE = KindRule(
    check_entry=check_entry,
    check_record=check_record,
    facts=facts,
    columns=(Column("Đã thực hiện (ha)", _done_said, 12),),
    summary=summary,
)
