"""Which posts a person has on a day, and which units these reach: all rights follow from that."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from datetime import date, timedelta

from django.db.models import Exists, Q, QuerySet

from langmoi.core.memory import kept
from langmoi.people.models import Agency, Post, Role, Substitution, User
from langmoi.places.models import Succession, UnitVersion


def posts_of(user: User, *, on: date) -> QuerySet[Post]:
    """The posts that the user holds that day, and those in which they substitute someone.

    None for someone not signed in or switched off. A post that has ended cannot be substituted.
    """
    substituted = Substitution.objects.filter(
        user_id=user.pk, valid_from__lte=on, valid_to__gte=on
    ).values("post")
    is_active = Exists(User.objects.filter(pk=user.pk, is_active=True))
    held = Q(user_id=user.pk) | Q(pk__in=substituted)
    return Post.objects.on(on).filter(held, is_active)


def posts_known(user: User, *, on: date) -> tuple[Post, ...]:
    """The same posts with their agencies, kept while nobody's posts change."""
    return kept(
        ("posts", user.pk, on),
        lambda: tuple(posts_of(user, on=on).select_related("agency")),
        "people_post",
        "people_substitution",
        "people_user",
        "people_agency",
    )


def units_in_scope(user: User, *, on: date, roles: Collection[Role] | None = None) -> set[int]:
    """Keys of the units of the user's posts that day, with all that belongs to them."""
    posts = posts_known(user, on=on)
    held = {post.unit_id for post in posts if roles is None or post.role in roles}
    return with_records(held, on=on)


def with_descendants(units: set[int], *, on: date) -> set[int]:
    """The units and all below them in the tree of that day."""
    key = ("below", frozenset(units), on)
    return set(kept(key, lambda: _with_descendants(units, on), "places_unitversion"))


def _with_descendants(units: set[int], on: date) -> set[int]:
    found = set(units)
    layer = found
    while layer:
        below = UnitVersion.objects.on(on).filter(parent_id__in=layer)
        layer = set(below.values_list("unit_id", flat=True)) - found
        found |= layer
    return found


def with_records(units: set[int], *, on: date) -> set[int]:
    """The units, all below them, and the former units whose whole records they took over.

    From 1/7/2025 the office of Quảng Ngãi answers for the months that Kon Tum filed before.
    """
    key = ("records", frozenset(units), on)
    tables = ("places_unitversion", "places_succession")
    return set(kept(key, lambda: _with_records(units, on), *tables))


def _with_records(units: set[int], on: date) -> set[int]:
    found = with_descendants(units, on=on) if units else set()
    layer = found
    while layer:
        taken = Succession.objects.filter(successor_id__in=layer, on__lte=on, share=1)
        ended: dict[date, set[int]] = defaultdict(set)
        for unit, day in taken.values_list("predecessor_id", "on"):
            ended[day - timedelta(days=1)].add(unit)
        former = [with_descendants(parts, on=last_day) for last_day, parts in ended.items()]
        layer = set().union(*former) - found
        found |= layer
    return found


def holds(user: User, role: Role, *, on: date) -> bool:
    return any(post.role == role for post in posts_known(user, on=on))


def agencies_of(user: User, on: date) -> list[Agency]:
    """The agencies for which the user's posts let them act that day, by name."""
    keys = {p.agency_id for p in posts_known(user, on=on) if p.agency_id is not None}
    return list(Agency.objects.filter(pk__in=keys).order_by("name")) if keys else []
