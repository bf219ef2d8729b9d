"""Rows of a table of figures made into the judge's columns, with every fault by line and column."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from itertools import islice

import numpy as np
import pyarrow as pa

from langmoi.core.numbers import SCALE
from langmoi.law.columns import DEN, NUM, PCT, Column, column_names, columns_of_figure
from langmoi.law.figure_cells import bounds, wrong_values
from langmoi.law.judge import LARGEST_PART
from langmoi.law.model import Figure, Kind
from langmoi.law.rules import Flags, RuleTable
from langmoi.law.table_columns import ColumnReader, ReadColumn, Role
from langmoi.law.table_faults import TableFaults
from langmoi.law.table_keys import MONTH, UNIT, ZONE, KeyReader
from langmoi.law.tables import Chunk

# Of a wider table the rest of the headers is not looked at: the first ones tell what is wrong.
MOST_HEADERS = 1_000


class TableRows:
    """Turns chunks of raw cells into record batches; gathers faults, and columns not there."""

    def __init__(self, rules: RuleTable) -> None:
        self.rules = rules
        self.faults = TableFaults()
        self.missing: list[str] = []
        self._keys = KeyReader(rules, self.faults)
        self._readers = dict(_readers(rules))
        self._facts = _facts_of_figures(rules)

    def batch(self, chunk: Chunk) -> pa.RecordBatch | None:
        """The chunk's rows as the judge takes them, or None where any fault was found so far."""
        self._check_headers(chunk)
        if not self.has_keys(chunk):
            return None
        keys = self._keys.read(chunk)
        columns = _Figures(self, chunk, keys.units).read()
        if self.faults:
            return None
        arrays = {
            UNIT: pa.array(keys.units, pa.string()),
            MONTH: pa.array(keys.months, pa.date32()),
            ZONE: pa.array(keys.zones, pa.string()),
        }
        for name, column in columns.items():
            arrays[name] = pa.array(column.values, pa.int64(), mask=~column.valid)
        return pa.RecordBatch.from_pydict(arrays)

    def has_keys(self, chunk: Chunk) -> bool:
        """Whether it is a table of figures at all."""
        return {UNIT, MONTH} <= set(chunk.headers)

    def readers_of(self, chunk: Chunk) -> Iterator[ColumnReader]:
        return (reader for name, reader in self._readers.items() if name in chunk.cells)

    def fact_of(self, reader: ColumnReader) -> str | None:
        """The fact on which the column's indicator depends; a fact stands for itself."""
        return self._facts.get(reader.figure.id if reader.figure else reader.name)

    def _check_headers(self, chunk: Chunk) -> None:
        known = [UNIT, MONTH, ZONE, *self._readers]
        needed = known[:3] if self.rules.criteria_set.zones else known[:2]
        for name in needed:
            if name not in chunk.headers:
                self.faults.add_header(chunk, name, "Thiếu cột này.", f"Hãy thêm cột {name}.")
        for name, times in islice(Counter(chunk.headers).items(), MOST_HEADERS):
            if times > 1 and name:
                self.faults.add_header(chunk, name, "Cột này có hai lần.", "Hãy bỏ một cột.")
            elif name not in known:
                self.faults.add_header(chunk, name, *_unknown(name, known, self.rules))
        for figure in self.rules.figures.values():
            self.missing += [n for n in _missing(figure, chunk) if n not in self.missing]


@dataclass(frozen=True)
class _Figures:
    """The figures of one chunk."""

    rows: TableRows
    chunk: Chunk
    units: Sequence[str]

    def read(self) -> dict[str, ReadColumn]:
        read: dict[str, ReadColumn] = {}
        for reader in self.rows.readers_of(self.chunk):
            read[reader.name] = column = reader.read(self.chunk.cells[reader.name])
            for row, unread in column.unread:
                self._fault(row, reader.name, str(unread), unread.remedy)
        for figure in self.rows.rules.figures.values():
            self._check_values(figure, read)
        for reader in self.rows.readers_of(self.chunk):
            self._take_absent(reader, read)
        return read

    def _fault(self, row: int, name: str, message: str, remedy: str) -> None:
        self.rows.faults.add_cell(self.chunk, row, name, message, remedy, self.units[row])

    def _check_values(self, figure: Figure, read: Mapping[str, ReadColumn]) -> None:
        there = {n: read[n] for n in columns_of_figure(figure) if n in read}
        columns = {name: column.column for name, column in there.items()}
        for row in np.flatnonzero(_suspicious(figure, columns)).tolist():
            cells = {n: int(c.values[row]) for n, c in there.items() if c.valid[row]}
            for message, remedy in wrong_values(figure, cells):
                self._fault(row, next(iter(cells)), message, remedy)

    def _take_absent(self, reader: ColumnReader, read: dict[str, ReadColumn]) -> None:
        """“Không phát sinh” in a figure sets the fact on which its indicator depends to no."""
        absent = read[reader.name].absent
        fact = self.rows.fact_of(reader)
        if fact is None:
            for row in absent:
                message = "Ô ghi “không phát sinh” nhưng chỉ tiêu này không có trường hợp đó."
                self._fault(row, reader.name, message, "Hãy ghi số, hoặc để trống.")
        elif absent:
            into = read.setdefault(fact, _nothing(len(self.units)))
            for row in absent:
                if into.valid[row] and into.values[row]:
                    message = f"Ô ghi “không phát sinh” nhưng cột {fact} lại ghi là có."
                    self._fault(row, reader.name, message, "Hãy sửa một trong hai.")
                into.valid[row], into.values[row] = True, 0


def _readers(rules: RuleTable) -> Iterator[tuple[str, ColumnReader]]:
    for figure in rules.figures.values():
        if figure.kind is Kind.SHARE:
            for suffix in (NUM, DEN):
                yield figure.id + suffix, ColumnReader(figure.id + suffix, figure, Role.PART)
            yield figure.id + PCT, ColumnReader(figure.id + PCT, figure, Role.PERCENT)
        else:
            role = Role.YES_NO if figure.kind is Kind.BOOLEAN else Role.VALUE
            yield figure.id, ColumnReader(figure.id, figure, role)
    for name in column_names(rules.criteria_set):
        if name in rules.facts and name not in rules.figures:
            yield name, ColumnReader(name, None, Role.YES_NO)


def _facts_of_figures(rules: RuleTable) -> dict[str, str]:
    """Figure → the fact on which its indicator depends; a fact stands for itself."""
    facts = {
        test.figure: indicator.arises_when
        for indicator in rules.indicators
        if indicator.arises_when
        for test in indicator.tests
    }
    return facts | {fact: fact for fact in facts.values()}


def _missing(figure: Figure, chunk: Chunk) -> list[str]:
    """The columns without which the figure is not reported; a percentage alone is enough."""
    if figure.kind is not Kind.SHARE:
        return [figure.id] if figure.id not in chunk.headers else []
    if figure.id + PCT in chunk.headers:
        return []
    return [n for n in (figure.id + NUM, figure.id + DEN) if n not in chunk.headers]


def _unknown(name: str, known: Sequence[str], rules: RuleTable) -> tuple[str, str]:
    if not name:
        return "Có số liệu trong cột không có tiêu đề.", "Hãy đặt tên cột, hoặc xóa cột này."
    near = get_close_matches(name.lower(), known, n=1)
    hint = f"Có phải là {near[0]}? " if near else ""
    remedy = f"{hint}Hãy sửa tên cột theo lệnh langmoi law figures {rules.criteria_set.id}."
    return "Bộ tiêu chí không có số liệu tên này.", remedy


def _suspicious(figure: Figure, columns: Mapping[str, Column]) -> Flags:
    """Rows whose cells may be out of range; wrong_values then says what, if anything, is wrong."""
    if figure.kind is Kind.BOOLEAN or not columns:
        return np.zeros(0, np.bool_)
    low, high = bounds(figure)
    if figure.kind is not Kind.SHARE:
        values = columns[figure.id].values
        fractional = values % SCALE != 0 if figure.kind is Kind.COUNT else False
        return np.logical_or(_outside(columns[figure.id], low, high), fractional)
    parts = [columns[n] for n in (figure.id + NUM, figure.id + DEN) if n in columns]
    wrong = [_outside(part, 0, LARGEST_PART * SCALE) for part in parts]
    if figure.id + PCT in columns:
        wrong.append(_outside(columns[figure.id + PCT], low, high))
    if len(parts) == 2:
        num, den = parts
        # As floats: a product of refused parts may not fit; wrong_values decides exactly.
        over = num.values * (100.0 * SCALE) > den.values * (high * (1 - 1e-12))
        wrong.append(over & np.asarray(num.valid) & np.asarray(den.valid))
        if figure.id + PCT in columns:
            percent = columns[figure.id + PCT]
            apart = num.values * (100.0 * SCALE) - percent.values * den.values.astype(float)
            wrong.append((np.abs(apart) > den.values * (SCALE * 0.49)) & np.asarray(percent.valid))
    suspicious: Flags = np.logical_or.reduce(wrong)
    return suspicious


def _outside(column: Column, low: int, high: int) -> Flags:
    outside: Flags = (column.values < low) | (column.values > high)
    return outside if column.valid is None else outside & column.valid


def _nothing(rows: int) -> ReadColumn:
    return ReadColumn(np.zeros(rows, np.int64), np.zeros(rows, np.bool_))
