"""Documents and tasks put in by hand: without a file, or before they are issued."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from langmoi.core.errors import DomainError
from langmoi.direction.adding import add_assignee
from langmoi.direction.correcting import task_of
from langmoi.direction.documents import Document, add_directive, change_directive
from langmoi.direction.drafting import Assignee, NewTask, add_task, change_task, drop_task
from langmoi.direction.models import Directive, DirectiveTask, Nature, Recurring
from langmoi.direction.passages import Party, Passage
from langmoi.direction.reading import Head
from langmoi.direction.register import Register
from langmoi.directive.model import Kind
from langmoi.people.models import Duty
from langmoi.web.directives.choosing import parties_given, suggestions, ticks_of
from langmoi.web.directives.doors import (
    carried_choices,
    chosen_place,
    issuing_places,
    own_directive,
    own_task,
    seen,
    who,
)
from langmoi.web.directives.forms import HeadForm, TaskForm, head_typed, target_typed
from langmoi.web.http import Request

NATURES = [
    (str(Kind.ORDER), "Nhiệm vụ được giao"),
    (str(Kind.REQUEST), "Nội dung đề nghị (không có hạn, không tính tỷ lệ)"),
]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_directive(request: Request) -> HttpResponse:
    """A document without a file; its tasks are added on its page."""
    places = issuing_places(request)
    first = {"carries_out": request.GET.get("trien-khai", "")}
    form = _head_form(request, None, first)
    if request.method == "POST" and form.is_valid():
        told, unit = _document(form.head()), chosen_place(request, places)
        try:
            made = add_directive(told, unit, **who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã nhập văn bản. Hãy thêm nhiệm vụ rồi giao.")
            return redirect("directive", made.pk)
    context = {"form": form, "places": places}
    status = 422 if form.is_bound else 200
    return render(request, "directives/head.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    """The number and day once the document has them, and what else it says of itself."""
    found = own_directive(request, pk)
    form = _head_form(request, found, head_typed(_head(found)))
    if request.method == "POST" and form.is_valid():
        told = replace(
            _document(form.head()), text=found.text, file=found.file, file_name=found.file_name
        )
        try:
            change_directive(found, told, seen=seen(request), by=request.user, on=request.today)
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu văn bản.")
            return redirect("directive", pk)
    context = {
        "form": form,
        "directive": found,
        "seen": request.POST.get("seen") or str(found.version),
    }
    status = 422 if form.is_bound else 200
    return render(request, "directives/head.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_task(request: Request, pk: int) -> HttpResponse:
    found = own_directive(request, pk)
    empty = Passage(Kind.ORDER, "", (0, 0))
    return _task_page(request, found, None, empty)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def task(request: Request, pk: int) -> HttpResponse:
    """A task that was not issued yet: changed, or dropped."""
    found = own_task(request, pk)
    if found.issued_at is not None:
        raise Http404
    if request.method == "POST" and request.POST.get("action") == "drop":
        drop_task(found, seen=seen(request), by=request.user, on=request.today)
        messages.success(request, "Đã bỏ nhiệm vụ.")
        return redirect("directive", found.directive_id)
    register = Register.of(found.directive.unit_id, request.today)
    return _task_page(request, found.directive, found, _passage(found, register))


@login_required
@require_POST
def one_more(request: Request, pk: int) -> HttpResponse:
    """One more place for a task that was issued."""
    found = own_task(request, pk)
    register = Register.of(found.directive.unit_id, request.today)
    parties = parties_given(request.POST, register, ())
    tokens = [(party.duty, token) for party in parties for token in party.tokens]
    if len(tokens) != 1:
        raise DomainError("Hãy chọn đúng một nơi mỗi lần giao thêm.")
    (duty, token) = tokens[0]
    add_assignee(found, _assignee(duty, token), seen=seen(request), **who(request))
    messages.success(request, f"Đã giao thêm cho {register.names[token]}.")
    return redirect("directive", found.directive_id)


def _assignee(duty: Duty, token: str) -> Assignee:
    key = int(token[1:])
    return Assignee(duty, agency=key) if token[0] == "a" else Assignee(duty, unit=key)


def _task_page(
    request: Request, directive: Directive, found: DirectiveTask | None, shown: Passage
) -> HttpResponse:
    register = Register.of(directive.unit_id, request.today)
    first = {**_typed(shown), **target_typed(shown.target)}
    form = TaskForm(request.POST or None, kinds=NATURES, initial=first)
    if request.method == "POST" and form.is_valid():
        try:
            _save(request, directive, found, _told(request, register, shown, form))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã lưu nhiệm vụ. Nhiệm vụ này chưa giao cho ai.")
            return redirect("directive", directive.pk)
    kept = set(request.POST.getlist("kept")) if form.is_bound else None
    context = {
        "directive": directive,
        "task": found,
        "form": form,
        "seen": request.POST.get("seen") or str(directive.version),
        "leads": ticks_of(shown.parties, Duty.LEAD, register.names, kept),
        "helpers": ticks_of(shown.parties, Duty.CO_OPERATE, register.names, kept),
        "more": {name: request.POST.get(name, "") for name in ("lead_more", "co_more")},
        "suggestions": suggestions(register),
    }
    status = 422 if form.is_bound else 200
    return render(request, "directives/task.html", context, status=status)


def _save(
    request: Request, directive: Directive, found: DirectiveTask | None, told: NewTask
) -> None:
    if found is None:
        add_task(directive, told, seen=seen(request), **who(request))
    else:
        change_task(found, told, seen=seen(request), by=request.user, on=request.today)


def _told(request: Request, register: Register, shown: Passage, form: TaskForm) -> NewTask:
    told = form.cleaned_data
    passage = replace(
        shown,
        kind=Kind(told["kind"]),
        text=told["text"],
        clause=told["clause"],
        parties=parties_given(request.POST, register, shown.parties),
        due=told["due"],
        recurring=Recurring(told["recurring"]),
        days_after=told["days_after"] or 0,
        product=told["product"],
        target=told["target"],
    )
    start, end = shown.span
    return replace(task_of(passage), span=(start, end) if start < end else None)


def _typed(shown: Passage) -> dict[str, Any]:
    return {
        "kind": str(shown.kind),
        "clause": shown.clause,
        "text": shown.text,
        "due": shown.due,
        "recurring": str(shown.recurring),
        "days_after": shown.days_after,
        "product": shown.product,
    }


def _passage(found: DirectiveTask, register: Register) -> Passage:
    """A task of the document in the shape that its form takes."""
    parties = [
        Party(register.names.get(token, str(one.assignee)), Duty(one.duty), (token,), True)
        for one in found.assignments.select_related("agency", "unit").order_by("pk")
        for token in [f"a{one.agency_id}" if one.agency_id else f"u{one.unit_id}"]
    ]
    has_span = found.span_start is not None and found.span_end is not None
    return Passage(
        kind=Kind.ORDER if found.nature == Nature.ORDER else Kind.REQUEST,
        text=found.text,
        span=(found.span_start or 0, found.span_end or 0) if has_span else (0, 0),
        clause=found.clause,
        parties=tuple(parties),
        due=found.due_on,
        due_text=found.due_text,
        recurring=Recurring(found.recurring),
        days_after=found.days_after,
        product=found.product,
        target=found.target,
    )


def _head_form(request: Request, found: Directive | None, first: dict[str, Any]) -> HeadForm:
    form = HeadForm(
        request.POST or None, carried=carried_choices(request, but=found), initial=first
    )
    del form.fields["signer"]  # kept with a reading only
    return form


def _head(found: Directive) -> Head:
    return Head(
        issuer=found.issuer,
        title=found.title,
        number=found.number,
        dated_on=found.dated_on,
        carries_out=found.carries_out_id,
    )


def _document(head: Head) -> Document:
    return Document(
        issuer=head.issuer,
        title=head.title,
        number=head.number,
        dated_on=head.dated_on,
        carries_out=head.carries_out,
    )
