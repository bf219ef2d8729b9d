"""Raising a difficulty: prefilled from where the person stood, with what was answered before."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.core.months import parse_month
from langmoi.difficulties.access import RAISING_ROLES, can_raise
from langmoi.difficulties.actions import Asked, raise_difficulty
from langmoi.difficulties.guidance import guidance_by_criterion
from langmoi.difficulties.queries import similar_answered
from langmoi.difficulties.rules import answering_rule
from langmoi.law.model import Criterion
from langmoi.people.access import units_in_scope
from langmoi.places.models import Level, Unit, UnitType, UnitVersion
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.difficulties.forms import BETWEEN, Choice, DifficultyForm
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def new_difficulty(request: Request) -> HttpResponse:
    limit_uploads(request)
    return _new_difficulty(request)


@csrf_protect
@login_required
def _new_difficulty(request: Request) -> HttpResponse:
    """The form; `xa`, `tieu-chi`, `chi-tieu` and `thang` of the address fill it in."""
    if not can_raise(request.user, on=request.today):
        raise Http404
    form = _form(request)
    looks_first = "xem" in request.POST
    if request.method == "POST" and not looks_first and form.is_valid():
        unit = get_object_or_404(Unit, pk=int(form.cleaned_data["unit"]))
        try:
            refuse_left_out(request)
            with transaction.atomic():
                made = raise_difficulty(
                    unit, _asked(request, form), papers=form.papers(), **_who(request)
                )
        except DomainError as error:
            if not form.errors:
                form.add_error(None, str(error))
        else:
            messages.success(request, "Đã nêu vướng mắc và chuyển nơi giải quyết.")
            return redirect("difficulty", made.pk)
    context = _before(request, str(form["about"].value() or "")) | {
        "form": form,
        "rule": answering_rule(request.today),
        "month": request.GET.get("thang") or request.POST.get("month", ""),
    }
    status = 422 if request.method == "POST" and not looks_first else 200
    return render(request, "difficulties/new.html", context, status=status)


@login_required
@require_safe
def asked_before(request: Request) -> HttpResponse:
    """What was asked and answered before on the criterion: the piece beside the form."""
    if not can_raise(request.user, on=request.today):
        raise Http404
    return render(request, "difficulties/_before.html", _before(request, _about(request)))


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today, "at": now()}


def _before(request: Request, about: str) -> dict[str, Any]:
    criterion, _, indicator = about.partition(BETWEEN)
    on = request.today
    return {
        "about": about,
        "similar": similar_answered(request.user, criterion, indicator=indicator, on=on),
        "guidance": guidance_by_criterion(on).get(criterion, ()),
    }


def _about(request: Request) -> str:
    return request.GET.get("about", "")


def _form(request: Request) -> DifficultyForm:
    criteria = _criteria(request)
    units = _units(request)
    if request.method == "POST":
        if "xem" in request.POST:
            return DifficultyForm(initial=request.POST.dict(), units=units, criteria=criteria)
        return DifficultyForm(request.POST, request.FILES, units=units, criteria=criteria)
    told = {"unit": _unit_of_address(request), "about": _about_of_address(request, criteria)}
    return DifficultyForm(initial=told, units=units, criteria=criteria)


def _criteria(request: Request) -> dict[str, Criterion]:
    """Of the month that it is about, else of this one: what is raised is checked against it."""
    return {c.id: c for c in set_of_month(_month(request) or _first(request.today)).criteria}


def _asked(request: Request, form: DifficultyForm) -> Asked:
    return replace(form.asked(), month=_month(request))


def _month(request: Request) -> date | None:
    text = request.GET.get("thang") or request.POST.get("month", "")
    return parse_month(text) if text else None


def _first(day: date) -> date:
    return day.replace(day=1)


def _units(request: Request) -> list[Choice]:
    """The districts and rural communes about which the person may raise one, by code."""
    on = request.today
    keys = units_in_scope(request.user, on=on, roles=RAISING_ROLES)
    found = UnitVersion.objects.on(on).filter(unit_id__in=keys)
    communes = list(found.filter(level=Level.COMMUNE, type=UnitType.COMMUNE).order_by("code"))
    districts = list(found.filter(level=Level.DISTRICT).order_by("code"))
    named = [(str(v.unit_id), v.full_name) for v in [*districts, *communes]]
    return named if len(named) == 1 else [("", "Chọn địa bàn"), *named]


def _unit_of_address(request: Request) -> str:
    code = request.GET.get("xa", "")
    found = UnitVersion.objects.on(request.today).filter(code=code).exclude(level=Level.VILLAGE)
    version = found.first() if code else None
    return str(version.unit_id) if version else ""


def _about_of_address(request: Request, criteria: dict[str, Criterion]) -> str:
    """By the id, or by the number that the month's set gives it."""
    asked, number = request.GET.get("tieu-chi", ""), request.GET.get("chi-tieu", "")
    for criterion in criteria.values():
        for indicator in criterion.indicators:
            if number and indicator.number == number:
                return f"{criterion.id}{BETWEEN}{indicator.id}"
        if asked and asked in (criterion.id, criterion.number):
            return criterion.id
    return ""
