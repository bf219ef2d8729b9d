"""Who prepares, decides, checks and concludes: from dated posts, and from membership."""

from __future__ import annotations

from datetime import date

from langmoi.delegations.models import Delegation, DelegationState, MemberRole
from langmoi.delegations.roles import agencies_proposed_for, own_agencies
from langmoi.direction.access import issuing_post
from langmoi.people.access import posts_known
from langmoi.people.models import Agency, Post, User
from langmoi.places.models import Level
from langmoi.places.queries import version_of

LEADING = (MemberRole.HEAD, MemberRole.SECRETARY)


def founding_unit(user: User, *, on: date) -> int | None:
    """The unit for which the user may propose a delegation; of several posts the first."""
    for post in posts_known(user, on=on):
        if issuing_post(user, post.unit_id, on=on) is not None and _founds(post, on):
            return post.unit_id
    agencies = Agency.objects.filter(pk__in=own_agencies(user, on=on)).order_by("pk")
    return agencies.values_list("unit_id", flat=True).first()


def _founds(post: Post, on: date) -> bool:
    version = version_of(post.unit_id, on)
    return version is not None and version.level in (Level.PROVINCE, Level.DISTRICT)


def proposing_agencies(user: User, unit: int, *, on: date) -> set[int]:
    """Keys of the agencies in whose name the user may propose: an office may for any of its
    unit's, a department for itself."""
    if issuing_post(user, unit, on=on) is not None:
        return set(Agency.objects.filter(unit_id=unit).values_list("pk", flat=True))
    return own_agencies(user, on=on)


def is_office(user: User, delegation: Delegation, *, on: date) -> bool:
    """Whether the user acts for the offices of the unit that founds it."""
    return issuing_post(user, delegation.unit_id, on=on) is not None


def can_prepare(user: User, delegation: Delegation, *, on: date) -> bool:
    """Its offices and who proposes it."""
    if delegation.agency_id in agencies_proposed_for(user, on=on):
        return True
    return is_office(user, delegation, on=on)


def can_decide(user: User, delegation: Delegation, *, on: date) -> bool:
    """An office; never the person who proposed it."""
    return is_office(user, delegation, on=on) and delegation.proposed_by_id != user.pk


def can_lead(user: User, delegation: Delegation, *, on: date) -> bool:
    """Who begins and concludes: the head, the secretary, the proposer and the offices."""
    leading = delegation.members.filter(user_id=user.pk, role__in=LEADING)
    return can_prepare(user, delegation, on=on) or leading.exists()


def can_check(user: User, delegation: Delegation, *, on: date) -> bool:
    """Who writes on visits while it is under way: its members in its days, proposer, offices."""
    if delegation.state != DelegationState.UNDER_WAY:
        return False
    if can_prepare(user, delegation, on=on):
        return True
    in_its_days = delegation.starts_on <= on <= delegation.ends_on
    return in_its_days and delegation.members.filter(user_id=user.pk).exists()
