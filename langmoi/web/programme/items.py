"""One item of a work programme: written, begun, finished, dropped; suggestions taken over."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.difficulties.models import Difficulty
from langmoi.direction.models import TaskInstance
from langmoi.law.sets import set_for
from langmoi.people.access import with_descendants
from langmoi.places.models import Unit
from langmoi.places.queries import filing_communes
from langmoi.programme.access import can_write_item
from langmoi.programme.flow import STEPS, ItemState
from langmoi.programme.models import ProgrammeItem
from langmoi.programme.queries import ItemRow, item_rows
from langmoi.programme.working import (
    add_items,
    begin_item,
    change_item,
    drop_item,
    finish_item,
    reopen_item,
)
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.programme.item_forms import BeginForm, FinishForm, ItemForm, ReasonForm, typed
from langmoi.web.programme.owners import chosen_year, own_owner

DONE = (ItemState.DONE_IN_TIME, ItemState.DONE_LATE)
FORMS: dict[str, type[PlainForm]] = {
    "begin": BeginForm,
    "finish": FinishForm,
    "reopen": ReasonForm,
    "drop": ReasonForm,
}
SAID = {
    "begin": "Đã ghi ngày bắt đầu.",
    "finish": "Đã ghi xong việc.",
    "reopen": "Đã mở lại việc.",
    "drop": "Đã bỏ việc. Ai cũng đọc được lý do.",
}


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_item(request: Request) -> HttpResponse:
    """An item of the person's own programme."""
    owner, year = own_owner(request), chosen_year(request)
    form = _form(request, owner.of if isinstance(owner.of, Unit) else owner.of.unit, {})
    if request.method == "POST" and form.is_valid():
        try:
            (made,) = add_items(owner.of, year, [form.item()], **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã đưa việc vào chương trình.")
            return redirect("programme_item", made.pk)
    return _page(request, {"form": form, "owner": owner, "year": year})


@login_required
@require_safe
def programme_item(request: Request, pk: int) -> HttpResponse:
    return one_item(request, _visible(request, pk))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def edit_item(request: Request, pk: int) -> HttpResponse:
    found = _writable(request, pk)
    top = found.unit or (found.agency.unit if found.agency else None)
    form = _form(request, top, typed(found))
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        number = int(seen) if seen.isdigit() else 0
        try:
            change_item(found, form.item(), seen=number, **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu việc.")
            return redirect("programme_item", found.pk)
    return _page(request, {"form": form, "item": found, "seen": seen or found.version})


@login_required
@require_POST
def item_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Begin, finish, open again or drop: the form that belongs to the step."""
    found = _writable(request, pk)
    if step not in FORMS:
        raise Http404
    form = FORMS[step](request.POST)
    if form.is_valid():
        text = request.POST.get("seen", "")
        told = {"seen": int(text) if text.isdigit() else 0, **_who(request)}
        try:
            _taking(step, found, form.cleaned_data)(**told)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, SAID[step])
            return redirect("programme_item", found.pk)
    return one_item(request, found, {step: form})


def one_item(
    request: Request, found: ProgrammeItem, refused: dict[str, PlainForm] | None = None
) -> HttpResponse:
    """The item's page; with a form that was refused, as it was typed."""
    (row,) = item_rows(ProgrammeItem.objects.filter(pk=found.pk), on=request.today)
    item = row.item
    may_write = can_write_item(request.user, item, on=request.today)
    steps = _steps(row, refused or {}) if may_write else []
    context: dict[str, Any] = {
        "row": row,
        "item": item,
        "criterion": _criterion(request, item.criterion),
        "tasks": _tasks(request, item),
        "difficulty": _difficulty(request, item),
        "former": item.carried_from,
        "later": ProgrammeItem.objects.filter(carried_from=item).first(),
        "events": [(STEPS[e.step], e) for e in item.events.select_related("by")],
        "steps": steps,
        "refusal": _refusal(refused or {}, [step for step, *_ in steps]),
        "may_change": may_write and row.standing.is_open,
    }
    status = 422 if refused else 200
    return render(request, "programme/item.html", context, status=status)


def _refusal(refused: dict[str, PlainForm], shown: list[str]) -> str:
    """Why a step was refused whose form is not on the page any more."""
    told = [form.non_field_errors() for step, form in refused.items() if step not in shown]
    return next((str(errors[0]) for errors in told if errors), "")


def _steps(row: ItemRow, refused: dict[str, PlainForm]) -> list[tuple[str, str, str, PlainForm]]:
    """The steps that can be taken now: name, heading, icon, form."""
    labels = {
        "begin": ("Ghi ngày bắt đầu", "player-play"),
        "finish": ("Ghi xong, kết quả", "circle-check"),
        "reopen": ("Mở lại việc đã xong", "rotate"),
        "drop": ("Bỏ việc này", "archive"),
    }
    allowed: list[str] = []
    if row.standing.is_open:
        allowed = [*([] if row.item.started_on else ["begin"]), "finish", "drop"]
    elif row.standing.state in DONE:
        allowed = ["reopen"]
    return [(s, *labels[s], refused.get(s) or FORMS[s](auto_id=f"id_{s}_%s")) for s in allowed]


def _taking(step: str, item: ProgrammeItem, told: dict[str, Any]) -> Callable[..., ProgrammeItem]:
    def take(**how: Any) -> ProgrammeItem:
        if step == "begin":
            return begin_item(item, told["day"], **how)
        if step == "finish":
            return finish_item(item, told["day"], told["result"], **how)
        if step == "reopen":
            return reopen_item(item, told["reason"], **how)
        return drop_item(item, told["reason"], **how)

    return take


def _tasks(request: Request, item: ProgrammeItem) -> list[TaskInstance]:
    """The newest of the task behind it, where the person may see that."""
    if item.assignment_id is None:
        return []
    visible = TaskInstance.objects.visible_to(request.user, on=request.today)
    return list(visible.filter(assignment=item.assignment_id).distinct().order_by("-pk")[:3])


def _difficulty(request: Request, item: ProgrammeItem) -> Difficulty | None:
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    return visible.filter(pk=item.difficulty_id).first() if item.difficulty_id else None


def _criterion(request: Request, number: str) -> str:
    found = next((c for c in set_for(request.today).criteria if c.number == number), None)
    return f"{found.number}. {found.name}" if found else number


def _visible(request: Request, pk: int) -> ProgrammeItem:
    visible = ProgrammeItem.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.select_related("unit", "agency__unit"), pk=pk)


def _writable(request: Request, pk: int) -> ProgrammeItem:
    found = _visible(request, pk)
    if not can_write_item(request.user, found, on=request.today):
        raise Http404
    return found


def _form(request: Request, top: Unit | None, first: dict[str, Any]) -> ItemForm:
    within = with_descendants({top.pk}, on=request.today) if top else set()
    return ItemForm(
        request.POST or None,
        criteria=set_for(request.today).criteria,
        communes=filing_communes(request.today, within=within),
        initial=first,
    )


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today, "at": now()}


def _page(request: Request, context: dict[str, Any]) -> HttpResponse:
    status = 422 if request.method == "POST" else 200
    return render(request, "programme/item_form.html", context, status=status)
