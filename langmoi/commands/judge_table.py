"""What `langmoi judge` does: a table of figures read, judged, and written whole or not at all."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import pyarrow as pa

from langmoi.core.console import complain, progress
from langmoi.core.errors import DomainError, Fault, FaultyInput
from langmoi.law.explain import explain
from langmoi.law.judge import judge
from langmoi.law.rules import RuleTable, rule_table
from langmoi.law.sets import load_set
from langmoi.law.table_output import (
    EXPLANATION_COLUMNS,
    Columns,
    Writer,
    explanations_in_columns,
    verdict_columns,
    verdicts_in_columns,
    writing,
)
from langmoi.law.table_rows import TableRows
from langmoi.law.tables import Chunk, open_table

# A file with more faults than this is the wrong file, or wrong throughout in one way.
MOST_FAULTS = 10_000


def judge_table(
    path: Path, set_id: str, out: Path | None, *, explained: bool, as_json: bool = False
) -> int:
    """The exit code; every fault is listed with its line and column."""
    try:
        judge_file(path, set_id, out, explained=explained, as_json=as_json)
    except FaultyInput as faulty:
        complain(str(faulty))
        for fault in faulty.faults:
            complain(f"- {_describe(fault)}")
        return 1
    return 0


def judge_file(
    path: Path, set_id: str, out: Path | None, *, explained: bool, as_json: bool = False
) -> None:
    """Judge the file's rows and write the verdicts, or the explanations, to `out` or stdout.

    Raises FaultyInput with every fault (file, sheet, line, column, remedy); then nothing is
    written.
    """
    rules = rule_table(load_set(set_id))
    table = open_table(path)
    if out and out.exists() and out.samefile(path):
        raise DomainError(f"Không ghi kết quả đè lên {path}. Hãy chọn tên tệp khác cho --out.")
    _warn_skipped(path, table.skipped)
    rows = TableRows(rules)
    columns = EXPLANATION_COLUMNS if explained else verdict_columns(rules)
    with writing(out, columns, as_json=as_json) as writer:
        chunks = _with_progress(table.chunks, table.rows)
        _judge_chunks(chunks, rows, writer, explained=explained)
        _raise_faults(path, rows.faults.in_order())
    _warn_missing(rows.missing)


def _judge_chunks(
    chunks: Iterable[Chunk], rows: TableRows, writer: Writer, *, explained: bool
) -> None:
    has_table = False
    for chunk in chunks:
        has_table = True
        batch = rows.batch(chunk)
        if batch is not None and batch.num_rows:
            for columns in _answers(batch, rows.rules, explained=explained):
                writer.write(columns)
        if len(rows.faults) > MOST_FAULTS or not rows.has_keys(chunk):
            return
    if not has_table:
        remedy = "Hãy ghi tên cột (unit, month, zone…) ở dòng đầu."
        rows.faults.add_file("Không có dòng tiêu đề nào.", remedy)


def _answers(batch: pa.RecordBatch, rules: RuleTable, *, explained: bool) -> Iterable[Columns]:
    if explained:
        return explanations_in_columns(explain(batch, rules))
    return [verdicts_in_columns(batch, judge(batch, rules))]


def _with_progress(chunks: Iterator[Chunk], rows: int) -> Iterator[Chunk]:
    """The chunks, with a bar that counts rows."""
    bar = progress(range(rows), of=rows, doing="Đánh giá")
    for chunk in chunks:
        yield chunk
        for _ in islice(bar, len(chunk.lines)):
            pass


def _raise_faults(path: Path, faults: list[Fault]) -> None:
    if not faults:
        return
    kept = faults[:MOST_FAULTS]
    more = f" (chỉ liệt kê {MOST_FAULTS} chỗ đầu)" if len(faults) > MOST_FAULTS else ""
    raise FaultyInput(
        f"Chưa đánh giá {path}: có {len(kept)} chỗ phải sửa{more}. Không có kết quả nào được ghi.",
        kept,
    )


def _warn_missing(missing: list[str]) -> None:
    if missing:
        complain(f"Cảnh báo: thiếu {len(missing)} cột, coi là chưa báo cáo: {', '.join(missing)}.")


def _warn_skipped(path: Path, sheets: Iterable[str]) -> None:
    for sheet in sheets:
        complain(
            f"Cảnh báo: bỏ qua trang “{sheet}” của {path}: dòng đầu không có tiêu đề unit và month."
        )


def _describe(fault: Fault) -> str:
    sheet = f"trang “{fault.sheet}”, " if fault.sheet else ""
    unit = f" ({fault.unit})" if fault.unit else ""
    where = f"{sheet}{fault.cell}{unit}: " if fault.cell else ""
    return f"{where}{fault.message} {fault.remedy}".rstrip()
