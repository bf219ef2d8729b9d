"""Titles in danger in a month, those to be given anew, those lost, and those of merged units."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.people.access import units_in_scope
from langmoi.places.models import Unit
from langmoi.places.queries import districts_of
from langmoi.recognition.loss import loss_month, renewals, titles_held
from langmoi.recognition.models import TitleLoss
from langmoi.recognition.revoking import may_decide, revoke_title, take_back_loss
from langmoi.recognition.succession import decide_succession, heirs_on
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, months_of
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.scope import scope_of
from langmoi.web.titles.forms import HeirForm, RevokeForm, TakeBackForm

Forms = dict[str, PlainForm]


@login_required
@require_safe
def titles_at_risk(request: Request) -> HttpResponse:
    """Of the last closed month, or the one asked for; a village head has none."""
    return _page(request, {})


@login_required
@require_POST
def revoke(request: Request) -> HttpResponse:
    """A decision of revocation as signed, for the province's leaders' side."""
    form = _forms(request, request.POST)["revoke"]
    assert isinstance(form, RevokeForm)  # noqa: S101 - for the type checker

    def act(told: dict[str, Any]) -> object:
        return revoke_title(_unit(told["which"]), form.revoked(), **who(request))

    return _done(request, "revoke", form, act, "Đã ghi quyết định thu hồi danh hiệu.")


@login_required
@require_POST
def take_back(request: Request) -> HttpResponse:
    form = _forms(request, request.POST)["take_back"]

    def act(told: dict[str, Any]) -> object:
        loss = TitleLoss.objects.get(pk=whole(told["which"]))
        return take_back_loss(loss, told["why"], **who(request))

    return _done(request, "take_back", form, act, "Đã hủy quyết định thu hồi ghi sai.")


@login_required
@require_POST
def decide_heir(request: Request) -> HttpResponse:
    """What was decided for a unit that took over one with a title."""
    form = _forms(request, request.POST)["heir"]
    assert isinstance(form, HeirForm)  # noqa: S101 - for the type checker

    def act(told: dict[str, Any]) -> object:
        successor, predecessor = told["which"].split("-")
        return decide_succession(
            _unit(successor), _unit(predecessor), form.chosen(), **who(request)
        )

    return _done(request, "heir", form, act, "Đã ghi quyết định cho đơn vị mới.")


def _done(
    request: Request,
    key: str,
    form: PlainForm,
    act: Callable[[dict[str, Any]], object],
    said: str,
) -> HttpResponse:
    if not attempt(form, act):
        return _page(request, {key: form}, status=422)
    messages.success(request, said)
    return redirect("titles_at_risk")


def _page(request: Request, refused: Forms, *, status: int = 200) -> HttpResponse:
    if scope_of(request).is_village:
        raise Http404
    units = units_in_scope(request.user, on=request.today)
    closed = [m.month for m in months_of(request) if m.is_closed]
    asked = chosen_month(request).month if request.GET.get("thang") else None
    month = asked or (closed[-1] if closed else None)
    found = loss_month(month, units) if month else None
    keys = [one.commune.unit_id for one in found.standings] if found else []
    context = {
        "found": found,
        "months": closed[::-1],
        "month_asked": month,
        "districts": districts_of(keys, request.today),
        "renewals": renewals(request.today, units),
        "losses": TitleLoss.objects.visible_to(request.user, on=request.today),
        "heirs": heirs_on(request.today, units),
        "forms": _offered(request) | refused,
        "refused": next(iter(refused), ""),
        "today": request.today,
    }
    return render(request, "titles/at_risk.html", context, status=status)


def _offered(request: Request) -> Forms:
    """Forms for who decides on titles; each only where there is something to decide."""
    if not _decides(request):
        return {}
    return {key: form for key, form in _forms(request).items() if _choices(form)}


def _forms(request: Request, typed: Any = None) -> Forms:
    """All forms; for others than the province's leaders' side there are none."""
    if not _decides(request):
        raise Http404
    units = units_in_scope(request.user, on=request.today)
    titles = [(str(h.commune.unit_id), h.commune.full_name) for h in titles_held(request.today)]
    losses = TitleLoss.objects.filter(unit__in=units, taken_back_at=None).select_related("unit")
    heirs = [h for h in heirs_on(request.today, units) if h.decided is None]
    pairs = [(f"{h.successor}-{h.predecessor}", f"{h.name} (từ {h.former})") for h in heirs]
    return {
        "revoke": RevokeForm(
            typed, offered=titles, label="Đơn vị mang danh hiệu", auto_id="id_revoke_%s"
        ),
        "take_back": TakeBackForm(
            typed,
            offered=[(str(loss.pk), f"{loss.unit}: {loss}") for loss in losses],
            label="Quyết định ghi sai",
            auto_id="id_back_%s",
        ),
        "heir": HeirForm(typed, offered=pairs, label="Đơn vị mới", auto_id="id_heir_%s"),
    }


def _choices(form: PlainForm) -> bool:
    return bool(form.fields["which"].choices)  # type: ignore[attr-defined]


def _decides(request: Request) -> bool:
    return may_decide(request.user, scope_of(request).home.unit_id, on=request.today)


def _unit(key: str) -> Unit:
    return Unit.objects.get(pk=whole(key))
