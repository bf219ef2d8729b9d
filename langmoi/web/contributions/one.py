"""One contribution: written down, looked at, taken back."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.funding.contribution_access import can_enter, entered_units, named_donors
from langmoi.funding.contribution_actions import add_contribution, take_back_contribution
from langmoi.funding.contribution_checks import Unfit
from langmoi.funding.contributions import Contribution
from langmoi.funding.labour_rates import labour_rate
from langmoi.funding.models import Project
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on
from langmoi.web.attempts import attempt, who
from langmoi.web.contributions.forms import ContributionForm, TakeBackForm
from langmoi.web.http import Request


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_contribution(request: Request) -> HttpResponse:
    """For village heads and commune officers; what is wrong stands at its field."""
    units = _units(request)
    if not units:
        raise Http404
    first = {"given_on": request.today, "unit": request.GET.get("noi", "")}
    projects = _projects(request, units)
    form = ContributionForm(request.POST or None, units=units, projects=projects, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            made = add_contribution(form.given(), **who(request))
        except Unfit as unfit:
            form.show_problems(unfit.problems)
        else:
            messages.success(request, f"Đã ghi {made}.")
            return redirect("contribution", made.pk)
    context = {"form": form, "rate": labour_rate(request.today)}
    status = 422 if request.method == "POST" else 200
    return render(request, "contributions/new.html", context, status=status)


@login_required
@require_safe
def contribution(request: Request, pk: int) -> HttpResponse:
    return _page(request, _in_scope(request, pk), TakeBackForm())


@login_required
@require_POST
def take_back(request: Request, pk: int) -> HttpResponse:
    found = _in_scope(request, pk)
    form = TakeBackForm(request.POST)
    if attempt(form, lambda told: take_back_contribution(found, told["why"], **who(request))):
        messages.success(request, "Đã rút khoản này; nội dung và lý do vẫn được giữ.")
        return redirect("contribution", pk)
    return _page(request, found, form, status=422)


def _in_scope(request: Request, pk: int) -> Contribution:
    visible = Contribution.objects.visible_to(request.user, on=request.today)
    found = visible.select_related("project", "by", "taken_back_by")
    one: Contribution = get_object_or_404(found, pk=pk)
    return one


def _page(
    request: Request, found: Contribution, form: TakeBackForm, *, status: int = 200
) -> HttpResponse:
    names = names_on({found.unit_id, found.commune_id}, found.given_on)
    donors = named_donors(request.user, [found], on=request.today)
    may = found.is_standing and can_enter(request.user, found.unit_id, on=request.today)
    context = {
        "one": found,
        "place": names.get(found.unit_id, ""),
        "commune": names.get(found.commune_id, "") if found.unit_id != found.commune_id else "",
        "donors": donors.get(found.pk),
        "donor_count": found.donors.count(),
        "rate": labour_rate(found.given_on),
        "form": form if may else None,
    }
    return render(request, "contributions/one.html", context, status=status)


def _units(request: Request) -> dict[int, str]:
    """The villages, then the communes as one, for which the person may enter; by code."""
    keys = entered_units(request.user, on=request.today)
    found = list(UnitVersion.objects.on(request.today).filter(unit__in=keys).order_by("code"))
    villages = {v.unit_id: v.full_name for v in found if v.level == Level.VILLAGE}
    communes = {v.unit_id: f"Chung cả {v.full_name}" for v in found if v.files}
    return villages | communes


def _projects(request: Request, units: dict[int, str]) -> dict[int, str]:
    above = UnitVersion.objects.on(request.today).filter(unit__in=units)
    keys = {key for key in above.values_list("parent_id", flat=True) if key} | set(units)
    found = Project.objects.in_units(keys).filter(stopped_on__isnull=True).order_by("code")
    return {project.pk: f"{project.code} {project.name}" for project in found[:300]}
