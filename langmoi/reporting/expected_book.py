"""A department's own figures as a workbook: written, checked with every fault, laid over."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import date
from typing import Any

import xlsxwriter

from langmoi.core.errors import DomainError, Fault
from langmoi.core.months import reference_day, show_month
from langmoi.people.models import Agency
from langmoi.reporting.expected import NewExpected, figures_of_agency, held_by, state_of
from langmoi.reporting.workbook.book import CannotOpen, cell_name
from langmoi.reporting.workbook.changes import FigureChange, is_same
from langmoi.reporting.workbook.contents import Contents, gather, set_of_month
from langmoi.reporting.workbook.guide import write_guide
from langmoi.reporting.workbook.headings import find_headings
from langmoi.reporting.workbook.layout import Layout, layout_of
from langmoi.reporting.workbook.package import NEW_FILE
from langmoi.reporting.workbook.read_book import read_book
from langmoi.reporting.workbook.row import RowResult, lay_over
from langmoi.reporting.workbook.sheet import SheetWriter
from langmoi.reporting.workbook.sheet_rows import Reading, SheetReader, UnitRow
from langmoi.reporting.workbook.styles import Styles
from langmoi.reporting.workbook.template import OPTIONS
from langmoi.reporting.workbook.units import Directory


@dataclass
class ExpectedCheck:
    """Faults, each with its cell, and what the workbook would change of the department's figures.

    `seen` identifies what the department held when the workbook was checked.
    """

    sha256: str
    seen: str
    faults: list[Fault] = field(default_factory=list)
    changes: list[FigureChange] = field(default_factory=list)
    unchanged: int = 0
    units: int = 0

    @property
    def ok(self) -> bool:
        return not self.faults

    @property
    def values(self) -> list[NewExpected]:
        return [NewExpected(c.unit_key, c.figure.id, c.new) for c in self.changes]


def layout_of_agency(agency: Agency, month: date) -> Layout:
    """The columns of the figures that the agency is in charge of; raises where there are none."""
    whole, ours = layout_of(set_of_month(month)), figures_of_agency(agency, month)
    columns = tuple(column for column in whole.columns if column.figure.id in ours)
    if not columns:
        raise DomainError(
            f"{agency.name} chưa được phân công chỉ tiêu nào trong tháng {show_month(month)}. "
            "Hãy đề nghị Văn phòng Điều phối NTM tỉnh phân công trước."
        )
    return replace(whole, columns=columns)


def write_expected_workbook(agency: Agency, month: date, *, unit_keys: Collection[int]) -> bytes:
    """The workbook to fill in, with what the department holds already; one sheet a district."""
    held = held_by(agency, month)
    contents = replace(
        gather(month, unit_keys, filled=False), layout=layout_of_agency(agency, month)
    )
    buffer = io.BytesIO()
    workbook = xlsxwriter.Workbook(buffer, OPTIONS)
    title = f"Số liệu của {agency.name} tháng {show_month(month)}"
    workbook.set_properties({"title": title})
    styles = Styles(workbook)
    write_guide(workbook, styles, contents)
    for part in _with_figures(contents, held).parts:
        SheetWriter(workbook, styles, contents, part).write()
    workbook.close()
    return buffer.getvalue()


def _with_figures(contents: Contents, held: dict[int, dict[str, Any]]) -> Contents:
    parts = [
        replace(
            part, rows=[replace(row, figures=held.get(row.unit.unit_id, {})) for row in part.rows]
        )
        for part in contents.parts
    ]
    return replace(contents, parts=parts)


def check_expected_workbook(
    content: bytes, agency: Agency, month: date, *, unit_keys: Collection[int]
) -> ExpectedCheck:
    """Every fault of the workbook and what it would change; nothing is written.

    A blank cell leaves what the department holds, a dash takes it back, as in the communes' own
    workbook. Raises DomainError where the department is in charge of nothing.
    """
    check = ExpectedCheck(hashlib.sha256(content).hexdigest(), state_of(agency, month))
    layout = layout_of_agency(agency, month)
    try:
        book = read_book(content)
    except CannotOpen as error:
        check.faults.append(error.fault)
        return check
    reading = Reading(month, layout, Directory(reference_day(month), unit_keys))
    ours = [(sheet, found) for sheet in book.sheets if (found := find_headings(sheet))]
    for sheet, found in ours:
        SheetReader(reading, sheet, found).read()
    if not ours:
        check.faults.append(Fault("Tệp không có trang số liệu nào theo mẫu của ngành.", NEW_FILE))
    check.faults += reading.faults
    check.units = len(reading.rows)
    _compare(reading, held_by(agency, month), check)
    return check


def _compare(reading: Reading, held: dict[int, dict[str, Any]], check: ExpectedCheck) -> None:
    for key, row in reading.rows.items():
        standing = held.get(key, {})
        result = lay_over(standing, row.typed, reading.layout)
        check.unchanged += result.unchanged
        for typed, fault in result.faults:
            where = cell_name(*typed.at)
            name = row.unit.full_name
            check.faults.append(
                Fault(fault.message, fault.remedy, row.sheet, where, name, typed.column.figure.id)
            )
        check.changes += _changes(row, standing, result, reading.layout)


def _changes(
    row: UnitRow, standing: dict[str, Any], result: RowResult, layout: Layout
) -> list[FigureChange]:
    figures = {figure.id: figure for figure in layout.criteria_set.figures}
    labels = {column.figure.id: column.label for column in layout.columns}
    return [
        FigureChange(
            unit_key=row.unit.unit_id,
            unit=row.unit.full_name,
            figure=figures[figure],
            label=labels.get(figure, figures[figure].name),
            sheet=row.sheet,
            cell=cell_name(*at),
            old=standing.get(figure),
            new=result.figures.get(figure),
        )
        for figure, at in result.typed_at.items()
        if not is_same(standing.get(figure), result.figures.get(figure))
    ]
