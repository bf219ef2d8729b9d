"""A mobilisation session put down with who came from each village of its commune."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from langmoi.core.days import show_day
from langmoi.law.faults import LawGap
from langmoi.law.sets import set_for
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of
from langmoi.registers import campaigns
from langmoi.registers.access import units_kept
from langmoi.registers.kind_list import kind_of
from langmoi.registers.sessions import KIND
from langmoi.registers.village_entering import NewSession, add_session
from langmoi.registers.village_facts import known_households, known_people, villages_in
from langmoi.web.attempts import attempt, who
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.village_life.forms import SessionForm, file_given
from langmoi.web.village_life.scoped import rows_in_scope


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def new_session(request: Request) -> HttpResponse:
    limit_uploads(request)
    return _new_session(request)


@csrf_protect
@login_required
def _new_session(request: Request) -> HttpResponse:
    """First the place (`noi`: its code), then the session itself."""
    units = [
        v
        for v in units_kept(request.user, kind_of(KIND), on=request.today)
        if v.level == Level.VILLAGE or v.files
    ]
    if not units:
        raise Http404
    code = request.GET.get("noi", "") or (units[0].code if len(units) == 1 else "")
    unit = next((version for version in units if version.code == code), None)
    if unit is None:
        return _choose(request, units)
    if request.method != "POST":
        return _page(request, unit, _form(request, unit))
    form = _form(request, unit, request.POST, request.FILES)

    def add(told: dict[str, Any]) -> None:
        refuse_left_out(request)
        new = NewSession(
            told["name"], form.fields_told(), form.came(), file_given(told, "material_file")
        )
        add_session(new, unit.unit, **who(request))

    if attempt(form, add):
        messages.success(request, f"Đã ghi buổi tuyên truyền ở {unit.full_name}.")
        return redirect("mobilisation")
    return _page(request, unit, form, 422)


def _form(request: Request, unit: UnitVersion, *given: Any) -> SessionForm:
    on = request.today
    live = [row for row in rows_in_scope(request, campaigns.KIND) if row.is_live]
    first = {"held_on": show_day(on), "campaign": request.GET.get("phong-trao", "")}
    return SessionForm(
        *given,
        kind=kind_of(KIND),
        villages=villages_in([unit.unit_id], on),
        criteria=_criteria(request),
        campaigns=list(dict.fromkeys(row.entry.name for row in live)),
        initial=first,
    )


def _criteria(request: Request) -> dict[str, str]:
    """The criteria of the set of today, by number; none where no set is in force."""
    try:
        found = set_for(request.today).criteria
    except LawGap:
        return {}
    return {c.number: f"{c.number}. {c.name}" for c in found}


def _choose(request: Request, units: list[UnitVersion]) -> HttpResponse:
    """The places for which the person may write, communes by district; villages under theirs."""
    above = districts_of([v.unit_id for v in units if v.level == Level.COMMUNE], request.today)
    groups: dict[str, list[UnitVersion]] = {}
    for version in units:
        district = above.get(version.unit_id)
        name = district.full_name if district else "Thôn, làng"
        groups.setdefault(name, []).append(version)
    context = {"groups": list(groups.items()), "campaign": request.GET.get("phong-trao", "")}
    return render(request, "village_life/choose_place.html", context)


def _page(
    request: Request, unit: UnitVersion, form: SessionForm, status: int = 200
) -> HttpResponse:
    on = request.today
    commune = unit.unit_id if unit.level == Level.COMMUNE else unit.parent_id or 0
    known = known_households([row.village.unit_id for row in form.rows], on)
    context = {
        "unit": unit,
        "form": form,
        "rows": [(row, known.get(row.village.unit_id)) for row in form.rows],
        "people": known_people(commune, on),
    }
    return render(request, "village_life/new_session.html", context, status=status)
