"""One passage of a reading: what it is, what it asks of whom; cut in two, or joined."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.direction.correcting import change_passage, join_passage, split_passage
from langmoi.direction.models import Reading, ReadingState, Recurring
from langmoi.direction.passages import Passage
from langmoi.direction.reading import passages_in
from langmoi.direction.register import Register
from langmoi.directive.model import Kind
from langmoi.people.models import Duty
from langmoi.web.directives.choosing import parties_given, suggestions, ticks_of
from langmoi.web.directives.doors import own_reading, seen, who
from langmoi.web.directives.forms import TaskForm, target_typed
from langmoi.web.directives.parts import LABELS, show_passage
from langmoi.web.http import Request

KINDS = [(str(kind), label) for kind, label in LABELS.items()]
_SENTENCE = re.compile(r"(?<=[.;:])\s+(?=\S)")


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def passage(request: Request, pk: int, number: int) -> HttpResponse:
    """The passage beside its form; what is told is checked before anything is kept."""
    found = own_reading(request, pk)
    passages = passages_in(found)
    if found.state != ReadingState.OPEN or number >= len(passages):
        raise Http404
    shown = passages[number]
    if request.method != "POST":
        return _page(request, found, number, shown, TaskForm(initial=typed(shown), kinds=KINDS))
    form = TaskForm(request.POST, kinds=KINDS)
    action = request.POST.get("action", "save")
    try:
        if action == "save" and not form.is_valid():
            return _page(request, found, number, shown, form)
        _do(request, found, number, shown, form, action)
    except DomainError as error:
        if action == "save":
            form.add_error(None, str(error))
            return _page(request, found, number, shown, form)
        form = TaskForm(initial=typed(shown), kinds=KINDS)
        return _page(request, found, number, shown, form, problem=str(error))
    joined = max(0, number - 1) if action == "join" else number
    return redirect(reverse("reading", args=[pk]) + f"#m-{joined}")


def _do(
    request: Request, found: Reading, number: int, shown: Passage, form: TaskForm, action: str
) -> None:
    told: dict[str, Any] = {"seen": seen(request), **who(request)}
    if action == "split":
        place = request.POST.get("place", "")
        split_passage(found, number, int(place) if place.isdigit() else 0, **told)
        messages.success(request, "Đã tách đoạn. Hãy sửa từng phần nếu cần.")
    elif action == "join":
        join_passage(found, number, **told)
        messages.success(request, "Đã gộp với đoạn trước.")
    else:
        change_passage(found, number, _told(request, found, shown, form), **told)
        messages.success(request, "Đã lưu đoạn vừa sửa.")


def _told(request: Request, found: Reading, shown: Passage, form: TaskForm) -> Passage:
    """The passage as the form tells it."""
    told = form.cleaned_data
    kind = Kind(told["kind"])
    register = Register.of(found.unit_id, request.today)
    parties = parties_given(request.POST, register, shown.parties) if kind.is_task else ()
    return replace(
        shown,
        kind=kind,
        text=told["text"],
        clause=told["clause"],
        parties=parties,
        due=told["due"],
        recurring=Recurring(told["recurring"]),
        days_after=told["days_after"] or 0,
        product=told["product"],
        target=told["target"],
    )


def _page(
    request: Request,
    found: Reading,
    number: int,
    shown: Passage,
    form: TaskForm,
    problem: str = "",
) -> HttpResponse:
    register = Register.of(found.unit_id, request.today)
    kept = set(request.POST.getlist("kept")) if form.is_bound else None
    context = {
        "reading": found,
        "seen": request.POST.get("seen") or str(found.version),
        "row": show_passage(number, shown, found.text, register.names),
        "form": form,
        "leads": ticks_of(shown.parties, Duty.LEAD, register.names, kept),
        "helpers": ticks_of(shown.parties, Duty.CO_OPERATE, register.names, kept),
        "more": {name: request.POST.get(name, "") for name in ("lead_more", "co_more")},
        "suggestions": suggestions(register),
        "cuts": list(_cuts(found, shown)),
        "problem": problem,
    }
    status = 422 if form.is_bound or problem else 200
    return render(request, "directives/passage.html", context, status=status)


def typed(shown: Passage) -> dict[str, Any]:
    """A passage as its form shows it."""
    names = ("clause", "text", "due", "days_after", "product")
    told = {name: getattr(shown, name) for name in names}
    return {
        **told,
        "kind": str(shown.kind),
        "recurring": str(shown.recurring),
        **target_typed(shown.target),
    }


def _cuts(found: Reading, shown: Passage) -> Iterator[tuple[int, str]]:
    """Where its later sentences and clauses begin, and their first words."""
    start, end = shown.span
    raw = found.text[start:end]
    for match in _SENTENCE.finditer(raw):
        words = " ".join(raw[match.end() :].split())[:70]
        if words and raw[: match.end()].strip():
            yield start + match.end(), words
