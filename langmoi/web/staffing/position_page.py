"""One post: who held it when, courses attended, and the steps of who keeps it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.places.queries import district_of, version_of
from langmoi.staffing.actions import add_training, close_position, fill_position, vacate_position
from langmoi.staffing.models import StaffHolder, StaffPosition
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.staffing.forms import CloseForm, CourseForm, HolderForm, LeaveForm
from langmoi.web.staffing.posts_list import is_keeper

Done = tuple[Callable[[dict[str, Any]], object], str]


@login_required
@require_safe
def position(request: Request, pk: int) -> HttpResponse:
    """The post with its whole history."""
    return _page(request, _visible(request, pk), {})


@login_required
@require_POST
def fill(request: Request, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    form = HolderForm(request.POST, position=found)
    seen = whole(request.POST.get("seen", ""))

    def act(_: dict[str, Any]) -> object:
        return fill_position(found, form.holder(), seen=seen, **who(request))

    return _after(request, found, "fill", form, (act, "Đã ghi người giữ vị trí."))


@login_required
@require_POST
def vacate(request: Request, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    told = _who_without_moment(request)

    def act(given: dict[str, Any]) -> object:
        return vacate_position(found, **given, **told)

    form = LeaveForm(request.POST)
    return _after(request, found, "vacate", form, (act, "Đã ghi thôi giữ vị trí."))


@login_required
@require_POST
def close(request: Request, pk: int) -> HttpResponse:
    found = _kept(request, pk)
    told = _who_without_moment(request)

    def act(given: dict[str, Any]) -> object:
        return close_position(found, **given, **told)

    form = CloseForm(request.POST)
    return _after(request, found, "close", form, (act, "Đã bỏ vị trí."))


@login_required
@require_POST
def train(request: Request, pk: int) -> HttpResponse:
    """A course of whoever holds the post now."""
    found = _kept(request, pk)
    form = CourseForm(request.POST)
    holder = _current(found)
    seen = whole(request.POST.get("seen", ""))

    def act(_: dict[str, Any]) -> object:
        if holder is None:
            raise Http404
        return add_training(holder, form.course(), seen=seen, **who(request))

    return _after(request, found, "train", form, (act, "Đã ghi khóa học."))


def _who_without_moment(request: Request) -> dict[str, Any]:
    seen = whole(request.POST.get("seen", ""))
    return {"seen": seen, "by": request.user, "on": request.today}


def _after(
    request: Request, found: StaffPosition, name: str, form: PlainForm, done: Done
) -> HttpResponse:
    act, said = done
    if attempt(form, act):
        messages.success(request, said)
        return redirect("staff_position", found.pk)
    return _page(request, found, {name: form})


def _page(request: Request, found: StaffPosition, refused: dict[str, PlainForm]) -> HttpResponse:
    found.refresh_from_db(fields=["version", "valid_to"])
    holders = list(found.holders.prefetch_related("courses").order_by("-valid_from"))
    current = next((holder for holder in holders if holder.valid_to is None), None)
    on = request.today
    context = {
        "position": found,
        "unit": version_of(found.unit_id, on),
        "district": district_of(found.unit_id, on),
        "holders": holders,
        "current": current,
        "forms": _forms(request, found, current) | refused,
        "refused": next(iter(refused), ""),
        "seen": request.POST.get("seen", found.version) if refused else found.version,
    }
    return render(request, "staffing/position.html", context, status=422 if refused else 200)


def _forms(
    request: Request, found: StaffPosition, current: StaffHolder | None
) -> dict[str, PlainForm]:
    """What may be done with the post as it stands; nothing with one that is no more."""
    if found.valid_to is not None or not is_keeper(request, found.unit_id):
        return {}
    if current is None:
        return {"fill": HolderForm(position=found), "close": CloseForm()}
    return {"train": CourseForm(), "vacate": LeaveForm()}


def _current(found: StaffPosition) -> StaffHolder | None:
    return found.holders.select_related("position").filter(valid_to__isnull=True).first()


def _visible(request: Request, pk: int) -> StaffPosition:
    visible = StaffPosition.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible, pk=pk)


def _kept(request: Request, pk: int) -> StaffPosition:
    found = _visible(request, pk)
    if not is_keeper(request, found.unit_id):
        raise Http404
    return found
