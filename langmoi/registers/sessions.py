"""The rule of mobilisation sessions: attendance by village, within what is known."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_number
from langmoi.places.models import Level
from langmoi.places.queries import names_on, version_of
from langmoi.registers.attendance import Came, Known, attendance_faults
from langmoi.registers.campaigns import Mobilised, criterion_faults
from langmoi.registers.models import EntryRecord
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import Column, EntryTold, Fact, KindRule, RecordTold
from langmoi.registers.village_facts import known_households, known_people, villages_in

KIND = "mobilisation_session"


def people_at(row: EntryRow) -> int | None:
    """How many came, over the villages told; None where nobody was counted."""
    return _sum(row.records.get("attendance", []), "people")


def households_at(row: EntryRow) -> int | None:
    return _sum(row.records.get("attendance", []), "households")


def _sum(records: Iterable[EntryRecord], name: str) -> int | None:
    told = [int(r.fields[name]) for r in records if r.fields.get(name) is not None]
    return sum(told) if told else None


def given_at(row: EntryRow) -> Mobilised:
    """What was mobilised at the session."""
    told = row.values
    return Mobilised(None, told.get("money"), told.get("workdays"), told.get("land"))


def check_entry(told: EntryTold) -> Sequence[Fault]:
    held_on: date = told.fields["held_on"]
    faults = criterion_faults(told.fields.get("criterion"), held_on)
    if held_on > told.on:
        said = f"Ngày {show_day(held_on)} chưa tới."
        faults.append(Fault(said, "Hãy ghi buổi đã tổ chức.", figure="held_on"))
    if told.fields.get("second_language") == told.fields["language"]:
        said = "“Nói thêm tiếng” trùng tiếng nói chính."
        faults.append(Fault(said, "Hãy chọn tiếng khác, hoặc bỏ trống.", figure="second_language"))
    return faults


def check_record(told: RecordTold) -> Sequence[Fault]:
    """One village a line, of the session's commune, and no more than there are."""
    if len(told.fields["village"]) != 1:
        return [Fault("Mỗi dòng ghi một thôn.", "Hãy ghi từng thôn một dòng.", figure="village")]
    [village] = told.fields["village"]
    held_on = date.fromisoformat(told.entry.fields["held_on"])
    there = {v.unit_id: v for v in villages_in([told.entry.unit_id], held_on)}
    if village not in there:
        name = names_on({village}, held_on).get(village, "Thôn này")
        said = f"{name} không thuộc nơi tổ chức buổi này."
        return [Fault(said, "Hãy chọn thôn của xã.", figure="village")]
    rows = EntryRecord.objects.filter(
        entry=told.entry, kind=told.record, taken_back_at__isnull=True
    )
    before = {row.fields["village"][0]: row.fields for row in rows}
    if village in before:
        said = f"Đã ghi số người dự của {there[village].full_name}."
        return [Fault(said, "Hãy thu hồi dòng cũ nếu ghi sai.", figure="village")]
    every = {**before, village: told.fields}
    came = [
        Came(
            there[key].full_name if key in there else str(key),
            fields.get("people"),
            fields.get("households"),
        )
        for key, fields in every.items()
    ]
    known = _known(told.entry.unit_id, {key: v.full_name for key, v in there.items()}, held_on)
    return [Fault(said) for said in attendance_faults(came, known)]


def _known(unit: int, names: dict[int, str], on: date) -> Known:
    """What the counts are held against: sheets of villages, the population of the commune."""
    version = version_of(unit, on)
    is_village = version is not None and version.level == Level.VILLAGE
    commune = (version.parent_id or unit) if version is not None and is_village else unit
    place = names_on({commune}, on).get(commune, "")
    households = known_households(names, on)
    return Known({names[k]: n for k, n in households.items()}, known_people(commune, on), place)


def facts(row: EntryRow, on: date) -> Sequence[Fact]:
    found = []
    people, households = people_at(row), households_at(row)
    if people is not None or households is not None:
        parts = [f"{show_number(n)} {what}" for n, what in ((people, "người"), (households, "hộ"))
                 if n is not None]  # fmt: skip
        villages = len(row.records.get("attendance", []))
        found.append(Fact("Số dự", f"{', '.join(parts)} của {villages} thôn", is_heading=True))
        known = known_households([r.fields["village"][0] for r in row.records["attendance"]], on)
        if villages > len(known):
            said = f"{villages - len(known)} thôn chưa có số hộ để đối chiếu"
            found.append(Fact("Đối chiếu số hộ", said))
    else:
        found.append(Fact("Số dự", "chưa ghi", None))
    if text := given_at(row).text:
        found.append(Fact("Vận động được", text, is_heading=True))
    return found


def _said_people(row: EntryRow, _: object) -> str:
    people = people_at(row)
    return show_number(people) if people is not None else ""


RULE = KindRule(
    check_entry=check_entry,
    check_record=check_record,
    facts=facts,
    columns=(
        Column("Số người dự", _said_people, 12),
        Column("Vận động được", lambda row, _: given_at(row).text, 30),
    ),
)
