"""How far a figure stands from its threshold as the months go by."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.demo.chance import draw
from langmoi.demo.counts import MONTHS
from langmoi.demo.order import AT_START
from langmoi.demo.specs import Spec, month_of_year

SPAN = len(MONTHS) - 1
ONE_IN = 8  # one figure in so many stands exactly at its threshold once it is met
# A gap closes over its months to this many months' worth before it is gone.
LAST_STEPS = 4


@dataclass(frozen=True)
class Level:
    """A commune's way with one figure: behind its threshold until `gain`, beyond it after.

    `short` says in per cent how far behind the commune is as a whole.
    """

    code: str
    spec: Spec
    gain: int | None
    short: int

    def is_met(self, position: int) -> bool:
        return self.gain == AT_START or (self.gain is not None and position >= self.gain)

    def seen_at(self, position: int) -> int:
        """The month whose figure is still the latest: few figures change every month.

        Wholes grow with the year, so all that are not yearly are counted anew each January;
        a figure that reaches its threshold is counted in that month.
        """
        if self.spec.new_in:
            return self.spec.newest_at(position)
        every = draw(2, 6, "every", self.code, self.spec.figure)
        phase = draw(0, every - 1, "phase", self.code, self.spec.figure)
        counted = [position - (position - phase) % every, position - month_of_year(position) + 1]
        if self.gain is not None and self.gain <= position:
            counted.append(self.gain)
        return max(counted)

    def distance(self, position: int) -> int:
        """Hundredths of a point or unit beyond the threshold; negative while short of it."""
        return self._slack(position) if self.is_met(position) else -self._gap(position)

    def _gap(self, position: int) -> int:
        spec = self.spec
        reach = self.short * 60 + self._draw("gap", 0, 100) * 40
        start = spec.gap_low + (spec.gap_high - spec.gap_low) * reach // 10_000
        if self.gain is None:
            closed = self._draw("closing", 15, 55)
            return start * (100 * SPAN - closed * position) // (100 * SPAN)
        return start * (self.gain - position) // (self.gain + LAST_STEPS)

    def _slack(self, position: int) -> int:
        if self._draw("exact", 1, ONE_IN) == 1:
            return 0
        best = self.spec.slack
        start = best * self._draw("slack", 0, 60 if self.gain == AT_START else 20) // 100
        pace = self._draw("pace", 10, 40)
        since = max(0, position - (self.gain or 0))
        return min(best, start + best * pace * since // (100 * SPAN))

    def _draw(self, name: str, low: int, high: int) -> int:
        return draw(low, high, name, self.code, self.spec.figure)
