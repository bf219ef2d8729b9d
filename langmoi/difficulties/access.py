"""Who acts on which side of a difficulty: from dated posts, heirs of former units and agencies too.

The raiser's side is whoever now holds such a post of the place or the agency that raised it.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from langmoi.difficulties.flow import STEPS, Side, Step
from langmoi.difficulties.models import Desk, Difficulty, Guidance
from langmoi.direction.access import AGENCY_WRITERS, ISSUING_ROLES, agencies_of_post, issuing_post
from langmoi.people.access import posts_known, with_descendants, with_records
from langmoi.people.models import Post, Role, User
from langmoi.people.roles import AGENCY_ROLES
from langmoi.places.models import Level
from langmoi.places.queries import district_of, version_of

OFFICE_ROLES = (Role.PROVINCE_OFFICE,)
DESK_ROLES = {Desk.OFFICE: OFFICE_ROLES, Desk.LEADER: (Role.PROVINCE_LEADER,)}
RAISING_ROLES = (
    *ISSUING_ROLES[Level.COMMUNE],
    *ISSUING_ROLES[Level.DISTRICT],
    *AGENCY_ROLES,
    *OFFICE_ROLES,
)
PUBLISHING_ROLES = (*AGENCY_ROLES, *OFFICE_ROLES)


def raising_post(user: User, unit: int, *, on: date) -> Post | None:
    """The post by which the user raises a difficulty of this place that day."""
    posts = [p for p in posts_known(user, on=on) if p.role in RAISING_ROLES]
    posts = [p for p in posts if p.role not in AGENCY_ROLES or p.agency_id]
    posts.sort(key=lambda post: RAISING_ROLES.index(Role(post.role)))
    return next((p for p in posts if unit in with_records({p.unit_id}, on=on)), None)


def can_raise(user: User, *, on: date) -> bool:
    """Whether there is any place about which the user may raise one."""
    return any(post.role in RAISING_ROLES for post in posts_known(user, on=on))


def post_on_side(user: User, difficulty: Difficulty, side: Side, *, on: date) -> Post | None:
    """The post by which the user stands on this side of the difficulty that day."""
    if side is Side.RAISER:
        if difficulty.raised_unit_id is not None:
            return issuing_post(user, difficulty.raised_unit_id, on=on)
        return _agency_post(user, difficulty.raised_agency_id, on)
    if side is Side.OFFICE:
        return _post_above(user, difficulty.unit_id, OFFICE_ROLES, on)
    if side is Side.DISTRICT:
        return _district_post(user, difficulty, on)
    return _desk_post(user, difficulty, on)


def acting_post(user: User, difficulty: Difficulty, step: Step, *, on: date) -> Post | None:
    """The post by which the user may take this step, whatever the state; nobody answers for both.

    Whoever raised it is not also the one who answers it.
    """
    for side in step.sides:
        if side is not Side.RAISER and difficulty.raised_by_id == user.pk:
            continue
        if post := post_on_side(user, difficulty, side, on=on):
            return post
    return None


def steps_open_to(user: User, difficulty: Difficulty, *, on: date) -> list[str]:
    """The names of the steps that the user may take now, in the order of the table."""
    return [
        step.name
        for step in STEPS.values()
        if difficulty.state in step.sources
        and acting_post(user, difficulty, step, on=on) is not None
        and is_possible(difficulty, step, user, on=on)
    ]


def is_possible(difficulty: Difficulty, step: Step, user: User, *, on: date) -> bool:
    """What the state alone does not tell: nowhere further up, or too early to go there."""
    if step.name == "take_up":
        return difficulty.desk == Desk.AGENCY
    if step.name != "escalate":
        return True
    if difficulty.desk == Desk.LEADER:
        return False
    if difficulty.is_unfinished and acts_for_desk(user, difficulty, on=on):
        return True
    return may_complain(difficulty, on)


def may_complain(difficulty: Difficulty, on: date) -> bool:
    """The raiser goes above the desk once it answered without helping, or is late."""
    return not difficulty.is_unfinished or bool(
        difficulty.answered_on or difficulty.days_overdue(on)
    )


def acts_for_desk(user: User, difficulty: Difficulty, *, on: date) -> bool:
    if difficulty.raised_by_id == user.pk:
        return False
    return _desk_post(user, difficulty, on) is not None


# ---- Guidance: a department on any criterion, the office too.


def publishing_post(user: User, *, on: date) -> Post | None:
    """The post by which the user publishes guidance; a department's before the office's."""
    posts = [p for p in posts_known(user, on=on) if p.role in PUBLISHING_ROLES]
    posts = [p for p in posts if p.role in OFFICE_ROLES or p.agency_id]
    return min(posts, key=lambda p: PUBLISHING_ROLES.index(Role(p.role)), default=None)


def can_withdraw_guidance(user: User, guidance: Guidance, *, on: date) -> bool:
    """Its agency, or the agency that this has become; and the coordination office."""
    if guidance.agency_id is not None and _agency_post(user, guidance.agency_id, on):
        return True
    return _post_above(user, guidance.unit_id, OFFICE_ROLES, on) is not None


def _desk_post(user: User, difficulty: Difficulty, on: date) -> Post | None:
    desk = Desk(difficulty.desk)
    if desk is Desk.AGENCY:
        return _agency_post(user, difficulty.agency_id, on)
    if difficulty.desk_unit_id is None:
        return None
    if desk is Desk.DISTRICT:
        return issuing_post(user, difficulty.desk_unit_id, on=on)
    return _post_above(user, difficulty.desk_unit_id, DESK_ROLES[desk], on)


def _district_post(user: User, difficulty: Difficulty, on: date) -> Post | None:
    """Of the district of the place, unless that is who asks."""
    place = version_of(difficulty.unit_id, on)
    if place is None:
        return None
    district = place if place.level == Level.DISTRICT else district_of(place.unit_id, on)
    if district is None or district.unit_id == difficulty.raised_unit_id:
        return None
    return issuing_post(user, district.unit_id, on=on)


def _agency_post(user: User, agency: int | None, on: date) -> Post | None:
    posts = [p for p in posts_known(user, on=on) if p.role in AGENCY_WRITERS]
    return next((p for p in posts if agency in agencies_of_post(p, on)), None)


def _post_above(user: User, unit: int, roles: Collection[Role], on: date) -> Post | None:
    """A post of these roles whose unit has this one, or its records, below it."""
    posts = [p for p in posts_known(user, on=on) if p.role in roles]
    return next((p for p in posts if unit in with_records({p.unit_id}, on=on)), None)


# ---- What waits for a person: the same rules, asked of the database.


def acting_agencies(user: User, *, on: date) -> set[int]:
    """Keys of the agencies for which the user answers, those that went into them too."""
    posts = [p for p in posts_known(user, on=on) if p.role in AGENCY_WRITERS]
    return set().union(*(agencies_of_post(post, on) for post in posts))


def acting_units(user: User, *, on: date) -> set[int]:
    """Keys of the units in whose name the user asks and answers; a province's former ones too."""
    found: set[int] = set()
    for post in posts_known(user, on=on):
        level = next((level for level, roles in ISSUING_ROLES.items() if post.role in roles), None)
        if level is not None:
            found.add(post.unit_id)
        if level == Level.PROVINCE:
            own = {post.unit_id}
            found |= with_records(own, on=on) - with_descendants(own, on=on)
    return found


def units_of_desk(user: User, desk: Desk, *, on: date) -> set[int]:
    """Keys of the provinces whose office, or leader, the user is."""
    posts = [p for p in posts_known(user, on=on) if p.role in DESK_ROLES[desk]]
    return with_records({post.unit_id for post in posts}, on=on) if posts else set()
