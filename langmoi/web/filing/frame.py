"""Which commune and month a page of filings is about, and whether its filing may be begun."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.http import Http404
from django.urls import reverse

from langmoi.core.months import first_day, previous_month, reference_day
from langmoi.people.access import units_in_scope
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import district_of
from langmoi.reporting.access import acts_at
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.deadlines import due_on
from langmoi.reporting.models import Filing, ReportingMonth, StepKind
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, month_query
from langmoi.web.scope import scope_of, unit_in_scope


@dataclass(frozen=True)
class Place:
    """A commune that files, and the month."""

    unit: UnitVersion
    month: ReportingMonth
    chain: Chain
    today: date


def place_of(request: Request, code: str) -> Place:
    """The commune within the person's scope in the chosen month; else there is none."""
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.COMMUNE, month.month)
    if not unit.files:
        raise Http404
    return Place(unit, month, chain_on(month.month), request.today)


def find_filing(request: Request, place: Place) -> Filing | None:
    unit, month = place.unit.unit_id, place.month.month
    if any(post.unit_id == unit for post in scope_of(request, month).posts):
        seen = Filing.objects.all()  # their own commune's; the tree need not be walked for it
    else:
        seen = Filing.objects.visible_to(request.user, on=request.today)
    found = seen.filter(unit_id=unit, month=month)
    return found.select_related("latest", "latest__made_by", "unit").first()


def filing_address(request: Request, code: str) -> str:
    query = month_query(request)
    return reverse("filing", args=[code]) + (f"?{query}" if query else "")


def may_start(request: Request, place: Place) -> bool:
    if place.month.is_closed:
        return False
    return acts_at(request.user, place.chain.writers, place.unit.unit_id, request.today)


def may_file_late(request: Request, place: Place, filing: Filing | None) -> bool:
    """Whether the month is closed, the commune never filed, and the person may ask for it."""
    if not place.month.is_closed or (filing is not None and filing.latest_id is not None):
        return False
    return acts_at(request.user, place.chain.asks_correction, place.unit.unit_id, request.today)


def is_on_behalf(request: Request, place: Place) -> bool:
    """Whether the person can enter only as someone who does so for the commune."""
    chain, unit = place.chain, place.unit.unit_id
    own = units_in_scope(request.user, on=request.today, roles=chain.enters)
    return unit not in own and acts_at(request.user, chain.enters_on_behalf, unit, request.today)


def page_context(request: Request, place: Place) -> dict[str, Any]:
    month = place.month.month
    due = due_on(month, StepKind.SUBMIT, place.unit.unit_id)
    return {
        "unit": place.unit,
        "district": district_of(place.unit.unit_id, reference_day(month)),
        "month": month,
        "month_before": previous_month(month),
        "reporting_month": place.month,
        "starts_on": first_day(month),
        "ends_on": reference_day(month),
        "due": due,
        "days_left": (due - request.today).days,
        "has_district": place.chain.has_district,
        "on_behalf": is_on_behalf(request, place),
        "address": filing_address(request, place.unit.code),
        "is_own_commune": scope_of(request, month).is_commune,
    }
