"""The trend: how a unit stood in each month, always over the communes of that month's day."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from langmoi.assessment import rollup
from langmoi.core.errors import NotFound
from langmoi.core.memory import kept
from langmoi.core.months import reference_day
from langmoi.law.published import stamp as law_stamp
from langmoi.law.sets import set_for
from langmoi.overview.places import PlacesOfDay, places_through
from langmoi.overview.scored import AvailableMonth, Total, month_totals
from langmoi.overview.standings import OFFICIAL, family
from langmoi.places.models import UnitVersion
from langmoi.reporting.models import MonthState, ReportingMonth


@dataclass(frozen=True)
class SeriesPoint:
    """One month of a unit. Where `is_new_set` a line must break: the sets are not comparable.

    `communes_before` is how many communes counted in the month before, where they were not the
    same ones: the borders changed, and a line may cross that only with a mark.
    """

    month: date
    is_closed: bool
    set_id: str
    is_new_set: bool
    communes: int
    filed: int
    sum: int
    met_all: int
    communes_before: int | None = None

    @property
    def mean(self) -> Decimal | None:
        return rollup.mean(self.sum, self.communes)

    @property
    def fraction_text(self) -> str:
        return f"{self.sum}/{self.communes}"


def months_available() -> list[AvailableMonth]:
    """Every month that was opened, the newest first."""
    rows = ReportingMonth.objects.order_by("-month").values_list("month", "state")
    return [AvailableMonth(month, state == MonthState.CLOSED) for month, state in rows]


def series(unit_key: int | None = None) -> list[SeriesPoint]:
    """The sum, the mean and how many meet all, month by month; of no key for the province.

    Counts as `overview` does: a late commune with its last closed month. Months in which the unit
    had no commune that files, or nobody has figures, are left out. What all have filed is summed
    by the database; only the history of those who were ever late is read unit by unit.
    """
    return list(kept(("series", unit_key, law_stamp()), lambda: _series(unit_key), *OFFICIAL))


def _series(unit_key: int | None) -> list[SeriesPoint]:
    months = months_available()[::-1]
    days = {available.month: reference_day(available.month) for available in months}
    maps = places_through(days.values())
    communes: dict[int, list[UnitVersion]] = {}  # by the identity of the map
    for places in maps.values():
        if id(places.versions) not in communes:
            communes[id(places.versions)] = communes_on(places, unit_key)
    there = {m: communes[id(maps[day].versions)] for m, day in days.items()}
    totals = month_totals(months, {m: {c.unit_id for c in found} for m, found in there.items()})
    points: list[SeriesPoint] = []
    keys_before: set[int] = set()
    for available in months:
        found, total = there[available.month], totals.get(available.month)
        if not found or total is None:
            continue
        province = _province_code(maps[days[available.month]], found)
        before = points[-1] if points else None
        point = _point(available, len(found), total, province, before)
        keys = {commune.unit_id for commune in found}
        if before and keys != keys_before:
            point = replace(point, communes_before=before.communes)
        points.append(point)
        keys_before = keys
    return points


def communes_on(places: PlacesOfDay, unit_key: int | None) -> list[UnitVersion]:
    """The communes that count for the unit (of no key: the province); none where it was not."""
    try:
        return places.communes(places.unit(unit_key))
    except NotFound:
        return []  # the unit did not exist on that day


def _province_code(places: PlacesOfDay, communes: list[UnitVersion]) -> str:
    return places.province(communes[0]).code


def _point(
    available: AvailableMonth,
    communes: int,
    total: Total,
    province: str,
    before: SeriesPoint | None,
) -> SeriesPoint:
    criteria_set = set_for(available.month, province=province)
    counted = [row for row in total if row.set_id in family(criteria_set)]
    most = len(criteria_set.criteria)
    return SeriesPoint(
        month=available.month,
        is_closed=available.is_closed,
        set_id=criteria_set.id,
        is_new_set=before is not None and before.set_id != criteria_set.id,
        communes=communes,
        filed=sum(row.units for row in counted if row.is_filed),
        sum=sum(row.units * row.met for row in counted),
        met_all=sum(row.units for row in counted if row.met == most),
    )
