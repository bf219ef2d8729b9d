"""What the pages of village life have in common: the day, the place chosen, the rows in scope."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import Http404

from langmoi.places.models import Level, UnitVersion
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.registers.village_lists import VillagePlace
from langmoi.web.http import Request
from langmoi.web.scope import scope_of


@dataclass(frozen=True)
class Chosen:
    """The place that a list is narrowed to, by its code; empty for all in scope."""

    district: str
    commune: str

    def fits(self, district: UnitVersion | None, commune: UnitVersion | None) -> bool:
        if self.commune:
            return commune is not None and commune.code == self.commune
        return not self.district or (district is not None and district.code == self.district)

    def fits_place(self, place: VillagePlace) -> bool:
        return self.fits(place.district, place.commune)

    def fits_row(self, row: EntryRow) -> bool:
        return self.fits(row.district, row.commune)


def chosen(request: Request) -> Chosen:
    return Chosen(request.GET.get("huyen", ""), request.GET.get("xa", ""))


def rows_in_scope(request: Request, kind: str) -> list[EntryRow]:
    """The entries of the register that the person may see, as they stand today."""
    return entries_of(kind, on=request.today, user=request.user)


def choices_of(
    places: Iterable[tuple[UnitVersion | None, UnitVersion | None]],
) -> tuple[list[UnitVersion], list[UnitVersion]]:
    """The districts and the communes of these pairs, by code."""
    districts, communes = {}, {}
    for district, commune in places:
        if district is not None:
            districts[district.unit_id] = district
        if commune is not None:
            communes[commune.unit_id] = commune
    return (
        sorted(districts.values(), key=lambda v: v.code),
        sorted(communes.values(), key=lambda v: v.code),
    )


def query_of(request: Request, *names: str) -> str:
    """What the links of the page repeat of its address."""
    return urlencode({name: request.GET[name] for name in names if request.GET.get(name)})


def village_in_scope(request: Request, code: str) -> UnitVersion:
    """The village that has this code today; outside the person's scope there is none."""
    scope, on = scope_of(request), request.today
    found = UnitVersion.objects.on(on).filter(code=code, level=Level.VILLAGE).first()
    if found is None or found.unit_id not in scope.units:
        raise Http404
    return found
