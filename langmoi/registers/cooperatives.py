"""The rule of the register of cooperatives: ratings, sizes, whether they operate under the Law."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.errors import Fault
from langmoi.core.numbers import show_number
from langmoi.law.model import Status
from langmoi.registers.communes_with import CommuneCooperatives, communes_with, values_of
from langmoi.registers.cooperative_ratings import (
    RATING,
    SCORES,
    rating_faults,
    reminders,
    score_of,
)
from langmoi.registers.cooperative_rules import rating_rule, size_rule
from langmoi.registers.kind_list import kind_of
from langmoi.registers.lawful import Lawful, is_farm, lawful_on, members_of
from langmoi.registers.queries import EntryRow
from langmoi.registers.rules import (
    Column,
    EntryTold,
    Fact,
    Feeding,
    Filter,
    KindRule,
    MoveTold,
    RecordTold,
)

INDICATOR = "13.1"
FIGURES = ("cooperative_lawful", "cooperative_effective")
Prepared = Mapping[int, Lawful]
_WORDS = {True: "có", False: "chưa", None: "chưa rõ"}


def check_entry(told: EntryTold) -> list[Fault]:
    """Days are in order and not to come; who is registered under a law says since when."""
    faults = []
    founded, registered = told.fields["founded_on"], told.fields.get("registered_on")
    for name, day in (("founded_on", founded), ("registered_on", registered)):
        if day is not None and day > told.on:
            label = told.kind.by_id[name].label
            said = f"“{label}” {show_day(day)} chưa tới."
            faults.append(Fault(said, "Hãy ghi ngày đã có.", figure=name))
    if registered is not None and registered < founded:
        said = f"Đăng ký ngày {show_day(registered)} trước ngày thành lập {show_day(founded)}."
        faults.append(Fault(said, "Hãy xem lại hai ngày.", figure="registered_on"))
    if registered is not None and registered < date(2024, 7, 1):
        faults += _too_early_for(told, registered)
    return faults


def _too_early_for(told: EntryTold, registered: date) -> list[Fault]:
    """Nobody registers under a law before it is in force."""
    if told.fields.get("law") != "law_2023":
        return []
    said = f"Ngày {show_day(registered)} Luật 2023 chưa có hiệu lực (từ 01/07/2024)."
    return [Fault(said, "Hãy xem lại ngày hoặc luật.", figure="law")]


def check_move(told: MoveTold) -> list[Fault]:
    founded = told.fields.get("founded_on")
    if founded is None or told.since >= founded:
        return []
    said = f"Trạng thái từ {show_day(told.since)} trước ngày thành lập {show_day(founded)}."
    return [Fault(said, "Hãy xem lại ngày.", figure="since")]


def check_record(told: RecordTold) -> list[Fault]:
    if told.record == RATING:
        return rating_faults(told)
    if told.record == "members":
        return _member_faults(told)
    return _operation_faults(told)


def _member_faults(told: RecordTold) -> list[Fault]:
    """Some of the members are not more than all of them."""
    total, labels = told.fields["total"], kind_of("cooperative").records_by_id["members"].by_id
    return [
        Fault(
            f"“{labels[name].label}” là {show_number(told.fields[name])}, nhiều hơn số thành viên "
            f"({show_number(total)}), lệch {show_number(told.fields[name] - total)}.",
            "Hãy xem lại hai số.",
            figure=name,
        )
        for name in ("official", "women", "minority")
        if told.fields.get(name, 0) > total
    ]


def _operation_faults(told: RecordTold) -> list[Fault]:
    """A general meeting about a year is held in it, or in the year after."""
    day, year = told.fields.get("meeting_on"), told.year or 0
    if day is None:
        return []
    if day > told.on:
        said = f"Ngày đại hội {show_day(day)} chưa tới."
    elif day.year not in (year, year + 1):
        said = f"Ngày đại hội {show_day(day)} không thuộc năm {year} hoặc năm sau đó."
    else:
        return []
    return [Fault(said, "Hãy xem lại ngày hoặc năm.", figure="meeting_on")]


# ---- What is derived of an entry


def facts(row: EntryRow, on: date) -> list[Fact]:
    """Whether it operates under the Law with each item, its size, its last rating."""
    return [*_lawful_facts(row), _size_fact(row, on), *_rating_facts(row)]


def _lawful_facts(row: EntryRow) -> list[Fact]:
    if not is_farm(row):
        said = "Hợp tác xã phi nông nghiệp không tính vào chỉ tiêu 13.1."
        return [Fact("Hoạt động theo Luật", said, is_heading=True)]
    found = lawful_on(row)
    if found.law is None:
        said = f"Chưa biết luật áp dụng cho ngày {show_day(row.on)} nên không xét."
        return [Fact("Hoạt động theo Luật", said)]
    law, status = found.law, str(found.law.status)
    head = Fact(
        f"Hoạt động theo {law.name}, ngày {show_day(row.on)}",
        f"{found.said[:1].upper()}{found.said[1:]}.",
        found.ok,
        law.basis,
        status,
    )
    return [head, *(Fact(check.label, check.said, check.ok) for check in found.checks)]


def _size_fact(row: EntryRow, on: date) -> Fact:
    number, day = members_of(row)
    rule, label = size_rule(on), "Quy mô theo thành viên"
    if rule is None:
        said = f"Chưa biết mức phân loại quy mô áp dụng cho ngày {show_day(on)} nên không xếp."
        return Fact(label, said, is_heading=True, status=Status.UNKNOWN)
    if number is None or day is None:
        return Fact(label, "Chưa ghi số thành viên.", is_heading=True)
    said = f"Quy mô {rule.size_of(number)}: {show_number(number)} thành viên, {show_day(day)}."
    return Fact(label, said, basis=rule.document, status=rule.status, is_heading=True)


def _rating_facts(row: EntryRow) -> list[Fact]:
    rows = row.records.get(RATING, [])
    if not rows:
        return []
    newest = rows[0]
    told, rule = row.record_values(newest), rating_rule(newest.year)
    grade = _grade_label(told["grade"])
    label = f"Xếp loại năm {newest.year}: {grade.lower()}"
    if rule is None:
        said = "Giữ như đã báo cáo; năm này không tính theo Thông tư 09/2017/TT-BNNPTNT."
        return [Fact(label, said, is_heading=True)]
    score = score_of(told)
    if told.get("fined"):
        said = "Bị xử phạt trong năm nên xếp loại yếu."
    elif score is None:
        said = "Chưa ghi điểm nên không đối chiếu được với xếp loại."
    else:
        said = f"{show_number(score)} điểm; loại {grade.lower()} {rule.said(told['grade'])}."
        said += "" if all(told.get(s) is not None for s in SCORES) else " Chưa có điểm từng mục."
    return [Fact(label, said, basis=rule.document, status=rule.status, is_heading=True)]


def _grade_label(grade: str) -> str:
    return kind_of("cooperative").records_by_id[RATING].by_id["grade"].labels[grade]


# ---- The list


def prepare(rows: Sequence[EntryRow], _: date) -> dict[int, Lawful]:
    return {row.entry.pk: lawful_on(row) for row in rows if is_farm(row)}


def _lawful_cell(row: EntryRow, prepared: Prepared) -> str:
    found = prepared.get(row.entry.pk)
    return _WORDS[found.ok] if found else ""


def _members_cell(row: EntryRow, _: Any) -> str:
    number, _on = members_of(row)
    return show_number(number) if number is not None else ""


def _grade_cell(row: EntryRow, _: Any) -> str:
    rows = row.records.get(RATING, [])
    if not rows:
        return ""
    return f"{_grade_label(row.record_values(rows[0])['grade'])} ({rows[0].year})"


def _fits_lawful(row: EntryRow, prepared: Prepared, wanted: str) -> bool:
    found = prepared.get(row.entry.pk)
    words = {"co": True, "chua": False, "chua-ro": None}
    return found is not None and found.ok is words[wanted]


def _fits_grade(row: EntryRow, _: Any, wanted: str) -> bool:
    rows = row.records.get(RATING, [])
    return bool(rows) and rows[0].fields.get("grade") == wanted


@dataclass(frozen=True)
class CooperativePart:
    """What stands first on the register's page: communes with a lawful one and those without."""

    on: date
    communes: tuple[CommuneCooperatives, ...]
    law: str
    is_settled: bool
    lawful: int  # farm cooperatives
    unlawful: int
    unknown: int

    @property
    def having(self) -> int:
        return sum(one.ok is True for one in self.communes)

    @property
    def without(self) -> tuple[CommuneCooperatives, ...]:
        return tuple(one for one in self.communes if one.ok is not True)


def part(rows: Sequence[EntryRow], on: date, units: Collection[int]) -> CooperativePart:
    found = tuple(communes_with(rows, on, units))
    laws = [lawful.law for one in found for _, lawful in one.farm if lawful.law]
    law = laws[0] if laws else None
    counts = Counter(lawful.ok for lawful in prepare(rows, on).values())
    return CooperativePart(
        on,
        found,
        law.name if law else "",
        bool(law and law.status.is_settled),
        lawful=counts[True],
        unlawful=counts[False],
        unknown=counts[None],
    )


RULE = KindRule(
    check_entry=check_entry,
    check_record=check_record,
    check_move=check_move,
    facts=facts,
    prepare=prepare,
    columns=(
        Column("Thành viên", _members_cell, 12),
        Column("Xếp loại", _grade_cell, 18),
        Column("Theo Luật", _lawful_cell, 12),
    ),
    filters=(
        Filter(
            "luat",
            "Theo Luật",
            (("co", "có"), ("chua", "chưa"), ("chua-ro", "chưa rõ")),
            _fits_lawful,
        ),
        Filter(
            "loai",
            "Xếp loại gần nhất",
            (
                ("good", "tốt"),
                ("fair", "khá"),
                ("average", "trung bình"),
                ("weak", "yếu"),
                ("unrated", "không xếp loại"),
            ),
            _fits_grade,
        ),
    ),
    reminders=reminders,
    feedings=(Feeding(INDICATOR, FIGURES, values_of),),
    list_part="registers/_cooperatives.html",
    list_context=part,
)
