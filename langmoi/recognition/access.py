"""Who acts on which side of a dossier: from dated posts, nowhere else.

Where there is no district that day, what was the district's is the province office's.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.people.access import posts_known, units_in_scope, with_records
from langmoi.people.models import Post, Role, User
from langmoi.people.roles import AGENCY_ROLES
from langmoi.places.queries import district_of, version_of
from langmoi.recognition.flow import Side
from langmoi.recognition.models import Dossier

COMMUNE_HEADS = (Role.COMMUNE_CHAIRMAN, Role.COMMUNE_DEPUTY)
COMMUNE_ROLES = (*COMMUNE_HEADS, Role.COMMUNE_OFFICER)
DISTRICT_HEADS = (Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY)
DISTRICT_ROLES = (*DISTRICT_HEADS, Role.DISTRICT_OFFICER)
OFFICE_ROLES = (Role.PROVINCE_OFFICE,)
LEADER_ROLES = (Role.PROVINCE_LEADER, Role.COMMITTEE_OFFICE)
ROLES_OF_SIDE: dict[Side, tuple[Role, ...]] = {
    Side.COMMUNE: COMMUNE_ROLES,
    Side.COMMUNE_HEAD: COMMUNE_HEADS,
    Side.DISTRICT: DISTRICT_ROLES,
    Side.DISTRICT_HEAD: DISTRICT_HEADS,
    Side.AGENCY: AGENCY_ROLES,
    Side.OFFICE: OFFICE_ROLES,
    Side.LEADER: LEADER_ROLES,
}
WHO = {
    Side.COMMUNE: "UBND xã",
    Side.COMMUNE_HEAD: "Chủ tịch hoặc Phó Chủ tịch UBND xã",
    Side.DISTRICT: "UBND huyện",
    Side.DISTRICT_HEAD: "Chủ tịch hoặc Phó Chủ tịch UBND huyện",
    Side.AGENCY: "sở, ngành phụ trách tiêu chí",
    Side.OFFICE: "Văn phòng Điều phối NTM tỉnh",
    Side.LEADER: "UBND tỉnh (lãnh đạo hoặc Văn phòng UBND tỉnh)",
}


def post_on_side(user: User, unit: int, side: Side, *, on: date) -> Post | None:
    """The post by which the user stands on this side of a dossier of this unit that day."""
    return next(iter(posts_on_side(user, unit, side, on=on)), None)


def posts_on_side(user: User, unit: int, side: Side, *, on: date) -> list[Post]:
    roles = _roles(unit, side, on)
    posts = [post for post in posts_known(user, on=on) if post.role in roles]
    reaching = [p for p in posts if p.unit_id == unit or unit in with_records({p.unit_id}, on=on)]
    if side is Side.AGENCY:
        reaching = [post for post in reaching if post.agency_id is not None]
    return sorted(reaching, key=lambda post: roles.index(Role(post.role)))


def _roles(unit: int, side: Side, on: date) -> tuple[Role, ...]:
    of_district = side in (Side.DISTRICT, Side.DISTRICT_HEAD)
    if of_district and version_of(unit, on) is not None and district_of(unit, on) is None:
        return OFFICE_ROLES
    return ROLES_OF_SIDE[side]


def can_see(user: User, dossier: Dossier, *, on: date) -> bool:
    return dossier.unit_id in units_in_scope(user, on=on)


def units_of_side(user: User, sides: Collection[Side], *, on: date) -> set[int]:
    """Keys of the units on whose dossiers the user acts by one of these sides."""
    roles = {role for side in sides for role in ROLES_OF_SIDE[side]}
    return units_in_scope(user, on=on, roles=roles)


def can_set_rules(user: User, *, on: date) -> bool:
    return any(post.role in OFFICE_ROLES for post in posts_known(user, on=on))


def takes_part(user: User, *, on: date) -> bool:
    """Whether recognition is any business of the user's: everyone with a post may look on."""
    return bool(posts_known(user, on=on))
