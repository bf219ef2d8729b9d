"""Who may ask about a figure, and who answers."""

from __future__ import annotations

from datetime import date

from langmoi.notices.models import Question
from langmoi.people.access import posts_of, units_in_scope
from langmoi.people.models import Post, Role, User
from langmoi.places.queries import version_of

ASKING_ROLES = (
    Role.PROVINCE_LEADER,
    Role.PROVINCE_OFFICE,
    Role.COMMITTEE_OFFICE,
    Role.DEPARTMENT_DIRECTOR,
    Role.DISTRICT_CHAIRMAN,
    Role.DISTRICT_DEPUTY,
    Role.COMMUNE_CHAIRMAN,
    Role.COMMUNE_DEPUTY,
)
# Who is asked about a commune's figure: who enters it, else who signs for it.
ASKED_ROLES = (Role.COMMUNE_OFFICER, Role.COMMUNE_CHAIRMAN, Role.COMMUNE_DEPUTY)
# Where a commune has nobody, whoever looks after it from above.
ASKED_ABOVE = (Role.DISTRICT_OFFICER, Role.DISTRICT_CHAIRMAN, Role.PROVINCE_OFFICE)


def can_ask(user: User, unit_key: int, *, on: date) -> bool:
    """Whether the user leads or follows the unit that day and may ask about its figures."""
    return unit_key in units_in_scope(user, on=on, roles=ASKING_ROLES)


def can_answer(user: User, question: Question, *, on: date) -> bool:
    """Whether the user holds the post that was asked, or the same role there after it ended."""
    asked = question.post
    return posts_of(user, on=on).filter(role=asked.role, unit_id=asked.unit_id).exists()


def post_to_ask(unit_key: int, *, on: date) -> Post | None:
    """The post that answers for the unit's figures that day; None where nobody does."""
    unit: int | None = unit_key
    roles: tuple[Role, ...] = ASKED_ROLES
    while unit is not None:
        posts = list(Post.objects.on(on).filter(unit_id=unit, role__in=roles))
        active = [post for post in posts if post.user.is_active]
        if active:
            return min(active, key=lambda post: (roles.index(Role(post.role)), post.pk))
        version = version_of(unit, on)
        unit, roles = (version.parent_id if version else None), ASKED_ABOVE
    return None
