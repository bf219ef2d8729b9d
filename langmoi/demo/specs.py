"""How the demo invents each figure: out of how many, how far short, when a new one comes."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from langmoi.demo.counts import DATA, MONTHS

DECEMBER = 12
NUMBERS = ("low", "high", "least", "decimals", "gap_low", "gap_high", "slack", "new_in")
HUNDRED = 10_000  # a hundred per cent, in the hundredths of a point that everything here uses


@dataclass(frozen=True)
class Spec:
    """A row of `data/figures.csv`. Levels, gaps and slack are hundredths of a point or unit.

    The whole of a share is `low` to `high` ten-thousandths of the base (households, population,
    villages), of `one` thing that many, or as many as the numerator of another figure
    (`num:<figure>`), at least `least`; parts and wholes have `decimals`. A commune begins
    `gap_low` to `gap_high` short and ends at most `slack` beyond the threshold. `within` names
    the figure of which this one's numerator is a part. A yearly figure is new each `new_in`
    (month of the year); 0 for others.
    """

    figure: str
    base: str = ""
    low: int = 0
    high: int = 0
    least: int = 0
    decimals: int = 0
    gap_low: int = 0
    gap_high: int = 0
    slack: int = 0
    new_in: int = 0
    within: str = ""

    def is_new_at(self, position: int) -> bool:
        """Whether a new official figure comes in the month at this position."""
        return not self.new_in or month_of_year(position) == self.new_in

    def newest_at(self, position: int) -> int:
        """The last position, at or before this one, at which a new official figure came."""
        if not self.new_in:
            return position
        return position - (month_of_year(position) - self.new_in) % 12


def month_of_year(position: int) -> int:
    """1 to 12; positions before the first month count backwards."""
    return (MONTHS[0].month - 1 + position) % 12 + 1


def year_of(position: int) -> int:
    return MONTHS[0].year + (MONTHS[0].month - 1 + position) // 12


def spec_of(figure: str) -> Spec:
    """How the figure is invented; a yes or no without a row of its own may change any month."""
    return _specs().get(figure) or Spec(figure)


@lru_cache(maxsize=1)
def _specs() -> Mapping[str, Spec]:
    with (DATA / "figures.csv").open(encoding="utf-8", newline="") as file:
        return {row["figure"]: _spec(row) for row in csv.DictReader(file)}


def _spec(row: Mapping[str, str]) -> Spec:
    numbers = {name: int(row[name] or 0) for name in NUMBERS}
    return Spec(row["figure"], row["base"], within=row["within"], **numbers)
