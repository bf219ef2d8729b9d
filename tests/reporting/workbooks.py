"""Workbooks for tests: the template filled in as people do, with another program than ours."""

from __future__ import annotations

import io
import zipfile
from datetime import date

import openpyxl

from langmoi.law.sets import set_for
from langmoi.people.access import with_descendants
from langmoi.places.queries import unit_by_code
from langmoi.reporting.workbook.headings import find_headings
from langmoi.reporting.workbook.layout import layout_of
from langmoi.reporting.workbook.read_book import read_book
from langmoi.reporting.workbook.template import write_workbook

MONTH = date(2019, 12, 1)
DAY = date(2019, 12, 14)
TODAY = date(2019, 12, 20)
SHEET = "Sa Thầy"
NGHIA, NHON, BINH = "23542", "23533", "23545"


def keys_of(code, on=DAY):
    """The unit with this code and all below it."""
    return with_descendants({unit_by_code(code, on).unit_id}, on=on)


def workbook(code="616", *, month=MONTH, filled=False):
    buffer = io.BytesIO()
    on = month.replace(day=14)
    write_workbook(buffer, month=month, unit_keys=keys_of(code, on), filled=filled)
    return buffer.getvalue()


def sheets(content):
    return {sheet.name: sheet for sheet in read_book(content).sheets}


def flat(sheet):
    """The filled cells of a sheet by row and column."""
    return {(row, at): cell for row, line in sheet.lines.items() for at, cell in line.items()}


def place(content, unit, key, sheet=SHEET):
    """The row and column of a commune's cell, by the commune's code and the column's key."""
    found = sheets(content)[sheet]
    headings = find_headings(found)
    column = next(at for at, cell in found.lines[headings.keys_row].items() if cell.text == key)
    row = next(row for row in found.lines if found.text_at(row, headings.code_column) == unit)
    return row, column


def name(content, unit, key, sheet=SHEET):
    return openpyxl.utils.get_column_letter(place(content, unit, key, sheet)[1]) + str(
        place(content, unit, key, sheet)[0]
    )


def edit(content, change):
    """The workbook after `change(openpyxl_workbook)`, saved by openpyxl."""
    book = openpyxl.load_workbook(io.BytesIO(content))
    change(book)
    saved = io.BytesIO()
    book.save(saved)
    return saved.getvalue()


def fill(content, values, sheet=SHEET):
    """Type values into cells: {(commune's code, column's key): value or (value, number format)}."""

    def change(book):
        for (unit, key), value in values.items():
            cell = book[sheet].cell(*place(content, unit, key, sheet))
            if isinstance(value, tuple):
                value, cell.number_format = value
            cell.value = value

    return edit(content, change)


def some_figures(unit_number):
    """A value for every column of the set, different for each commune, by column key."""
    values = {}
    for n, column in enumerate(layout_of(set_for(MONTH)).columns):
        if column.figure.kind == "boolean":
            values[column.key] = "Đạt" if (n + unit_number) % 3 else "Chưa đạt"
        elif column.part:
            values[column.key] = 100 + unit_number if column.part == "num" else 250 + n
        else:
            values[column.key] = 20 + unit_number
    return values


def repacked(content, changes):
    """The same file with parts of the package replaced: {part: function of its text}."""
    packed = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(content)) as old,
        zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for info in old.infolist():
            data = old.read(info)
            if info.filename in changes:
                data = changes[info.filename](data.decode()).encode()
            new.writestr(info.filename, data)
    return packed.getvalue()


NUM, DEN = "clean_water_households_num", "clean_water_households_den"


def told(found):
    return [(fault.sheet, fault.cell, fault.message) for fault in found.faults]


def only_fault(found):
    assert len(found.faults) == 1, told(found)
    return found.faults[0]
