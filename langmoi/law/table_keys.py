"""Unit, month and zone of the rows of a table of figures."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import pyarrow as pa

from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month, reference_day, show_month
from langmoi.core.text import normalise
from langmoi.law.lookup import find_zone
from langmoi.law.rules import RuleTable
from langmoi.law.table_faults import TableFaults
from langmoi.law.tables import Chunk

UNIT, MONTH, ZONE = "unit", "month", "zone"


@dataclass(frozen=True)
class RowKeys:
    """Of each row; None where the cell is a fault."""

    units: Sequence[str]
    months: Sequence[date | None]
    zones: Sequence[str | None]


class KeyReader:
    """Reads the keys of chunk after chunk; a unit may have a month but once in the whole file."""

    def __init__(self, rules: RuleTable, faults: TableFaults) -> None:
        self._rules = rules
        self._faults = faults
        self._seen: dict[tuple[str, date], tuple[str, int]] = {}

    def read(self, chunk: Chunk) -> RowKeys:
        cells = listed(chunk.cells[UNIT])
        names = {cell: _unit(cell) for cell in set(cells)}
        units = [names[cell] for cell in cells]
        keys = RowKeys(
            units,
            self._each(chunk, units, MONTH, self._month),
            self._each(chunk, units, ZONE, self._zone)
            if self._rules.criteria_set.zones and ZONE in chunk.cells
            else [None] * len(units),
        )
        self._check_units(chunk, keys)
        return keys

    def _each(
        self, chunk: Chunk, units: Sequence[str], name: str, understand: Callable[[Any], Any]
    ) -> list[Any]:
        """Each different cell understood once; its fault is told for each row that has it."""
        understood: dict[Any, Any] = {}
        read = []
        for row, cell in enumerate(listed(chunk.cells[name])):
            if cell not in understood:
                try:
                    understood[cell] = understand(cell)
                except DomainError as error:
                    understood[cell] = error
            result = understood[cell]
            if isinstance(result, DomainError):
                self._fault(chunk, row, name, str(result), units[row])
                result = None
            read.append(result)
        return read

    def _month(self, cell: Any) -> date:
        month = _month(cell)
        if not self._rules.covers(month):
            period = self._rules.criteria_set.in_force
            until = f" đến {period.end:%d/%m/%Y}" if period.end else ""
            raise DomainError(
                f"Tháng {show_month(month)} (ngày chốt {reference_day(month):%d/%m/%Y}) nằm ngoài "
                f"hiệu lực của bộ tiêu chí: từ {period.start:%d/%m/%Y}{until}. "
                "Hãy dùng bộ tiêu chí của tháng đó."
            )
        return month

    def _zone(self, cell: Any) -> str:
        criteria_set = self._rules.criteria_set
        if cell is None or not str(cell).strip():
            names = "; ".join(zone.name for zone in criteria_set.zones)
            raise DomainError(f"Chưa ghi vùng. Hãy ghi một trong: {names}.")
        return find_zone(criteria_set, str(cell)).id

    def _check_units(self, chunk: Chunk, keys: RowKeys) -> None:
        for row, (unit, month) in enumerate(zip(keys.units, keys.months, strict=True)):
            if not unit:
                message = "Chưa ghi đơn vị. Hãy ghi mã hoặc tên đơn vị."
                self._fault(chunk, row, UNIT, message, "")
            elif month is not None:
                here = (chunk.sheet, chunk.lines[row])
                sheet, line = self._seen.setdefault((unit, month), here)
                if (sheet, line) != here:
                    where = f"dòng {line}" + (f" trang “{sheet}”" if sheet != here[0] else "")
                    message = (
                        f"Tháng {show_month(month)} của đơn vị này đã có ở {where}. "
                        "Hãy chỉ giữ một dòng cho mỗi đơn vị và tháng."
                    )
                    self._fault(chunk, row, UNIT, message, unit)

    def _fault(self, chunk: Chunk, row: int, name: str, sentence: str, unit: str) -> None:
        message, found, remedy = sentence.partition(" Hãy ")
        remedy = f"Hãy {remedy}" if found else ""
        self._faults.add_cell(chunk, row, name, message, remedy, unit)


def listed(cells: Any) -> Sequence[Any]:
    read: Sequence[Any] = cells.to_pylist() if isinstance(cells, pa.Array) else cells
    return read


def _unit(cell: Any) -> str:
    """A code that the workbook took for a number is a code all the same."""
    if isinstance(cell, float) and cell.is_integer():
        cell = int(cell)
    return normalise(str(cell)) if cell is not None else ""


def _month(cell: Any) -> date:
    if isinstance(cell, date):
        return date(cell.year, cell.month, 1)
    text = str(cell).strip() if cell is not None else ""
    if not text:
        raise DomainError("Chưa ghi tháng. Hãy ghi như 2019-12 hoặc 12/2019.")
    if match := re.fullmatch(r"(\d{4})-(\d{2})-\d{2}([ T]00:00(:00)?)?", text):
        text = f"{match[1]}-{match[2]}"
    elif match := re.fullmatch(r"\d{1,2}/(\d{1,2}/\d{4})", text):
        text = match[1]
    return parse_month(text)
