"""Finding a commune by its name, in any spelling, inside the person's scope."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from langmoi.core.months import reference_day
from langmoi.core.text import search_key
from langmoi.overview.model import Overview
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of, find_units, unit_versions
from langmoi.web.http import Request
from langmoi.web.overview.cards import Card, cards_of
from langmoi.web.scope import Scope
from langmoi.web.words import band_styles


@dataclass(frozen=True)
class Found:
    """A unit at commune level; `card` is None for wards and townships, which do not file."""

    unit: UnitVersion
    district: UnitVersion | None
    card: Card | None


@dataclass(frozen=True)
class FoundGroup:
    district: str
    code: str
    found: tuple[Found, ...]


def found_units(request: Request, seen: Overview, scope: Scope) -> dict[str, Any]:
    """The units that the text names, else every one, by district."""
    text = request.GET.get("tim", "").strip()
    on = reference_day(seen.month)
    units = unit_versions(on, level=Level.COMMUNE, unit_keys=set(scope.units))
    if text:
        units = matching(text, units)
    cards = cards_of(seen.communes, band_styles(seen.bands, len(seen.criteria_set.criteria)))
    above = districts_of([u.unit_id for u in units], on)
    groups: dict[int, list[Found]] = {}
    for unit in units:
        found = Found(unit, above.get(unit.unit_id), cards.get(unit.unit_id))
        groups.setdefault(unit.parent_id or 0, []).append(found)
    return {
        "text": text,
        "groups": [_group(members) for members in groups.values()],
        "found_count": len(units),
    }


def matching(text: str, units: list[UnitVersion]) -> list[UnitVersion]:
    """Units whose name, other spelling or code fits; a part of the name is enough."""
    keys = {u.unit_id for u in units}
    exact = {u.unit_id for u in find_units(text, within=keys, begins=True)}
    part = search_key(text)
    return [u for u in units if u.unit_id in exact or (part and part in u.search_key)]


def _group(members: list[Found]) -> FoundGroup:
    district = members[0].district
    return FoundGroup(
        district.full_name if district else "", district.code if district else "", tuple(members)
    )
