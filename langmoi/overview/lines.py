"""One line for each commune of a month: outcomes, changes, title. A fixed number of queries."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.core.months import december_before, previous_month, reference_day
from langmoi.law.faults import LawGap
from langmoi.law.model import CriteriaSet
from langmoi.law.sets import set_for
from langmoi.overview.model import CommuneLine
from langmoi.overview.places import PlacesOfDay, places_on, ref
from langmoi.overview.recognitions import Titles, titles_on
from langmoi.overview.standings import MonthStates, Standing, family, month_states, standings
from langmoi.places.models import UnitVersion
from langmoi.places.queries import zones_on

Standings = Mapping[int, Standing]


@dataclass(frozen=True)
class MonthView:
    """What a month is read with: its map, its law, and which months are closed."""

    month: date
    places: PlacesOfDay
    unit: UnitVersion
    criteria_set: CriteriaSet
    states: MonthStates

    @property
    def is_closed(self) -> bool:
        return self.states[self.month]

    @property
    def province_code(self) -> str:
        return self.places.province(self.unit).code

    def standings(self, unit_keys: Sequence[int]) -> Standings:
        """Figures as of the month; one of the extended set's may still count for a late unit."""
        return standings(unit_keys, self.month, family(self.criteria_set), self.states)

    def standings_at(self, month: date, unit_keys: Sequence[int]) -> Standings:
        """Figures as of an earlier month, where they can be set beside this month's; else none.

        Across a change of the criteria set nothing is comparable.
        """
        if set_id_of(month, self.province_code) != self.criteria_set.id:
            return {}
        return standings(unit_keys, month, {self.criteria_set.id}, self.states)


def view_of(month: date, unit_key: int | None) -> MonthView:
    """Refused where the month was never opened, or has no such unit or no law."""
    month = month.replace(day=1)
    states = month_states(month)
    places = places_on(reference_day(month))
    unit = places.unit(unit_key)
    criteria_set = set_for(month, province=places.province(unit).code)
    return MonthView(month, places, unit, criteria_set, states)


def set_id_of(month: date, province: str) -> str | None:
    try:
        return set_for(month, province=province).id
    except LawGap:
        return None


def unit_lines(month: date, unit_key: int | None) -> tuple[MonthView, tuple[CommuneLine, ...]]:
    """The communes of a unit in a month, by code, without anything rolled up; may be none."""
    view = view_of(month, unit_key)
    return view, commune_lines(view, view.places.communes(view.unit))


def commune_lines(view: MonthView, communes: Sequence[UnitVersion]) -> tuple[CommuneLine, ...]:
    """A line for each commune, in the order given."""
    keys = [commune.unit_id for commune in communes]
    now = view.standings(keys)
    sources = _Sources(
        view=view,
        now=now,
        previous=view.standings_at(previous_month(view.month), keys),
        december=view.standings_at(december_before(view.month), keys),
        titles=titles_on(view.places.day, keys),
        zones=_zones_of_the_silent(view, [key for key in keys if key not in now]),
    )
    return tuple(sources.line(commune) for commune in communes)


def _zones_of_the_silent(view: MonthView, keys: Sequence[int]) -> Mapping[int, str]:
    """Zones of communes without figures; the others' are stored with their figures."""
    return zones_on(set(keys), view.places.day, view.criteria_set) if keys else {}


@dataclass(frozen=True)
class _Sources:
    view: MonthView
    now: Standings
    previous: Standings
    december: Standings
    titles: Titles
    zones: Mapping[int, str]

    def line(self, commune: UnitVersion) -> CommuneLine:
        key = commune.unit_id
        standing = self.now.get(key)
        before = self._comparable(standing, self.previous)
        return CommuneLine(
            unit=ref(commune),
            district=ref(self.view.places.above(commune)),
            zone=standing.zone if standing else self.zones.get(key, ""),
            criteria=standing.criteria if standing else {},
            criteria_met=standing.criteria_met if standing else None,
            figures_month=standing.month if standing else None,
            has_filed=standing is not None and standing.month == self.view.month,
            change_previous=_change(standing, before),
            change_december=_change(standing, self._comparable(standing, self.december)),
            newly_met=standing.newly_met(before) if standing and before else frozenset(),
            recognition=self.titles.held.get(key),
            is_recognition_unknown=key in self.titles.unknown,
            lost=standing.lost(before) if standing and before else frozenset(),
        )

    def _comparable(self, standing: Standing | None, then: Standings) -> Standing | None:
        """The unit's earlier figures, where this month's rest on the same set."""
        if standing is None or standing.set_id != self.view.criteria_set.id:
            return None
        return then.get(standing.unit_key)


def _change(now: Standing | None, before: Standing | None) -> int | None:
    return now.criteria_met - before.criteria_met if now and before else None
