"""Whom to call: who answers for a unit or an agency that day, and who does the work."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date

from django.db.models import QuerySet

from langmoi.people.models import Agency, Post, Role

# Who answers for a unit with their name, first of all.
ACCOUNTABLE = (
    Role.COMMUNE_CHAIRMAN, Role.DISTRICT_CHAIRMAN, Role.DEPARTMENT_DIRECTOR, Role.PROVINCE_OFFICE,
    Role.VILLAGE_HEAD,
)  # fmt: skip
AT_WORK = (
    Role.COMMUNE_OFFICER, Role.COMMUNE_DEPUTY, Role.DISTRICT_OFFICER, Role.DISTRICT_DEPUTY,
    Role.DEPARTMENT_OFFICER,
)  # fmt: skip


@dataclass(frozen=True)
class Contact:
    """A person to call: by their post."""

    name: str
    post: str
    phone: str
    email: str


@dataclass(frozen=True)
class Contacts:
    """Who is accountable, None where nobody holds that post; and who is at work on it."""

    accountable: Contact | None = None
    others: tuple[Contact, ...] = ()


def contacts_of(posts: Iterable[Post]) -> Contacts:
    """From the posts of one unit or agency."""
    known = list(posts)
    heads = [post for post in known if post.role in ACCOUNTABLE]
    others = [post for post in known if post.role in AT_WORK]
    return Contacts(_contact(heads[0]) if heads else None, tuple(_contact(post) for post in others))


def posts_at_units(units: Collection[int], on: date) -> dict[int, list[Post]]:
    """The posts that day at each of the units, without those of the province's departments."""
    found: dict[int, list[Post]] = defaultdict(list)
    posts = _posts(on).filter(unit_id__in=units).exclude(role=Role.DEPARTMENT_DIRECTOR)
    for post in posts.exclude(role=Role.DEPARTMENT_OFFICER):
        found[post.unit_id].append(post)
    return found


def posts_at_agencies(agencies: Collection[Agency | int], on: date) -> dict[int, list[Post]]:
    found: dict[int, list[Post]] = defaultdict(list)
    for post in _posts(on).filter(agency__in=agencies):
        found[post.agency_id or 0].append(post)
    return found


def _posts(on: date) -> QuerySet[Post]:
    return Post.objects.on(on).filter(user__is_active=True).select_related("user").order_by("pk")


def _contact(post: Post) -> Contact:
    user = post.user
    return Contact(user.full_name, post.get_role_display(), user.phone, user.email)
