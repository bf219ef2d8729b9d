"""Judging a country's year: 10,600 communes × 12 months × 49 indicators, beside peers."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path

import numpy as np
import pyarrow as pa
import pyarrow.csv
import pyarrow.parquet

from bench.harness import (
    Alone,
    Measure,
    Prepared,
    alone,
    best_of,
    command,
    versions,
    write_results,
)
from bench.judge_world import COMMUNES, MONTHS, SCALE, criteria_set, world
from langmoi.law.filing import FilingRow, judge_filings
from langmoi.law.model import Kind

TASK = "judge 6.2 million figures"
CONTENDERS = {
    "ours": ("Làng Mới", 7),
    "numpy_by_hand": ("NumPy by hand (ceiling)", 7),
    "duckdb_wide": ("DuckDB, wide table, generated SQL", 5),
    "duckdb_long": ("DuckDB, long table", 5),
    "openfisca_quick": ("OpenFisca-Core, look-up by NumPy", 3),
    "openfisca": ("OpenFisca-Core as documented", 1),
}
# How our time may relate to a peer's (issue 2, “Speed and memory”).
SHARES = {"numpy_by_hand": 3.0, "duckdb_long": 1.0, "openfisca": 0.1}
MOST_MEMORY_MB = 1000
ONE_FILING_MS = 2.0


def run() -> list[Measure]:
    results = {name: alone(f"bench.judge_peers:{name}", repeat=n) for name, (_, n) in _each()}
    measures = [
        *_times(results),
        *_shares(results),
        _one_filing(),
        _memory(results["ours"]),
        *_whole_command(),
    ]
    packages = versions("numpy", "pyarrow", "duckdb", "openfisca-core")
    write_results("judge", measures, packages)
    return measures


def one_filing() -> Prepared:
    """A filing of all figures of the set, judged a hundred times from its document."""
    row = FilingRow("23425", MONTHS[-1], criteria_set().zones[4].id, _document())
    judge_filings([row], criteria_set())

    def run() -> list[float]:
        return best_of(lambda: judge_filings([row], criteria_set()), repeat=20, number=20)

    return Prepared(run, min)


def _each() -> list[tuple[str, tuple[str, int]]]:
    return list(CONTENDERS.items())


def _times(results: dict[str, Alone | None]) -> list[Measure]:
    ours = results["ours"]
    answers = {name: done.answer for name, done in results.items() if done}
    measures = []
    for name, done in results.items():
        same = "same answer" if answers.get(name) == (ours and ours.answer) else "ANOTHER ANSWER"
        measures.append(
            Measure(
                TASK,
                CONTENDERS[name][0],
                done.best if done else None,
                peak_mb=done.peak_mb if done else None,
                seconds=done.seconds if done else [],
                note=same if done else "",
            )
        )
    return measures


def _shares(results: dict[str, Alone | None]) -> list[Measure]:
    ours = results["ours"]
    return [
        Measure(
            "our time over theirs",
            CONTENDERS[name][0],
            ours.best / peer.best if ours and peer else None,
            unit="×",
            limit=limit,
        )
        for name, limit in SHARES.items()
        for peer in [results[name]]
    ]


def _one_filing() -> Measure:
    done = alone("bench.judge:one_filing", repeat=1)
    value = done.answer * 1000 if done else None
    return Measure("judge one filing", "Làng Mới", value, "ms", ONE_FILING_MS)


def _memory(ours: Alone | None) -> Measure:
    value = ours.peak_mb if ours else None
    note = "the figures themselves included"
    return Measure("peak memory of judging", "Làng Mới", value, "MB", MOST_MEMORY_MB, note)


def _whole_command() -> list[Measure]:
    """The command with start-up, reading, checking, judging and writing."""
    measures = []
    with tempfile.TemporaryDirectory() as folder:
        for ending in ("parquet", "csv"):
            path, out = Path(folder) / f"figures.{ending}", Path(folder) / f"verdicts.{ending}"
            _write_table(path)
            call = ("-m", "langmoi.cli", "judge", str(path), "--set", "commune-2016-2020")
            done = command(sys.executable, *call, "--out", str(out))
            measures.append(
                Measure(
                    f"langmoi judge, {ending} to {ending}",
                    "Làng Mới",
                    done.best,
                    peak_mb=done.peak_mb,
                    seconds=done.seconds,
                    note=f"{path.stat().st_size / 1e6:.0f} MB read",
                )
            )
    return measures


def _write_table(path: Path) -> None:
    zones = [zone.name for zone in criteria_set().zones]
    columns = {
        "unit": pa.array(np.repeat(np.arange(COMMUNES), len(MONTHS)).astype(str)),
        "month": pa.array([f"{month:%Y-%m}" for month in MONTHS]).take(pa.array(world().months)),
        "zone": pa.array(zones).take(pa.array(world().zones)),
    }
    for name, column in world().figures.items():
        values = column.values / SCALE
        kind = pa.float64() if name == "income_per_capita" else pa.int32()
        if _kind(name) is Kind.BOOLEAN:
            kind = pa.bool_()
        columns[name] = pa.array(values.astype(kind.to_pandas_dtype()), kind, mask=~column.valid)
    table = pa.table(columns)
    if path.suffix == ".csv":
        pa.csv.write_csv(table, path)
    else:
        pa.parquet.write_table(table, path)


def _kind(column: str) -> Kind | None:
    return next((f.kind for f in criteria_set().figures if f.id == column), None)


def _document() -> dict[str, object]:
    told: dict[str, object] = {}
    for figure in criteria_set().figures:
        if figure.kind is Kind.SHARE:
            told[figure.id] = {"num": "1357", "den": "1500"}
        else:
            told[figure.id] = True if figure.kind is Kind.BOOLEAN else "41.5"
    return told


if __name__ == "__main__":
    from bench.harness import show

    show(run())
