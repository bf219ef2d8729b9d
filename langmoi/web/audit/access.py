"""Who reads the log of all changes."""

from __future__ import annotations

from datetime import date

from langmoi.people.access import posts_of
from langmoi.people.models import Role, User
from langmoi.places.models import Level, UnitVersion

LOG_ROLES = (Role.AUDITOR, Role.ADMINISTRATOR, Role.PROVINCE_OFFICE)


def can_read_log(user: User, *, on: date) -> bool:
    """The log tells of the whole province: whoever audits or looks after all of it may read it."""
    posts = posts_of(user, on=on).filter(role__in=LOG_ROLES)
    provinces = UnitVersion.objects.on(on).filter(level=Level.PROVINCE)
    return posts.filter(unit__in=provinces.values("unit")).exists()
