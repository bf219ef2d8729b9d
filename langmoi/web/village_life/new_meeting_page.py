"""A village's meeting put down with its votes and the signed minutes, on the head's phone too."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.places.models import UnitVersion
from langmoi.places.queries import version_of
from langmoi.registers.access import can_write
from langmoi.registers.kind_list import kind_of
from langmoi.registers.village_entering import NewMeeting, add_village_meeting
from langmoi.registers.village_facts import known_households
from langmoi.registers.village_meetings import KIND
from langmoi.registers.village_rules import decision_rule
from langmoi.web.attempts import attempt, who
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.village_life.forms import MeetingForm, file_given
from langmoi.web.village_life.scoped import village_in_scope


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: Request, code: str) -> HttpResponse:
    limit_uploads(request)
    return _new_meeting(request, code)


@csrf_protect
@login_required
def _new_meeting(request: Request, code: str) -> HttpResponse:
    """The minutes of a meeting of the village, all or nothing."""
    village = village_in_scope(request, code)
    if not can_write(request.user, kind_of(KIND), village.unit_id, on=request.today):
        raise Http404
    if request.method != "POST":
        return _page(request, village, MeetingForm(initial=_first(request, village)))
    form = MeetingForm(request.POST, request.FILES)

    def add(told: dict[str, Any]) -> None:
        refuse_left_out(request)
        votes = tuple(form.ballots())
        if not form.fields_told().get("held_on"):
            raise DomainError("Chưa ghi ngày họp. Hãy ghi như 31/12/2019.")
        new = NewMeeting(form.fields_told(), votes, file_given(told, "minutes"))
        add_village_meeting(new, village.unit, **who(request))

    if attempt(form, add):
        messages.success(request, f"Đã ghi biên bản họp {village.full_name}.")
        return redirect("village_life", village.code)
    return _page(request, village, form, 422)


def _first(request: Request, village: UnitVersion) -> dict[str, Any]:
    """Today, and the households that the village's last sheet told."""
    known = known_households([village.unit_id], request.today).get(village.unit_id)
    return {"held_on": show_day(request.today), "households": known}


def _page(
    request: Request, village: UnitVersion, form: MeetingForm, status: int = 200
) -> HttpResponse:
    context = {
        "village": village,
        "commune": version_of(village.parent_id or 0, request.today),
        "form": form,
        "rule": decision_rule(request.today),
        "known": known_households([village.unit_id], request.today).get(village.unit_id),
    }
    return render(request, "village_life/new_meeting.html", context, status=status)
