"""Figures as columns: their names, Arrow arrays as NumPy integers, the law of each row."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import product

import numpy as np
import numpy.typing as npt
import pyarrow as pa
import pyarrow.compute as pc

from langmoi.core.errors import DomainError
from langmoi.core.months import show_month
from langmoi.core.numbers import SCALE
from langmoi.law.model import CriteriaSet, Figure, Kind
from langmoi.law.rules import Flags, Integers, LawGap, RulesInForce, RuleTable, UnknownZone

NUM, DEN, PCT = "_num", "_den", "_pct"
NAMED_ROWS = 5  # how many faulty rows a message names before it only counts them


@dataclass(frozen=True, eq=False)
class Column:
    """One figure of many rows, scaled by 10**4; `valid` None means that every row reports it.

    Where `valid` is false the value means nothing and may be anything.
    """

    values: Integers
    valid: Flags | None = None


Columns = Mapping[str, Column]


@dataclass(frozen=True, eq=False)
class RowLaw:
    """The law of each row: `codes[row]` points into `cases`."""

    codes: npt.NDArray[np.int64]
    cases: list[RulesInForce]


def columns_of_figure(figure: Figure) -> tuple[str, ...]:
    """The columns that hold a figure: one, or three for a share."""
    if figure.kind is Kind.SHARE:
        return figure.id + NUM, figure.id + DEN, figure.id + PCT
    return (figure.id,)


def column_names(criteria_set: CriteriaSet) -> list[str]:
    """Every figure column of the set, in its order; then the facts that its zone rules ask."""
    names = [name for figure in criteria_set.figures for name in columns_of_figure(figure)]
    facts = [rule.fact for rule in criteria_set.zone_rules]
    return list(dict.fromkeys(names + facts))


def columns_of(figures: pa.RecordBatch, names: Iterable[str]) -> Columns:
    """The named columns that the batch has and that some row reports."""
    known = set(figures.schema.names)
    read = {name: _column(name, figures.column(name)) for name in names if name in known}
    return {name: column for name, column in read.items() if column is not None}


def _column(name: str, array: pa.Array) -> Column | None:
    if array.null_count == len(array):
        return None
    valid = array.is_valid().to_numpy(zero_copy_only=False) if array.null_count else None
    if pa.types.is_boolean(array.type):
        held = array.fill_null(False).to_numpy(zero_copy_only=False)
        return Column(held * np.int64(SCALE), valid)
    if not pa.types.is_integer(array.type):
        raise DomainError(
            f"Cột {name} có kiểu {array.type}. Hãy ghi số nguyên là số liệu nhân với {SCALE}, "
            "hoặc đúng/sai, để việc so với mức luôn chính xác."
        )
    whole = array.cast(pa.int64())
    # Read where it lies: filling the null slots first would copy every column.
    values = np.frombuffer(whole.buffers()[1], np.int64, len(whole), whole.offset * 8)
    return Column(values, valid)


def law_of_rows(figures: pa.RecordBatch, rules: RuleTable) -> RowLaw:
    """The rules in force for each row's zone and month, looked up once per combination.

    Raises UnknownZone or LawGap, naming the first rows at fault and carrying the position of all.
    """
    keys = _Keys(figures, rules)
    cases: dict[int, RulesInForce] = {}
    position = np.zeros(keys.size, dtype=np.int64)
    broken: dict[int, LawGap] = {}
    for code in np.flatnonzero(np.bincount(keys.codes)).tolist():
        try:
            case = keys.rules_of(code)
        except LawGap as gap:
            broken[code] = gap
            continue
        position[code] = list(cases).index(id(case)) if id(case) in cases else len(cases)
        cases[id(case)] = case
    if broken:
        raise _gap(figures, np.isin(keys.codes, list(broken)), list(broken.values()))
    return RowLaw(position.take(keys.codes), list(cases.values()))


class _Keys:
    """Zone, month, facts and listed place of each row as one small integer."""

    def __init__(self, figures: pa.RecordBatch, rules: RuleTable) -> None:
        self.rules = rules
        self.codes = np.zeros(figures.num_rows, dtype=np.int64)
        self._values: list[list[object]] = []
        self._add(*_encode(_required(figures, "zone")))
        self._add(*_encode(_required(figures, "month").cast(pa.date32())))
        for fact in rules.facts:
            self._add(_holds(figures, fact), [False, True])
        if rules.listed_places:
            places = sorted(rules.listed_places)
            listed = pa.array(places, pa.string())
            found = pc.index_in(_required(figures, "unit").cast(pa.string()), value_set=listed)
            self._add(found.fill_null(len(places)).to_numpy(), [*places, None])
        self._combinations = list(product(*self._values))
        self.size = len(self._combinations)

    def _add(self, codes: npt.NDArray[np.int64], values: list[object]) -> None:
        self.codes = self.codes * len(values) + codes
        self._values.append(values)

    def rules_of(self, code: int) -> RulesInForce:
        zone, month, *rest = self._combinations[code]
        if not isinstance(month, date):
            raise LawGap("Chưa ghi tháng. Hãy ghi tháng như 2019-12 hoặc 12/2019.")
        held = rest[: len(self.rules.facts)]
        facts = [fact for fact, holds in zip(self.rules.facts, held, strict=True) if holds]
        place = rest[-1] if self.rules.listed_places else None
        return self.rules.in_force(
            str(zone) if zone is not None else None, month, facts, str(place) if place else None
        )


def _required(figures: pa.RecordBatch, name: str) -> pa.Array:
    if name not in figures.schema.names:
        raise DomainError(f"Thiếu cột {name}. Hãy thêm cột {name} vào số liệu.")
    return figures.column(name)


def _encode(array: pa.Array) -> tuple[npt.NDArray[np.int64], list[object]]:
    """Codes into the distinct values; the last value stands for null."""
    encoded = array if pa.types.is_dictionary(array.type) else array.dictionary_encode()
    values = encoded.dictionary.to_pylist()
    codes = encoded.indices.fill_null(len(values)).to_numpy().astype(np.int64)
    return codes, [*values, None]


def _holds(figures: pa.RecordBatch, fact: str) -> npt.NDArray[np.int64]:
    """1 where the unit's fact is reported and true."""
    column = columns_of(figures, [fact]).get(fact)
    if column is None:
        return np.zeros(figures.num_rows, dtype=np.int64)
    held = column.values != 0
    return np.asarray(held if column.valid is None else held & column.valid, np.int64)


def _gap(figures: pa.RecordBatch, wrong: Flags, gaps: list[LawGap]) -> LawGap:
    rows = np.flatnonzero(wrong).tolist()
    named = ", ".join(_row_names(figures, rows[:NAMED_ROWS]))
    more = f" và {len(rows) - NAMED_ROWS} dòng khác" if len(rows) > NAMED_ROWS else ""
    kind = UnknownZone if all(isinstance(gap, UnknownZone) for gap in gaps) else LawGap
    return kind(f"{gaps[0]} Các dòng: {named}{more}.", rows)


def _row_names(figures: pa.RecordBatch, rows: list[int]) -> Iterator[str]:
    known = set(figures.schema.names)
    for row in rows:
        unit = figures.column("unit")[row].as_py() if "unit" in known else None
        month = figures.column("month")[row].as_py()
        when = f"tháng {show_month(month)}" if month else "không ghi tháng"
        yield f"dòng {row + 1} ({unit or 'không ghi đơn vị'}, {when})"
