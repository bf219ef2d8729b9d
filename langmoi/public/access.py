"""Who may switch the page, moderate and answer."""

from __future__ import annotations

from datetime import date

from langmoi.people.access import posts_of, units_in_scope
from langmoi.people.models import User
from langmoi.public.models import Comment
from langmoi.public.roles import (
    ANSWERING_ROLES,
    MODERATING_ROLES,
    PARTY_READING_ROLES,
    SWITCHING_ROLES,
)


def can_switch(user: User, *, on: date) -> bool:
    return posts_of(user, on=on).filter(role__in=SWITCHING_ROLES).exists()


def can_moderate(user: User, comment: Comment, *, on: date) -> bool:
    """Whether the coordination office or the district of this commune acts by the user."""
    return comment.unit_id in units_in_scope(user, on=on, roles=MODERATING_ROLES)


def can_answer(user: User, comment: Comment, *, on: date) -> bool:
    """Whether the commune itself or its district speaks by the user."""
    return comment.unit_id in units_in_scope(user, on=on, roles=ANSWERING_ROLES)


def can_read_party_documents(user: User, *, on: date) -> bool:
    return posts_of(user, on=on).filter(role__in=PARTY_READING_ROLES).exists()
