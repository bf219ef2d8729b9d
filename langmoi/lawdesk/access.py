"""Who reads, writes, checks and puts into use: from posts that are held at the province only."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.core.errors import NotAllowed
from langmoi.people.access import posts_known
from langmoi.people.models import Role, User

WRITING_ROLES = (Role.PROVINCE_OFFICE,)
# Departments know the law of their own criteria.
CHECKING_ROLES = (Role.PROVINCE_OFFICE, Role.DEPARTMENT_DIRECTOR, Role.DEPARTMENT_OFFICER)
PUBLISHING_ROLES = (Role.PROVINCE_LEADER,)
READING_ROLES = (*CHECKING_ROLES, *PUBLISHING_ROLES, Role.COMMITTEE_OFFICE)


def can_read(user: User, *, on: date) -> bool:
    return _holds(user, READING_ROLES, on)


def can_write(user: User, *, on: date) -> bool:
    return _holds(user, WRITING_ROLES, on)


def can_check(user: User, *, on: date) -> bool:
    return _holds(user, CHECKING_ROLES, on)


def can_publish(user: User, *, on: date) -> bool:
    return _holds(user, PUBLISHING_ROLES, on)


def refuse_writing(user: User, *, on: date) -> None:
    if not can_write(user, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được soạn bộ tiêu chí.")


def _holds(user: User, roles: Collection[Role], on: date) -> bool:
    return any(post.role in roles for post in posts_known(user, on=on))
