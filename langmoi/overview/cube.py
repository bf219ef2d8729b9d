"""Outcomes of units × criteria (or indicators) × months as arrays: what pivots are cut from.

A fixed number of queries, whatever the size: five years of a province are read in a few hundredths
of a second, because most months repeat the outcomes of the month before and are decoded once.
"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt
from django.db.models import F, JSONField, Q, QuerySet, TextField
from django.db.models.fields.json import KeyTransform
from django.db.models.functions import Cast, Coalesce

from langmoi.core.months import reference_day
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet
from langmoi.overview.lines import set_id_of, view_of
from langmoi.overview.places import PlacesOfDay, places_through
from langmoi.overview.series import communes_on
from langmoi.overview.standings import MonthStates, family
from langmoi.places.models import UnitVersion
from langmoi.reporting.models import Filing

NOBODY = -1  # no figures of that unit as of that month
_CODES = {outcome.key: int(outcome) for outcome in Outcome}

Outcomes = npt.NDArray[np.int8]
Keys = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Cube:
    """How each commune stood under each subject as of each month; official once closed.

    Axes of `outcomes`: month, unit, subject; NOBODY where there are no figures, or figures by
    another law than the last month's, which cannot be set beside it. `above` is the district of
    each unit in each month, 0 where the unit did not file on the month's reference day. Indicators
    have no official outcome of their own: theirs is always the computed one.
    """

    months: tuple[date, ...]
    is_same_law: tuple[bool, ...]  # as the last month's
    criteria_set: CriteriaSet  # the last month's
    units: tuple[UnitVersion, ...]  # as they were in the last of the months in which they filed
    names: Mapping[int, UnitVersion]  # districts and the unit itself, by key
    subjects: tuple[str, ...]
    outcomes: Outcomes
    above: Keys  # month × unit
    figures_months: npt.NDArray[np.object_]  # month × unit: when the figures are of; None: nobody
    values: npt.NDArray[np.object_]  # month × unit: the figure asked for, else None

    @property
    def present(self) -> npt.NDArray[np.bool_]:
        """Which units counted in which month."""
        return np.asarray(self.above != 0)

    @property
    def told(self) -> npt.NDArray[np.bool_]:
        """Which units have figures as of which month."""
        return np.asarray((self.outcomes != NOBODY).any(axis=2) & self.present)

    @property
    def counted(self) -> npt.NDArray[np.bool_]:
        """Where the outcome counts as met by the rule of the set."""
        met = self.outcomes == Outcome.MET
        if self.criteria_set.not_applicable_counts:
            met |= self.outcomes == Outcome.NOT_APPLICABLE
        return np.asarray(met & self.present[:, :, None])


def read_cube(
    months: Sequence[date],
    subjects: Sequence[str],
    *,
    unit_key: int | None = None,
    only: Collection[int] | None = None,
    of_indicators: bool = False,
    figure: str = "",
) -> Cube:
    """The communes of a unit (of no key: the province) in these months, the last one giving law.

    `only` keeps some of the communes. Months that were never opened are left out. Raises
    DomainError where the last month was not opened.
    """
    view = view_of(max(months), unit_key)
    asked = sorted(m for m in set(months) if m in view.states)
    maps = places_through(reference_day(month) for month in asked)
    there = {m: _communes(maps[reference_day(m)], unit_key, only) for m in asked}
    units = _units(there)
    column = {unit.unit_id: at for at, unit in enumerate(units)}
    rows = _rows(column, asked, view.states, of_indicators=of_indicators, figure=figure)
    reading = _Reading(asked, view.states, column, rows, view.province_code, view.criteria_set)
    index = reading.index()
    decoded = _decoded([row[3] for row in rows], subjects)
    return Cube(
        months=tuple(asked),
        is_same_law=tuple(reading.is_same_law(m) for m in asked),
        criteria_set=view.criteria_set,
        units=units,
        names=_names(maps, asked),
        subjects=tuple(subjects),
        outcomes=decoded[index],
        above=_above(maps, there, column, asked),
        figures_months=_picked([row[1] for row in rows], index),
        values=_picked([row[4] for row in rows], index),
    )


def _communes(
    places: PlacesOfDay, unit_key: int | None, only: Collection[int] | None
) -> list[UnitVersion]:
    found = communes_on(places, unit_key)
    return found if only is None else [version for version in found if version.unit_id in only]


def _units(there: Mapping[date, Sequence[UnitVersion]]) -> tuple[UnitVersion, ...]:
    """Every unit of any of the months, as it last was, by code."""
    last = {version.unit_id: version for month in there for version in there[month]}
    return tuple(sorted(last.values(), key=lambda version: version.code))


def _names(maps: Mapping[date, PlacesOfDay], months: Iterable[date]) -> dict[int, UnitVersion]:
    found: dict[int, UnitVersion] = {}
    for month in months:
        found |= maps[reference_day(month)].versions
    return found


def _above(
    maps: Mapping[date, PlacesOfDay],
    there: Mapping[date, Sequence[UnitVersion]],
    column: Mapping[int, int],
    months: Sequence[date],
) -> Keys:
    above = np.zeros((len(months), len(column)), dtype=np.int64)
    for at, month in enumerate(months):
        places = maps[reference_day(month)]
        for version in there[month]:
            above[at, column[version.unit_id]] = places.above(version).unit_id
    return above


def _rows(
    unit_keys: Collection[int],
    months: Sequence[date],
    states: MonthStates,
    *,
    of_indicators: bool,
    figure: str,
) -> list[tuple[int, date, str, str, Any]]:
    """Unit, month, set, outcomes as text, figure: of the months, and the last closed one before."""
    first, last = months[0], months[-1]
    closed = [m for m, is_closed in states.items() if is_closed and m < first]
    filings = Filing.objects.filter(unit_id__in=unit_keys, latest__isnull=False)
    before = filings.filter(month__in=closed).order_by("unit_id", "-month", "-latest_id")
    within = filings.filter(Q(month__gte=first) & Q(month__lte=last))
    asked = (before.distinct("unit_id"), within.order_by("month", "latest_id"))
    return [row for query in asked for row in _told(query, of_indicators, figure)]


def _told(
    query: QuerySet[Filing], of_indicators: bool, figure: str
) -> Iterable[tuple[int, date, str, str, Any]]:
    official = Coalesce("official", "latest__criteria", output_field=JSONField())
    outcomes = F("latest__indicators") if of_indicators else official
    query = query.annotate(told=Cast(outcomes, TextField()))
    if not figure:
        rows = query.values_list("unit_id", "month", "criteria_set", "told")
        return ((*row, None) for row in rows)
    query = query.annotate(figure=KeyTransform(figure, "latest__figures"))
    return query.values_list("unit_id", "month", "criteria_set", "told", "figure")


@dataclass(frozen=True)
class _Reading:
    """Which row stands for which unit in which month."""

    months: Sequence[date]
    states: MonthStates
    column: Mapping[int, int]
    rows: Sequence[tuple[int, date, str, str, Any]]
    province: str
    law: CriteriaSet

    def index(self) -> npt.NDArray[np.int64]:
        """Of each month and unit the row that counts: its own, else the last closed; else −1."""
        filed = self._by_month()
        carried = np.full(len(self.column), NOBODY)
        index = np.full((len(self.months), len(self.column)), NOBODY)
        wanted = {month: at for at, month in enumerate(self.months)}
        for month in sorted({*filed, *wanted}):
            now = carried.copy()
            for unit, row in filed.get(month, ()):
                now[unit] = row
            if month in wanted:
                index[wanted[month]] = self._of_law(now, month)
            if self.states.get(month):
                carried = now
        return index

    def is_same_law(self, month: date) -> bool:
        """Whether the month was judged by the last month's set, or by the one that it extends."""
        return set_id_of(month, self.province) in family(self.law)

    def _by_month(self) -> dict[date, list[tuple[int, int]]]:
        filed: dict[date, list[tuple[int, int]]] = {}
        for at, (unit, month, *_) in enumerate(self.rows):
            filed.setdefault(month, []).append((self.column[unit], at))
        return filed

    def _of_law(self, index: npt.NDArray[np.int64], month: date) -> npt.NDArray[np.int64]:
        """Without the rows that were judged by a law of other criteria."""
        if not self.is_same_law(month):
            return np.full_like(index, NOBODY)
        return np.where(self._fits[index], index, NOBODY)

    @cached_property
    def _fits(self) -> npt.NDArray[np.bool_]:
        """Which rows the law judged; the last one stands for nobody."""
        sets = family(self.law)
        return np.array([*(row[2] in sets for row in self.rows), False])


def _decoded(texts: Sequence[str], subjects: Sequence[str]) -> Outcomes:
    """A row of outcomes for each text; the last one, which index −1 finds, is of nobody."""
    distinct = {text: at for at, text in enumerate(dict.fromkeys(texts))}
    table = np.full((len(distinct) + 1, len(subjects)), NOBODY, dtype=np.int8)
    for text, at in distinct.items():
        told = json.loads(text)
        table[at] = [_CODES.get(told.get(subject, ""), NOBODY) for subject in subjects]
    return table[[*(distinct[text] for text in texts), len(distinct)]]


def _picked(column: Sequence[Any], index: npt.NDArray[np.int64]) -> npt.NDArray[np.object_]:
    values = np.empty(len(column) + 1, dtype=object)
    values[:-1] = column
    return values[index]
