"""How many criteria each unit met in each month: summed by the database as far as it can."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import NamedTuple

from django.db.models import Count, F, QuerySet, Value

from langmoi.law.sets import load_set
from langmoi.reporting.models import Filing


@dataclass(frozen=True)
class AvailableMonth:
    month: date
    is_closed: bool


@dataclass(frozen=True)
class Score:
    """What a unit's latest revision of a month came to: official once closed, else computed."""

    month: date
    set_id: str
    met: int


class Row(NamedTuple):
    """So many units met so many criteria of a set; filed this month, or an earlier one counts."""

    set_id: str
    met: int
    is_filed: bool
    units: int


Total = Sequence[Row]
Present = Mapping[date, Collection[int]]  # the units that count, by month
COUNTS = ("computed", "official_met", "official_spared")


def scores_by_month(unit_keys: Collection[int]) -> Mapping[date, Mapping[int, Score]]:
    """Criteria met by month and unit."""
    rows = (
        Filing.objects.filter(unit_id__in=unit_keys, latest__isnull=False)
        .order_by("month", "latest_id")
        .annotate(computed=F("latest__criteria_met"))
        .values_list("unit_id", "month", "criteria_set", *COUNTS)
    )
    found: dict[date, dict[int, Score]] = defaultdict(dict)
    for key, month, set_id, *counts in rows:
        found[month][key] = Score(month, set_id, _met(set_id, *counts))
    return found


def _met(set_id: str, computed: int, official: int | None, spared: int | None) -> int:
    """What counts as met: officially once the month is closed, as computed before."""
    if official is None:
        return computed
    return official + (spared or 0) * load_set(set_id).not_applicable_counts


def month_totals(months: Sequence[AvailableMonth], present: Present) -> Mapping[date, Total]:
    """For each month, oldest first, what the units that count then came to.

    A unit that has not filed counts with its last closed month. A month in which nobody has
    figures is left out.
    """
    of_units: dict[frozenset[int], list[date]] = defaultdict(list)
    for month, keys in present.items():
        of_units[frozenset(keys)].append(month)
    found: dict[date, list[Row]] = {}
    for keys, theirs in of_units.items():
        found |= _filed(keys, theirs)
    silent = _silent(found, present)
    carried = _carried(months, silent)
    totals = {m.month: [*found.get(m.month, ()), *carried[m.month]] for m in months}
    return {month: rows for month, rows in totals.items() if rows}


def _filed(keys: Collection[int], months: Collection[date]) -> dict[date, list[Row]]:
    """Summed by the database; a month is left out where units filed by two sets."""
    found: dict[date, Counter[tuple[str, int]]] = defaultdict(Counter)
    filings = _of(keys, months)
    computed = filings.filter(official_met__isnull=True).annotate(
        computed=F("latest__criteria_met")
    )
    closed = filings.filter(official_met__isnull=False).annotate(computed=Value(0))
    for counted in (computed, closed):
        rows = counted.values_list("month", "criteria_set", *COUNTS).annotate(units=Count("pk"))
        for month, set_id, *counts, units in rows.order_by():
            found[month][set_id, _met(set_id, *counts)] += units
    return {
        month: [Row(set_id, met, True, units) for (set_id, met), units in counts.items()]
        for month, counts in found.items()
        if len({set_id for set_id, _ in counts}) == 1
    }


def _of(keys: Collection[int], months: Collection[date]) -> QuerySet[Filing]:
    return Filing.objects.filter(unit_id__in=keys, month__in=months, latest__isnull=False)


def _silent(found: Mapping[date, Sequence[Row]], present: Present) -> dict[date, set[int]]:
    """By month the units whose figures the sums do not hold."""
    short = {
        month: set(keys)
        for month, keys in present.items()
        if sum(row.units for row in found.get(month, ())) < len(keys)
    }
    known = [month for month in short if month in found]
    everyone = set().union(*(short[month] for month in known)) if known else set()
    for month, key in _of(everyone, known).values_list("month", "unit_id"):
        short[month].discard(key)
    return short


def _carried(
    months: Sequence[AvailableMonth], silent: Mapping[date, Collection[int]]
) -> Mapping[date, list[Row]]:
    """What the silent units count with: that month where it could not be summed, else before."""
    keys = set().union(*silent.values()) if silent else set()
    scores = scores_by_month(keys) if keys else {}
    found: dict[date, list[Row]] = defaultdict(list)
    closed: dict[int, Score] = {}
    for available in months:
        month = available.month
        now = {**closed, **scores.get(month, {})}
        told = [now[key] for key in silent.get(month, ()) if key in now]
        counts = Counter((score.set_id, score.met, score.month == month) for score in told)
        found[month] = [Row(*kind, units) for kind, units in counts.items()]
        if available.is_closed:
            closed = now
    return found
