"""How far the share of those asked may be from the share of all: Wilson's interval, exactly.

Wilson's interval, because a survey like this ends near 100 %, where the usual “share ± 1,96·s” runs
past 100 % or shrinks to nothing at 72 of 72. Households are drawn without putting back, often most
of the commune: the number of answers counts as n·(N − 1)/(N − n) (the finite population correction,
as an effective size), so that with every household answering the interval closes on the share.
It speaks of the draw only, not of households that would not answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

Z_95 = Decimal("1.959963984540054")


@dataclass(frozen=True)
class Interval:
    """Bounds of a share, between 0 and 1, at 95 %."""

    low: Decimal
    high: Decimal

    @property
    def margin(self) -> Decimal:
        """Half of its width."""
        return (self.high - self.low) / 2


def interval(satisfied: int, answers: int, households: int) -> Interval | None:
    """Of a share of the answers, for all the households; None where nobody answered."""
    if answers == 0:
        return None
    share = Decimal(satisfied) / answers
    if answers >= households:
        return Interval(share, share)
    size = Decimal(answers) * (households - 1) / (households - answers)
    return wilson(share, size)


def wilson(share: Decimal, size: Decimal) -> Interval:
    square = Z_95 * Z_95
    middle = (share + square / (2 * size)) / (1 + square / size)
    spread = share * (1 - share) / size + square / (4 * size * size)
    half = Z_95 * spread.sqrt() / (1 + square / size)
    return Interval(max(middle - half, Decimal(0)), min(middle + half, Decimal(1)))
