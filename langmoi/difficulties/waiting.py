"""What waits for a person: what lies on their desk, and answers to what their side raised."""

from __future__ import annotations

from datetime import date

from django.db.models import Q

from langmoi.difficulties.access import acting_agencies, acting_units, units_of_desk
from langmoi.difficulties.models import Desk, Difficulty, DifficultyState
from langmoi.people.models import User


def on_desk_of(user: User, *, on: date) -> list[Difficulty]:
    """What waits for an answer from the user's desks, by due day; never what they raised."""
    lies = Q(desk=Desk.AGENCY, agency__in=acting_agencies(user, on=on))
    lies |= Q(desk=Desk.DISTRICT, desk_unit__in=acting_units(user, on=on))
    for desk in (Desk.OFFICE, Desk.LEADER):
        lies |= Q(desk=desk, desk_unit__in=units_of_desk(user, desk, on=on))
    found = Difficulty.objects.unfinished().filter(lies).exclude(raised_by=user)
    return list(found.select_related("agency").order_by("due_on", "pk"))


def answered_to(user: User, *, on: date) -> list[Difficulty]:
    """Answers that the user's side has neither taken nor sent back, the oldest first."""
    raised = Q(raised_unit__in=acting_units(user, on=on))
    raised |= Q(raised_agency__in=acting_agencies(user, on=on))
    found = Difficulty.objects.filter(raised, state=DifficultyState.ANSWERED)
    return list(found.select_related("agency").order_by("answered_on", "pk"))
