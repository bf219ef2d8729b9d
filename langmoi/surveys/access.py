"""Who runs a survey: the Front, and nobody who is judged by it.

The commune's own officers, its chairman and its village heads see what is published, as everybody
in whose area it lies; they make nothing, enter nothing and see no paper.
"""

from __future__ import annotations

from datetime import date

from langmoi.people.access import holds, posts_known, units_in_scope
from langmoi.people.models import Role, User
from langmoi.surveys.models import SurveyCampaign

RUNNING_ROLES = (Role.FRONT_OFFICER,)
RULE_ROLES = (Role.PROVINCE_OFFICE,)
# Whose work the survey judges: such a person does not fill in papers in their capacity either.
JUDGED_ROLES = frozenset(
    {Role.COMMUNE_CHAIRMAN, Role.COMMUNE_DEPUTY, Role.COMMUNE_OFFICER, Role.VILLAGE_HEAD}
)


def run_units(user: User, *, on: date) -> set[int]:
    """The units whose surveys the user runs, as an officer of the Front above or at them."""
    if is_judged(user, on=on):
        return set()
    return units_in_scope(user, on=on, roles=RUNNING_ROLES)


def can_run(user: User, campaign: SurveyCampaign, *, on: date) -> bool:
    return campaign.unit_id in run_units(user, on=on)


def is_judged(user: User, *, on: date) -> bool:
    """Whether any post of the user that day is of a commune's own people or a village's."""
    return any(post.role in JUDGED_ROLES for post in posts_known(user, on=on))


def can_set_rule(user: User, *, on: date) -> bool:
    return holds(user, Role.PROVINCE_OFFICE, on=on)
