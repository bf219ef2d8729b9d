"""When a commune, a district or the province will have reached a number, and how sure that is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from langmoi.assessment.forecast import Forecast, History, forecast
from langmoi.core.errors import DomainError
from langmoi.core.months import next_month, reference_day, show_month
from langmoi.core.text import capital
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import set_for
from langmoi.overview.model import UnitRef
from langmoi.overview.places import PlacesOfDay, places_through, ref
from langmoi.overview.series import Score, communes_on, scores_by_month
from langmoi.reporting.models import MonthState, ReportingMonth


class Measure(StrEnum):
    """What is counted."""

    MEAN = "mean"  # criteria met, over the communes of the unit
    MET_ALL = "met-all"  # communes that meet every criterion

    @property
    def label(self) -> str:
        return "bình quân tiêu chí một xã" if self is Measure.MEAN else "số xã đạt đủ tiêu chí"


@dataclass(frozen=True)
class Outlook:
    """A unit's forecast. Values are sums over its communes; `per_unit` makes a mean of them."""

    unit: UnitRef
    measure: Measure
    criteria_set: CriteriaSet
    first: date
    last: date  # the last closed month: what the forecast starts from
    found: Forecast

    @property
    def per_unit(self) -> int:
        """What a sum is divided by to be shown: the communes for a mean, else one."""
        return self.found.units if self.measure is Measure.MEAN else 1

    @property
    def now(self) -> float:
        return self.found.level / self.per_unit

    def chance(self, target: float, by: date) -> float | None:
        """The probability of having at least the target by that month; None where not borne."""
        at = self.found.at(by)
        return at.chance_of(target * self.per_unit) if at else None

    def when(self, target: float) -> tuple[date | None, date | None, date | None]:
        """The months in which the target is reached at the earliest, likely, at the latest."""
        return self.found.when(target * self.per_unit)


def outlook(unit_key: int | None, *, by: date, measure: Measure = Measure.MEAN) -> Outlook:
    """What is to be expected of the unit (of no key: the province) until that month.

    Learnt from the closed months judged by the set that is in force in the last of them; a late
    commune counts with its last closed month. Raises DomainError where there are too few, and for
    a month that is not to come.
    """
    closed = closed_months()
    places = places_through(reference_day(month) for month in closed)
    unit = places[reference_day(closed[-1])].unit(unit_key)
    sets = _Sets(places[reference_day(closed[-1])].province(unit).code)
    months = sets.last_run(closed)
    if by <= months[-1]:
        raise DomainError(
            f"Tháng {show_month(by)} đã có số liệu (đã chốt đến tháng {show_month(months[-1])}). "
            "Hãy chọn một tháng về sau."
        )
    law = sets.of(months[-1])
    history = _history(months, places, unit_key, measure, len(law.criteria))
    if not history.units:
        raise DomainError(
            f"{capital(unit.full_name)} không có xã nào lập phiếu nên không có gì để dự báo. "
            "Hãy chọn đơn vị khác."
        )
    return Outlook(
        unit=ref(unit),
        measure=measure,
        criteria_set=law,
        first=months[0],
        last=months[-1],
        found=forecast(history, months=_between(months[-1], by)),
    )


def _between(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month


def closed_months() -> list[date]:
    """The closed months, oldest first. Raises DomainError where there is none."""
    closed = ReportingMonth.objects.filter(state=MonthState.CLOSED).order_by("month")
    months = list(closed.values_list("month", flat=True))
    if not months:
        raise DomainError(
            "Chưa có tháng nào đã chốt nên chưa dự báo được. Hãy chờ Văn phòng Điều phối NTM tỉnh "
            "chốt số liệu."
        )
    return months


@dataclass(frozen=True)
class _Sets:
    """The criteria sets of a province by month."""

    province: str

    def of(self, month: date) -> CriteriaSet:
        return set_for(month, province=self.province)

    def last_run(self, months: Sequence[date]) -> list[date]:
        """The last of the months that follow each other without a gap and by one set."""
        run = [months[-1]]
        for month in reversed(months[:-1]):
            if next_month(month) != run[0] or self.of(month).id != self.of(run[0]).id:
                break
            run.insert(0, month)
        return run


def _history(
    months: Sequence[date],
    places: dict[date, PlacesOfDay],
    unit_key: int | None,
    measure: Measure,
    total: int,
) -> History:
    present = {
        month: {c.unit_id for c in communes_on(places[reference_day(month)], unit_key)}
        for month in months
    }
    keys = set().union(*present.values())
    scores = scores_by_month(keys)
    rows: dict[int, list[int | None]] = {key: [] for key in keys}
    carried: dict[int, Score] = {}
    for month in months:
        carried |= scores.get(month, {})
        for key, row in rows.items():
            known = carried.get(key) if key in present[month] else None
            row.append(None if known is None else _value(known, measure, total))
    return History(tuple(months), rows, 1 if measure is Measure.MET_ALL else total)


def _value(score: Score, measure: Measure, total: int) -> int:
    return int(score.met == total) if measure is Measure.MET_ALL else score.met
