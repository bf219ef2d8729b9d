"""The workbook of a register: a sheet of entries, one of each kind of record, and a guide."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from langmoi.registers.kinds import FieldDef, FieldType, Kind, Per, RecordDef
from langmoi.registers.queries import EntryRow, names_in, unit_names
from langmoi.registers.values import cell_value

UNIT, NAME, STATE, SINCE, DOCUMENT, WHEN = (
    "@unit",
    "@name",
    "@state",
    "@since",
    "@document",
    "@when",
)
CLEAR = "-"
MOST_ROWS = 3000
GUIDE = "Hướng dẫn"


@dataclass(frozen=True)
class SheetPlan:
    """A sheet: what each column holds, by its key; `record` None: the sheet of entries."""

    name: str
    columns: Mapping[str, str]  # key → heading
    fields: Sequence[FieldDef]
    record: RecordDef | None = None

    @property
    def required(self) -> tuple[str, ...]:
        return (UNIT, NAME) if self.record is None else (UNIT, NAME, WHEN)


def plans_of(kind: Kind) -> list[SheetPlan]:
    """The sheets of the register, that of entries first."""
    entries = {UNIT: "Đơn vị", NAME: f"Tên {kind.one}"}
    entries |= {field.id: field.heading for field in kind.fields}
    entries |= {STATE: "Trạng thái", SINCE: "Từ ngày", DOCUMENT: "Văn bản"}
    plans = [SheetPlan(_sheet_name(kind.name), entries, kind.fields)]
    for record in kind.records:
        when = "Năm" if record.once_per is Per.YEAR else "Ngày"
        columns = {UNIT: "Đơn vị", NAME: f"Tên {kind.one}", WHEN: when}
        columns |= {field.id: field.heading for field in record.fields}
        columns |= {DOCUMENT: "Văn bản"}
        plans.append(SheetPlan(_sheet_name(record.label), columns, record.fields, record))
    return plans


def _sheet_name(name: str) -> str:
    """At most 31 letters and none of those that Excel refuses."""
    return "".join(" " if c in "[]:*?/\\" else c for c in name)[:31].strip()


def write_register(kind: Kind, rows: Sequence[EntryRow]) -> bytes:
    """The workbook with these entries, as it is read back; without any it is the template."""
    buffer = io.BytesIO()
    # Text that begins with a sign stays text: nothing that people typed becomes a formula.
    options = {"in_memory": True, "strings_to_formulas": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        looks = _looks(book)
        for plan in plans_of(kind):
            lines = _entries(kind, rows) if plan.record is None else _records(plan.record, rows)
            _write_sheet(book, plan, kind, lines, looks)
        _write_guide(book, kind)
    return buffer.getvalue()


def _looks(book: Any) -> dict[str, Any]:
    return {
        "head": book.add_format(
            {"bold": True, "bg_color": "#e8eff8", "border": 1, "text_wrap": True}
        ),
        "day": book.add_format({"num_format": "dd/mm/yyyy"}),
        "text": book.add_format({"num_format": "@"}),
    }


def _entries(kind: Kind, rows: Sequence[EntryRow]) -> Iterator[dict[str, Any]]:
    names = unit_names(kind, rows)
    for row in rows:
        told: dict[str, Any] = {UNIT: _unit(row), NAME: row.entry.name}
        told |= {f.id: cell_value(f, row.entry.fields.get(f.id), names) for f in kind.fields}
        if row.state is not None:
            written = row.state.row
            label = kind.states_by_id.get(written.state)
            told[STATE] = label.label if label else written.state
            told[SINCE], told[DOCUMENT] = written.since, written.document
        yield told


def _records(record: RecordDef, rows: Sequence[EntryRow]) -> Iterator[dict[str, Any]]:
    every = [one for row in rows for one in row.records.get(record.id, [])]
    names = names_in(record, every, rows[0].on) if rows else {}
    for row in rows:
        for one in reversed(row.records.get(record.id, [])):
            told: dict[str, Any] = {UNIT: _unit(row), NAME: row.entry.name}
            told[WHEN] = one.on or Decimal(one.year)
            told |= {f.id: cell_value(f, one.fields.get(f.id), names) for f in record.fields}
            told[DOCUMENT] = one.document
            yield told


def _unit(row: EntryRow) -> str:
    """The official code: of two communes of one name it tells which."""
    return row.unit.code if row.unit else str(row.entry.unit)


def _write_sheet(
    book: Any, plan: SheetPlan, kind: Kind, lines: Iterator[dict[str, Any]], looks: dict[str, Any]
) -> None:
    sheet = book.add_worksheet(plan.name)
    sheet.freeze_panes(1, 2)
    for at, (key, heading) in enumerate(plan.columns.items()):
        sheet.write_string(0, at, heading, looks["head"])
        sheet.set_column(at, at, 34 if key == NAME else 18, looks["text"] if key == UNIT else None)
    for number, line in enumerate(lines, start=1):
        for at, key in enumerate(plan.columns):
            _write_cell(sheet, number, at, line.get(key), looks)
    for key, source in _choices(plan, kind).items():
        at = list(plan.columns).index(key)
        if sum(map(len, source)) + len(source) <= 255:
            validation = {"validate": "list", "source": source, "error_type": "warning"}
            sheet.data_validation(1, at, MOST_ROWS, at, validation)


def _choices(plan: SheetPlan, kind: Kind) -> dict[str, list[str]]:
    found = {f.id: list(f.labels.values()) for f in plan.fields if f.type is FieldType.CHOICE}
    found |= {f.id: ["có", "không"] for f in plan.fields if f.type is FieldType.YES_NO}
    if plan.record is None:
        found[STATE] = [state.label for state in kind.states]
    return found


def _write_cell(sheet: Any, line: int, at: int, value: Any, looks: dict[str, Any]) -> None:
    if value is None or value == "":
        return
    if isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)
        sheet.write_datetime(line, at, moment, looks["day"])
    elif isinstance(value, Decimal | int):
        sheet.write_number(line, at, value)
    else:
        sheet.write_string(line, at, str(value), looks["text"])


def _write_guide(book: Any, kind: Kind) -> None:
    sheet = book.add_worksheet(GUIDE)
    sheet.set_column(0, 0, 40)
    sheet.set_column(1, 1, 100)
    for number, told in enumerate(_guide(kind)):
        sheet.write_row(number, 0, told)


def _guide(kind: Kind) -> Iterator[tuple[str, str]]:
    yield "Sổ", f"{kind.name}. {kind.about}"
    yield "Đơn vị", "Tên (xã Sa Nghĩa) hoặc mã (23542). Hai đơn vị cùng tên thì ghi mã."
    yield f"Tên {kind.one}", "Mục đã có trong sổ được nhận ra theo đơn vị và tên này."
    yield "Ô bỏ trống", "Giữ nội dung đang có. Muốn xóa nội dung, ghi dấu -."
    yield "Trạng thái, Từ ngày", "Mục mới phải có cả hai. Mục đã có: chỉ ghi khi chuyển trạng thái."
    starts = "; ".join(state.label for state in kind.start_states)
    yield "Trạng thái đầu", starts
    yield "Các trang số liệu", "Mỗi năm hoặc ngày một dòng; dòng đã có mà khác thì thay số cũ."
    for plan in plans_of(kind):
        for field in plan.fields:
            choices = f" Chọn: {'; '.join(field.labels.values())}." if field.choices else ""
            needed = " Phải ghi." if field.required else ""
            told = f"{field.type.label.capitalize()}.{needed}{choices} {field.help}".strip()
            yield f"{plan.name}: {field.heading}", told
