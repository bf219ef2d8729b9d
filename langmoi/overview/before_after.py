"""A criterion in the months before and after something was done for it. No proof of a cause.

Only closed months count: their outcomes are the official ones, and no longer move.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.overview.model import CommuneLine, Overview, UnitRef
from langmoi.overview.queries import months_available, overview

MONTHS = 3
MET = ("met",)


@dataclass(frozen=True)
class MonthOfCriterion:
    """How many communes of the unit met the criterion in a closed month."""

    month: date
    met: int
    communes: int


@dataclass(frozen=True)
class BeforeAfter:
    """The months before the first day and after the last one, in order; the ends set side by side.

    `why_not` says why the ends cannot be compared; then no commune is named as gained or lost.
    `kept` is how many met it at both ends, `still_not` how many at neither.
    """

    number: str
    before: tuple[MonthOfCriterion, ...]
    after: tuple[MonthOfCriterion, ...]
    why_not: str = ""
    gained: tuple[UnitRef, ...] = ()
    lost: tuple[UnitRef, ...] = ()
    kept: int = 0
    still_not: int = 0

    @property
    def is_compared(self) -> bool:
        return not self.why_not

    @property
    def from_month(self) -> date | None:
        """The last closed month before, and `to_month` the last of those after."""
        return self.before[-1].month if self.before else None

    @property
    def to_month(self) -> date | None:
        return self.after[-1].month if self.after else None

    @property
    def compared(self) -> int:
        """The communes with an outcome at both ends."""
        return len(self.gained) + len(self.lost) + self.kept + self.still_not


def before_and_after(
    number: str, first: date, last: date | None, unit_key: int | None
) -> BeforeAfter:
    """The criterion in up to three closed months on either side of the days from first to last.

    Without a last day nothing is after. Communes are those of a unit, of no key the province.
    """
    closed = sorted(m.month for m in months_available() if m.is_closed)
    earlier = [m for m in closed if reference_day(m) < first][-MONTHS:]
    later = [m for m in closed if last is not None and reference_day(m) > last][:MONTHS]
    begin = [found for m in earlier if (found := _read(m, unit_key)) is not None]
    end = [found for m in later if (found := _read(m, unit_key)) is not None]
    before = tuple(_month(found, number) for found in begin)
    after = tuple(_month(found, number) for found in end)
    if why := _why_not(begin, end, number):
        return BeforeAfter(number, before, after, why)
    return _compared(number, before, after, begin[-1], end[-1])


def _read(month: date, unit_key: int | None) -> Overview | None:
    """None where the unit had no commune that files."""
    try:
        return overview(month, unit_key=unit_key, with_districts=False)
    except DomainError:
        return None


def _month(found: Overview, number: str) -> MonthOfCriterion:
    with_outcome = [line for line in found.communes if number in line.criteria]
    met = sum(line.criteria[number] in MET for line in with_outcome)
    return MonthOfCriterion(found.month, met, len(with_outcome))


def _why_not(begin: Sequence[Overview], end: Sequence[Overview], number: str) -> str:
    if not begin or not end:
        side = "trước" if not begin else "sau"
        return f"Chưa đủ tháng để so: chưa có tháng nào {side} đợt này đã chốt số liệu."
    first, last = begin[-1].criteria_set, end[-1].criteria_set
    if first.id != last.id:
        return "Không so được: bộ tiêu chí trước và sau đợt này khác nhau."
    if all(criterion.number != number for criterion in first.criteria):
        return f"Không so được: {first.name} không có tiêu chí số {number}."
    return ""


def _compared(
    number: str,
    before: tuple[MonthOfCriterion, ...],
    after: tuple[MonthOfCriterion, ...],
    begin: Overview,
    end: Overview,
) -> BeforeAfter:
    """The last month before beside the last month after, over communes that have both."""
    old = {line.unit.key: _is_met(line, number) for line in begin.communes}
    gained, lost, kept, still_not = [], [], 0, 0
    for line in end.communes:
        was, now = old.get(line.unit.key), _is_met(line, number)
        if was is None or now is None:
            continue
        if now and not was:
            gained.append(line.unit)
        elif was and not now:
            lost.append(line.unit)
        elif now:
            kept += 1
        else:
            still_not += 1
    return BeforeAfter(number, before, after, "", tuple(gained), tuple(lost), kept, still_not)


def _is_met(line: CommuneLine, number: str) -> bool | None:
    """None where the commune has no outcome for it."""
    outcome = line.criteria.get(number)
    return None if outcome is None else outcome in MET
