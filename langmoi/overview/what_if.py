"""A month judged by another law than its own, side by side; nothing is stored (E3)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.assessment.rollup import counted
from langmoi.core.months import next_month, previous_month, reference_day
from langmoi.law.filing import FilingRow, FilingVerdict, judge_filings
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.overview.lines import MonthView, view_of
from langmoi.overview.model import UnitRef
from langmoi.overview.places import ref
from langmoi.overview.standings import Standing, figures_of
from langmoi.places.models import UnitVersion
from langmoi.places.queries import zones_on

Outcomes = Mapping[str, str]  # criterion id → met | not_met | not_applicable | not_assessed


@dataclass(frozen=True)
class Supposed:
    """One commune by both laws; `why_not` says why the other law cannot judge it."""

    unit: UnitRef
    district: UnitRef
    figures_month: date
    before: Outcomes
    after: Outcomes
    met_before: int
    met_after: int | None
    why_not: str = ""

    def lost(self) -> tuple[str, ...]:
        """The ids of the criteria that count now and would not be met."""
        return tuple(k for k in self._no_longer() if self.after[k] == "not_met")

    def unknown(self) -> tuple[str, ...]:
        """The ids of the criteria that count now and could not be judged: no figure, no value."""
        return tuple(k for k in self._no_longer() if self.after[k] == "not_assessed")

    def gained(self) -> tuple[str, ...]:
        """The ids of the criteria that would count and do not now."""
        before = self.before
        return tuple(
            k
            for k, o in self.after.items()
            if counted(o) and k in before and not counted(before[k])
        )

    @property
    def is_otherwise(self) -> bool:
        return bool(self.lost() or self.unknown() or self.gained())

    def _no_longer(self) -> tuple[str, ...]:
        return tuple(
            k for k, o in self.after.items() if not counted(o) and counted(self.before.get(k))
        )


@dataclass(frozen=True)
class Flips:
    """How many outcomes of a criterion or of a district's communes come out otherwise."""

    lost: int
    unknown: int
    gained: int

    def __bool__(self) -> bool:
        return bool(self.lost or self.unknown or self.gained)


@dataclass(frozen=True)
class WhatIf:
    """A month by its own law and by another, as computed from the figures alone.

    What district and departments said is left aside on both sides: it was said of the real law.
    """

    unit: UnitRef
    month: date
    is_closed: bool
    law: CriteriaSet
    other: CriteriaSet
    judged_as_of: date  # the month whose reference day the other law was read on
    lines: tuple[Supposed, ...]
    without_figures: tuple[UnitRef, ...]

    @property
    def flipped(self) -> tuple[Supposed, ...]:
        """The communes for which some criterion would come out otherwise."""
        return tuple(line for line in self.lines if line.is_otherwise)

    def by_criterion(self) -> list[tuple[Criterion, Flips]]:
        """The criteria that come out otherwise for some commune, in the other law's order."""
        lost = Counter(key for line in self.lines for key in line.lost())
        unknown = Counter(key for line in self.lines for key in line.unknown())
        gained = Counter(key for line in self.lines for key in line.gained())
        counts = {c: Flips(lost[c.id], unknown[c.id], gained[c.id]) for c in self.other.criteria}
        return [(criterion, flips) for criterion, flips in counts.items() if flips]

    def by_district(self) -> list[tuple[UnitRef, Flips]]:
        """The districts of the communes that come out otherwise, by code."""
        found: dict[UnitRef, list[Supposed]] = {}
        for line in self.flipped:
            found.setdefault(line.district, []).append(line)
        return [
            (district, _flips(lines))
            for district, lines in sorted(found.items(), key=lambda item: item[0].code)
        ]


def _flips(lines: Sequence[Supposed]) -> Flips:
    return Flips(
        lost=sum(len(line.lost()) for line in lines),
        unknown=sum(len(line.unknown()) for line in lines),
        gained=sum(len(line.gained()) for line in lines),
    )


def what_if(month: date, other: CriteriaSet, *, unit_key: int | None = None) -> WhatIf:
    """The communes of a unit (of no key: the province) in that month by its own law and another.

    The other law is read on the month's reference day; where it was not in force then, on the
    nearest month in which it is. A figure that it asks for and that was not reported leaves its
    criterion not assessed. Raises DomainError for a month that was not opened and an incomplete
    set.
    """
    view = view_of(month, unit_key)
    communes = view.places.communes(view.unit)
    standings = view.standings([commune.unit_id for commune in communes])
    told = [commune for commune in communes if commune.unit_id in standings]
    as_of = month_in_force(other, view.month)
    judged = _Judged(view, other, as_of, standings, figures_of(standings.values()))
    return WhatIf(
        unit=ref(view.unit),
        month=view.month,
        is_closed=view.is_closed,
        law=view.criteria_set,
        other=other,
        judged_as_of=as_of,
        lines=judged.lines(told),
        without_figures=tuple(ref(c) for c in communes if c.unit_id not in standings),
    )


def month_in_force(criteria_set: CriteriaSet, month: date) -> date:
    """The month itself where the set is in force on its reference day, else the nearest one."""
    period = criteria_set.in_force
    if period.covers(reference_day(month)):
        return month
    if reference_day(month) < period.start:
        first = period.start.replace(day=1)
        return first if reference_day(first) >= period.start else next_month(first)
    assert period.end is not None  # noqa: S101 - a set without an end covers all later days
    last = period.end.replace(day=1)
    return last if reference_day(last) <= period.end else previous_month(last)


@dataclass(frozen=True)
class _Judged:
    view: MonthView
    other: CriteriaSet
    as_of: date
    standings: Mapping[int, Standing]
    figures: Mapping[int, Mapping[str, Any]]

    def lines(self, communes: Sequence[UnitVersion]) -> tuple[Supposed, ...]:
        now = self._by_own_law(communes)
        zones = self._zones(communes)
        able = [c for c in communes if not self.other.zones or c.unit_id in zones]
        rows = [
            FilingRow(c.code, self.as_of, zones.get(c.unit_id), self._figures_for_other(c))
            for c in able
        ]
        then = dict(zip((c.unit_id for c in able), judge_filings(rows, self.other), strict=True))
        return tuple(self._line(c, now[c.unit_id], then.get(c.unit_id)) for c in communes)

    def _by_own_law(self, communes: Sequence[UnitVersion]) -> dict[int, FilingVerdict]:
        """Computed anew with the month's law, so that both sides are computed alike."""
        rows = [
            FilingRow(
                c.code,
                self.view.month,
                self.standings[c.unit_id].zone,
                self.figures.get(c.unit_id, {}),
            )
            for c in communes
        ]
        verdicts = judge_filings(rows, self.view.criteria_set)
        return {c.unit_id: verdict for c, verdict in zip(communes, verdicts, strict=True)}

    def _zones(self, communes: Sequence[UnitVersion]) -> Mapping[int, str]:
        same = [zone.id for zone in self.other.zones] == [
            zone.id for zone in self.view.criteria_set.zones
        ]
        if same:
            return {c.unit_id: self.standings[c.unit_id].zone for c in communes}
        return zones_on({c.unit_id for c in communes}, self.view.places.day, self.other)

    def _figures_for_other(self, commune: UnitVersion) -> dict[str, Any]:
        """What was reported and the other law asks for in the same form."""
        kinds = {figure.id: figure.kind for figure in self.view.criteria_set.figures}
        asked = {f.id for f in self.other.figures if kinds.get(f.id) == f.kind}
        reported = self.figures.get(commune.unit_id, {})
        return {key: value for key, value in reported.items() if key in asked}

    def _line(
        self, commune: UnitVersion, now: FilingVerdict, then: FilingVerdict | None
    ) -> Supposed:
        return Supposed(
            unit=ref(commune),
            district=ref(self.view.places.above(commune)),
            figures_month=self.standings[commune.unit_id].month,
            before=_by_id(now, self.view.criteria_set),
            after=_by_id(then, self.other) if then else {},
            met_before=now.criteria_met,
            met_after=then.criteria_met if then else None,
            why_not="" if then else f"Chưa biết xã thuộc vùng nào của {self.other.name}.",
        )


def _by_id(verdict: FilingVerdict, criteria_set: CriteriaSet) -> dict[str, str]:
    return {c.id: verdict.criteria[c.number] for c in criteria_set.criteria}
