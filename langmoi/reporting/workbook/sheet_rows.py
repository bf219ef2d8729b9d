"""The rows of the sheets: which commune each is about, and what was typed into its cells."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date

from langmoi.core.errors import Fault
from langmoi.core.months import show_month
from langmoi.places.models import UnitVersion
from langmoi.reporting.workbook.book import Line, Sheet, cell_name, is_blank
from langmoi.reporting.workbook.entries import CellFault, read_entry
from langmoi.reporting.workbook.headings import Headings, read_columns
from langmoi.reporting.workbook.layout import FigureColumn, Layout
from langmoi.reporting.workbook.package import NEW_FILE
from langmoi.reporting.workbook.row import Typed
from langmoi.reporting.workbook.units import Directory


@dataclass(frozen=True, eq=False)
class UnitRow:
    """A commune's row; figures with a cell that cannot be read are left out of it."""

    unit: UnitVersion
    sheet: str
    line: int
    typed: list[Typed]


@dataclass(eq=False)
class Reading:
    """What is read from all sheets of a workbook: rows by unit, and every fault."""

    month: date
    layout: Layout
    directory: Directory
    rows: dict[int, UnitRow] = field(default_factory=dict)
    faults: list[Fault] = field(default_factory=list)


class SheetReader:
    """Reads one sheet into the reading of its workbook."""

    def __init__(self, reading: Reading, sheet: Sheet, headings: Headings) -> None:
        self._reading, self._sheet, self._headings = reading, sheet, headings
        self._figures: dict[int, FigureColumn] = {}
        self._codes: set[str] = set()  # that some row gives, rightly or not

    def read(self) -> None:
        self._check_identity()
        if self._headings.identity.set_id != self._reading.layout.criteria_set.id:
            return  # the columns of another set would each be a fault of its own
        columns = read_columns(self._sheet, self._headings, self._reading.layout)
        self._figures = columns.figures
        self._reading.faults += columns.faults
        self._check_shape()
        district = self._district()
        for line, cells in self._sheet.lines.items():
            if line > self._headings.keys_row:
                self._read_line(line, cells, district)
        self._check_complete()

    def _read_line(self, line: int, cells: Line, district: int | None) -> None:
        """Take the line of a commune; a fault for any other line that holds figures."""
        headings = self._headings
        code = _code(self._sheet.text_at(line, headings.code_column))
        name = self._sheet.text_at(line, headings.name_column)
        self._codes.add(code)
        if not code and not name:
            self._refuse_nameless(line, cells)
            return
        at = headings.code_column if code else headings.name_column
        try:
            unit = self._reading.directory.find(code, name, district)
        except CellFault as fault:
            self._add(fault, cell_name(line, at), name or code)
            return
        before = self._reading.rows.get(unit.unit_id)
        if before:
            self._add(_second_row(unit, before), cell_name(line, at), unit.full_name)
            return
        self._codes.add(unit.code)
        typed = self._typed(line, cells, unit)
        self._reading.rows[unit.unit_id] = UnitRow(unit, self._sheet.name, line, typed)

    def _typed(self, line: int, cells: Line, unit: UnitVersion) -> list[Typed]:
        typed: list[Typed] = []
        unreadable: set[str] = set()
        for at, cell in cells.items():
            column = self._figures.get(at)
            if column is None:
                continue
            try:
                entry = read_entry(cell, column, self._reading.month)
            except CellFault as fault:
                unreadable.add(column.figure.id)
                self._add(fault, cell_name(line, at), unit.full_name, column.figure.id)
            else:
                if entry is not None:
                    typed.append(Typed((line, at), column, entry))
        return [cell for cell in typed if cell.column.figure.id not in unreadable]

    def _refuse_nameless(self, line: int, cells: Line) -> None:
        filled = (at for at, cell in cells.items() if at in self._figures and not is_blank(cell))
        at = next(filled, None)
        if at is not None:
            fault = CellFault(
                f"Dòng {line} không ghi mã và tên xã nhưng có nội dung.",
                "Ghi mã xã vào cột mã xã, hoặc xóa nội dung của dòng.",
            )
            self._add(fault, cell_name(line, at))

    def _check_identity(self) -> None:
        identity, month = self._headings.identity, self._reading.month
        set_id = self._reading.layout.criteria_set.id
        where = cell_name(self._headings.keys_row, self._headings.code_column)
        if identity.month != month:
            fault = CellFault(
                f"Trang này là mẫu của tháng {show_month(identity.month)}, không phải tháng "
                f"{show_month(month)}.",
                "Chọn đúng tháng khi nhập, hoặc tải mẫu của tháng cần nhập rồi chép số liệu sang.",
            )
            self._add(fault, where)
        if identity.set_id != set_id:
            fault = CellFault(
                f"Trang này theo bộ tiêu chí {identity.set_id}, còn tháng {show_month(month)} "
                f"dùng bộ {set_id}.",
                NEW_FILE,
            )
            self._add(fault, where)

    def _check_shape(self) -> None:
        for (top, left), (bottom, right) in self._sheet.merged:
            if bottom > self._headings.keys_row and any(
                left <= at <= right for at in self._figures
            ):
                area = f"{cell_name(top, left)}:{cell_name(bottom, right)}"
                fault = CellFault(
                    f"Các ô {area} bị gộp nên không rõ số liệu thuộc xã nào, chỉ tiêu nào.",
                    "Bỏ gộp ô rồi ghi số vào từng ô.",
                )
                self._add(fault, cell_name(top, left))
        if self._sheet.beyond:
            fault = CellFault("Có nội dung nằm rất xa bảng số liệu.", "Xóa nội dung ở ô này.")
            self._add(fault, self._sheet.beyond)

    def _district(self) -> int | None:
        units = (self._reading.directory.by_code(c) for c in self._headings.identity.unit_codes)
        return next((unit.parent_id for unit in units if unit), None)

    def _check_complete(self) -> None:
        """A deleted row is told apart from a row left blank, which changes nothing."""
        for code in self._headings.identity.unit_codes:
            unit = self._reading.directory.by_code(code)
            if unit is None or code in self._codes or unit.unit_id in self._reading.rows:
                continue
            fault = CellFault(
                f"Thiếu dòng của {unit.full_name} (mã {code}), vốn có trong tệp mẫu.",
                f"Thêm lại dòng với mã {code}; các ô số liệu có thể để trống.",
            )
            self._add(fault, "", unit.full_name)

    def _add(self, fault: CellFault, cell: str, unit: str = "", figure: str = "") -> None:
        self._reading.faults.append(
            Fault(fault.message, fault.remedy, self._sheet.name, cell, unit, figure)
        )


def _second_row(unit: UnitVersion, before: UnitRow) -> CellFault:
    return CellFault(
        f"{unit.full_name[:1].upper()}{unit.full_name[1:]} có hai dòng: dòng này và dòng "
        f"{before.line} của trang “{before.sheet}”.",
        "Bỏ một trong hai dòng.",
    )


def _code(text: str) -> str:
    """23425.0, as some programs write a code that they took for a number, is 23425."""
    whole, _, decimals = text.partition(".")
    return text if decimals.strip("0") else whole
