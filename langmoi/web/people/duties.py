"""Who is in charge of which indicator: the table for everyone, assigning for the office."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.months import reference_day
from langmoi.law.model import CriteriaSet, Criterion, Indicator
from langmoi.law.sets import set_for
from langmoi.people.duties import assign_lead
from langmoi.people.models import Role
from langmoi.people.responsibility import InCharge, responsibility_table
from langmoi.people.scope import holds
from langmoi.web.http import Request
from langmoi.web.months import newest_month
from langmoi.web.people.people_forms import AssignForm


@dataclass(frozen=True)
class Line:
    indicator: Indicator
    found: InCharge


@dataclass(frozen=True)
class Group:
    criterion: Criterion
    lines: list[Line]


def month_at_work(request: Request) -> date:
    """The newest month there is, else the month of today: what is being set up."""
    newest = newest_month(request)
    return newest.month if newest else request.today.replace(day=1)


@login_required
@require_safe
def duties(request: Request) -> HttpResponse:
    month = month_at_work(request)
    law = set_for(month)
    on = max(reference_day(month), request.today)
    groups = table_of(law, on)
    lines = [line for group in groups for line in group.lines]
    context = {
        "law": law,
        "on": on,
        "groups": groups,
        "without_lead": [line.indicator for line in lines if not line.found.lead],
        "undecided": [line.indicator for line in lines if len(line.found.lead) > 1],
        "unchecked": sum(line.found.certainty == "recalled" for line in lines),
        "form": AssignForm(auto_id="assign-%s", on=on) if _assigns(request) else None,
    }
    return render(request, "people/duties.html", context)


def table_of(law: CriteriaSet, on: date) -> list[Group]:
    found = responsibility_table(law, on)
    return [
        Group(criterion, [Line(one, found[one.number]) for one in criterion.indicators])
        for criterion in law.criteria
    ]


@login_required
@require_POST
def assign(request: Request) -> HttpResponse:
    given = AssignForm(request.POST, on=request.today).given()
    law = set_for(month_at_work(request))
    made = assign_lead(law, **given, by=request.user, on=request.today)
    messages.success(request, f"Từ ngày đã chọn, {made.agency.name} chủ trì {made.indicator}.")
    return redirect("duties")


def _assigns(request: Request) -> bool:
    return holds(request.user, Role.PROVINCE_OFFICE, on=request.today)
