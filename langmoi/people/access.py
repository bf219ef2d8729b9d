"""Who may see and do what: rights come from dated posts, nowhere else."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, timedelta

from django.db.models import QuerySet

from langmoi.people.models import Post, Role, User
from langmoi.places.models import Succession, Unit, UnitVersion

WRITING_ROLES = (Role.PROVINCE_OFFICE, Role.DISTRICT_OFFICER, Role.COMMUNE_OFFICER)


def posts_of(user: User, *, on: date) -> QuerySet[Post]:
    """The posts that the user holds that day; none for someone not signed in."""
    return Post.objects.on(on).filter(user_id=user.pk, user__is_active=True)


def units_in_scope(user: User, *, on: date, roles: tuple[Role, ...] | None = None) -> set[int]:
    """Keys of the units of the user's posts that day, with all that belongs to them."""
    posts = posts_of(user, on=on)
    if roles is not None:
        posts = posts.filter(role__in=roles)
    return with_records(set(posts.values_list("unit_id", flat=True)), on=on)


def with_descendants(units: set[int], *, on: date) -> set[int]:
    """The units and all below them in the tree of that day."""
    found = set(units)
    layer = found
    while layer:
        below = UnitVersion.objects.on(on).filter(parent_id__in=layer)
        layer = set(below.values_list("unit_id", flat=True)) - found
        found |= layer
    return found


def with_records(units: set[int], *, on: date) -> set[int]:
    """The units, all below them, and the former units whose whole records they took over.

    From 1/7/2025 the office of Quảng Ngãi answers for the months that Kon Tum filed before.
    """
    found = with_descendants(units, on=on) if units else set()
    layer = found
    while layer:
        taken = Succession.objects.filter(successor_id__in=layer, on__lte=on, share=1)
        ended: dict[date, set[int]] = defaultdict(set)
        for unit, day in taken.values_list("predecessor_id", "on"):
            ended[day - timedelta(days=1)].add(unit)
        former = [with_descendants(parts, on=last_day) for last_day, parts in ended.items()]
        layer = set().union(*former) - found
        found |= layer
    return found


def can_write_figures(user: User, unit: Unit, *, on: date) -> bool:
    """Whether the user's posts let them enter this unit's figures that day."""
    return unit.pk in units_in_scope(user, on=on, roles=WRITING_ROLES)


def can_manage_people(user: User, unit: Unit | None, *, on: date) -> bool:
    """Whether the user may make users and, at this unit, give posts."""
    if unit is None:
        return holds(user, Role.PROVINCE_OFFICE, on=on)
    return unit.pk in units_in_scope(user, on=on, roles=(Role.PROVINCE_OFFICE,))


def holds(user: User, role: Role, *, on: date) -> bool:
    return posts_of(user, on=on).filter(role=role).exists()
