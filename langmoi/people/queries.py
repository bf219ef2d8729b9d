"""Reads of people that span tables."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet

from langmoi.core.errors import DomainError
from langmoi.people.models import Post, Role, User
from langmoi.people.roles import LEVELS_OF_ROLE
from langmoi.people.scope import units_in_scope
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


def roles_on(day: date) -> list[Role]:
    """The roles that some unit of that day can be the place of: no district's after districts."""
    found = UnitVersion.objects.on(day).order_by().values_list("level", flat=True).distinct()
    levels = {Level(level) for level in found}
    return [role for role in Role if LEVELS_OF_ROLE[role] & levels]


def people_with_post(on: date) -> QuerySet[Post]:
    """Posts now or to come: who holds one of these has not left."""
    return Post.objects.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=on))


def leavers(people: QuerySet[User], *, on: date) -> QuerySet[User]:
    """Of these people, those whose posts have all ended and whose accounts still work."""
    current = people_with_post(on).values("user")
    return people.filter(is_active=True, posts__isnull=False).exclude(pk__in=current).distinct()


def never_signed_in(people: QuerySet[User], *, on: date) -> QuerySet[User]:
    """Of these people, those who hold a post and have not signed in once."""
    current = people_with_post(on).values("user")
    return people.filter(is_active=True, last_login__isnull=True, pk__in=current)
