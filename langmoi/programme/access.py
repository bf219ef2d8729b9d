"""Who sets targets, and whose work programme a person writes: from dated posts."""

from __future__ import annotations

from datetime import date

from langmoi.direction.access import AGENCY_WRITERS, ISSUING_ROLES, agencies_of_post, issuing_post
from langmoi.people.access import posts_known, with_descendants
from langmoi.people.models import Agency, User
from langmoi.places.models import Level, Unit
from langmoi.places.queries import version_of
from langmoi.programme.models import ProgrammeItem, Target, TargetDocument

# A commune is given targets; it gives none.
SETTING_LEVELS = (Level.PROVINCE, Level.DISTRICT)
SETTING_ROLES = frozenset(role for level in SETTING_LEVELS for role in ISSUING_ROLES[level])


def setting_units(user: User, *, on: date) -> list[int]:
    """The provinces and districts in whose name the user sets targets that day."""
    held = [post.unit_id for post in posts_known(user, on=on) if post.role in SETTING_ROLES]
    return [unit for unit in dict.fromkeys(held) if can_set_for(user, unit, on=on)]


def can_set_for(user: User, unit: int, *, on: date) -> bool:
    """Whether the user gives targets in the name of this province or district."""
    version = version_of(unit, on)
    is_giver = version is None or version.level in SETTING_LEVELS
    return is_giver and issuing_post(user, unit, on=on) is not None


def can_set_by(user: User, document: TargetDocument, *, on: date) -> bool:
    return can_set_for(user, document.unit_id, on=on)


def can_change_target(user: User, target: Target, *, on: date) -> bool:
    """Only who gives targets in the name of the document's place; a district not the province's."""
    return can_set_by(user, target.document, on=on)


def units_given(document: TargetDocument, *, on: date) -> set[int]:
    """The units to which the document can give a target: its own place and those below it."""
    return with_descendants({document.unit_id}, on=on)


def can_write_for(user: User, owner: Unit | Agency, *, on: date) -> bool:
    """Whether the user writes this place's or agency's work programme that day."""
    if isinstance(owner, Unit):
        return issuing_post(user, owner, on=on) is not None
    posts = [post for post in posts_known(user, on=on) if post.role in AGENCY_WRITERS]
    return any(owner.pk in agencies_of_post(post, on) for post in posts)


def can_write_item(user: User, item: ProgrammeItem, *, on: date) -> bool:
    return can_write_for(user, item.owner, on=on)


def owners_written(user: User, *, on: date) -> list[Unit | Agency]:
    """Whose programmes the user writes: the agency of a department's post, else the post's unit."""
    found: dict[tuple[str, int], Unit | Agency] = {}
    for post in posts_known(user, on=on):
        version = version_of(post.unit_id, on)
        level = Level(version.level) if version else Level.PROVINCE
        if post.role in ISSUING_ROLES.get(level, ()):
            found["unit", post.unit_id] = Unit(pk=post.unit_id)
        elif post.role in AGENCY_WRITERS and post.agency_id is not None:
            found["agency", post.agency_id] = Agency.objects.get(pk=post.agency_id)
    return [owner for owner in found.values() if can_write_for(user, owner, on=on)]
