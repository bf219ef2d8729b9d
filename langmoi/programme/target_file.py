"""Targets of many communes from a workbook or from pasted rows: every fault named by its line."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from langmoi.core.cells import cell_text
from langmoi.core.days import parse_day, show_day
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.core.sheets import column_letters, read_table
from langmoi.core.text import search_key
from langmoi.people.models import User
from langmoi.places.models import UnitType, UnitVersion
from langmoi.places.queries import districts_of, find_units
from langmoi.programme.access import units_given
from langmoi.programme.models import Target, TargetDocument, TargetKind
from langmoi.programme.setting import NewTarget, check_target, set_targets

MOST_ROWS = 2_000
# What a column may be headed, as search keys.
HEADINGS = {
    "unit": {"don vi", "xa", "ten xa", "ma xa", "ma", "ma don vi", "ten don vi"},
    "district": {"huyen", "ten huyen", "huyen thanh pho"},
    "kind": {"muc tieu", "loai", "loai muc tieu"},
    "count": {"so tieu chi"},
    "criteria": {"tieu chi", "cac tieu chi"},
    "number": {"so xa", "so xa hoac ty le", "ty le"},
    "by": {"nam", "han", "nam hoac han", "den ngay"},
    "note": {"luu y", "ghi chu"},
}
LABELS = {
    "unit": "Đơn vị",
    "district": "Huyện",
    "kind": "Mục tiêu",
    "count": "Số tiêu chí",
    "criteria": "Các tiêu chí",
    "number": "Số xã hoặc tỷ lệ",
    "by": "Năm hoặc hạn",
    "note": "Lưu ý",
}
REQUIRED = ("unit", "kind", "by")
KINDS = {
    TargetKind.RECOGNISED: ("cong nhan", "dat chuan", "chuan ntm"),
    TargetKind.COOPERATIVE: ("hop tac xa", "htx"),
    TargetKind.GROUP: ("nhom tieu chi", "cac tieu chi"),
    TargetKind.CRITERIA: ("so tieu chi",),
}


@dataclass
class TargetCheck:
    """What the rows would set, or every fault by its cell."""

    targets: list[NewTarget] = field(default_factory=list)
    names: list[str] = field(default_factory=list)
    faults: list[Fault] = field(default_factory=list)


def check_target_rows(
    content: bytes, *, file_name: str, document: TargetDocument, on: date
) -> TargetCheck:
    """Read and try every row; writes nothing. Raises for what is no table of targets."""
    sheet, table = read_table(content, file_name)
    if len(table) - 1 > MOST_ROWS:
        raise DomainError(f"Bảng có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều lần nhập.")
    reader = _Reader(document, on, sheet, _columns(table[0] if table else []))
    for number, values in enumerate(table[1:], start=2):
        if any(cell_text(value) for value in values):
            reader.read(number, values)
    if not reader.check.targets and not reader.check.faults:
        raise DomainError("Bảng không có mục tiêu nào. Hãy ghi mỗi đơn vị một dòng.")
    return reader.check


def import_targets(
    content: bytes, *, file_name: str, document: TargetDocument, by: User, on: date, at: datetime
) -> list[Target]:
    """Set all targets of the rows, or none; raises FaultyInput with every fault."""
    check = check_target_rows(content, file_name=file_name, document=document, on=on)
    if check.faults:
        raise FaultyInput("Chưa ghi mục tiêu nào: bảng có chỗ cần sửa.", check.faults)
    return set_targets(document, check.targets, by=by, on=on, at=at)


def _columns(heading: list[Any]) -> dict[str, int]:
    keys = [search_key(cell_text(value)) for value in heading]
    columns = {
        column: places[0]
        for column, names in HEADINGS.items()
        if (places := [index for index, key in enumerate(keys) if key in names])
    }
    if missing := [LABELS[column] for column in REQUIRED if column not in columns]:
        raise DomainError(
            f"Dòng đầu của bảng thiếu cột {', '.join(missing)}. "
            f"Hãy đặt dòng đầu gồm các cột: {', '.join(LABELS.values())}."
        )
    return columns


class _Reader:
    """Reads one row after the other; what a row says twice is a fault of the second."""

    def __init__(
        self, document: TargetDocument, on: date, sheet: str, columns: dict[str, int]
    ) -> None:
        self.check = TargetCheck()
        self._document, self._on = document, on
        self._sheet, self._columns = sheet, columns
        self._within = units_given(document, on=on)
        live = Target.objects.live().filter(document=document)
        self._there = set(live.values_list("unit", "kind", "by"))

    def read(self, number: int, values: list[Any]) -> None:
        given = {
            column: cell_text(values[index]) if index < len(values) else ""
            for column, index in self._columns.items()
        }
        try:
            unit = self._unit(given["unit"], given.get("district", ""))
            told = self._target(unit, given)
            check_target(self._document, told, self._on)
            self._refuse_twice(told)
        except _Wrong as wrong:
            self._fault(number, wrong.column, given, str(wrong))
        except DomainError as error:
            self._fault(number, "kind", given, str(error))
        else:
            self.check.targets.append(told)
            self.check.names.append(unit.full_name)

    def _unit(self, text: str, district: str) -> UnitVersion:
        if not text:
            raise _Wrong("unit", "Thiếu tên hoặc mã đơn vị. Hãy ghi vào.")
        found = find_units(text, on=self._on, within=self._within)
        found = [v for v in found if v.type not in (UnitType.WARD, UnitType.VILLAGE)]
        if district:
            above = districts_of([v.unit_id for v in found], self._on)
            wanted = search_key(district)
            found = [v for v in found if wanted in _ways(above.get(v.unit_id))]
        if not found:
            raise _Wrong("unit", f"Không có đơn vị “{text}” thuộc nơi giao. Hãy ghi lại tên, mã.")
        if len(found) > 1:
            raise _Wrong(
                "unit", f"Có {len(found)} đơn vị tên “{text}”. Hãy ghi mã hoặc thêm huyện."
            )
        return found[0]

    def _target(self, unit: UnitVersion, given: dict[str, str]) -> NewTarget:
        share = given.get("number", "").endswith("%")
        return NewTarget(
            unit=unit.unit_id,
            kind=_kind(given["kind"]),
            by=_by(given["by"]),
            count=_whole(given, "count"),
            criteria=tuple(re.findall(r"[^\s,;]+", given.get("criteria", ""))),
            number=_whole(given, "number"),
            is_share=share,
            note=given.get("note", ""),
        )

    def _refuse_twice(self, told: NewTarget) -> None:
        key = (told.unit, told.kind, told.by)
        if key in self._there:
            until = f" đến {show_day(told.by)}" if told.by else ""
            raise _Wrong("unit", f"Đơn vị này đã có mục tiêu đó{until}. Hãy bỏ dòng này.")
        self._there.add(key)

    def _fault(self, number: int, column: str, given: dict[str, str], message: str) -> None:
        cell = f"{column_letters(self._columns.get(column, 0))}{number}"
        self.check.faults.append(Fault(message, sheet=self._sheet, cell=cell, unit=given["unit"]))


class _Wrong(DomainError):
    """A fault of one column of a row."""

    def __init__(self, column: str, message: str) -> None:
        super().__init__(message)
        self.column = column


def _ways(district: UnitVersion | None) -> set[str]:
    if district is None:
        return set()
    return {search_key(district.name), search_key(district.full_name), district.code}


def _kind(text: str) -> TargetKind:
    key = search_key(text)
    for kind, words in KINDS.items():
        if key == search_key(kind.label) or any(word in key for word in words):
            return kind
    named = "; ".join(kind.label for kind in TargetKind)
    raise _Wrong("kind", f"Không hiểu mục tiêu “{text}”. Hãy ghi một trong: {named}.")


def _by(text: str) -> date | None:
    if not text or search_key(text) == "khong han":
        return None
    if re.fullmatch(r"20\d\d", text):
        return date(int(text), 12, 31)
    try:
        return parse_day(text.split(" ")[0])
    except DomainError as error:
        raise _Wrong("by", f"{error} Hoặc chỉ ghi năm, ví dụ 2020.") from error


def _whole(given: dict[str, str], column: str) -> int | None:
    text = given.get(column, "").removesuffix("%").strip()
    if not text:
        return None
    if not text.isdigit() or len(text) > 4:
        raise _Wrong(column, f"“{text}” không phải là số nguyên. Hãy ghi lại, ví dụ 15.")
    return int(text)
