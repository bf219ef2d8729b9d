"""Boards: the list with their meetings, a board with its members, and who keeps them."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.committee.access import can_write, written_units
from langmoi.committee.actions import add_board, add_member, change_board, end_member
from langmoi.committee.models import Board, BoardMember
from langmoi.committee.queries import conclusions_of, meetings_by_board, members_on
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit, UnitVersion
from langmoi.places.queries import names_on
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.committee.forms import BoardForm, EndMemberForm, MemberForm, NewBoardForm
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.scope import scope_of

LEVELS = ("province", "district", "commune")


@login_required
@require_safe
def meetings(request: Request) -> HttpResponse:
    """Every board that the person sees, from the top, each with its meetings and what is open."""
    boards = list(Board.objects.visible_to(request.user, on=request.today))
    units = UnitVersion.objects.on(request.today).filter(unit_id__in={b.unit_id for b in boards})
    order = {v.unit_id: (LEVELS.index(v.level), v.code) for v in units if v.level in LEVELS}
    boards.sort(key=lambda b: (order.get(b.unit_id, (len(LEVELS), "")), b.pk))
    held = meetings_by_board(boards)
    every = [meeting for of_it in held.values() for meeting in of_it]
    rows = conclusions_of(every, on=request.today)
    told = [(board, held.get(board.pk, [])) for board in boards]
    context = {
        "boards": [
            {
                "board": board,
                "meetings": [
                    (m, [row for row in rows if row.meeting.pk == m.pk and row.is_issued])
                    for m in of_it
                ],
                "open": sum(row.is_open for row in rows if row.meeting.board_id == board.pk),
                "may_write": can_write(request.user, board.unit_id, on=request.today),
            }
            for board, of_it in told
        ],
        "may_found": bool(written_units(request.user, on=request.today)),
        "today": request.today,
        "scope": scope_of(request),
    }
    return render(request, "committee/meetings.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_board(request: Request) -> HttpResponse:
    """Put in a board of a unit whose office the person is."""
    keys = written_units(request.user, on=request.today)
    if not keys:
        raise Http404
    units = names_on(set(keys), request.today)
    form = NewBoardForm(request.POST or None, units=units)
    if request.method == "POST":
        made: list[int] = []

        def found(told: dict[str, Any]) -> None:
            unit = Unit.objects.get(pk=int(told["unit"]))
            made.append(add_board(form.board(), unit, **who(request)).pk)

        if attempt(form, found):
            return redirect("board", made[0])
    status = 422 if request.method == "POST" else 200
    return render(request, "committee/new_board.html", {"form": form}, status=status)


@login_required
@require_safe
def board(request: Request, pk: int) -> HttpResponse:
    """The board with its members of today and before."""
    return _page(request, _visible(request, pk), {})


@login_required
@require_POST
def change(request: Request, pk: int) -> HttpResponse:
    found = _written(request, pk)
    form = BoardForm(request.POST)

    def save(_: dict[str, Any]) -> object:
        return change_board(found, form.board(), **_seen(request))

    return _after(request, found, "change", form, attempt(form, save), "Đã lưu.")


@login_required
@require_POST
def join(request: Request, pk: int) -> HttpResponse:
    found = _written(request, pk)
    form = MemberForm(request.POST, people=_people(request, found))

    def add(_: dict[str, Any]) -> object:
        return add_member(found, form.member(), **_seen(request))

    return _after(request, found, "join", form, attempt(form, add), "Đã thêm thành viên.")


@login_required
@require_POST
def leave(request: Request, pk: int) -> HttpResponse:
    """A member sits on the board no more; `pk` is the board's, the member stands in the form."""
    found = _written(request, pk)
    member = get_object_or_404(
        BoardMember.objects.select_related("board"),
        board=found,
        pk=whole(request.POST.get("member", "")),
    )
    form = EndMemberForm(request.POST)

    def end(told: dict[str, Any]) -> object:
        return end_member(member, **told, **_seen(request))

    return _after(request, found, "leave", form, attempt(form, end), "Đã ghi thôi tham gia.")


def _after(
    request: Request, found: Board, name: str, form: PlainForm, done: bool, said: str
) -> HttpResponse:
    if done:
        messages.success(request, said)
        return redirect("board", found.pk)
    return _page(request, found, {name: form})


def _page(request: Request, found: Board, refused: dict[str, PlainForm]) -> HttpResponse:
    found.refresh_from_db()
    now = members_on(found, request.today)
    current = {member.pk for member in now}
    before = [m for m in found.members.order_by("-valid_to", "pk") if m.pk not in current]
    forms: dict[str, PlainForm] = {}
    if can_write(request.user, found.unit_id, on=request.today):
        names = ("name", "decision_number", "decided_on")
        forms = {
            "join": MemberForm(people=_people(request, found)),
            "leave": EndMemberForm(),
            "change": BoardForm(initial={name: getattr(found, name) for name in names}),
        }
    context = {
        "board": found,
        "members": now,
        "before": before,
        "forms": forms | refused,
        "refused": next(iter(refused), ""),
        "leaving": request.POST.get("member", ""),
        "seen": request.POST.get("seen", found.version) if refused else found.version,
    }
    return render(request, "committee/board.html", context, status=422 if refused else 200)


def _seen(request: Request) -> dict[str, Any]:
    seen = whole(request.POST.get("seen", ""))
    return {"seen": seen, "by": request.user, "on": request.today}


def _people(request: Request, found: Board) -> QuerySet[User]:
    """Who may be named as a member: people with a post at the board's place, above or below it.

    A province's office sees them all; others those of their own places only.
    """
    units = units_in_scope(request.user, on=request.today)
    return User.objects.filter(posts__unit__in=units, is_active=True).distinct()


def _visible(request: Request, pk: int) -> Board:
    return get_object_or_404(Board.objects.visible_to(request.user, on=request.today), pk=pk)


def _written(request: Request, pk: int) -> Board:
    found = _visible(request, pk)
    if not can_write(request.user, found.unit_id, on=request.today):
        raise Http404
    return found
