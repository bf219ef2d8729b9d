"""A workbook of people: its template, and its rows as written, each cell known by its address."""

from __future__ import annotations

import io
import zipfile
import zlib
from dataclasses import dataclass
from datetime import date
from typing import Any

import xlsxwriter
from python_calamine import CalamineError, CalamineWorkbook
from xlsxwriter.utility import xl_col_to_name

from langmoi.core.cells import cell_day, cell_text
from langmoi.core.errors import DomainError, Fault
from langmoi.core.text import search_key
from langmoi.people.models import Role
from langmoi.people.roles import AGENCY_ROLES, LEVELS_OF_ROLE
from langmoi.places.models import Level

MEGABYTE = 1024 * 1024
BIGGEST, BIGGEST_UNPACKED, MOST_ROWS = 5 * MEGABYTE, 40 * MEGABYTE, 1000
SHEET = "Người dùng"
LABELS = {
    "username": "Tên đăng nhập",
    "full_name": "Họ tên",
    "email": "E-mail",
    "phone": "Điện thoại",
    "role": "Vai trò",
    "unit": "Đơn vị",
    "agency": "Cơ quan",
    "since": "Từ ngày",
}
REQUIRED = ("username", "full_name", "role", "unit")
_ALSO = {
    "username": {"ten dang nhap", "tai khoan", "username"},
    "full_name": {"ho ten", "ho va ten", "full name"},
    "email": {"e mail", "email", "thu dien tu"},
    "phone": {"dien thoai", "so dien thoai", "phone"},
    "role": {"vai tro", "chuc vu", "role"},
    "unit": {"don vi", "don vi hanh chinh", "unit"},
    "agency": {"co quan", "so nganh", "agency"},
    "since": {"tu ngay", "ngay bat dau", "from"},
}


@dataclass(frozen=True)
class PersonRow:
    """One row as written, with where each column stands."""

    sheet: str
    number: int
    columns: dict[str, int]
    values: dict[str, str]
    since: date | None

    def __getitem__(self, column: str) -> str:
        return self.values.get(column, "")

    def fault(self, column: str, message: str, remedy: str = "") -> Fault:
        place = self.columns.get(column, self.columns["username"])
        cell = f"{xl_col_to_name(place)}{self.number}"
        return Fault(message, remedy, sheet=self.sheet, cell=cell, unit=self["full_name"])


def read_people_file(content: bytes, *, file_name: str) -> tuple[list[PersonRow], list[Fault]]:
    """The rows of the first sheet with the faults of their dates; raises for no table at all."""
    sheet, table = read_first_sheet(content, file_name)
    columns = _columns(table[0] if table else [], file_name)
    rows, faults = [], []
    for number, values in enumerate(table[1:], start=2):
        if not any(cell_text(value) for value in values):
            continue
        row, fault = _row(sheet, number, values, columns)
        rows.append(row)
        faults += [fault] if fault else []
    if not rows:
        raise DomainError(f"Tệp {file_name} chưa có người nào. Hãy ghi mỗi người một dòng.")
    if len(rows) > MOST_ROWS:
        raise DomainError(f"Tệp {file_name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    return rows, faults


def write_template() -> bytes:
    """An empty workbook with its columns, the roles to choose from, and a page that explains."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eff8", "border": 1})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, LABELS.values(), head)
        sheet.set_column(0, len(LABELS) - 1, 26)
        sheet.freeze_panes(1, 0)
        _write_guide(book, head)
        roles = {"validate": "list", "source": f"='Hướng dẫn'!$A$9:$A${8 + len(Role)}"}
        sheet.data_validation(1, 4, MOST_ROWS, 4, roles)
    return buffer.getvalue()


def _write_guide(book: Any, head: Any) -> None:
    guide = book.add_worksheet("Hướng dẫn")
    guide.set_column(0, 0, 40)
    guide.set_column(1, 1, 70)
    lines = [
        ("Tên đăng nhập", "Không dấu, không khoảng trắng. Hai chức vụ: hai dòng cùng tên."),
        ("E-mail, Điện thoại", "Có thể bỏ trống. E-mail của mỗi người là riêng."),
        ("Đơn vị", "Tên (xã Sa Nghĩa) hoặc mã (23542) của nơi giữ chức vụ."),
        ("Cơ quan", "Tên hoặc tên ngắn (Sở Y tế); bắt buộc với lãnh đạo và công chức sở, ngành."),
        ("Từ ngày", "Ghi như 01/12/2019; bỏ trống là từ hôm nay."),
    ]
    for number, line in enumerate(lines):
        guide.write_row(number, 0, line)
    guide.write_row(7, 0, ("Vai trò", "Giao ở"), head)
    for number, role in enumerate(Role, start=8):
        levels = ", ".join(level.label for level in Level if level in LEVELS_OF_ROLE[role])
        guide.write_row(
            number, 0, (role.label, levels + (" (ghi cơ quan)" * (role in AGENCY_ROLES)))
        )


def read_first_sheet(content: bytes, file_name: str) -> tuple[str, list[list[Any]]]:
    """Name and cells of a workbook's first sheet; raises for what is too big, broken or locked."""
    if len(content) > BIGGEST:
        raise DomainError(f"Tệp {file_name} nặng hơn 5 MB. Hãy dùng tệp theo mẫu, bỏ hình ảnh.")
    try:
        _refuse_bombs(content, file_name)
        sheet = CalamineWorkbook.from_filelike(io.BytesIO(content)).get_sheet_by_index(0)
        return sheet.name, sheet.to_python(skip_empty_area=False, nrows=MOST_ROWS * 2)
    except (CalamineError, zipfile.BadZipFile, zlib.error, RuntimeError, ValueError) as error:
        raise DomainError(
            f"Không mở được tệp {file_name}: tệp hỏng, có mật khẩu, hoặc không phải tệp Excel. "
            "Hãy lưu lại dạng .xlsx không mật khẩu."
        ) from error


def _refuse_bombs(content: bytes, file_name: str) -> None:
    """Unpack every part once: zipfile stops at the size that the part claims, and checks it."""
    with zipfile.ZipFile(io.BytesIO(content)) as book:
        if sum(info.file_size for info in book.infolist()) > BIGGEST_UNPACKED:
            raise DomainError(f"Tệp {file_name} bung ra quá 40 MB. Hãy chép sang tệp theo mẫu.")
        for info in book.infolist():
            book.read(info)


def _columns(heading: list[Any], file_name: str) -> dict[str, int]:
    keys = [search_key(cell_text(value)) for value in heading]
    columns = {
        column: place
        for column, names in _ALSO.items()
        for place, key in enumerate(keys)
        if key in names
    }
    if missing := [LABELS[column] for column in REQUIRED if column not in columns]:
        raise DomainError(
            f"Dòng đầu của tệp {file_name} thiếu cột {', '.join(missing)}. Hãy dùng tệp mẫu, dòng "
            f"đầu gồm: {', '.join(LABELS.values())}."
        )
    return columns


def _row(
    sheet: str, number: int, values: list[Any], columns: dict[str, int]
) -> tuple[PersonRow, Fault | None]:
    given = {c: values[place] if place < len(values) else "" for c, place in columns.items()}
    texts = {column: cell_text(value) for column, value in given.items()}
    since, complaint = cell_day(given.get("since", ""))
    row = PersonRow(sheet, number, columns, texts, since)
    return row, row.fault("since", complaint) if complaint else None
