"""What waits for a person of checking delegations: to found, to go and check, to conclude."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from django.db.models import Q

from langmoi.delegations.access import LEADING
from langmoi.delegations.models import Delegation, DelegationState, Visit
from langmoi.direction.access import issued_by
from langmoi.notices.model import Task, TaskKind
from langmoi.people.models import User
from langmoi.places.queries import unit_versions

AHEAD = timedelta(days=7)


def delegation_tasks(user: User, *, on: date) -> Iterator[Task]:
    """As an office, as a member on the way, as who concludes; four reads at most."""
    yield from _founding(user, on)
    yield from _visits(user, on)
    yield from _concluding(user, on)


def _founding(user: User, on: date) -> Iterator[Task]:
    """Proposals that somebody else sent up."""
    units = issued_by(user, on=on)
    if not units:
        return
    waiting = Delegation.objects.filter(unit__in=units, state=DelegationState.PROPOSED)
    for found in waiting.exclude(proposed_by=user).select_related("agency"):
        said = f"{found.name}, {found.agency.short_name} đề xuất"
        yield Task(TaskKind.DELEGATION, None, found.starts_on, said, pk=found.pk)


def _visits(user: User, on: date) -> Iterator[Task]:
    """The communes where a member of a delegation under way is expected within a week, or was
    and has not written what came of it."""
    visits = Visit.objects.filter(
        delegation__members__user=user,
        delegation__state=DelegationState.UNDER_WAY,
        finished_at__isnull=True,
        visits_on__lte=on + AHEAD,
    )
    rows = list(visits.select_related("delegation"))
    names = {v.unit_id: v for v in unit_versions(on, unit_keys={r.unit_id for r in rows})}
    for visit in rows:
        unit = names.get(visit.unit_id)
        said = f"{unit or visit.unit}: {visit.delegation.name}"
        yield Task(TaskKind.VISIT, None, visit.visits_on, said, unit, pk=visit.pk)


def _concluding(user: User, on: date) -> Iterator[Task]:
    """For head and secretary, once every visit is written."""
    led = Delegation.objects.filter(
        members__user=user, members__role__in=LEADING, state=DelegationState.UNDER_WAY
    )
    open_ones = Visit.objects.filter(finished_at__isnull=True).values("delegation")
    for found in led.exclude(Q(pk__in=open_ones)).distinct():
        yield Task(TaskKind.CONCLUSION, None, found.ends_on, found.name, pk=found.pk)
