"""Reads of people that span tables."""

from __future__ import annotations

from datetime import date

from langmoi.core.errors import DomainError
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_versions


def user_named(username: str) -> User:
    """The active user with this sign-in name, for commands; raises where there is none."""
    user = User.objects.filter(username=username.strip(), is_active=True).first()
    if user is None:
        raise DomainError(
            f"Không có người dùng “{username}” đang hoạt động. Hãy xem lại tên đăng nhập."
        )
    return user


def visible_units(
    user: User, *, on: date, posts_on: date, level: Level | None = None
) -> list[UnitVersion]:
    """The units of day `on` that the user's posts of day `posts_on` let them see, by code."""
    return unit_versions(on, level=level, unit_keys=units_in_scope(user, on=posts_on))
