"""Who acts on which side of a task: from dated posts, the heirs of former units and agencies too.

The issuer's side is the offices of the unit whose document it is; the assignee's side is whoever
holds a writing post of the agency or the local authority that the task was given to.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from langmoi.direction.flow import Side
from langmoi.direction.models import Assignment, Directive
from langmoi.people.access import posts_known, with_descendants, with_records
from langmoi.people.models import Post, Role, User
from langmoi.people.responsibility import answered_for
from langmoi.people.roles import MANAGING_ROLES, READ_ONLY_ROLES
from langmoi.places.models import Level, Unit
from langmoi.places.queries import version_of

ISSUING_ROLES = {
    Level.PROVINCE: (Role.COMMITTEE_OFFICE, Role.PROVINCE_OFFICE),
    Level.DISTRICT: (Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY, Role.DISTRICT_OFFICER),
    Level.COMMUNE: (Role.COMMUNE_CHAIRMAN, Role.COMMUNE_DEPUTY, Role.COMMUNE_OFFICER),
}
# Who heads the place, or signs for its head: overdue tasks go to them.
LEADING_ROLES = {
    Level.PROVINCE: (Role.PROVINCE_LEADER,),
    Level.DISTRICT: (Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY),
    Level.COMMUNE: (Role.COMMUNE_CHAIRMAN, Role.COMMUNE_DEPUTY),
}
REPORTING_ROLES = ISSUING_ROLES | {Level.VILLAGE: (Role.VILLAGE_HEAD,)}
_ADMINISTRATING = frozenset(MANAGING_ROLES) - {Role.PROVINCE_OFFICE}
# Whose posts at an agency let them answer for it.
AGENCY_WRITERS = frozenset(Role) - set(READ_ONLY_ROLES) - _ADMINISTRATING


@dataclass(frozen=True)
class Asked:
    """Keys of the units and agencies whose tasks are somebody's own."""

    units: frozenset[int]
    agencies: frozenset[int]

    def __bool__(self) -> bool:
        return bool(self.units or self.agencies)


def issuing_post(user: User, unit: Unit | int, *, on: date) -> Post | None:
    """The post by which the user gives and follows the tasks of this unit's documents that day."""
    return _post_of(user, _key(unit), ISSUING_ROLES, on)


def leading_post(user: User, unit: Unit | int, *, on: date) -> Post | None:
    """The post by which the user heads the place whose documents these are that day."""
    return _post_of(user, _key(unit), LEADING_ROLES, on)


def issued_by(user: User, *, on: date) -> set[int]:
    """Keys of the units whose documents the user gives and follows that day."""
    return _units_of(user, ISSUING_ROLES, on)


def led_by(user: User, *, on: date) -> set[int]:
    """Keys of the units that the user heads that day, the ended ones that went into them too."""
    return _units_of(user, LEADING_ROLES, on)


def reporting_post(user: User, assignment: Assignment, *, on: date) -> Post | None:
    """The post by which the user answers for the assignee that day."""
    if assignment.unit_id is not None:
        return _post_of(user, assignment.unit_id, REPORTING_ROLES, on)
    posts = [p for p in posts_known(user, on=on) if p.role in AGENCY_WRITERS]
    answering = (p for p in posts if assignment.agency_id in agencies_of_post(p, on))
    return next(answering, None)


def can_issue(user: User, directive: Directive, *, on: date) -> bool:
    return issuing_post(user, directive.unit_id, on=on) is not None


def can_report(user: User, assignment: Assignment, *, on: date) -> bool:
    return reporting_post(user, assignment, on=on) is not None


def sides_of(user: User, assignment: Assignment, *, on: date) -> frozenset[Side]:
    """On which sides of the task the user may take steps that day."""
    sides = {
        Side.ISSUER: can_issue(user, assignment.task.directive, on=on),
        Side.ASSIGNEE: can_report(user, assignment, on=on),
        Side.LEADER: leading_post(user, assignment.task.directive.unit_id, on=on) is not None,
    }
    return frozenset(side for side, may in sides.items() if may)


def asked_of(user: User, *, on: date) -> Asked:
    """The units and agencies for which the user answers by posts that write, not by looking on."""
    posts = posts_known(user, on=on)
    agencies: set[int] = set()
    units: set[int] = set()
    for post in posts:
        if post.role in AGENCY_WRITERS:
            agencies |= agencies_of_post(post, on)
        version = version_of(post.unit_id, on)
        if version and post.role in REPORTING_ROLES.get(Level(version.level), ()):
            units.add(post.unit_id)
    return Asked(frozenset(units), frozenset(agencies))


def follows_province(user: User, *, on: date) -> bool:
    """Whether the user follows the tasks of the province's documents, and so those of everyone."""
    posts = posts_known(user, on=on)
    return any(post.role in ISSUING_ROLES[Level.PROVINCE] for post in posts)


def agencies_of_post(post: Post, on: date) -> set[int]:
    """Keys of the agencies whose tasks are those of the post's agency that day."""
    return answered_for({post.agency_id}, on) if post.agency_id else set()


def _units_of(user: User, roles: dict[Level, tuple[Role, ...]], on: date) -> set[int]:
    found: set[int] = set()
    for post in posts_known(user, on=on):
        version = version_of(post.unit_id, on)
        if version and post.role in roles.get(Level(version.level), ()):
            found.add(post.unit_id)
            if version.level == Level.PROVINCE:
                ended = with_records({post.unit_id}, on=on)
                found |= ended - with_descendants({post.unit_id}, on=on)
    return found


def _post_of(user: User, unit: int, roles: dict[Level, tuple[Role, ...]], on: date) -> Post | None:
    version = version_of(unit, on)
    # The records of a unit that has ended are the province's that took them over.
    wanted = roles.get(Level(version.level), ()) if version else roles[Level.PROVINCE]
    posts = [post for post in posts_known(user, on=on) if post.role in wanted]
    for post in posts:
        if post.unit_id == unit or (not version and unit in with_records({post.unit_id}, on=on)):
            return post
    return None


def _key(unit: Unit | int) -> int:
    return unit if isinstance(unit, int) else unit.pk
