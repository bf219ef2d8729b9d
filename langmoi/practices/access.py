"""Who keeps the register: the coordination office everywhere, a district what is its own."""

from __future__ import annotations

from datetime import date

from langmoi.people.access import posts_known, units_in_scope
from langmoi.people.models import Role, User
from langmoi.practices.models import GoodPractice

KEEPING_ROLES = (Role.PROVINCE_OFFICE, Role.DISTRICT_OFFICER)


def keeping_unit(user: User, *, on: date) -> int | None:
    """The unit in whose name the user adds entries: of several posts the first; None for nobody."""
    posts = [post for post in posts_known(user, on=on) if post.role in KEEPING_ROLES]
    posts.sort(key=lambda post: KEEPING_ROLES.index(Role(post.role)))
    return posts[0].unit_id if posts else None


def kept_units(user: User, *, on: date) -> set[int]:
    """The units about which the user may write."""
    return units_in_scope(user, on=on, roles=KEEPING_ROLES)


def can_change(user: User, practice: GoodPractice, *, on: date) -> bool:
    """Whether the entry is the user's to change: kept by their unit, or by one below it."""
    return practice.unit_id in kept_units(user, on=on)
