"""Counts and rates as the Government counts them: done ÷ (done + overdue), exact."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction

from langmoi.direction.timeliness import Timeliness

HUNDREDTH = Decimal("0.01")


@dataclass(frozen=True)
class Tally:
    """How many tasks stand how. Requests, and what is suspended or withdrawn, are not among them.

    The rate counts what is done or fell due: what is open and in time (or has no date) is outside,
    so its two shares always make one (Report 1270/BC-TCTTTg of 27/12/2017 counts so).
    """

    done_in_time: int = 0
    done_late: int = 0
    open_in_time: int = 0
    overdue: int = 0
    done_no_date: int = 0
    open_no_date: int = 0

    @property
    def done(self) -> int:
        return self.done_in_time + self.done_late + self.done_no_date

    @property
    def not_done(self) -> int:
        return self.open_in_time + self.overdue + self.open_no_date

    @property
    def total(self) -> int:
        return self.done + self.not_done

    @property
    def rate(self) -> Fraction | None:
        """None where nothing is done and nothing overdue: 0 ÷ 0 is no rate."""
        counted = self.done + self.overdue
        return Fraction(self.done, counted) if counted else None

    @property
    def overdue_rate(self) -> Fraction | None:
        return None if self.rate is None else 1 - self.rate


_COLUMN = {
    Timeliness.DONE_IN_TIME: "done_in_time",
    Timeliness.DONE_LATE: "done_late",
    Timeliness.DONE_NO_DATE: "done_no_date",
    Timeliness.IN_TIME: "open_in_time",
    Timeliness.DUE_SOON: "open_in_time",
    Timeliness.OVERDUE: "overdue",
    Timeliness.NO_DATE: "open_no_date",
}


def tally(kinds: Iterable[Timeliness]) -> Tally:
    """Count them; those that belong to no rate are left out."""
    return Tally(**Counter(_COLUMN[kind] for kind in kinds if kind in _COLUMN))


def percent(rate: Fraction) -> Decimal:
    """In percent with two decimals, half up, as reports print it."""
    exact = Decimal(rate.numerator * 100) / Decimal(rate.denominator)
    return exact.quantize(HUNDREDTH, ROUND_HALF_UP)
