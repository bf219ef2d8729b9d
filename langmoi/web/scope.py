"""What the signed-in person sees: the units of their posts and all that belongs to them."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from django.http import Http404

from langmoi.core.errors import NotAllowed
from langmoi.core.memory import kept
from langmoi.core.months import reference_day
from langmoi.notices.access import ASKING_ROLES
from langmoi.people.access import WRITING_ROLES, posts_known, with_descendants
from langmoi.people.models import Post
from langmoi.places.models import Level, UnitVersion
from langmoi.web.http import Request

_ORDER = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE]


@dataclass(frozen=True)
class Scope:
    """The keys in reach in the tree of a day; `home` is the highest unit of the person's posts.

    The tree is walked only where someone asks for more than the units of the posts themselves.
    """

    on: date
    own: tuple[UnitVersion, ...]  # of the posts, from the top
    posts: tuple[Post, ...]

    @property
    def home(self) -> UnitVersion:
        return self.own[0]

    @cached_property
    def units(self) -> frozenset[int]:
        return frozenset(with_descendants({v.unit_id for v in self.own}, on=self.on))

    @cached_property
    def writable(self) -> frozenset[int]:
        writing = {post.unit_id for post in self.posts if post.role in WRITING_ROLES}
        return frozenset(with_descendants(writing, on=self.on)) if writing else frozenset()

    @property
    def is_province(self) -> bool:
        return self.home.level == Level.PROVINCE

    @property
    def is_district(self) -> bool:
        return self.home.level == Level.DISTRICT

    @property
    def is_commune(self) -> bool:
        """One commune, or no more than villages of it: nothing to compare with others."""
        return self.home.level in (Level.COMMUNE, Level.VILLAGE)

    @property
    def is_village(self) -> bool:
        return self.home.level == Level.VILLAGE

    @property
    def may_ask(self) -> bool:
        """Whether the person may ask the units in reach about their figures."""
        return any(post.role in ASKING_ROLES for post in self.posts)

    @property
    def can_write(self) -> bool:
        return any(post.role in WRITING_ROLES for post in self.posts)


def scope_of(request: Request, month: date | None = None) -> Scope:
    """The person's scope: posts of today, in the tree of the month's reference day (or today).

    Raises NotAllowed for someone who holds no post: without one there is nothing to see.
    """
    on = reference_day(month) if month else request.today
    known: dict[date, Scope] = request.__dict__.setdefault("_scopes", {})
    if on not in known:
        known[on] = _scope(request, on)
    return known[on]


def unit_in_scope(request: Request, code: str, level: Level, month: date) -> UnitVersion:
    """The unit that has this code in the month; outside the person's scope there is none."""
    scope = scope_of(request, month)
    for version in scope.own:
        if version.code == code and version.level == level:
            return version
    found = UnitVersion.objects.on(scope.on).filter(code=code, level=level).first()
    if found is None or found.unit_id not in scope.units:
        raise Http404
    return found


def _scope(request: Request, on: date) -> Scope:
    posts = posts_known(request.user, on=request.today)
    units = frozenset(post.unit_id for post in posts)
    tops = kept(("tops", units, on), lambda: _from_the_top(units, on), "places_unitversion")
    if not tops:
        raise NotAllowed(
            "Tài khoản này chưa được giao chức vụ ở đơn vị nào nên chưa xem được số liệu. "
            "Hãy liên hệ Văn phòng Điều phối NTM tỉnh để được giao chức vụ."
        )
    return Scope(on=on, own=tops, posts=posts)


def _from_the_top(units: Collection[int], on: date) -> tuple[UnitVersion, ...]:
    versions = UnitVersion.objects.on(on).filter(unit_id__in=units)
    return tuple(sorted(versions, key=lambda v: (_ORDER.index(Level(v.level)), v.code)))
