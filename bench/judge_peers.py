"""The contenders of the judging benchmark: ours, hand-written NumPy, DuckDB, OpenFisca-Core.

All judge the same world to the same answer: an outcome for each row and indicator and for each row
and criterion, and the count of criteria met. Each has its input in the form that suits it best,
prepared untimed; looking up the threshold of a row's zone and day is timed.
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from typing import Any

import numpy as np
import numpy.typing as npt
import pyarrow as pa

from bench.harness import Prepared
from bench.judge_world import (
    COMMUNES,
    MONTHS,
    ROWS,
    SCALE,
    Rule,
    criteria_set,
    rules,
    world,
)
from langmoi.core.months import reference_day
from langmoi.law.judge import judge
from langmoi.law.model import Operator
from langmoi.law.rules import RuleTable

NOT_ASSESSED, MET, NOT_MET, NOT_APPLICABLE = 1, 2, 4, 8  # one bit each, so that they can be or-ed
Bits = npt.NDArray[np.uint8]

# Whole from parts: not met, else not assessed, else met, else not applicable.
FOLD = np.array(
    [
        next((b for b in (NOT_MET, NOT_ASSESSED, MET, NOT_APPLICABLE) if s & b), 1)
        for s in range(16)
    ],
    dtype=np.uint8,
)


def digest(indicators: Bits, criteria: Bits, met: npt.NDArray[Any]) -> list[int]:
    """How often each outcome occurs, and the sum of criteria met: equal for equal answers.

    A position-weighted sum of the count of criteria met makes rows in another order differ.
    """
    counts = [int((table == bit).sum()) for table in (indicators, criteria) for bit in (1, 2, 4, 8)]
    weights = np.arange(len(met), dtype=np.int64) % 9_973
    return [*counts, int(met.sum()), int((met.astype(np.int64) * weights).sum())]


def ours() -> Prepared:
    """`judge` on an Arrow batch; the rule table is made anew, so that no look-up is remembered."""
    batch = _batch()

    def answer(verdicts: Any) -> list[int]:
        bits = [
            np.left_shift(1, v).astype(np.uint8) for v in (verdicts.indicators, verdicts.criteria)
        ]
        return digest(bits[0], bits[1], verdicts.criteria_met)

    return Prepared(lambda: judge(batch, RuleTable(criteria_set())), answer)


def _batch() -> pa.RecordBatch:
    zones = [zone.id for zone in criteria_set().zones]
    arrays = {
        "unit": pa.array(np.repeat(np.arange(COMMUNES), len(MONTHS)).astype(str)),
        "month": pa.array(MONTHS, pa.date32()).take(pa.array(world().months)),
        "zone": pa.array(zones).take(pa.array(world().zones)),
    }
    for name, column in world().figures.items():
        arrays[name] = pa.array(column.values, mask=~column.valid)
    return pa.RecordBatch.from_pydict(arrays)


def numpy_by_hand() -> Prepared:
    """The ceiling: arrays ready, no Arrow, no checks, written out for this set's operators."""
    months = [reference_day(month) for month in MONTHS]
    thresholds = [_by_zone_and_month(rule, months) for rule in rules()]
    told = world()

    def run() -> tuple[Bits, Bits, npt.NDArray[np.int16]]:
        indicators = np.empty((len(criteria_set().indicators), ROWS), np.uint8)
        criteria = np.empty((len(criteria_set().criteria), ROWS), np.uint8)
        met = np.empty(ROWS, np.int16)
        for start in range(0, ROWS, 16_384):
            rows = slice(start, start + 16_384)
            codes = told.zones[rows] * len(MONTHS) + told.months[rows]
            _judge_by_hand(rows, codes, thresholds, indicators[:, rows], criteria[:, rows])
            counted = (criteria[:, rows] & (MET | NOT_APPLICABLE)) != 0
            met[rows] = counted.sum(axis=0)
        return indicators, criteria, met

    return Prepared(run, lambda result: digest(*result))


def _by_zone_and_month(rule: Rule, months: list[date]) -> npt.NDArray[np.int64]:
    table = np.zeros((len(criteria_set().zones), len(months)), np.int64)
    for zone, first, last, value in rule.thresholds:
        for position, day in enumerate(months):
            if first <= day <= last:
                table[zone, position] = value
    return table.ravel()


def _judge_by_hand(
    rows: slice,
    codes: npt.NDArray[np.int64],
    thresholds: list[npt.NDArray[np.int64]],
    indicators: Bits,
    criteria: Bits,
) -> None:
    figures = world().figures
    indicators[:] = 0
    for rule, table in zip(rules(), thresholds, strict=True):
        bound = table[codes]
        if rule.is_share:
            num, den = figures[f"{rule.figure}_num"], figures[f"{rule.figure}_den"]
            value, bound = num.values[rows] * (100 * SCALE), bound * den.values[rows]
            known = num.valid[rows] & den.valid[rows] & (den.values[rows] > 0)
        else:
            value, known = figures[rule.figure].values[rows], figures[rule.figure].valid[rows]
        if rule.operator is Operator.AT_LEAST:
            is_met = value >= bound
        elif rule.operator is Operator.AT_MOST:
            is_met = value <= bound
        else:
            is_met = value == bound
        bits = np.where(known, np.where(is_met, np.uint8(MET), np.uint8(NOT_MET)), np.uint8(1))
        if rule.fact:
            fact = figures[rule.fact]
            bits[fact.valid[rows] & (fact.values[rows] == 0)] = NOT_APPLICABLE
        indicators[rule.indicator] |= bits
    indicators[:] = FOLD[indicators]
    criteria[:] = 0
    for position, criterion in enumerate(_criterion_of_indicators()):
        criteria[criterion] |= indicators[position]
    criteria[:] = FOLD[criteria]


def _criterion_of_indicators() -> list[int]:
    return list({rule.indicator: rule.criterion for rule in rules()}.values())


def duckdb_long() -> Prepared:
    """SQL on the long table: one row per figure, joined with the thresholds by zone and day."""
    import duckdb

    base = duckdb.connect()
    for name, table in (("told", _long_table()), ("laws", _laws()), ("asked", _asked())):
        base.register("arrow", table)
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow")
        base.unregister("arrow")
    # Written to the database's liking: one whole number as key and narrow types, in three steps,
    # took a third of the time of one statement grouped by unit and month.
    steps = {
        "judged": """
            SELECT t.row, r.criterion, r.indicator, (
                CASE WHEN NOT t.arises THEN 8
                     WHEN t.num IS NULL OR t.den IS NULL OR t.den = 0 OR l.value IS NULL THEN 1
                     WHEN CASE r.operator WHEN 0 THEN t.num * r.times >= l.value * t.den
                                          WHEN 1 THEN t.num * r.times <= l.value * t.den
                                          ELSE t.num * r.times = l.value * t.den END THEN 2
                     ELSE 4 END)::UTINYINT AS bit
            FROM told t JOIN asked r USING (test)
            LEFT JOIN laws l ON l.test = t.test AND l.zone = t.zone
                AND t.day BETWEEN l.first AND l.last""",
        "indicators": f"SELECT row, indicator, {_FOLDED} AS bit FROM judged GROUP BY ALL",
        "criteria": f"SELECT row, criterion, {_FOLDED} AS bit FROM judged GROUP BY ALL",
        "met": "SELECT row, count(*) FILTER (bit IN (2, 8)) AS met FROM criteria GROUP BY ALL",
    }

    def run() -> None:
        for name, query in steps.items():
            base.execute(f"CREATE OR REPLACE TABLE {name} AS {query}")

    def answer(_: Any) -> list[int]:
        return digest(
            base.execute("SELECT bit FROM indicators").fetchnumpy()["bit"],
            base.execute("SELECT bit FROM criteria").fetchnumpy()["bit"],
            base.execute("SELECT met FROM met ORDER BY row").fetchnumpy()["met"],
        )

    return Prepared(run, answer)


_FOLDED = """(CASE WHEN bit_or(bit) & 4 > 0 THEN 4 WHEN bit_or(bit) & 1 > 0 THEN 1
                   WHEN bit_or(bit) & 2 > 0 THEN 2 ELSE 8 END)::UTINYINT"""


def duckdb_wide() -> Prepared:
    """SQL generated from the rules, on a wide table: one column per figure and per outcome."""
    import duckdb

    from bench.judge_wide_sql import laws_wide, query

    base = duckdb.connect()
    columns = {n: pa.array(c.values, mask=~c.valid) for n, c in world().figures.items()}
    days = np.array([reference_day(m) for m in MONTHS], dtype="datetime64[D]")
    keys = {"row": pa.array(np.arange(ROWS, dtype=np.int32)), "zone": pa.array(world().zones)}
    told = pa.table({**keys, "day": pa.array(days[world().months]), **columns})
    for name, table in (("told", told), ("laws", laws_wide())):
        base.register("arrow", table)
        base.execute(f"CREATE TABLE {name} AS SELECT * FROM arrow")
        base.unregister("arrow")

    def run() -> None:
        base.execute(f"CREATE OR REPLACE TABLE verdicts AS {query()}")

    def answer(_: Any) -> list[int]:
        told = base.execute("SELECT * FROM verdicts ORDER BY row").fetchnumpy()
        tables = [np.array([v for n, v in told.items() if n[0] == kind]) for kind in "ic"]
        return digest(tables[0], tables[1], told["met"])

    return Prepared(run, answer)


def _long_table() -> pa.Table:
    """row, day, zone, test, num, den, arises: numbers have a denominator of one."""
    told = world()
    days = np.array([reference_day(m) for m in MONTHS], dtype="datetime64[D]")
    parts = []
    for test, rule in enumerate(rules()):
        num = told.figures[f"{rule.figure}_num" if rule.is_share else rule.figure]
        den = told.figures[f"{rule.figure}_den"] if rule.is_share else None
        fact = told.figures[rule.fact] if rule.fact else None
        parts.append(
            pa.table(
                {
                    "row": pa.array(np.arange(ROWS, dtype=np.int32)),
                    "day": pa.array(days[told.months]),
                    "zone": pa.array(told.zones.astype(np.int8)),
                    "test": pa.array(np.full(ROWS, test, np.int8)),
                    "num": pa.array(num.values, mask=~num.valid),
                    "den": pa.array(den.values, mask=~den.valid)
                    if den
                    else pa.array(np.ones(ROWS, np.int64)),
                    "arises": pa.array(
                        ~(fact.valid & (fact.values == 0)) if fact else np.ones(ROWS, np.bool_)
                    ),
                }
            )
        )
    return pa.concat_tables(parts)


def _laws() -> pa.Table:
    rows = [(test, *one) for test, rule in enumerate(rules()) for one in rule.thresholds]
    names = ("test", "zone", "first", "last", "value")
    types = (pa.int8(), pa.int8(), pa.date32(), pa.date32(), pa.int64())
    columns = [
        pa.array(column, t) for column, t in zip(zip(*rows, strict=True), types, strict=True)
    ]
    return pa.table(columns, names=list(names))


def _asked() -> pa.Table:
    code = {Operator.AT_LEAST: 0, Operator.AT_MOST: 1}
    return pa.table(
        {
            "test": pa.array(range(len(rules())), pa.int8()),
            "indicator": pa.array([r.indicator for r in rules()], pa.int8()),
            "criterion": pa.array([r.criterion for r in rules()], pa.int8()),
            "operator": pa.array([code.get(r.operator, 2) for r in rules()], pa.int8()),
            # A share times 100 and the threshold's scale; a number is scaled as its threshold is.
            "times": pa.array([100 * SCALE if r.is_share else 1 for r in rules()], pa.int64()),
        }
    )


def openfisca() -> Prepared:
    """OpenFisca-Core: figures as inputs, thresholds as dated parameters by zone, formulas.

    The figures are set beforehand, untimed. Its numbers are float32.
    """
    from bench.judge_openfisca import fancy_indexing

    return _openfisca(fancy_indexing)


def openfisca_quick() -> Prepared:
    """The same with a look-up of our own in place of its per-row one."""
    from bench.judge_openfisca import table_of_zones

    return _openfisca(table_of_zones)


def _openfisca(look_up: Any) -> Prepared:
    from bench.judge_openfisca import simulation

    ready = simulation(look_up)

    def run() -> tuple[list[Any], list[Any], list[Any]]:
        results: tuple[list[Any], list[Any], list[Any]] = ([], [], [])
        for month in MONTHS:
            period = f"{month:%Y-%m}"
            for variables, into in zip(_openfisca_names(), results, strict=True):
                into.append([ready.calculate(name, period) for name in variables])
        return results

    def answer(results: tuple[list[Any], list[Any], list[Any]]) -> list[int]:
        # month, variable, commune → variable, commune, month: the order of the other contenders.
        tables = [np.array(told).transpose(1, 2, 0).reshape(len(told[0]), ROWS) for told in results]
        return digest(tables[0], tables[1], tables[2][0])

    return Prepared(run, answer)


def _openfisca_names() -> tuple[Iterable[str], Iterable[str], Iterable[str]]:
    indicators = [f"indicator_{n}" for n in range(len(criteria_set().indicators))]
    criteria = [f"criterion_{n}" for n in range(len(criteria_set().criteria))]
    return indicators, criteria, ["criteria_met"]
