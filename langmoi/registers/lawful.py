"""Whether a cooperative operates under the Law on a day: a checklist, each item with why."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.days import show_day
from langmoi.core.numbers import show_number
from langmoi.registers.cooperative_rules import CooperativeLaw, last_told_year, law_on, rating_rule
from langmoi.registers.models import EntryRecord
from langmoi.registers.queries import EntryRow

NOT_FARM = "other"
PASSING = ("good", "fair", "average", "unrated")
ACTIVE = "active"


@dataclass(frozen=True)
class Check:
    """One item of the checklist; `ok` None: the register does not tell."""

    id: str
    label: str
    ok: bool | None
    said: str


@dataclass(frozen=True)
class Lawful:
    """The checklist of a day; `law` None: no law is known for it, and nothing is computed."""

    law: CooperativeLaw | None
    checks: tuple[Check, ...]

    @property
    def ok(self) -> bool | None:
        """All of it holds; False where one does not; None where that cannot be told."""
        if self.law is None:
            return None
        found = [check.ok for check in self.checks]
        if False in found:
            return False
        return None if None in found else True

    @property
    def failing(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.ok is False)

    @property
    def unknown(self) -> tuple[Check, ...]:
        return tuple(check for check in self.checks if check.ok is None)

    @property
    def said(self) -> str:
        """In a line: what is missing, or that nothing is."""
        if self.law is None:
            return "chưa biết luật áp dụng cho ngày này nên không xét"
        if self.failing:
            return f"chưa đạt: {', '.join(check.label.lower() for check in self.failing)}"
        if self.unknown:
            return f"chưa rõ: {', '.join(check.label.lower() for check in self.unknown)}"
        return f"đủ {len(self.checks)} mục theo {self.law.name}"


def is_farm(row: EntryRow) -> bool:
    return row.values.get("field") not in (None, NOT_FARM)


def lawful_on(row: EntryRow) -> Lawful:
    """The checklist by the law in force on the row's day, of what the register held by then."""
    law = law_on(row.on)
    if law is None:
        return Lawful(None, ())
    return Lawful(law, tuple(_ITEMS[item](row, law) for item in law.items))


def _active(row: EntryRow, _: CooperativeLaw) -> Check:
    state = row.state
    said = f"{state.state.label} từ {show_day(state.since)}" if state else "chưa có trạng thái"
    return Check("active", "Đang hoạt động", bool(state and state.state.id == ACTIVE), said)


def _registered(row: EntryRow, law: CooperativeLaw) -> Check:
    label = f"Đã đăng ký theo {law.name}"
    under, day = row.values.get("law"), row.values.get("registered_on")
    if under is None:
        return Check("registered", label, None, "chưa ghi đăng ký theo luật nào")
    named = row.kind.by_id["law"].labels.get(under, under)
    if under not in law.registered:
        return Check("registered", label, False, f"đăng ký theo {named}, chưa đăng ký lại")
    if day is None:
        return Check("registered", label, None, "chưa ghi ngày đăng ký")
    ok = day <= row.on
    return Check("registered", label, ok, f"đăng ký theo {named}, ngày {show_day(day)}")


def _members(row: EntryRow, law: CooperativeLaw) -> Check:
    label = f"Có từ {law.members} thành viên"
    number, on = members_of(row)
    if number is None or on is None:
        return Check("members", label, None, "chưa ghi số thành viên")
    said = f"{show_number(number)} thành viên, ngày {show_day(on)}"
    return Check("members", label, number >= (law.members or 0), said)


def members_of(row: EntryRow) -> tuple[int | None, date | None]:
    """The last number of members by the row's day, and of which day it is."""
    found = row.records.get("members", [])
    if not found:
        return None, None
    return row.record_values(found[0])["total"], found[0].on


def _told(item: str, label: str) -> Callable[[EntryRow, CooperativeLaw], Check]:
    """An item that the facts of the year answer by yes or no."""

    def check(row: EntryRow, _: CooperativeLaw) -> Check:
        found = _newest(row, "operation")
        if found is None:
            year = last_told_year(row.on)
            return Check(item, label, None, f"chưa ghi tình hình hoạt động năm {year}")
        told = row.record_values(found).get(item)
        said = {True: "có", False: "không", None: "chưa ghi"}[told]
        return Check(item, label, told, f"{said}, năm {found.year}")

    return check


def _meeting(row: EntryRow, _: CooperativeLaw) -> Check:
    label = "Đại hội thành viên thường niên"
    found = _newest(row, "operation")
    if found is None:
        year = last_told_year(row.on)
        return Check("meeting", label, None, f"chưa ghi tình hình hoạt động năm {year}")
    day = row.record_values(found).get("meeting_on")
    if day is None:
        return Check("meeting", label, False, f"năm {found.year} không ghi ngày đại hội")
    return Check("meeting", label, True, f"họp ngày {show_day(day)}")


def _grade(row: EntryRow, _: CooperativeLaw) -> Check:
    label = "Xếp loại từ trung bình trở lên"
    found = _newest(row, "rating")
    year = last_told_year(row.on)
    if found is None:
        rule, founded = rating_rule(year), row.values.get("founded_on")
        if rule is not None and founded is not None and not rule.is_rated(founded, year):
            said = f"hoạt động dưới {rule.least_months} tháng đến hết năm {year}, không xếp loại"
            return Check("grade", label, True, said)
        return Check("grade", label, None, f"chưa ghi xếp loại năm {year}")
    grade = row.record_values(found)["grade"]
    named = row.kind.records_by_id["rating"].by_id["grade"].labels[grade]
    return Check("grade", label, grade in PASSING, f"loại {named.lower()}, năm {found.year}")


def _newest(row: EntryRow, record: str) -> EntryRecord | None:
    """The newest record that is not older than the last year of which facts must be there."""
    found: Sequence[EntryRecord] = row.records.get(record, [])
    return found[0] if found and found[0].year >= last_told_year(row.on) else None


_ITEMS: dict[str, Callable[[EntryRow, Any], Check]] = {
    "active": _active,
    "registered": _registered,
    "members": _members,
    "charter": _told("charter", "Có điều lệ còn hiệu lực"),
    "board": _told("board", "Có hội đồng quản trị, giám đốc và kiểm soát"),
    "services": _told("services", "Có dịch vụ thực cho thành viên"),
    "contracts": _told("contracts", "Có hợp đồng hoặc bảng giá dịch vụ"),
    "meeting": _meeting,
    "accounts": _told("accounts", "Sổ kế toán và báo cáo tài chính"),
    "tax": _told("tax", "Kê khai thuế"),
    "statistics": _told("statistics", "Báo cáo thống kê"),
    "information": _told("information", "Cung cấp thông tin cho thành viên"),
    "insurance": _told("insurance", "Đóng bảo hiểm cho người lao động"),
    "grade": _grade,
}
