"""Who decides rules of money, who explains what they find, who judges an explanation."""

from __future__ import annotations

from datetime import date

from langmoi.people.access import posts_known, units_in_scope
from langmoi.people.models import Role, User

RULING_ROLES = (Role.PROVINCE_OFFICE,)
TRYING_ROLES = (
    Role.PROVINCE_OFFICE, Role.PROVINCE_LEADER, Role.DEPARTMENT_DIRECTOR, Role.DEPARTMENT_OFFICER,
)  # fmt: skip
EXPLAINING_ROLES = (
    Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIRMAN, Role.COMMUNE_DEPUTY,
    Role.DISTRICT_OFFICER, Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY, Role.PROVINCE_OFFICE,
)  # fmt: skip
JUDGING_ROLES = (
    Role.DISTRICT_OFFICER, Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY, Role.PROVINCE_OFFICE,
)  # fmt: skip


def can_rule(user: User, *, on: date) -> bool:
    """Whether the user enters and takes back rules of the province."""
    return ruled_province(user, on=on) is not None


def ruled_province(user: User, *, on: date) -> int | None:
    """The province whose rules the user enters."""
    posts = [post for post in posts_known(user, on=on) if post.role in RULING_ROLES]
    return next((post.unit_id for post in posts), None)


def can_try(user: User, *, on: date) -> bool:
    """Whether the user tries ratios: who prepares and decides them for the province."""
    return any(post.role in TRYING_ROLES for post in posts_known(user, on=on))


def can_explain(user: User, unit: int, *, on: date) -> bool:
    return unit in units_in_scope(user, on=on, roles=EXPLAINING_ROLES)


def can_judge(user: User, unit: int, *, on: date) -> bool:
    """Whoever stands above those who spend; nobody judges what they explained themselves."""
    return unit in units_in_scope(user, on=on, roles=JUDGING_ROLES)
