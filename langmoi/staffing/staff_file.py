"""A workbook of posts, holders and courses: its template, and its rows as written, by address."""

from __future__ import annotations

import io
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_col_to_name

from langmoi.core.cells import cell_day, cell_text
from langmoi.core.errors import DomainError, Fault
from langmoi.core.text import search_key
from langmoi.people.people_file import MOST_ROWS, read_first_sheet

SHEET = "Cán bộ NTM"
LABELS = {
    "unit": "Đơn vị",
    "title": "Vị trí",
    "name": "Người giữ",
    "since": "Giữ từ ngày",
    "full_time": "Chuyên trách",
    "course": "Khóa học",
    "begun_on": "Học từ ngày",
    "ended_on": "Học đến ngày",
    "given_by": "Nơi tổ chức",
    "certificate": "Có chứng nhận",
}
DAYS = ("since", "begun_on", "ended_on")
TICKS = ("full_time", "certificate")
REQUIRED = ("unit", "title", "since")
_YES, _NO = {"co", "x", "yes", "1"}, {"", "khong", "no", "0"}
_GUIDE = (
    ("Đơn vị", "Tên (xã Sa Nghĩa) hoặc mã (23542). Hai xã cùng tên thì ghi mã."),
    ("Vị trí", "Tên vị trí. Đơn vị đã có vị trí cùng tên thì dòng này nói về vị trí ấy."),
    ("Người giữ", "Bỏ trống nếu vị trí đang trống; khi ấy “Giữ từ ngày” là ngày có vị trí."),
    ("Chuyên trách, Có chứng nhận", "Ghi có hoặc không."),
    ("Khóa học", "Mỗi dòng một khóa; nhiều khóa thì thêm dòng cùng đơn vị, vị trí, người giữ."),
    ("Không ghi", "Ngày sinh, số giấy tờ, nơi ở, quá trình công tác: tệp này không phải hồ sơ."),
)


@dataclass(frozen=True)
class StaffLine:
    """One row as written, with where each column stands."""

    sheet: str
    number: int
    columns: dict[str, int]
    texts: dict[str, str]
    days: dict[str, date | None]
    ticks: dict[str, bool]

    def __getitem__(self, column: str) -> str:
        return self.texts.get(column, "")

    def fault(self, column: str, message: str, remedy: str = "") -> Fault:
        place = self.columns.get(column, self.columns["unit"])
        cell = f"{xl_col_to_name(place)}{self.number}"
        return Fault(message, remedy, sheet=self.sheet, cell=cell, unit=self["unit"])


def read_staff_file(content: bytes, *, file_name: str) -> tuple[list[StaffLine], list[Fault]]:
    """The rows of the first sheet with the faults of their cells; raises for no table at all."""
    sheet, table = read_first_sheet(content, file_name)
    columns = _columns(table[0] if table else [], file_name)
    lines: list[StaffLine] = []
    faults: list[Fault] = []
    for number, values in enumerate(table[1:], start=2):
        if any(cell_text(value) for value in values):
            line, wrong = _line(sheet, number, values, columns)
            lines.append(line)
            faults += wrong
    if not lines:
        raise DomainError(f"Tệp {file_name} chưa có dòng nào. Hãy ghi mỗi vị trí một dòng.")
    if len(lines) > MOST_ROWS:
        raise DomainError(f"Tệp {file_name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    return lines, faults


def write_staff_template() -> bytes:
    """An empty workbook with its columns, and a page that explains them."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eff8", "border": 1})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, LABELS.values(), head)
        sheet.set_column(0, len(LABELS) - 1, 24)
        sheet.freeze_panes(1, 0)
        for column in TICKS:
            place = list(LABELS).index(column)
            choice = {"validate": "list", "source": ["có", "không"]}
            sheet.data_validation(1, place, MOST_ROWS, place, choice)
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 34)
        guide.set_column(1, 1, 90)
        for number, told in enumerate(_GUIDE):
            guide.write_row(number, 0, told)
    return buffer.getvalue()


def _columns(heading: list[Any], file_name: str) -> dict[str, int]:
    keys = [search_key(cell_text(value)) for value in heading]
    names = {column: search_key(label) for column, label in LABELS.items()}
    columns = {column: keys.index(key) for column, key in names.items() if key in keys}
    if missing := [LABELS[column] for column in REQUIRED if column not in columns]:
        raise DomainError(
            f"Dòng đầu của tệp {file_name} thiếu cột {', '.join(missing)}. Hãy dùng tệp mẫu, dòng "
            f"đầu gồm: {', '.join(LABELS.values())}."
        )
    return columns


def _line(
    sheet: str, number: int, values: list[Any], columns: dict[str, int]
) -> tuple[StaffLine, list[Fault]]:
    given = {c: values[place] if place < len(values) else "" for c, place in columns.items()}
    texts = {column: cell_text(value) for column, value in given.items()}
    days = {column: cell_day(given.get(column, "")) for column in DAYS}
    ticks = {column: search_key(texts.get(column, "")) for column in TICKS}
    line = StaffLine(
        sheet,
        number,
        columns,
        texts,
        {column: day for column, (day, _) in days.items()},
        {column: key in _YES for column, key in ticks.items()},
    )
    faults = [line.fault(column, said) for column, (_, said) in days.items() if said]
    for column, key in ticks.items():
        if key not in _YES | _NO:
            said = f"Không hiểu “{texts[column]}” ở cột {LABELS[column]}."
            faults.append(line.fault(column, said, "Hãy ghi có hoặc không."))
    return line, faults
