"""The rows of a register's workbook as written: each value read, each fault with its cell."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

from langmoi.core.cells import cell_day, cell_text
from langmoi.core.errors import DomainError, Fault
from langmoi.core.sheets import column_letters, read_tables
from langmoi.core.text import search_key
from langmoi.registers.book import (
    CLEAR,
    DOCUMENT,
    MOST_ROWS,
    NAME,
    SINCE,
    STATE,
    UNIT,
    WHEN,
    SheetPlan,
    plans_of,
)
from langmoi.registers.kinds import FieldDef, FieldType, Kind, Per
from langmoi.registers.values import read_value

EXCEL_DAYS_OF_YEARS = (1900, 2100)


@dataclass
class Line:
    """One row: what it says by column; `cleared` are fields to be emptied."""

    plan: SheetPlan
    number: int
    places: dict[str, int]
    texts: dict[str, str]
    values: dict[str, Any] = field(default_factory=dict)
    cleared: set[str] = field(default_factory=set)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, message: str, remedy: str = "") -> Fault:
        place = self.places.get(column, self.places[NAME])
        cell = f"{column_letters(place)}{self.number}"
        unit = self.texts.get(UNIT, "")
        return Fault(message, remedy, sheet=self.plan.name, cell=cell, unit=unit)

    def wrong(self, column: str, message: str, remedy: str = "") -> None:
        self.faults.append(self.fault(column, message, remedy))

    @property
    def day(self) -> date | None:
        found = self.values.get(WHEN)
        return found if isinstance(found, date) else None

    @property
    def year(self) -> int | None:
        found = self.values.get(WHEN)
        return found if isinstance(found, int) else None


def read_register(content: bytes, kind: Kind, *, file_name: str) -> list[Line]:
    """The rows of all sheets, those of entries first; raises for no such workbook at all."""
    tables = read_tables(content, file_name)
    by_key = {search_key(name): (name, table) for name, table in tables.items()}
    lines: list[Line] = []
    known = False
    for plan in plans_of(kind):
        found = by_key.get(search_key(plan.name))
        if found is None:
            continue
        known = True
        lines += _lines(plan, found[1], file_name)
    if not known:
        first = plans_of(kind)[0].name
        raise DomainError(
            f"Tệp {file_name} không có trang “{first}”. Hãy dùng tệp mẫu của sổ “{kind.name}”."
        )
    if not lines:
        raise DomainError(f"Tệp {file_name} chưa có dòng nào. Hãy ghi mỗi mục một dòng.")
    return lines


def _lines(plan: SheetPlan, table: list[list[Any]], file_name: str) -> list[Line]:
    places = _places(plan, table[0] if table else [], file_name)
    lines = []
    for number, cells in enumerate(table[1:], start=2):
        if any(cell_text(cell) for cell in cells):
            lines.append(_line(plan, number, cells, places))
    if len(lines) > MOST_ROWS:
        raise DomainError(
            f"Trang “{plan.name}” của tệp {file_name} có hơn {MOST_ROWS} dòng. "
            "Hãy chia thành nhiều tệp."
        )
    return lines


def _places(plan: SheetPlan, heading: list[Any], file_name: str) -> dict[str, int]:
    """Where each column stands; columns may be in any order, and some may be left out."""
    keys = [search_key(cell_text(cell)) for cell in heading]
    wanted = {key: search_key(label) for key, label in plan.columns.items()}
    places = {key: keys.index(name) for key, name in wanted.items() if name in keys}
    if missing := [plan.columns[key] for key in plan.required if key not in places]:
        raise DomainError(
            f"Dòng đầu trang “{plan.name}” của tệp {file_name} thiếu cột {', '.join(missing)}. "
            "Hãy dùng tệp mẫu."
        )
    strange = [
        cell_text(cell)
        for cell, key in zip(heading, keys, strict=True)
        if key and key not in wanted.values()
    ]
    if strange:
        raise DomainError(
            f"Trang “{plan.name}” của tệp {file_name} có cột không hiểu: {', '.join(strange)}. "
            "Hãy bỏ cột ấy, hoặc dùng tệp mẫu."
        )
    return places


def _line(plan: SheetPlan, number: int, cells: list[Any], places: dict[str, int]) -> Line:
    given = {key: cells[at] if at < len(cells) else "" for key, at in places.items()}
    line = Line(plan, number, places, {key: cell_text(value) for key, value in given.items()})
    fields = {one.id: one for one in plan.fields}
    for key, value in given.items():
        text = line.texts[key]
        if not text:
            continue
        if key in fields:
            _read_field(line, fields[key], value)
        elif key == SINCE:
            line.values[key], said = cell_day(value)
            if said:
                line.wrong(key, said)
        elif key == WHEN:
            _read_when(line, value)
        elif key == STATE:
            line.values[key] = text
    for key in (UNIT, NAME):
        if not line.texts.get(key):
            line.wrong(key, f"Chưa ghi “{plan.columns[key]}”.", "Hãy ghi vào.")
    if plan.record is not None and not line.texts.get(WHEN):
        line.wrong(WHEN, f"Chưa ghi “{plan.columns[WHEN]}”.", "Hãy ghi vào.")
    return line


def _read_field(line: Line, one: FieldDef, value: Any) -> None:
    if line.texts[one.id] == CLEAR:
        line.cleared.add(one.id)
        return
    if one.type is FieldType.UNITS:
        line.values[one.id] = line.texts[one.id]  # names: read by who knows the units
        return
    if one.type is FieldType.DATE:
        line.values[one.id], said = cell_day(value)
        if said:
            line.wrong(one.id, said)
        return
    raw = value if isinstance(value, float) and not value.is_integer() else line.texts[one.id]
    try:
        line.values[one.id] = read_value(one, raw)
    except DomainError as error:
        line.wrong(one.id, str(error))


def _read_when(line: Line, value: Any) -> None:
    record = line.plan.record
    text = line.texts[WHEN]
    if record is not None and record.once_per is Per.YEAR:
        low, high = EXCEL_DAYS_OF_YEARS
        if text.isascii() and text.isdigit() and low <= int(text) <= high:
            line.values[WHEN] = int(text)
        else:
            line.wrong(WHEN, f"“{text}” không phải là năm.", "Hãy ghi như 2019.")
        return
    line.values[WHEN], said = cell_day(value)
    if said:
        line.wrong(WHEN, said)


def document_in(line: Line) -> str:
    return line.texts.get(DOCUMENT, "")
