"""What a page on rules of money shows: the person's places, a district of them, a year."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from urllib.parse import urlencode

from django.http import Http404

from langmoi.people.access import units_in_scope, with_records
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of, names_on, unit_versions
from langmoi.web.attempts import whole
from langmoi.web.http import Request
from langmoi.web.scope import Scope, scope_of


@dataclass(frozen=True)
class Narrowing:
    """`units`: those of the person, former ones whose records they took over too."""

    scope: Scope
    units: frozenset[int]
    districts: tuple[UnitVersion, ...]
    district: str  # code, empty: all

    @property
    def name(self) -> str:
        found = next((v.full_name for v in self.districts if v.code == self.district), None)
        return found or self.scope.home.full_name


def narrowing_of(request: Request) -> Narrowing:
    """Of the signed-in person; a village head has nothing to do with the money of the commune."""
    scope = scope_of(request)
    if scope.is_village:
        raise Http404
    units, on = units_in_scope(request.user, on=request.today), request.today
    districts = [] if scope.is_commune else unit_versions(on, level=Level.DISTRICT, unit_keys=units)
    chosen = next((v for v in districts if v.code == request.GET.get("huyen", "")), None)
    if chosen is not None:
        units &= with_records({chosen.unit_id}, on=on)
    code = chosen.code if chosen else ""
    return Narrowing(scope, frozenset(units), tuple(districts), code)


def year_of(request: Request, years: Sequence[int]) -> int:
    """The year asked for, if there is any money of it; else the present one, or the last."""
    asked = whole(request.GET.get("nam", ""))
    if asked in years or not years:
        return asked if asked in years else request.today.year
    return request.today.year if request.today.year in years else years[0]


def query_of(request: Request, *names: str) -> str:
    """What the address asks for, to be carried along."""
    return urlencode({name: value for name in names if (value := request.GET.get(name))})


@dataclass(frozen=True)
class Names:
    """What places are called that day, and their districts."""

    units: dict[int, str]
    districts: dict[int, UnitVersion]

    def of(self, unit: int) -> str:
        return self.units.get(unit, "")

    def district(self, unit: int) -> str:
        above = self.districts.get(unit)
        return above.full_name if above else ""


def names_of(units: Collection[int], on: date) -> Names:
    """Two reads however many."""
    keys = set(units)
    return Names(names_on(keys, on) if keys else {}, districts_of(keys, on) if keys else {})
