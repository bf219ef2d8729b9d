"""A workbook with one row per thing: written with its guide, read cell by cell with its faults."""

from __future__ import annotations

import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import xlsxwriter

from langmoi.core.cells import cell_day, cell_text
from langmoi.core.errors import DomainError, Fault
from langmoi.core.numbers import MILLION_DECIMALS, plain, read_millions
from langmoi.core.sheets import column_letters, read_table
from langmoi.core.text import search_key

MOST_ROWS = 2000
YES, NO = {"co", "x", "yes", "1"}, {"", "khong", "no", "0"}


@dataclass(frozen=True)
class TableForm:
    """What a table has: its sheet, columns by their keys, which are needed and of which kind."""

    sheet: str
    labels: Mapping[str, str]
    required: Sequence[str]
    guide: Sequence[tuple[str, str]]
    days: Sequence[str] = ()
    amounts: Sequence[str] = ()
    ticks: Sequence[str] = ()
    choices: Mapping[str, Sequence[str]] = field(default_factory=dict)


@dataclass
class TableLine:
    """One row as written, with where each column stands and what was wrong with its cells."""

    form: TableForm
    sheet: str
    number: int
    columns: Mapping[str, int]
    cells: Mapping[str, Any]
    faults: list[Fault] = field(default_factory=list)

    def text(self, column: str) -> str:
        return cell_text(self.cells.get(column, ""))

    def day(self, column: str) -> date | None:
        day, said = cell_day(self.cells.get(column, ""))
        if said:
            self.wrong(column, said)
        return day

    def amount(self, column: str) -> int | None:
        """In đồng; a number of the sheet is taken as shown, a text as people write."""
        value = self.cells.get(column, "")
        try:
            return amount_of(value) if cell_text(value) else None
        except DomainError as error:
            self.wrong(column, str(error))
            return None

    def tick(self, column: str) -> bool:
        key = search_key(self.text(column))
        if key not in YES | NO:
            self.wrong(column, f"Không hiểu “{self.text(column)}”. Hãy ghi có hoặc không.")
        return key in YES

    def wrong(self, column: str, said: str) -> None:
        """A fault at the column, or where the file has none of it at the first one."""
        place = self.columns.get(column, min(self.columns.values()))
        cell = f"{column_letters(place)}{self.number}"
        label = self.form.labels.get(column, "")
        self.faults.append(Fault(said, label, sheet=self.sheet, cell=cell))


def amount_of(value: Any) -> int:
    """Triệu đồng of a cell as đồng; raises Unreadable or Ambiguous."""
    if isinstance(value, int | float) and not isinstance(value, bool):
        return read_millions(plain(Decimal(repr(value))).replace(".", ","))
    return read_millions(cell_text(value))


def read_lines(content: bytes, file_name: str, form: TableForm) -> list[TableLine]:
    """The rows that say anything; raises DomainError where it is no such table."""
    sheet, table = read_table(content, file_name)
    columns = _columns(table[0] if table else [], file_name, form)
    lines = [
        TableLine(form, sheet, number, columns, _cells(values, columns))
        for number, values in enumerate(table[1:], start=2)
        if any(cell_text(value) for value in values)
    ]
    if not lines:
        raise DomainError(f"Tệp {file_name} chưa có dòng nào. Hãy ghi từ dòng thứ hai.")
    if len(lines) > MOST_ROWS:
        raise DomainError(f"Tệp {file_name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp.")
    return lines


def write_table(form: TableForm, rows: Iterable[Mapping[str, Any]]) -> bytes:
    """The table with a page that explains it; amounts are numbers in triệu đồng, days are days."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False}) as book:
        head = book.add_format({"bold": True, "bg_color": "#e8eff8", "border": 1, "text_wrap": 1})
        styles = {
            "day": book.add_format({"num_format": "dd/mm/yyyy"}),
            "amount": book.add_format({"num_format": "#,##0.######"}),
        }
        sheet = book.add_worksheet(form.sheet)
        sheet.write_row(0, 0, form.labels.values(), head)
        sheet.set_column(0, len(form.labels) - 1, 20)
        sheet.freeze_panes(1, 0)
        ticks = dict.fromkeys(form.ticks, ("có", "không"))
        for column, offered in {**form.choices, **ticks}.items():
            place = list(form.labels).index(column)
            choice = {"validate": "list", "source": list(offered), "ignore_blank": True}
            sheet.data_validation(1, place, MOST_ROWS, place, choice)
        for number, row in enumerate(rows, start=1):
            for place, column in enumerate(form.labels):
                _write(sheet, styles, (number, place), row.get(column))
        guide = book.add_worksheet("Hướng dẫn")
        guide.set_column(0, 0, 34)
        guide.set_column(1, 1, 100)
        for number, told in enumerate(form.guide):
            guide.write_row(number, 0, told)
    return buffer.getvalue()


@dataclass(frozen=True)
class Dong:
    """An amount to be written in triệu đồng."""

    amount: int


def _write(sheet: Any, styles: Mapping[str, Any], at: tuple[int, int], value: Any) -> None:
    if value is None or value == "":
        return
    if isinstance(value, Dong):
        exact = Decimal(value.amount).scaleb(-MILLION_DECIMALS)
        # A sheet keeps fifteen digits; an amount that has more is written as text, exactly.
        if len(exact.normalize().as_tuple().digits) > 15:
            sheet.write_string(*at, plain(exact).replace(".", ","))
        else:
            sheet.write_number(*at, exact, styles["amount"])
    elif isinstance(value, bool):
        sheet.write_string(*at, "có" if value else "không")
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)
        sheet.write_datetime(*at, moment, styles["day"])
    elif isinstance(value, int):
        sheet.write_number(*at, value)
    else:
        sheet.write_string(*at, str(value))


def _columns(heading: list[Any], file_name: str, form: TableForm) -> dict[str, int]:
    keys = [search_key(cell_text(value)) for value in heading]
    names = {column: search_key(label) for column, label in form.labels.items()}
    columns = {column: keys.index(key) for column, key in names.items() if key in keys}
    if missing := [form.labels[column] for column in form.required if column not in columns]:
        raise DomainError(
            f"Dòng đầu của tệp {file_name} thiếu cột {', '.join(missing)}. Hãy dùng tệp mẫu."
        )
    return columns


def _cells(values: Sequence[Any], columns: Mapping[str, int]) -> dict[str, Any]:
    return {
        column: values[place] if place < len(values) else "" for column, place in columns.items()
    }
