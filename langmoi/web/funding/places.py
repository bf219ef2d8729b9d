"""The places that a person may choose among, and what an address names of them."""

from __future__ import annotations

from dataclasses import dataclass

from langmoi.people.access import units_in_scope, with_records
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import filing_communes, unit_versions
from langmoi.web.http import Request


@dataclass(frozen=True)
class PlaceFilter:
    """The districts and communes that the page offers, those chosen, and what they hold."""

    districts: list[UnitVersion]
    communes: list[UnitVersion]
    district: UnitVersion | None
    commune: UnitVersion | None
    units: frozenset[int] | None  # None: not narrowed

    @property
    def chosen(self) -> UnitVersion | None:
        return self.commune or self.district

    @property
    def words(self) -> str:
        return self.chosen.full_name if self.chosen else ""


def place_filter(request: Request) -> PlaceFilter:
    """`huyen` and `xa` of the address, by code as of today; out of scope they narrow nothing."""
    on = request.today
    scope = units_in_scope(request.user, on=on)
    districts = unit_versions(on, level=Level.DISTRICT, unit_keys=scope)
    communes = filing_communes(on, within=scope)
    district = _chosen(districts, request.GET.get("huyen", ""))
    if district is not None:
        communes = [one for one in communes if one.parent_id == district.unit_id]
    commune = _chosen(communes, request.GET.get("xa", ""))
    top = commune or district
    units = frozenset(with_records({top.unit_id}, on=on)) if top else None
    return PlaceFilter(districts, communes, district, commune, units)


def _chosen(offered: list[UnitVersion], code: str) -> UnitVersion | None:
    return next((one for one in offered if one.code == code), None)
