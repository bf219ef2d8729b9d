"""Who keeps the list of staff: each level its own, and whoever stands above it."""

from __future__ import annotations

from datetime import date

from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import Unit

KEEPING_ROLES = (
    Role.PROVINCE_OFFICE,
    Role.DISTRICT_CHAIRMAN,
    Role.DISTRICT_DEPUTY,
    Role.DISTRICT_OFFICER,
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
    Role.COMMUNE_OFFICER,
)


def kept_units(user: User, *, on: date) -> set[int]:
    """The units about whose staff the user may write."""
    return units_in_scope(user, on=on, roles=KEEPING_ROLES)


def can_keep(user: User, unit: Unit | int, *, on: date) -> bool:
    key = unit if isinstance(unit, int) else unit.pk
    return key in kept_units(user, on=on)
