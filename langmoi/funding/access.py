"""Who writes what of money and works; who reads follows from scope (`visible_to`).

The province's office and its departments of planning and of finance write everywhere below them, a
district's officer in the district, a commune's officer the projects that the commune itself owns.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.core.text import search_key
from langmoi.funding.models import MoneyLine, Project
from langmoi.people.access import posts_known, units_in_scope, with_records
from langmoi.people.models import Post, Role, User
from langmoi.people.roles import AGENCY_ROLES

# Departments are known by name: the two that plan and pay, in whatever form they take in time.
MONEY_DEPARTMENTS = ("so ke hoach va dau tu", "so tai chinh")
COMMUNE_ROLES = (Role.COMMUNE_OFFICER,)


def _writes_widely(post: Post) -> bool:
    """Whether the post writes on all projects of its unit and of those below it."""
    if post.role in (Role.PROVINCE_OFFICE, Role.DISTRICT_OFFICER):
        return True
    if post.role not in AGENCY_ROLES or post.agency is None:
        return False
    return search_key(post.agency.name).startswith(MONEY_DEPARTMENTS)


def written_units(user: User, *, on: date) -> set[int]:
    """The units about all of whose projects and money the user may write."""
    held = {post.unit_id for post in posts_known(user, on=on) if _writes_widely(post)}
    return with_records(held, on=on) if held else set()


def owned_units(user: User, *, on: date) -> set[int]:
    """The communes whose own projects the user may write."""
    return units_in_scope(user, on=on, roles=COMMUNE_ROLES)


def can_add(user: User, *, on: date) -> bool:
    """Whether there is any place for which the user may write a project or a line."""
    return bool(written_units(user, on=on) or owned_units(user, on=on))


def may_write(user: User, units: Collection[int], owner: int | None, *, on: date) -> bool:
    """Whether the user may write a project of these units with this owner."""
    if set(units) <= written_units(user, on=on):
        return True
    own = owned_units(user, on=on)
    return owner in own and set(units) <= own


def can_write(user: User, project: Project, *, on: date) -> bool:
    units = {project.unit_id, *(place.unit_id for place in project.places.all())}
    return may_write(user, units, project.owner_unit_id, on=on)


def can_write_money(user: User, unit: int, *, on: date) -> bool:
    """Whether the user may write a line of this unit that belongs to no project."""
    return may_write(user, {unit}, unit, on=on)


def can_take_back(user: User, line: MoneyLine, *, on: date) -> bool:
    if line.project is not None:
        return can_write(user, line.project, on=on)
    return can_write_money(user, line.unit_id, on=on)


def may_call(user: User, *, on: date) -> bool:
    """Who calls for investment on the public page: the province's office, the two departments."""
    posts = posts_known(user, on=on)
    return any(_writes_widely(post) and post.role != Role.DISTRICT_OFFICER for post in posts)
