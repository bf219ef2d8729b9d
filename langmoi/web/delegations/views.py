"""One delegation: its page, and the form of its plan."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.errors import DomainError
from langmoi.delegations.access import can_prepare, founding_unit
from langmoi.delegations.actions import add_delegation, add_visits, change_delegation
from langmoi.delegations.models import Delegation
from langmoi.places.models import Level, UnitVersion
from langmoi.web.delegations.finding import seen_delegation, who, who_when
from langmoi.web.delegations.forms import PlanForm, first_plan, planned
from langmoi.web.delegations.listing import stops_of
from langmoi.web.delegations.offered import agencies_offered, criteria_offered
from langmoi.web.delegations.page import delegation_context
from langmoi.web.http import Request


@login_required
@require_safe
def delegation(request: Request, pk: int) -> HttpResponse:
    """Everything about one delegation that the person may see."""
    found = seen_delegation(request, pk)
    return render(request, "delegations/page.html", delegation_context(request, found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_delegation(request: Request) -> HttpResponse:
    """A new proposal; communes that were ticked in the sample come along."""
    unit = founding_unit(request.user, on=request.today)
    if unit is None:
        raise Http404
    codes = (request.POST if request.method == "POST" else request.GET).getlist("xa")
    form = _form(request, unit, first_plan(request.today))
    if request.method == "POST" and form.is_valid():
        try:
            made = _made(request, form, unit, codes)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lập đề xuất. Hãy thêm thành viên, xem lại lịch trình.")
            return redirect("delegation", made.pk)
    rows = UnitVersion.objects.on(request.today).filter(level=Level.COMMUNE, code__in=codes)
    return _typed_page(request, form, {"communes": list(rows.order_by("code"))})


def _made(request: Request, form: PlanForm, unit: int, codes: list[str]) -> Delegation:
    numbers = [c.number for c in criteria_offered(request)]
    made = add_delegation(form.plan(), unit, criteria=numbers, **who_when(request))
    if codes:
        stops = stops_of(request, codes, unit, made)
        add_visits(made, stops, seen=made.version, **who(request))
    return made


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """The plan's form; who does not prepare the delegation has no such page."""
    found = seen_delegation(request, pk)
    if not can_prepare(request.user, found, on=request.today):
        raise Http404
    form = _form(request, found.unit_id, planned(found), found.agency_id)
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        numbers = [c.number for c in criteria_offered(request)]
        plan = form.plan(is_illustrative=found.is_illustrative)
        number = int(seen) if seen.isdigit() else 0
        try:
            change_delegation(found, plan, criteria=numbers, seen=number, **who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu đề xuất.")
            return redirect("delegation", found.pk)
    return _typed_page(request, form, {"delegation": found, "seen": seen or found.version})


def _form(request: Request, unit: int, first: dict[str, Any], kept: int | None = None) -> PlanForm:
    agencies = agencies_offered(request, unit, kept)
    criteria = criteria_offered(request)
    return PlanForm(request.POST or None, agencies=agencies, criteria=criteria, initial=first)


def _typed_page(request: Request, form: PlanForm, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "delegations/form.html", {"form": form, **context}, status=status)
