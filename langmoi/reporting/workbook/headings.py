"""Finding one's way in a sheet: what it says of itself, which figure each column holds."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.core.errors import Fault
from langmoi.core.text import search_key
from langmoi.reporting.workbook.book import Cell, Sheet, cell_name, column_letters
from langmoi.reporting.workbook.guide import GUIDE_NAME
from langmoi.reporting.workbook.identity import FORM, UNIT_NAME_KEY, SheetIdentity, read_identity
from langmoi.reporting.workbook.layout import FigureColumn, Layout
from langmoi.reporting.workbook.package import NEW_FILE

LAST_KEY_ROW = 60  # people add rows above a table, seldom more than a page


@dataclass(frozen=True, eq=False)
class Headings:
    """Where the sheet keeps codes and names; its first row of data follows the row of keys."""

    identity: SheetIdentity
    keys_row: int
    code_column: int
    name_column: int


@dataclass(frozen=True, eq=False)
class Columns:
    figures: dict[int, FigureColumn]
    faults: list[Fault]


def find_headings(sheet: Sheet) -> Headings | None:
    """The row of keys, wherever rows and columns were added before it; None where there is none."""
    for (row, column), cell in sheet.cells.items():
        is_near = row <= LAST_KEY_ROW and cell.text.startswith(FORM)
        identity = read_identity(cell.text) if is_near else None
        if identity:
            names = [
                at for (line, at), other in sheet.cells.items()
                if line == row and other.text.strip() == UNIT_NAME_KEY
            ]  # fmt: skip
            return Headings(identity, row, column, names[0] if names else 0)
    return None


def looks_like_ours(sheet: Sheet) -> bool:
    """Whether a sheet without keys holds a table of communes all the same."""
    if sheet.name == GUIDE_NAME:
        return False
    return any(search_key(cell.text) == "ma xa" for cell in sheet.cells.values())


def lost_keys(sheet: Sheet) -> Fault:
    return Fault(
        "Trang này mất dòng khóa (dòng ẩn ngay trên dòng xã đầu tiên) nên không biết cột nào là "
        "số liệu nào.",
        NEW_FILE,
        sheet.name,
    )


def read_columns(sheet: Sheet, headings: Headings, layout: Layout) -> Columns:
    """The figure of each column, with a fault for each that is missing, double or unknown."""
    known = layout.columns_by_key()
    figures: dict[int, FigureColumn] = {}
    faults: list[Fault] = []
    places: dict[str, int] = {}
    for (row, at), cell in sorted(sheet.cells.items()):
        key = cell.text.strip()
        if (
            row != headings.keys_row
            or at in (headings.code_column, headings.name_column)
            or not key
        ):
            continue
        if key not in known:
            faults.append(_unknown_column(sheet, row, at, key))
        elif key in places:
            faults.append(_double_column(sheet, row, at, known[key], places[key]))
        else:
            figures[at], places[key] = known[key], at
    faults += [_missing_column(sheet, known[key]) for key in known if key not in places]
    told = {*figures, headings.code_column, headings.name_column}
    told |= {at for (row, at) in sheet.cells if row == headings.keys_row}
    return Columns(figures, faults + _extra_columns(sheet, headings, told))


def _extra_columns(sheet: Sheet, headings: Headings, told: set[int]) -> list[Fault]:
    """Columns that someone added and filled; reading past them would lose what they hold."""
    first: dict[int, tuple[int, Cell]] = {}
    for (row, at), cell in sorted(sheet.cells.items()):
        if row > headings.keys_row and at not in told and cell.text.strip():
            first.setdefault(at, (row, cell))
    return [
        Fault(
            f"Cột {column_letters(at)} được thêm vào và có nội dung, nhưng không thuộc tệp mẫu.",
            "Xóa cột này, hoặc chuyển nội dung sang một trang khác của tệp.",
            sheet.name,
            cell_name(row, at),
        )
        for at, (row, _) in first.items()
    ]


def _unknown_column(sheet: Sheet, row: int, at: int, key: str) -> Fault:
    return Fault(
        f"Cột {column_letters(at)} có khóa “{key}” không thuộc bộ tiêu chí của tháng.",
        NEW_FILE,
        sheet.name,
        cell_name(row, at),
    )


def _double_column(sheet: Sheet, row: int, at: int, column: FigureColumn, first: int) -> Fault:
    return Fault(
        f"{column.label}: cột {column_letters(at)} trùng với cột {column_letters(first)}.",
        "Xóa một trong hai cột.",
        sheet.name,
        cell_name(row, at),
        figure=column.figure.id,
    )


def _missing_column(sheet: Sheet, column: FigureColumn) -> Fault:
    return Fault(
        f"{column.label}: thiếu cột “{column.measure or column.figure.name}” "
        f"({column.figure.name}).",
        f"Cột đã bị xóa. {NEW_FILE}",
        sheet.name,
        figure=column.figure.id,
    )
