"""A workbook of contributions: its template, its rows as written by address, and rows out again."""

from __future__ import annotations

import io
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

import xlsxwriter

from langmoi.core.cells import cell_day, cell_text
from langmoi.core.errors import DomainError, Fault
from langmoi.core.numbers import MILLION_DECIMALS, read_millions, read_number, show_millions
from langmoi.core.sheets import column_letters, read_table
from langmoi.core.text import search_key
from langmoi.funding.contribution_checks import LEAST_RATE, Gift

SHEET, MOST_ROWS = "Đóng góp", 5_000
LABELS = {
    "commune": "Xã",
    "unit": "Thôn",
    "given_on": "Ngày đóng góp",
    "project": "Mã công trình",
    "households": "Số hộ",
    "money": "Tiền (triệu đồng)",
    "workdays": "Ngày công",
    "workday_rate": "Mức quy đổi (đồng/công)",
    "told_workdays_value": "Ngày công quy tiền (triệu đồng)",
    "land": "Hiến đất (m²)",
    "land_value": "Đất quy tiền (triệu đồng)",
    "goods": "Vật tư, cây cối, khác",
    "goods_value": "Vật tư, khác (triệu đồng)",
    "told_total": "Tổng (triệu đồng)",
    "basis": "Căn cứ quy đổi",
    "note": "Ghi chú",
    "donors": "Người đóng góp (tên: triệu đồng; …)",
}
REQUIRED = ("unit", "given_on", "households")
WHOLES = ("households", "workday_rate")
MILLIONS = ("money", "told_workdays_value", "land_value", "goods_value", "told_total")
DECIMALS = ("workdays", "land")
GUIDE = (
    ("Xã, Thôn", "Tên hoặc mã. Đóng góp chung cả xã: để trống cột Thôn và ghi cột Xã."),
    ("Ngày đóng góp", "Như 31/12/2019; một đợt nhiều ngày thì ghi ngày cuối."),
    ("Mã công trình", "Để trống nếu không góp cho công trình nào."),
    ("Số hộ", "Số hộ tham gia, không quá số hộ của thôn."),
    ("Ngày công", "Số công, mức quy đổi (đồng/công); giá trị để trống thì máy tính."),
    ("Hiến đất", "Diện tích và giá trị quy đổi; chưa quy đổi thì để trống giá trị."),
    ("Tổng", "Có ghi thì được đối chiếu với các phần; lệch thì không nhận."),
    ("Căn cứ quy đổi", "Văn bản, hoặc biên bản họp thôn; bắt buộc khi có quy đổi."),
    ("Người đóng góp", "Chỉ khi cần, ví dụ: A Nhôi: 2; Y Hlim: 0,5. Chỉ người có việc mới thấy."),
    ("Không ghi", "Tên người ở cột ghi chú; ngày sinh, giấy tờ, số điện thoại."),
)
Values = dict[str, Any]


@dataclass
class Line:
    """One row as written: what its cells say, and what is wrong with them."""

    sheet: str
    number: int
    columns: dict[str, int]
    texts: dict[str, str]
    values: Values = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)

    def fault(self, column: str, message: str, remedy: str = "") -> None:
        place = self.columns.get(column, self.columns["unit"])
        cell = f"{column_letters(place)}{self.number}"
        unit = self.texts.get("unit") or self.texts.get("commune", "")
        self.faults.append(Fault(message, remedy, sheet=self.sheet, cell=cell, unit=unit))


def read_contribution_file(content: bytes, *, file_name: str) -> list[Line]:
    """The rows of the first sheet; raises for what is no table of contributions."""
    sheet, table = read_table(content, file_name)
    columns = _columns(table[0] if table else [], file_name)
    lines = [
        _line(sheet, number, values, columns)
        for number, values in enumerate(table[1:], start=2)
        if any(cell_text(value) for value in values)
    ]
    if not lines:
        raise DomainError(f"Tệp {file_name} chưa có dòng nào. Hãy ghi mỗi khoản một dòng.")
    if len(lines) > MOST_ROWS:
        raise DomainError(f"Tệp {file_name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    return lines


def _columns(heading: Sequence[Any], file_name: str) -> dict[str, int]:
    keys = [search_key(cell_text(value)) for value in heading]
    names = {column: search_key(label) for column, label in LABELS.items()}
    columns = {column: keys.index(key) for column, key in names.items() if key in keys}
    if missing := [LABELS[column] for column in REQUIRED if column not in columns]:
        raise DomainError(
            f"Dòng đầu của tệp {file_name} thiếu cột {', '.join(missing)}. Hãy dùng tệp mẫu, dòng "
            f"đầu gồm: {', '.join(LABELS.values())}."
        )
    return columns


def _line(sheet: str, number: int, values: Sequence[Any], columns: dict[str, int]) -> Line:
    cells = {c: values[place] if place < len(values) else "" for c, place in columns.items()}
    line = Line(sheet, number, columns, {c: cell_text(value) for c, value in cells.items()})
    for column in (*WHOLES, *MILLIONS, *DECIMALS):
        line.values[column] = _number(line, column, cells.get(column, ""))
    day, wrong = cell_day(cells.get("given_on", ""))
    line.values["given_on"] = day
    if wrong or day is None:
        line.fault("given_on", wrong or "Chưa ghi ngày đóng góp. Hãy ghi như 31/12/2019.")
    if "households" not in {c for c in WHOLES if line.texts.get(c)}:
        line.fault("households", "Chưa ghi số hộ.", "Hãy ghi số hộ tham gia.")
    line.values["donors"] = _donors(line)
    return line


def _number(line: Line, column: str, cell: Any) -> Decimal | int | None:
    """None for an empty cell; a number of Excel as it is, a text as people write numbers."""
    if not line.texts.get(column):
        return None
    try:
        value = _exact(cell, column)
    except DomainError as error:
        line.fault(column, str(error), "Hãy ghi lại số trong ô này.")
        return None
    if column in DECIMALS:
        return value
    if value != value.to_integral_value():
        said = "Số này phải là số nguyên." if column in WHOLES else "Số này lẻ dưới một đồng."
        line.fault(column, said, "Hãy ghi lại số trong ô này.")
        return None
    return int(value)


def _exact(cell: Any, column: str) -> Decimal:
    """What the cell says, money in đồng."""
    if isinstance(cell, int | float) and not isinstance(cell, bool):
        value = Decimal(str(cell))
        return value.scaleb(MILLION_DECIMALS) if column in MILLIONS else value
    text = cell_text(cell)
    if column in MILLIONS:
        return Decimal(read_millions(text))
    least = LEAST_RATE if column == "workday_rate" else None
    return read_number(text, minimum=least, whole=column in WHOLES)


def _donors(line: Line) -> tuple[Gift, ...]:
    try:
        return read_donors(line.texts.get("donors", ""))
    except DomainError as error:
        line.fault("donors", str(error))
        return ()


def read_donors(text: str) -> tuple[Gift, ...]:
    """“A Nhôi: 2; Y Hlim: 0,5”, or a line each; amounts in triệu đồng."""
    gifts = []
    for part in text.replace("\n", ";").split(";"):
        name, mark, amount = part.rpartition(":")
        if not part.strip():
            continue
        if not mark or not name.strip() or not amount.strip():
            raise DomainError(
                f"Không hiểu “{part.strip()}”. Hãy ghi tên: số triệu đồng, ví dụ A Nhôi: 2."
            )
        gifts.append(Gift(name.strip(), read_millions(amount)))
    return tuple(gifts)


def show_donors(gifts: Iterable[tuple[str, int]]) -> str:
    return "; ".join(f"{name}: {show_millions(value)}" for name, value in gifts)


def write_contribution_file(rows: Sequence[Values] = ()) -> bytes:
    """The workbook that is read: empty as a template, or filled; numbers are numbers."""
    buffer = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(buffer, options) as book:
        head = book.add_format(
            {"bold": True, "bg_color": "#e8eff8", "border": 1, "text_wrap": True, "valign": "top"}
        )
        day = book.add_format({"num_format": "dd/mm/yyyy"})
        sheet = book.add_worksheet(SHEET)
        sheet.write_row(0, 0, LABELS.values(), head)
        sheet.set_column(0, len(LABELS) - 1, 17)
        sheet.freeze_panes(1, 2)
        for line, row in enumerate(rows, start=1):
            for place, column in enumerate(LABELS):
                _write(sheet, (line, place), row.get(column), day)
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 26)
        guide.set_column(1, 1, 90)
        for number, told in enumerate(GUIDE):
            guide.write_row(number, 0, told)
    return buffer.getvalue()


def _write(sheet: Any, at: tuple[int, int], value: Any, day: Any) -> None:
    if isinstance(value, date):
        sheet.write_datetime(*at, value, day)
    elif isinstance(value, Decimal | int):
        sheet.write_number(*at, value)
    elif value:
        sheet.write_string(*at, value)
