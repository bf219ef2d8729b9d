"""A reading side by side: the text on the left, what was found in it on the right."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.errors import DomainError
from langmoi.direction.correcting import (
    change_head,
    drop_reading,
    look_at,
    take_reading,
    why_not_yet,
)
from langmoi.direction.models import Reading, ReadingState
from langmoi.direction.naming import OpenName, add_agencies, names_to_settle, settle_name
from langmoi.direction.passages import as_found
from langmoi.direction.reading import passages_in, read_head, same_document
from langmoi.direction.register import Register
from langmoi.directive import model
from langmoi.directive.warnings import warnings_of
from langmoi.web.directives.choosing import options_of, tokens_chosen
from langmoi.web.directives.doors import carried_choices, own_reading, seen, who
from langmoi.web.directives.forms import HeadForm, head_typed
from langmoi.web.directives.parts import shown
from langmoi.web.http import Request


@login_required
@require_safe
def reading(request: Request, pk: int) -> HttpResponse:
    found = own_reading(request, pk)
    if found.state == ReadingState.TAKEN and found.directive_id:
        return redirect("directive", found.directive_id)
    return reading_page(request, found)


def reading_page(
    request: Request, found: Reading, form: HeadForm | None = None, problem: str = ""
) -> HttpResponse:
    """The page; with a form that was refused, as it was typed."""
    register = Register.of(found.unit_id, request.today)
    passages = passages_in(found)
    head = read_head(found.head)
    listed = shown(found, register)
    context = {
        "reading": found,
        "head": head,
        "form": form or _form(request, head_typed(head)),
        "rows": listed,
        "before": (found.text[: passages[0].span[0]] if passages else found.text).strip(),
        "tasks": [one for one in listed if one.passage.is_task],
        "unread": [one for one in listed if one.passage.waits],
        "names": [_name(one) for one in names_to_settle(passages, register)],
        "options": options_of(register),
        "left": why_not_yet(passages, head),
        "odd": _odd(found, head),
        "same": same_document(head, by=request.user, on=request.today),
        "is_open": found.state == ReadingState.OPEN,
        "problem": problem,
    }
    status = 422 if form or problem else 200
    return render(request, "directives/reading.html", context, status=status)


@login_required
@require_POST
def head(request: Request, pk: int) -> HttpResponse:
    """What the document says of itself, corrected."""
    found = own_reading(request, pk)
    form = _form(request, None)
    if form.is_valid():
        try:
            change_head(found, form.head(), seen=seen(request), **who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu phần đầu văn bản.")
            return redirect("reading", pk)
    return reading_page(request, found, form)


@login_required
@require_POST
def name(request: Request, pk: int) -> HttpResponse:
    """Who is meant by a name wherever it stands."""
    found = own_reading(request, pk)
    told = request.POST.get("name", "")[:400]
    try:
        if request.POST.get("action") == "add":
            add_agencies(found, told, seen=seen(request), **who(request))
        else:
            register = Register.of(found.unit_id, request.today)
            tokens = tokens_chosen(request.POST.get("chosen", ""), register)
            settle_name(found, told, tokens, seen=seen(request), **who(request))
    except DomainError as error:
        return _again(request, pk, error)
    messages.success(request, f"Đã ghi ai là “{told}”.")
    return redirect("reading", pk)


@login_required
@require_POST
def looked(request: Request, pk: int) -> HttpResponse:
    """Unread passages that were looked at."""
    found = own_reading(request, pk)
    numbers = [int(told) for told in request.POST.getlist("number") if told.isdigit()]
    try:
        look_at(found, numbers, seen=seen(request), **who(request))
    except DomainError as error:
        return _again(request, pk, error)
    messages.success(request, f"Đã ghi {len(numbers)} đoạn là đã xem.")
    return redirect("reading", pk)


@login_required
@require_POST
def take(request: Request, pk: int) -> HttpResponse:
    """Make the document and its tasks; who issues them does so on its page."""
    found = own_reading(request, pk)
    try:
        made = take_reading(found, seen=seen(request), **who(request))
    except DomainError as error:
        return _again(request, pk, error)
    messages.success(request, "Đã lập văn bản. Nhiệm vụ chưa giao cho ai: hãy xem lại rồi giao.")
    return redirect("directive", made.pk)


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    found = own_reading(request, pk)
    drop_reading(found, seen=seen(request), **who(request))
    messages.success(request, "Đã bỏ bản đọc. Có thể đưa lại văn bản ấy vào đọc từ đầu.")
    return redirect("directives")


def _again(request: Request, pk: int, error: DomainError) -> HttpResponse:
    """The page as it is now, with the sentence that says what was refused."""
    return reading_page(request, own_reading(request, pk), problem=str(error))


def _form(request: Request, first: dict[str, Any] | None) -> HeadForm:
    given = None if first is not None else request.POST
    return HeadForm(given, carried=carried_choices(request), initial=first)


def _name(one: OpenName) -> dict[str, Any]:
    return {
        "name": one.name,
        "numbers": one.numbers,
        "is_partly": bool(one.tokens),
        "missing": [missing.short_name for missing in one.missing],
    }


def _odd(found: Reading, head: Any) -> Sequence[str]:
    """What is odd as it stands now; what the page already asks for is not said twice."""
    told = model.Head(number=head.number or None, date=head.dated_on)
    said = warnings_of(as_found(passages_in(found), told))
    asked = ("Chưa rõ ai", "Không nhận ra cơ quan", "Không thấy nhiệm vụ")
    return [one for one in said if not one.startswith(asked) and "chưa đọc được" not in one]
