"""Which roles look at delegations, and for which agencies a person proposes one."""

from __future__ import annotations

from datetime import date

from langmoi.people.access import posts_known
from langmoi.people.models import Role, User
from langmoi.people.responsibility import answered_for
from langmoi.people.roles import AGENCY_ROLES

# Who sees every delegation of their unit, at every stage.
LOOKING_ROLES = (
    Role.PROVINCE_OFFICE,
    Role.COMMITTEE_OFFICE,
    Role.PROVINCE_LEADER,
    Role.AUDITOR,
    Role.DISTRICT_CHAIRMAN,
    Role.DISTRICT_DEPUTY,
    Role.DISTRICT_OFFICER,
)


def own_agencies(user: User, *, on: date) -> set[int]:
    """Keys of the departments of the user's posts that day."""
    posts = posts_known(user, on=on)
    return {post.agency_id for post in posts if post.role in AGENCY_ROLES and post.agency_id}


def agencies_proposed_for(user: User, *, on: date) -> set[int]:
    """The same, with the departments that went into them."""
    own = own_agencies(user, on=on)
    return answered_for(own, on) if own else set()
