"""Who may see and do what: rights come from dated posts, nowhere else."""

from __future__ import annotations

from datetime import date

from django.db.models import QuerySet

from langmoi.people.models import Post, Role, User
from langmoi.places.models import Unit, UnitVersion

WRITING_ROLES = (Role.PROVINCE_OFFICE, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


def posts_of(user: User, *, on: date) -> QuerySet[Post]:
    """The posts that the user holds that day; none for someone not signed in."""
    return Post.objects.on(on).filter(user_id=user.pk, user__is_active=True)


def units_in_scope(user: User, *, on: date, roles: tuple[Role, ...] | None = None) -> set[int]:
    """Keys of the units of the user's posts that day, with all that belongs to them."""
    posts = posts_of(user, on=on)
    if roles is not None:
        posts = posts.filter(role__in=roles)
    return with_descendants(set(posts.values_list("unit_id", flat=True)), on=on)


def with_descendants(units: set[int], *, on: date) -> set[int]:
    """The units and all below them in the tree of that day."""
    found = set(units)
    layer = found
    while layer:
        below = UnitVersion.objects.on(on).filter(parent_id__in=layer)
        layer = set(below.values_list("unit_id", flat=True)) - found
        found |= layer
    return found


def can_write_figures(user: User, unit: Unit, *, on: date) -> bool:
    """Whether the user's posts let them enter this unit's figures that day."""
    return unit.pk in units_in_scope(user, on=on, roles=WRITING_ROLES)


def holds(user: User, role: Role, *, on: date) -> bool:
    return posts_of(user, on=on).filter(role=role).exists()
