"""Reading a file of villages: csv or xlsx, one village a row; every fault named by its cell."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.cells import cell_day, cell_text
from langmoi.core.errors import DomainError, Fault
from langmoi.core.sheets import column_letters, read_table
from langmoi.core.text import search_key

MOST_ROWS = 20_000

# What a column may be headed, as search keys.
HEADINGS = {
    "district": {"huyen", "huyen thanh pho", "ma huyen", "ten huyen", "district"},
    "commune": {"xa", "xa phuong thi tran", "ma xa", "ten xa", "commune"},
    "name": {"thon", "lang", "thon lang", "ten thon", "ten thon lang", "ten", "village", "name"},
    "code": {"ma thon", "ma thon lang", "ma", "code"},
    "since": {"tu ngay", "ngay bat dau", "from"},
}
LABELS = {"district": "Huyện", "commune": "Xã", "name": "Thôn", "code": "Mã", "since": "Từ ngày"}
REQUIRED = ("commune", "name")


@dataclass(frozen=True)
class VillageRow:
    """One row as written; `cells` says where each of its columns stands."""

    sheet: str
    cells: dict[str, str]
    district: str
    commune: str
    name: str
    code: str
    since: date | None

    def fault(self, column: str, message: str, remedy: str) -> Fault:
        cell = self.cells.get(column, self.cells["name"])
        return Fault(message, remedy, sheet=self.sheet, cell=cell, unit=self.name)


def read_village_file(content: bytes, *, file_name: str) -> tuple[list[VillageRow], list[Fault]]:
    """The rows that could be read, and the faults of the others; raises for no table at all."""
    sheet, table = read_table(content, file_name)
    if len(table) - 1 > MOST_ROWS:
        raise DomainError(
            f"Tệp {file_name} có hơn {MOST_ROWS} dòng. Hãy chia thành nhiều tệp, mỗi tệp một huyện."
        )
    columns = _columns(table[0] if table else [], file_name)
    rows: list[VillageRow] = []
    faults: list[Fault] = []
    for number, values in enumerate(table[1:], start=2):
        if any(cell_text(value) for value in values):
            row, found = _row(sheet, number, values, columns)
            rows.append(row)
            faults += found
    if not rows:
        raise DomainError(f"Tệp {file_name} không có thôn nào. Hãy ghi mỗi thôn một dòng.")
    return rows, faults


def _columns(heading: list[Any], file_name: str) -> dict[str, int]:
    keys = [search_key(cell_text(value)) for value in heading]
    columns: dict[str, int] = {}
    for column, names in HEADINGS.items():
        places = [index for index, key in enumerate(keys) if key in names]
        if len(places) > 1:
            raise DomainError(
                f"Tệp {file_name} có {len(places)} cột “{LABELS[column]}”. Hãy giữ lại một cột."
            )
        if places:
            columns[column] = places[0]
    if missing := [LABELS[column] for column in REQUIRED if column not in columns]:
        raise DomainError(
            f"Dòng đầu của tệp {file_name} thiếu cột {', '.join(missing)}. "
            f"Hãy đặt dòng đầu gồm các cột: {', '.join(LABELS.values())}."
        )
    return columns


def _row(
    sheet: str, number: int, values: list[Any], columns: dict[str, int]
) -> tuple[VillageRow, list[Fault]]:
    given = {
        column: values[index] if index < len(values) else "" for column, index in columns.items()
    }
    since, complaint = cell_day(given.get("since", ""))
    row = VillageRow(
        sheet=sheet,
        cells={column: f"{column_letters(index)}{number}" for column, index in columns.items()},
        district=cell_text(given.get("district", "")),
        commune=cell_text(given["commune"]),
        name=cell_text(given["name"]),
        code=cell_text(given.get("code", "")),
        since=since,
    )
    return row, [row.fault("since", complaint, "")] if complaint else []
