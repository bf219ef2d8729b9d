"""What the forms of a delegation offer: communes, agencies and criteria."""

from __future__ import annotations

from django.db.models import Q

from langmoi.delegations.access import proposing_agencies
from langmoi.delegations.models import Delegation
from langmoi.law.model import Criterion
from langmoi.law.sets import set_for
from langmoi.people.access import with_descendants
from langmoi.people.models import Agency
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import filing_communes, unit_versions
from langmoi.web.http import Request


def criteria_offered(request: Request) -> tuple[Criterion, ...]:
    """Those of the set that is in force today."""
    return set_for(request.today).criteria


def agencies_offered(request: Request, unit: int, kept: int | None = None) -> list[Agency]:
    """In whose name the person may propose; `kept` stays on offer to who changes a plan."""
    keys = proposing_agencies(request.user, unit, on=request.today) | ({kept} if kept else set())
    current = Q(valid_to=None) | Q(valid_to__gte=request.today) | Q(pk=kept)
    return list(Agency.objects.filter(current, pk__in=keys).order_by("name"))


def communes_offered(request: Request, unit: int) -> list[UnitVersion]:
    on = request.today
    return filing_communes(on, within=with_descendants({unit}, on=on))


def assignees_offered(
    request: Request, delegation: Delegation
) -> tuple[list[Agency], list[UnitVersion]]:
    """Agencies of the founding unit; communes of the itinerary and their districts."""
    agencies = Agency.objects.filter(unit_id=delegation.unit_id)
    current = agencies.filter(Q(valid_to=None) | Q(valid_to__gte=request.today))
    keys = set(delegation.visits.values_list("unit_id", flat=True))
    communes = unit_versions(request.today, unit_keys=keys)
    above = {c.parent_id for c in communes if c.parent_id is not None}
    districts = [
        v for v in unit_versions(request.today, unit_keys=above) if v.level == Level.DISTRICT
    ]
    return list(current.order_by("name")), [*communes, *districts]
