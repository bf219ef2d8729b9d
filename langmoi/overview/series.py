"""The trend: how a unit stood in each month, always over the communes of that month's day."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from langmoi.assessment import rollup
from langmoi.core.errors import NotFound
from langmoi.core.months import reference_day
from langmoi.law.sets import load_set, set_for
from langmoi.overview.places import PlacesOfDay, places_through
from langmoi.overview.standings import criteria_met, family
from langmoi.places.models import UnitVersion
from langmoi.reporting.models import Filing, MonthState, ReportingMonth


@dataclass(frozen=True)
class AvailableMonth:
    month: date
    is_closed: bool


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


@dataclass(frozen=True)
class Score:
    """What a unit's latest revision of a month came to: official once closed, else computed."""

    month: date
    set_id: str
    met: int


def months_available() -> list[AvailableMonth]:
    """Every month that was opened, the newest first."""
    rows = ReportingMonth.objects.order_by("-month").values_list("month", "state")
    return [AvailableMonth(month, state == MonthState.CLOSED) for month, state in rows]


def series(unit_key: int | None = None) -> list[SeriesPoint]:
    """The sum, the mean and how many meet all, month by month; of no key for the province.

    Counts as `overview` does: a late commune with its last closed month. Months in which the unit
    had no commune that files, or nobody has figures, are left out. Three queries.
    """
    months = months_available()[::-1]
    days = {available.month: reference_day(available.month) for available in months}
    maps = places_through(days.values())
    communes = {month: communes_on(maps[day], unit_key) for month, day in days.items()}
    scores = scores_by_month({c.unit_id for found in communes.values() for c in found})
    points: list[SeriesPoint] = []
    carried: dict[int, Score] = {}
    keys_before: list[int] = []
    for available in months:
        now = {**carried, **scores.get(available.month, {})}
        keys = [commune.unit_id for commune in communes[available.month]]
        if any(key in now for key in keys):
            province = _province_code(maps[days[available.month]], communes[available.month])
            before = points[-1] if points else None
            point = _point(available, keys, now, province, before)
            if before and set(keys) != set(keys_before):
                point = replace(point, communes_before=before.communes)
            points.append(point)
            keys_before = keys
        if available.is_closed:
            carried = now
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
    communes: list[int],
    now: Mapping[int, Score],
    province: str,
    before: SeriesPoint | None,
) -> SeriesPoint:
    criteria_set = set_for(available.month, province=province)
    counted = [
        now[key] for key in communes if key in now and now[key].set_id in family(criteria_set)
    ]
    total = len(criteria_set.criteria)
    return SeriesPoint(
        month=available.month,
        is_closed=available.is_closed,
        set_id=criteria_set.id,
        is_new_set=before is not None and before.set_id != criteria_set.id,
        communes=len(communes),
        filed=sum(score.month == available.month for score in counted),
        sum=sum(score.met for score in counted),
        met_all=sum(score.met == total for score in counted),
    )


def scores_by_month(unit_keys: Collection[int]) -> Mapping[date, Mapping[int, Score]]:
    """Criteria met by month and unit."""
    rows = (
        Filing.objects.filter(unit_id__in=unit_keys, latest__isnull=False)
        .order_by("month", "latest_id")
        .values_list("unit_id", "month", "criteria_set", "latest__criteria_met", "official")
    )
    found: dict[date, dict[int, Score]] = defaultdict(dict)
    for key, month, set_id, met, official in rows:
        if official is not None:
            counts = load_set(set_id).not_applicable_counts
            met = criteria_met(official, not_applicable_counts=counts)
        found[month][key] = Score(month, set_id, met)
    return found
