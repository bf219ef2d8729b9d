"""Who may see and do what: rights come from dated posts, nowhere else."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from langmoi.people.capacity import capacity_of
from langmoi.people.models import Post, User
from langmoi.people.responsibility import answered_for, indicators_of
from langmoi.people.roles import MANAGING_ROLES, READ_ONLY_ROLES, WRITING_ROLES
from langmoi.people.scope import (
    agencies_of,
    holds,
    posts_known,
    posts_of,
    units_in_scope,
    with_descendants,
    with_records,
)
from langmoi.places.models import Level, Unit, UnitVersion

__all__ = [
    "MANAGING_ROLES",
    "READ_ONLY_ROLES",
    "WRITING_ROLES",
    "agencies_answered_for",
    "agencies_of",
    "can_manage_people",
    "can_manage_person",
    "can_write_figures",
    "capacity_of",
    "holds",
    "indicators_of",
    "managed_units",
    "manages_province",
    "managing_posts",
    "people_visible_to",
    "posts_known",
    "posts_of",
    "units_in_scope",
    "with_descendants",
    "with_records",
]


def can_write_figures(user: User, unit: Unit, *, on: date) -> bool:
    """Whether the user's posts let them enter this unit's figures that day."""
    return unit.pk in units_in_scope(user, on=on, roles=WRITING_ROLES)


def agencies_answered_for(user: User, *, on: date) -> set[int]:
    """Keys of the agencies of the user's posts that day, and of those that went into them."""
    own = {post.agency_id for post in posts_known(user, on=on) if post.agency_id is not None}
    return answered_for(own, on) if own else set()


# ---- People: an administrator of a district manages the people of that district only.


def managed_units(user: User, *, on: date) -> set[int]:
    """The units at which the user may give posts that day."""
    return units_in_scope(user, on=on, roles=MANAGING_ROLES)


def can_manage_people(user: User, unit: Unit | None, *, on: date) -> bool:
    """Whether the user may make users and, at this unit, give posts."""
    if unit is None:
        return posts_of(user, on=on).filter(role__in=MANAGING_ROLES).exists()
    return unit.pk in managed_units(user, on=on)


def manages_province(user: User, *, on: date) -> bool:
    """Whether the user manages people everywhere, and may make others administrators."""
    return managing_posts(on).filter(pk__in=posts_of(user, on=on)).exists()


def managing_posts(on: date) -> QuerySet[Post]:
    """The posts of that day that manage the people of a whole province."""
    provinces = UnitVersion.objects.on(on).filter(level=Level.PROVINCE).values("unit")
    return Post.objects.on(on).filter(role__in=MANAGING_ROLES, unit__in=provinces)


def people_visible_to(user: User, *, on: date) -> QuerySet[User]:
    """The people whom the user may look up: who has or had a post in the units they manage.

    Who manages the province sees everyone, those without any post too.
    """
    if manages_province(user, on=on):
        return User.objects.all()
    posts = Post.objects.filter(unit__in=managed_units(user, on=on))
    return User.objects.filter(pk__in=posts.values("user"))


def can_manage_person(user: User, person: User, *, on: date) -> bool:
    """Whether the user may change this person's account.

    Who has a post, now or to come, outside the units that the user manages is not theirs to change:
    a new password would give them that person's rights.
    """
    if manages_province(user, on=on):
        return True
    current = Post.objects.filter(user=person).filter(Q(valid_to=None) | Q(valid_to__gte=on))
    if current.exclude(unit__in=managed_units(user, on=on)).exists():
        return False
    return people_visible_to(user, on=on).filter(pk=person.pk).exists()
