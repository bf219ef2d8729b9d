"""Who enters what residents gave, and who may read the names of who gave."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from langmoi.funding.contributions import Contribution, Donor
from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User

ENTERING_ROLES = (Role.VILLAGE_HEAD, Role.COMMUNE_OFFICER)
# The village head who collected it, the commune's office, and by role those above it who check it.
# Leaders of the province, departments, the Front, auditors and readers see counts.
NAMING_ROLES = (
    Role.VILLAGE_HEAD,
    Role.COMMUNE_OFFICER,
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_CHAIRMAN,
    Role.DISTRICT_DEPUTY,
    Role.PROVINCE_OFFICE,
)


def entered_units(user: User, *, on: date) -> set[int]:
    """The villages and communes for which the user may enter contributions."""
    return units_in_scope(user, on=on, roles=ENTERING_ROLES)


def can_enter(user: User, unit_key: int, *, on: date) -> bool:
    return unit_key in entered_units(user, on=on)


def can_name(user: User, contribution: Contribution, *, on: date) -> bool:
    """Whether the user may read the names of who gave this."""
    named = units_in_scope(user, on=on, roles=NAMING_ROLES)
    return contribution.unit_id in named or contribution.commune_id in named


def named_donors(
    user: User, contributions: Iterable[Contribution], *, on: date
) -> dict[int, list[Donor]]:
    """The donors of each contribution whose names the user may read; the others are left out."""
    named = units_in_scope(user, on=on, roles=NAMING_ROLES)
    keys = [c.pk for c in contributions if c.unit_id in named or c.commune_id in named]
    found: dict[int, list[Donor]] = {key: [] for key in keys}
    for donor in Donor.objects.filter(contribution__in=keys).order_by("pk"):
        found[donor.contribution_id].append(donor)
    return found
