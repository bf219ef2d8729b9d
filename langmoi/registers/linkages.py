"""The rule of the register of production linkages, and what it says of indicator 13.2.

A linkage lives on a day when its state is running and the day lies within its term. The sets ask
for a model with a “key product”, “sustainable”: what is sustainable no document known here says, so
the register answers only whether a linkage of a key product lives.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_number
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.rules import (
    Column,
    EntryTold,
    Fact,
    Fed,
    Feeding,
    Filter,
    KindRule,
    RecordTold,
    Reminder,
)

KIND, RUNNING = "linkage", "running"
REMIND_DAYS = 60


def lives(row: EntryRow, on: date) -> bool:
    """Whether the linkage is carried out that day, within its term."""
    values = row.values
    if row.state is None or row.state.state.id != RUNNING:
        return False
    starts, ends = values.get("starts_on"), values.get("ends_on")
    return (starts is None or starts <= on) and (ends is None or on <= ends)


def households_of(row: EntryRow) -> int:
    """By the newest yearly result; else by the contract."""
    seasons = row.records.get("season", [])
    return int(seasons[0].fields["households"] if seasons else row.values.get("households", 0))


def check_entry(told: EntryTold) -> Sequence[Fault]:
    faults, fields = [], told.fields
    starts, ends, signed = fields["starts_on"], fields["ends_on"], fields["signed_on"]
    if ends < starts:
        said = f"Liên kết kết thúc {show_day(ends)}, trước ngày bắt đầu {show_day(starts)}."
        faults.append(Fault(said, "Hãy xem lại hai ngày.", figure="ends_on"))
    if signed > told.on:
        said = f"Ngày ký {show_day(signed)} chưa tới."
        faults.append(Fault(said, "Hãy ghi ngày trên hợp đồng.", figure="signed_on"))
    return [*faults, *_poor(fields)]


def check_record(told: RecordTold) -> Sequence[Fault]:
    return _poor(told.fields)


def _poor(fields: Mapping[str, Any]) -> list[Fault]:
    poor, every = fields.get("poor_households"), fields.get("households")
    if poor is None or every is None or poor <= every:
        return []
    return [
        Fault(
            f"Số hộ nghèo và cận nghèo ({poor}) lớn hơn số hộ tham gia ({every}).",
            f"Thừa {poor - every} hộ: hãy xem lại hai số.",
            figure="poor_households",
        )
    ]


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    live = lives(row, on)
    said = f"đang thực hiện ngày {show_day(on)}" if live else f"không còn vào ngày {show_day(on)}"
    counts = live and bool(row.values.get("is_key"))
    why = "" if row.values.get("is_key") else " (không phải nông sản chủ lực)"
    return [
        Fact("Trong thời hạn", said, is_heading=True),
        Fact("Hộ tham gia", f"{show_number(households_of(row))} hộ", is_heading=True),
        Fact("Làm căn cứ cho 13.2", ("có" if counts else "không") + why, ok=counts),
        Fact(
            "“Bền vững” của 13.2",
            "chưa có văn bản nói cách xác định; xã và ngành tự đánh giá",
            is_heading=True,
        ),
    ]


def values_of(on: date, communes: Collection[int]) -> Mapping[int, Fed]:
    """Of communes that have linkages in the register: whether one of a key product lives."""
    by_commune: dict[int, list[EntryRow]] = defaultdict(list)
    for row in entries_of(KIND, on=on, unit_keys=communes):
        by_commune[row.entry.unit_id].append(row)
    return {key: _fed(rows, on) for key, rows in by_commune.items()}


def _fed(rows: Sequence[EntryRow], on: date) -> Fed:
    counting = [row for row in rows if lives(row, on) and row.values.get("is_key")]
    if counting:
        names = "; ".join(f"{row.entry.name}, {households_of(row)} hộ" for row in counting)
        said = f"{len(counting)} liên kết nông sản chủ lực đang thực hiện: {names}"
        return Fed(True, said, tuple(row.entry.pk for row in counting))
    live = sum(lives(row, on) for row in rows)
    why = "không liên kết nào là nông sản chủ lực" if live else "đều đã hết hạn hoặc dừng"
    said = f"{len(rows)} liên kết trong sổ, {why}"
    return Fed(False, said, tuple(row.entry.pk for row in rows))


def reminders(rows: Sequence[EntryRow], on: date) -> Sequence[Reminder]:
    """Terms that end within sixty days, and those that ended while the register says “running”."""
    found = []
    for row in rows:
        ends = row.values.get("ends_on")
        if row.state is None or row.state.state.id != RUNNING or ends is None:
            continue
        left = (ends - on).days
        if left < 0:
            said = f"{row.entry.name}: hết thời hạn từ {show_day(ends)}, hãy ghi kết thúc"
            found.append(Reminder(said, ends, is_overdue=True, entry=row.entry))
        elif left <= REMIND_DAYS:
            said = f"{row.entry.name}: hợp đồng còn {left} ngày"
            found.append(Reminder(said, ends, entry=row.entry))
    return found


def summary(rows: Sequence[EntryRow], on: date) -> Sequence[Fact]:
    live = [row for row in rows if lives(row, on)]
    households = show_number(sum(households_of(row) for row in live))
    communes = len({row.entry.unit_id for row in live})
    said = f"{len(live)} liên kết ở {communes} xã, {households} hộ"
    return [Fact(f"Đang thực hiện ngày {show_day(on)}", said, is_heading=True)]


def _is_live(row: EntryRow, prepared: Any, choice: str) -> bool:
    return lives(row, row.on) == (choice == "1")


RULE = KindRule(
    check_entry=check_entry,
    check_record=check_record,
    facts=facts,
    columns=(Column("Trong thời hạn", lambda row, _: "có" if lives(row, row.on) else "không", 12),),
    filters=(
        Filter("con", "Trong thời hạn", (("1", "đang thực hiện"), ("0", "không còn")), _is_live),
    ),
    reminders=reminders,
    summary=summary,
    feedings=(Feeding("13.2", ("value_chain_model",), values_of),),
)
