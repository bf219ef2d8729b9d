"""Checking a workbook: every fault with its cell, and what it would change; nothing is written."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import date

from langmoi.core.errors import DomainError, Fault
from langmoi.core.months import reference_day
from langmoi.reporting.actions import refuse_unless_open
from langmoi.reporting.workbook.book import Book, CannotOpen, parse_cell_name
from langmoi.reporting.workbook.changes import WorkbookCheck
from langmoi.reporting.workbook.compare import Comparison, compare
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.reporting.workbook.guide import GUIDE_NAME
from langmoi.reporting.workbook.headings import find_headings, looks_like_ours, lost_keys
from langmoi.reporting.workbook.layout import layout_of
from langmoi.reporting.workbook.package import NEW_FILE
from langmoi.reporting.workbook.read_book import read_book
from langmoi.reporting.workbook.sheet_rows import Reading, SheetReader
from langmoi.reporting.workbook.units import Directory


def check_workbook(
    content: bytes,
    *,
    month: date | None,
    unit_keys: Collection[int] | None,
    file_name: str = "",
) -> WorkbookCheck:
    """Every fault of the workbook, and what it would change in the month's figures.

    month None: the month that the workbook says it is for. unit_keys: the units that the person
    may write for; None means all. Raises DomainError only where no complete set is in force.
    """
    sha256 = hashlib.sha256(content).hexdigest()
    try:
        book = read_book(content)
    except CannotOpen as error:
        return _result(None, month, sha256, [error.fault])
    ours = [(sheet, found) for sheet in book.sheets if (found := find_headings(sheet))]
    lost = [sheet for sheet in book.sheets if not find_headings(sheet) and looks_like_ours(sheet)]
    if not ours:
        return _result(None, month, sha256, [_not_ours(file_name), *map(lost_keys, lost)])
    month = month or ours[0][1].identity.month
    directory = Directory(reference_day(month), unit_keys)
    reading = Reading(month, layout_of(set_of_month(month)), directory)
    for sheet, found in ours:
        SheetReader(reading, sheet, found).read()
    comparison = compare(reading)
    faults = _closed(month) + _in_order(
        book, [*map(lost_keys, lost), *reading.faults, *comparison.faults]
    )
    read = {sheet.name for sheet, _ in ours} | {sheet.name for sheet in lost} | {GUIDE_NAME}
    others = [s.name for s in book.sheets if s.name not in read and s.lines]
    return _result(reading, month, sha256, faults, comparison, others)


def _result(
    reading: Reading | None,
    month: date | None,
    sha256: str,
    faults: list[Fault],
    found: Comparison | None = None,
    other_sheets: list[str] | None = None,
) -> WorkbookCheck:
    found = found or Comparison()
    return WorkbookCheck(
        month=month,
        criteria_set=reading.layout.criteria_set if reading else None,
        sha256=sha256,
        faults=faults,
        added=found.added,
        changed=found.changed,
        removed=found.removed,
        unchanged=found.unchanged,
        filings=found.filings,
        seen=found.seen,
        units=len(reading.rows) if reading else 0,
        other_sheets=other_sheets or [],
    )


def _not_ours(file_name: str) -> Fault:
    named = f"Tệp {file_name}" if file_name else "Tệp này"
    return Fault(f"{named} không có trang số liệu nào theo mẫu của phần mềm.", NEW_FILE)


def _closed(month: date) -> list[Fault]:
    try:
        refuse_unless_open(month)
    except DomainError as error:
        message, _, remedy = str(error).partition(". ")
        return [Fault(f"{message}.", remedy)]
    return []


def _in_order(book: Book, faults: list[Fault]) -> list[Fault]:
    """As a person goes through the workbook: by sheet, row and column."""
    sheets = {sheet.name: number for number, sheet in enumerate(book.sheets)}
    return sorted(faults, key=lambda f: (sheets.get(f.sheet, -1), parse_cell_name(f.cell)))
