"""One meeting: agenda, who was there, papers, minutes, and what became of its conclusions."""

from __future__ import annotations

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.committee.access import can_write
from langmoi.committee.actions import add_meeting, change_meeting
from langmoi.committee.models import Board, Meeting
from langmoi.committee.queries import conclusions_of, members_on, open_before
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import district_of, version_of
from langmoi.reporting.evidence.kinds import ACCEPT
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.committee.forms import (
    ConclusionForm,
    MeetingForm,
    NumberForm,
    PaperForm,
    SeatsForm,
    agencies_on,
    typed_meeting,
)
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm


@login_required
@require_safe
def meeting(request: Request, pk: int) -> HttpResponse:
    """The meeting with what is open of the board's former ones."""
    return meeting_page(request, visible_meeting(request, pk), {})


@login_required
@require_safe
def printed(request: Request, pk: int) -> HttpResponse:
    """The meeting for paper: before it the agenda, after it the minutes."""
    found = visible_meeting(request, pk)
    return render(request, "committee/printed.html", _context(request, found))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_meeting(request: Request, pk: int) -> HttpResponse:
    """A meeting of the board with this number, to come or held."""
    visible = Board.objects.visible_to(request.user, on=request.today)
    board = get_object_or_404(visible, pk=pk)
    if not can_write(request.user, board.unit_id, on=request.today):
        raise Http404
    form = MeetingForm(request.POST or None, initial={"title": f"Họp {board.name}"})
    if request.method == "POST":
        made: list[int] = []

        def add(_: dict[str, Any]) -> None:
            made.append(add_meeting(board, form.called(), **who(request)).pk)

        if attempt(form, add):
            return redirect("meeting", made[0])
    return _form_page(request, {"form": form, "board": board})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit(request: Request, pk: int) -> HttpResponse:
    """What the meeting was called for, and its minutes."""
    found = written_meeting(request, pk)
    form = MeetingForm(request.POST or None, initial=typed_meeting(found))
    seen = request.POST.get("seen", "")
    if request.method == "POST":
        told: dict[str, Any] = {"seen": whole(seen), "by": request.user, "on": request.today}

        def save(_: dict[str, Any]) -> object:
            return change_meeting(found, form.called(), **told)

        if attempt(form, save):
            return redirect("meeting", found.pk)
    context = {"form": form, "board": found.board, "meeting": found, "seen": seen or found.version}
    return _form_page(request, context)


def meeting_page(request: Request, found: Meeting, refused: dict[str, PlainForm]) -> HttpResponse:
    """The page; with the form that was refused, as it was typed."""
    found = visible_meeting(request, found.pk)
    context = _context(request, found)
    context["forms"] = _forms(request, found) | refused
    context["refused"] = next(iter(refused), "")
    seen = request.POST.get("seen", found.version) if refused else found.version
    context |= {"seen": seen, "accept": ACCEPT}
    return render(request, "committee/meeting.html", context, status=422 if refused else 200)


def visible_meeting(request: Request, pk: int) -> Meeting:
    rows = Meeting.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(rows.select_related("board", "conclusion"), pk=pk)


def written_meeting(request: Request, pk: int) -> Meeting:
    """The meeting, for the office of its board; for others there is no such page."""
    found = visible_meeting(request, pk)
    if not can_write(request.user, found.board.unit_id, on=request.today):
        raise Http404
    return found


def seats_form(found: Meeting, data: Any = None) -> SeatsForm:
    there = {row.member_id: row for row in found.attendance.all()}
    return SeatsForm(data, members=members_on(found.board, found.held_on), there=there)


def conclusion_form(request: Request, found: Meeting, data: Any = None) -> ConclusionForm:
    return ConclusionForm(data, choices=_assignees(request, found))


def _forms(request: Request, found: Meeting) -> dict[str, PlainForm]:
    """What the office may do: before the day papers only, from it on all."""
    if not can_write(request.user, found.board.unit_id, on=request.today):
        return {}
    forms: dict[str, PlainForm] = {"paper": PaperForm()}
    if found.held_on <= request.today:
        forms |= {"seats": seats_form(found), "conclude": conclusion_form(request, found)}
        if found.conclusion is not None:
            told = {"number": found.conclusion.number, "dated_on": found.conclusion.dated_on}
            forms["number"] = NumberForm(initial=told)
    return forms


def _context(request: Request, found: Meeting) -> dict[str, Any]:
    there = {row.member_id: row for row in found.attendance.all()}
    members = [(m, there.get(m.pk)) for m in members_on(found.board, found.held_on)]
    may_write = can_write(request.user, found.board.unit_id, on=request.today)
    rows = conclusions_of([found], on=request.today)
    return {
        "meeting": found,
        "board": found.board,
        "unit": version_of(found.board.unit_id, found.held_on),
        "members": members,
        "has_attendance": bool(there),
        "papers": list(found.papers.select_related("file")),
        # What is not issued yet is the office's own.
        "conclusions": [row for row in rows if row.is_issued or may_write],
        "has_drafts": any(not row.is_issued for row in rows),
        "open_before": open_before(found, on=request.today),
        "is_to_come": found.held_on > request.today,
        "may_write": may_write,
        "today": request.today,
    }


def _assignees(request: Request, found: Meeting) -> list[tuple[str, str]]:
    """Agencies and the places of the board's own level and below, down to communes."""
    on, unit = request.today, version_of(found.board.unit_id, request.today)
    if unit is None:
        return []
    districts = UnitVersion.objects.on(on).filter(level=Level.DISTRICT)
    communes = UnitVersion.objects.on(on).filter(level=Level.COMMUNE)
    if unit.level == Level.PROVINCE:
        places = list(districts.filter(parent_id=unit.unit_id).order_by("code"))
        return [*agencies_on(on), *((f"d{v.unit_id}", v.full_name) for v in places)]
    if unit.level == Level.DISTRICT:
        places = [unit, *communes.filter(parent_id=unit.unit_id).order_by("code")]
        return [(f"d{v.unit_id}", v.full_name) for v in places]
    above = district_of(unit.unit_id, on)
    places = [unit, *([above] if above else [])]
    return [(f"d{v.unit_id}", v.full_name) for v in places]


def _form_page(request: Request, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "committee/meeting_form.html", context, status=status)
