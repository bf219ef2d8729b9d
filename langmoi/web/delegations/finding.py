"""Delegations and visits as this person may see them; outside that there are none."""

from __future__ import annotations

from typing import Any

from django.shortcuts import get_object_or_404

from langmoi.core.clock import now
from langmoi.delegations.access import can_check, can_decide, can_lead, can_prepare, is_office
from langmoi.delegations.models import Delegation, DelegationState, Visit
from langmoi.web.http import Request


def seen_delegation(request: Request, pk: int) -> Delegation:
    rows = Delegation.objects.visible_to(request.user, on=request.today)
    rows = rows.select_related("agency", "unit", "directive", "proposed_by", "made_by")
    return get_object_or_404(rows, pk=pk)


def seen_visit(request: Request, pk: int) -> Visit:
    rows = Visit.objects.visible_to(request.user, on=request.today)
    rows = rows.select_related(
        "delegation__agency", "delegation__unit", "unit", "revision__filing__unit"
    )
    return get_object_or_404(rows.distinct(), pk=pk)


def who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today}


def who_when(request: Request) -> dict[str, Any]:
    return who(request) | {"at": now()}


def rights(request: Request, delegation: Delegation) -> dict[str, bool]:
    """What the person may do here, by the names that templates use."""
    told: dict[str, Any] = {"on": request.today}
    user = request.user
    prepares = can_prepare(user, delegation, **told)
    return {
        "may_prepare": prepares and delegation.is_prepared,
        "may_end": prepares and delegation.state == DelegationState.CONCLUDED,
        "may_decide": can_decide(user, delegation, **told),
        "may_lead": can_lead(user, delegation, **told),
        "may_check": can_check(user, delegation, **told),
        "is_office": is_office(user, delegation, **told),
    }
