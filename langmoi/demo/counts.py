"""How many of the 19 criteria each commune meets in each month of the demo.

`data/counts.csv` holds 86 communes and the months 12/2016 to 12/2019. It was solved once, over all
months together, as a constraint problem (Google OR-Tools CP-SAT), because a step-by-step generator
runs dry: every published count holds exactly (`published.yaml`), no commune ever loses a criterion,
the month-to-month gain is one, in December at most two, and each commune stays near a line
of its own (about one criterion a year, more towards December). Where nothing is published the
solution is one of many: the numbers are invented. The code is that of the commune in August 2019;
Đăk Long of Kon Plông has no count from 9/2019 on, when it was a commune no longer.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from langmoi.core.months import month_range, parse_month

DATA = Path(__file__).with_name("data")
FIRST_MONTH = date(2016, 12, 1)
LAST_MONTH = date(2019, 12, 1)
MONTHS = tuple(month_range(FIRST_MONTH, LAST_MONTH))
ALL_CRITERIA = 19


@dataclass(frozen=True)
class History:
    """A commune's count in each month in which it is a commune, from the first one on."""

    code: str
    counts: tuple[int, ...]

    @property
    def months(self) -> tuple[date, ...]:
        return MONTHS[: len(self.counts)]

    @property
    def gains(self) -> tuple[int, ...]:
        """The position of the month of each criterion gained after the first month, in order."""
        pairs = zip(self.counts, self.counts[1:], strict=False)
        return tuple(
            position
            for position, (before, after) in enumerate(pairs, start=1)
            for _ in range(after - before)
        )


@lru_cache(maxsize=1)
def histories() -> Mapping[str, History]:
    """Every commune of the demo by its code, in the order of the codes."""
    with (DATA / "counts.csv").open(encoding="utf-8", newline="") as file:
        rows = csv.reader(file)
        header = next(rows)
        if tuple(parse_month(text) for text in header[1:]) != MONTHS:
            raise ValueError(f"{file.name}: the months do not run from {FIRST_MONTH}.")
        return {
            code: History(code, tuple(int(cell) for cell in cells if cell)) for code, *cells in rows
        }


def counts_by_month() -> dict[tuple[str, date], int]:
    """The whole table as {(commune, month): criteria met}."""
    return {
        (history.code, month): count
        for history in histories().values()
        for month, count in zip(history.months, history.counts, strict=True)
    }
