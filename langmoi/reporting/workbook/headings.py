"""Finding one's way in a sheet: what it says of itself, which figure each column holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from langmoi.core.errors import Fault
from langmoi.core.text import search_key
from langmoi.reporting.workbook.book import Sheet, cell_name, column_letters, is_blank
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
    for row, line in sheet.lines.items():
        if row > LAST_KEY_ROW:
            break
        for column, cell in line.items():
            identity = read_identity(cell.text) if cell.text.startswith(FORM) else None
            if identity:
                names = [at for at, key in line.items() if key.text.strip() == UNIT_NAME_KEY]
                return Headings(identity, row, column, names[0] if names else 0)
    return None


def looks_like_ours(sheet: Sheet) -> bool:
    """Whether a sheet without keys holds a table of communes all the same."""
    if sheet.name == GUIDE_NAME:
        return False
    first = (line for row, line in sheet.lines.items() if row <= LAST_KEY_ROW)
    return any(search_key(cell.text) == "ma xa" for line in first for cell in line.values())


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
    row = headings.keys_row
    keys = {at: cell.text.strip() for at, cell in sheet.lines[row].items() if cell.text.strip()}
    figures: dict[int, FigureColumn] = {}
    faults: list[Fault] = []
    places: dict[str, int] = {}
    for at, key in keys.items():
        if at in (headings.code_column, headings.name_column):
            continue
        if key not in known:
            faults.append(_unknown_column(sheet, row, at, key))
        elif key in places:
            faults.append(_double_column(sheet, row, at, known[key], places[key]))
        else:
            figures[at], places[key] = known[key], at
    faults += [_missing_column(sheet, known[key]) for key in known if key not in places]
    return Columns(figures, faults + list(_extra_columns(sheet, row, set(keys))))


def _extra_columns(sheet: Sheet, keys_row: int, told: set[int]) -> Iterator[Fault]:
    """Columns that someone added and filled; reading past them would lose what they hold."""
    named: set[int] = set()
    for row, line in sheet.lines.items():
        for at in line.keys() - told - named if row > keys_row else ():
            if not is_blank(line[at]):
                named.add(at)
                yield Fault(
                    f"Cột {column_letters(at)} được thêm vào và có nội dung, nhưng không thuộc "
                    "tệp mẫu.",
                    "Xóa cột này, hoặc chuyển nội dung sang một trang khác của tệp.",
                    sheet.name,
                    cell_name(row, at),
                )


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
