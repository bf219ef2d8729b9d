"""In which capacity a person acts: the words that stand above a signature."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.people.models import Post, Role, User
from langmoi.people.roles import AGENCY_ROLES, HEAD_OF
from langmoi.people.scope import posts_of, with_records
from langmoi.places.models import Unit, UnitVersion

_PEOPLES_COMMITTEE = {
    Role.DISTRICT_CHAIRMAN: "Chủ tịch UBND",
    Role.COMMUNE_CHAIRMAN: "Chủ tịch UBND",
    Role.PROVINCE_LEADER: "Lãnh đạo UBND",
    Role.DISTRICT_DEPUTY: "Phó Chủ tịch UBND",
    Role.COMMUNE_DEPUTY: "Phó Chủ tịch UBND",
    Role.DISTRICT_OFFICER: "Công chức phụ trách NTM",
    Role.COMMUNE_OFFICER: "Công chức phụ trách NTM",
    Role.VILLAGE_HEAD: "Trưởng thôn",
}


def acting_post(user: User, roles: Collection[Role], unit: Unit | int, on: date) -> Post | None:
    """The post by which the user acts for this unit that day: their own before a substituted one,
    that at the unit itself before one above it."""
    key = unit if isinstance(unit, int) else unit.pk
    posts = posts_of(user, on=on).filter(role__in=roles).select_related("user", "agency", "unit")
    reaching = [p for p in posts if p.unit_id == key or key in with_records({p.unit_id}, on=on)]
    order = list(roles)
    return min(
        reaching,
        key=lambda p: (p.user_id != user.pk, p.unit_id != key, order.index(Role(p.role)), p.pk),
        default=None,
    )


def capacity_of(user: User, roles: Collection[Role], unit: Unit | int, on: date) -> str:
    """“KT. Chủ tịch UBND huyện Sa Thầy, Phó Chủ tịch”; "" for who has no such post for the unit.

    A substitute is named as such: responsibility stays with the holder of the post.
    """
    post = acting_post(user, roles, unit, on)
    return acting_in_words(user, post, on) if post else ""


def acting_in_words(user: User, post: Post, on: date) -> str:
    """The user acting by the post: their own, or one in which they substitute its holder."""
    said = post_in_words(post, on)
    return said if post.user_id == user.pk else f"{said} (làm thay {post.user.full_name})"


def post_in_words(post: Post, on: date) -> str:
    """A post as it stands above a signature: office, unit, and for whom it signs."""
    role = Role(post.role)
    place = _place(post, on)
    if role in AGENCY_ROLES and post.agency:
        rank = "Lãnh đạo" if role == Role.DEPARTMENT_DIRECTOR else "Công chức"
        return f"{rank} {post.agency.name}"
    if post.signs_for and role in HEAD_OF:
        return f"KT. Chủ tịch UBND {place}, Phó Chủ tịch"
    if title := _PEOPLES_COMMITTEE.get(role):
        return f"{title} {place}"
    office = post.agency.name if post.agency else f"{role.label[:1].upper()}{role.label[1:]}"
    if office.endswith(" tỉnh") and place.startswith("tỉnh "):
        return f"{office.removesuffix('tỉnh')}{place}"
    return office if place in office else f"{office}, {place}"


def _place(post: Post, on: date) -> str:
    version = UnitVersion.objects.on(on).filter(unit_id=post.unit_id).first()
    return version.full_name if version else str(post.unit)
