"""Who writes about a board: the office of its own level, as with the documents of that level."""

from __future__ import annotations

from datetime import date

from langmoi.direction.access import ISSUING_ROLES, issuing_post
from langmoi.people.access import posts_known
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.places.queries import version_of


def can_write(user: User, unit: Unit | int, *, on: date) -> bool:
    """Whether the user keeps the boards of this unit, and gives the tasks of their conclusions."""
    return issuing_post(user, unit, on=on) is not None


def written_units(user: User, *, on: date) -> list[int]:
    """The units whose boards the user keeps that day."""
    writing = {role for roles in ISSUING_ROLES.values() for role in roles}
    units = {post.unit_id for post in posts_known(user, on=on) if post.role in writing}
    return sorted(key for key in units if version_of(key, on) and can_write(user, key, on=on))
