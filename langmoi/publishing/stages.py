"""The two stages of the programme 2010-2020: loaded counts of the first, closed months after."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from langmoi.overview.model import Overview
from langmoi.overview.published import Published

FIRST_YEAR, LAST_YEAR = 2010, 2015
# The columns of the sheet, in its order: id -> what officials call it.
COUNTS = {
    "communes": "Tổng số xã",
    "all": "19 tiêu chí",
    "from_15": "15–18 tiêu chí",
    "from_10": "10–14 tiêu chí",
    "from_5": "5–9 tiêu chí",
    "under_5": "Dưới 5 tiêu chí",
    "sum": "Tổng số tiêu chí đạt",
    "recognised": "Số xã được công nhận",
}
BANDS = ("all", "from_15", "from_10", "from_5", "under_5")


@dataclass(frozen=True)
class YearCounts:
    """Counts of one unit in one year of the first stage; what is absent is not known."""

    year: int
    unit_code: str
    unit_name: str
    counts: Mapping[str, int]
    source: str
    is_published: bool  # else illustrative, and marked so wherever it shows


@dataclass(frozen=True)
class Stages:
    """first: the whole unit, by year. districts: its parts. second: the last month of each year."""

    first: Sequence[YearCounts]
    districts: Sequence[YearCounts]
    second: Sequence[Overview]
    published: Sequence[Published]

    @property
    def start(self) -> YearCounts | None:
        return next(iter(self.first), None)
