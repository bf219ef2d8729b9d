"""Verdicts and explanations written as csv, json, parquet or xlsx, whole or not at all."""

from __future__ import annotations

import csv
import json
import shutil
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing, contextmanager
from decimal import Decimal
from itertools import islice
from pathlib import Path
from typing import Any, Protocol

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import xlsxwriter

from langmoi.core.errors import DomainError
from langmoi.core.files import why_not_written
from langmoi.law.explain import Explanation, shortest
from langmoi.law.judge import OUTCOME_KEYS, Verdicts
from langmoi.law.rules import RuleTable

ENDINGS = (".csv", ".json", ".parquet", ".xlsx")
EXACT = ("value", "threshold", "distance")  # decimals, or true and false
XLSX_ROWS = 1_048_575  # what a sheet holds below its header
CHUNK = 8_192
PERCENTAGE_ALONE = "Chỉ có tỷ lệ phần trăm, chưa rõ tử số và mẫu số."

EXPLANATION_COLUMNS = (
    "unit", "month", "indicator", "outcome", "value", "operator", "threshold", "distance",
    "document", "clause", "status", "part", "reason",
)  # fmt: skip

Columns = Sequence[Sequence[Any]]


class Writer(Protocol):
    """Takes rows as they come, column by column: a list of cells for each column."""

    def write(self, columns: Columns) -> None: ...

    def close(self) -> None: ...


def verdict_columns(rules: RuleTable) -> list[str]:
    """unit, month, zone, I_<number> per indicator, C_<number> per criterion, criteria_met."""
    return [
        *("unit", "month", "zone"),
        *(f"I_{indicator.number}" for indicator in rules.indicators),
        *(f"C_{criterion.number}" for criterion in rules.criteria_set.criteria),
        "criteria_met",
    ]


def verdicts_in_columns(figures: pa.RecordBatch, verdicts: Verdicts) -> Columns:
    keys = np.array(OUTCOME_KEYS, dtype=object)
    outcomes = np.concatenate([verdicts.indicators.T, verdicts.criteria.T])
    months = figures.column("month").to_pylist()
    names = {month: f"{month:%Y-%m}" for month in set(months)}
    return [
        figures.column("unit").to_pylist(),
        [names[month] for month in months],
        figures.column("zone").to_pylist(),
        *(column.tolist() for column in keys.take(outcomes)),
        verdicts.criteria_met.tolist(),
    ]


def explanations_in_columns(told: Iterable[Explanation]) -> Iterator[Columns]:
    """Some thousand rows at a time."""
    rows = map(_explanation_row, told)
    while some := list(islice(rows, CHUNK)):
        yield list(zip(*some, strict=True))


def _explanation_row(why: Explanation) -> Sequence[Any]:
    return (
        why.unit,
        f"{why.month:%Y-%m}",
        why.indicator,
        why.outcome.key,
        _value(why.value),
        why.operator.value,
        _value(why.threshold),
        why.distance,
        why.document,
        why.clause,
        why.status.value if why.status else None,
        why.part or why.label,
        why.reason or (PERCENTAGE_ALONE if why.is_percentage_alone else ""),
    )


@contextmanager
def writing(out: Path | None, columns: Sequence[str], *, as_json: bool = False) -> Iterator[Writer]:
    """A writer to a temporary file, which takes the place of `out` when all went well.

    Without `out` it is a CSV, or JSON where asked for, copied to standard output at the end. When
    the block raises, nothing is left. Raises DomainError for an ending that is not of ENDINGS and
    for what the disk refuses.
    """
    ending = out.suffix.lower() if out else ".json" if as_json else ".csv"
    if as_json and ending != ".json":
        raise DomainError(f"--json không đi với {out}. Hãy bỏ --json, hoặc dùng đuôi .json.")
    if ending not in ENDINGS:
        raise DomainError(f"Không ghi được kiểu tệp {out}. Hãy dùng đuôi {', '.join(ENDINGS)}.")
    try:
        # Beside `out`, so that the last step is a renaming within one file system.
        with tempfile.TemporaryDirectory(prefix=".langmoi-", dir=out and out.parent) as place:
            temporary = Path(place) / f"out{ending}"
            with closing(_writer(temporary, columns)) as writer:
                yield writer
            if out:
                temporary.replace(out)
            else:
                _copy_to_stdout(temporary)
    except BrokenPipeError:
        raise
    except OSError as error:
        raise DomainError(
            f"Chưa ghi được {out or 'kết quả ra màn hình'}: {why_not_written(error)}"
        ) from error


def _writer(path: Path, columns: Sequence[str]) -> Writer:
    if path.suffix == ".csv":
        return CsvWriter(path, columns)
    if path.suffix == ".json":
        return JsonWriter(path, columns)
    return ParquetWriter(path, columns) if path.suffix == ".parquet" else XlsxWriter(path, columns)


def _copy_to_stdout(temporary: Path) -> None:
    with temporary.open(encoding="utf-8", newline="") as file:
        shutil.copyfileobj(file, sys.stdout)


class CsvWriter:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._csv = csv.writer(self._file, lineterminator="\n")
        self._csv.writerow(columns)

    def write(self, columns: Columns) -> None:
        self._csv.writerows(zip(*columns, strict=True))

    def close(self) -> None:
        self._file.close()


class JsonWriter:
    """A list of objects with the names of the columns; decimals are strings, so that they stay
    exact. Written row by row: a province's years need not fit into memory."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._file = path.open("w", encoding="utf-8", newline="")
        self._columns = tuple(columns)
        self._before = "[\n"

    def write(self, columns: Columns) -> None:
        for row in zip(*columns, strict=True):
            told = dict(zip(self._columns, row, strict=True))
            self._file.write(self._before + json.dumps(told, ensure_ascii=False, default=str))
            self._before = ",\n"

    def close(self) -> None:
        self._file.write("[]\n" if self._before == "[\n" else "\n]\n")
        self._file.close()


class ParquetWriter:
    """Everything is text but `criteria_met`, so that decimals stay exact."""

    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        types = [pa.int16() if name == "criteria_met" else pa.string() for name in columns]
        self._schema = pa.schema(list(zip(columns, types, strict=True)))
        self._file = pq.ParquetWriter(path, self._schema)

    def write(self, columns: Columns) -> None:
        arrays = [
            pa.array(map(_text, cells) if field.name in EXACT else cells, field.type)
            for cells, field in zip(columns, self._schema, strict=True)
        ]
        self._file.write_table(pa.Table.from_arrays(arrays, schema=self._schema))

    def close(self) -> None:
        self._file.close()


class XlsxWriter:
    def __init__(self, path: Path, columns: Sequence[str]) -> None:
        self._book = xlsxwriter.Workbook(path, {"constant_memory": True})
        self._sheet = self._book.add_worksheet("Kết quả")
        self._sheet.freeze_panes(1, 0)
        self._sheet.write_row(0, 0, columns)
        self._line = 0

    def write(self, columns: Columns) -> None:
        for row in zip(*columns, strict=True):
            self._line += 1
            if self._line > XLSX_ROWS:
                raise DomainError(
                    f"Kết quả dài hơn {XLSX_ROWS} dòng của một trang Excel. "
                    "Hãy ghi ra tệp .csv hoặc .parquet."
                )
            for column, cell in enumerate(row):
                # As text even where it looks like a formula or a number: codes keep their zeros.
                if isinstance(cell, str):
                    self._sheet.write_string(self._line, column, cell)
                elif cell is not None:
                    self._sheet.write_number(self._line, column, cell)

    def close(self) -> None:
        self._book.close()


def _value(value: Decimal | bool | None) -> Decimal | str | None:
    """Booleans as true and false, as the figures documents write them."""
    if isinstance(value, bool):
        return str(value).lower()
    return None if value is None else shortest(value)


def _text(cell: Decimal | str | None) -> str | None:
    return None if cell is None else str(cell)
