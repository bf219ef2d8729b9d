"""Any view of the analyst as a file: its rows, and beside them what they are and where from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from io import BytesIO
from typing import Any

import xlsxwriter
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase

from langmoi.core.days import show_day
from langmoi.core.installation import installation
from langmoi.core.months import show_month
from langmoi.core.numbers import show_number
from langmoi.law.documents import load_documents
from langmoi.law.model import CriteriaSet
from langmoi.law.words import show_document
from langmoi.publishing.excel import INFORMATION, RED, Styles
from langmoi.web.csv_files import csv_file
from langmoi.web.http import Request

ILLUSTRATIVE = "SỐ LIỆU MINH HỌA, không phải số của địa phương"
SOURCE = "Phiếu tháng của các xã trong Làng Mới; tháng đã chốt lấy kết quả chính thức."
EXCEL = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
FIGURES = "Số liệu"
FILE = "tep"  # the word in the address that asks for the view as a file
WHOLE, SHARE, NUMBER = "#,##0", "0.0", "#,##0.00"
CHANGE = '+#,##0;"−"#,##0;0'

Value = str | int | Decimal | date | None


@dataclass(frozen=True)
class Column:
    heading: str
    form: str = WHOLE  # how its numbers are shown
    width: int = 12


@dataclass(frozen=True)
class Sheet:
    """A view as a table, with the facts that say what it is."""

    name: str  # of the file, without its kind
    title: str
    facts: tuple[tuple[str, str], ...]
    columns: Sequence[Column]
    rows: Sequence[Sequence[Value]]
    source: str = SOURCE  # what stands at the foot of each printed page


def facts_of(
    request: Request,
    *,
    unit: str,
    months: Sequence[date],
    laws: Sequence[CriteriaSet],
    filters: Sequence[str] = (),
    source: str = SOURCE,
) -> tuple[tuple[str, str], ...]:
    """What every file says of itself: unit, months, law, filters, source, day, and its mark."""
    documents = load_documents()
    named = dict.fromkeys(f"{s.name} ({show_document(documents[s.document])})" for s in laws)
    found = installation()
    told = (
        ("Đơn vị", unit),
        ("Tháng", " đến ".join(dict.fromkeys(show_month(month) for month in months))),
        ("Bộ tiêu chí", "; ".join(named)),
        ("Bộ lọc", "; ".join(filters) or "không lọc"),
        ("Nguồn", source),
        ("Ngày lập", show_day(request.today)),
        ("Lưu ý", ILLUSTRATIVE if found and found.is_demo else "Số liệu của địa phương."),
    )
    return tuple(fact for fact in told if fact[1])


def source_line(request: Request) -> str:
    """What stands below a chart that is saved: source, mark, day."""
    found = installation()
    mark = "Số liệu minh họa. " if found and found.is_demo else ""
    return f"Nguồn: phiếu tháng của các xã, Làng Mới. {mark}Lập ngày {show_day(request.today)}."


def wants_file(request: Request) -> bool:
    return FILE in request.GET


def as_file(request: Request, sheet: Sheet) -> HttpResponseBase:
    """The view in the kind that the address asks for; 404 for a kind that there is not."""
    kind = request.GET.get(FILE)
    if kind == "csv":
        headings = [column.heading for column in sheet.columns]
        return csv_file(f"{sheet.name}.csv", headings, _lines(sheet))
    if kind != "xlsx":
        raise Http404
    response = HttpResponse(write_excel(sheet, request.today), content_type=EXCEL)
    response["Content-Disposition"] = f'attachment; filename="{sheet.name}.xlsx"'
    return response


def _lines(sheet: Sheet) -> Iterator[Sequence[object]]:
    """The rows; after an empty line what they are, since a CSV file has one sheet only."""
    for row in sheet.rows:
        yield [_plain(value) for value in row]
    yield []
    yield ["Bảng", sheet.title]
    yield from sheet.facts


def _plain(value: Value) -> object:
    if isinstance(value, Decimal):
        return f"{value:f}".replace(".", ",")
    return show_day(value) if isinstance(value, date) else value


def write_excel(sheet: Sheet, made_on: date) -> bytes:
    """Two sheets: what the file is, and its rows, in which numbers are numbers."""
    buffer = BytesIO()
    # Text that begins with a sign stays text: nothing that people typed becomes a formula.
    workbook = xlsxwriter.Workbook(buffer, {"in_memory": True, "strings_to_formulas": False})
    made = datetime(made_on.year, made_on.month, made_on.day)
    workbook.set_properties({"title": sheet.title, "author": "Làng Mới", "created": made})
    styles = Styles(workbook)
    _information(workbook.add_worksheet(INFORMATION), styles, sheet)
    _figures(workbook.add_worksheet(FIGURES), styles, sheet)
    workbook.close()
    return buffer.getvalue()


def _information(page: Any, styles: Styles, sheet: Sheet) -> None:
    page.set_column(0, 0, 18)
    page.set_column(1, 1, 90)
    page.write_string(0, 0, sheet.title, styles.of(bold=True, font_size=14))
    for at, (name, said) in enumerate(sheet.facts, start=2):
        marked = {"font_color": RED, "bold": True} if said == ILLUSTRATIVE else {}
        page.write_string(at, 0, name, styles.of(border=1, bold=True))
        page.write_string(at, 1, said, styles.of(border=1, text_wrap=True, **marked))


def _figures(page: Any, styles: Styles, sheet: Sheet) -> None:
    page.set_landscape()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 0)
    page.set_footer(f"&L{show_number(len(sheet.rows))} dòng. {sheet.source}&R&P/&N")
    head = styles.of(bold=True, border=1, align="center", text_wrap=True)
    for at, column in enumerate(sheet.columns):
        page.set_column(at, at, column.width)
        page.write_string(0, at, column.heading, head)
    for line, row in enumerate(sheet.rows, start=1):
        for at, value in enumerate(row):
            _cell(page, styles, (line, at), value, sheet.columns[at].form)
    page.freeze_panes(1, 1)
    page.repeat_rows(0)


def _cell(page: Any, styles: Styles, at: tuple[int, int], value: Value, form: str) -> None:
    if value is None:
        page.write_blank(*at, None, styles.of(border=1))
    elif isinstance(value, str):
        page.write_string(*at, value, styles.of(border=1, text_wrap=True))
    elif isinstance(value, date):
        moment = datetime(value.year, value.month, value.day)
        page.write_datetime(*at, moment, styles.of(border=1, num_format="dd/mm/yyyy"))
    else:
        page.write_number(*at, value, styles.of(border=1, num_format=form))
