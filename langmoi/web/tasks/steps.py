"""The steps that a person may take on a task now, and taking one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.direction import actions
from langmoi.direction.access import sides_of
from langmoi.direction.flow import STEPS
from langmoi.direction.models import TaskEvent, TaskInstance, TaskState
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.tasks.finding import find_task
from langmoi.web.tasks.forms import FORMS, ExtendForm, PaperRefused, ReportForm, WithdrawForm
from langmoi.web.tasks.step_words import WORDS, StepWords

# What a step answers: nobody answers what they themselves said last.
_ANSWERED = {"confirm": "complete", "extend": "ask_extension"}


@dataclass(frozen=True)
class Offer:
    """A step with its form; `is_open` where it is likely the next one, or was refused."""

    name: str
    words: StepWords
    form: PlainForm
    is_open: bool

    @property
    def papers(self) -> Sequence[PlainForm]:
        return self.form.papers if isinstance(self.form, ReportForm) else ()

    @property
    def is_refused(self) -> bool:
        return self.form.is_bound


def offers_of(
    request: Request,
    instance: TaskInstance,
    story: Sequence[TaskEvent],
    refused: tuple[str, PlainForm] | None = None,
) -> list[Offer]:
    """In the order in which they are taken; none for who only looks on."""
    sides = sides_of(request.user, instance.assignment, on=request.today)
    found: list[Offer] = []
    for name, form_class in FORMS.items():
        step = STEPS[name]
        if step.side not in sides or TaskState(instance.state) not in step.sources:
            continue
        if _is_own(story, _ANSWERED.get(name), request):
            continue
        form = _unbound(form_class, name, instance)
        if refused and refused[0] == name:
            form = refused[1]
        is_open = refused[0] == name if refused else not found
        found.append(Offer(name, WORDS[name], form, is_open))
    return found


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def take_step(request: Request, pk: int, step: str) -> HttpResponse:
    limit_uploads(request)
    return _take_step(request, pk, step)


@csrf_protect
@login_required
def _take_step(request: Request, pk: int, step: str) -> HttpResponse:
    """Take it and go back to the task, as GET does; what was refused stands in its form."""
    from langmoi.web.tasks.page import show_task

    instance = find_task(request, pk)
    if step not in FORMS:
        raise Http404
    if request.method != "POST":
        return redirect("task", instance.pk)
    form = _bound(step, request)
    if form.is_valid():
        try:
            refuse_left_out(request)
            with transaction.atomic():
                _act(step, form, instance, request)
        except PaperRefused:
            pass
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, WORDS[step].done)
            return redirect("task", instance.pk)
    return show_task(request, find_task(request, pk), refused=(step, form))


def _bound(step: str, request: Request) -> PlainForm:
    return FORMS[step](request.POST, request.FILES, auto_id=f"{step}-%s")


def _unbound(form_class: type[PlainForm], name: str, instance: TaskInstance) -> PlainForm:
    initial = {}
    if issubclass(form_class, ExtendForm):
        initial = {"seen": instance.due_on.isoformat() if instance.due_on else ""}
    form = form_class(auto_id=f"{name}-%s", initial=initial)
    if isinstance(form, WithdrawForm) and not instance.assignment.task.recurring:
        del form.fields["for_good"]
    return form


def _act(step: str, form: PlainForm, instance: TaskInstance, request: Request) -> None:
    told = form.cleaned_data
    who: dict[str, Any] = {"by": request.user, "on": request.today, "at": now()}
    match step:
        case "accept":
            actions.accept_task(instance, note=told["note"], **who)
        case "progress" | "complete":
            assert isinstance(form, ReportForm)  # noqa: S101 - for the type checker
            report = actions.report_done if step == "complete" else actions.report_progress
            report(instance, told["result"], papers=form.told_papers(), **who)
        case "ask_extension":
            actions.ask_extension(instance, told["until"], told["reason"], **who)
        case _:
            _decide(step, told, instance, who)


def _decide(step: str, told: dict[str, Any], instance: TaskInstance, who: dict[str, Any]) -> None:
    match step:
        case "confirm":
            actions.confirm_task(instance, note=told["note"], **who)
        case "resume":
            actions.resume_task(instance, note=told["note"], **who)
        case "remind":
            actions.remind_tasks([instance.pk], note=told["note"], **who)
        case "instruct":
            actions.instruct_task(instance, told["note"], **who)
        case "send_back":
            actions.send_back_task(instance, told["reason"], **who)
        case "suspend":
            actions.suspend_task(instance, told["reason"], **who)
        case "extend":
            day = _day(told["seen"])
            more = {"seen": day, "approver": told["approver"]}
            actions.extend_task(instance, told["until"], told["reason"], **more, **who)
        case "withdraw" if told.get("for_good"):
            actions.withdraw_assignment(instance.assignment, told["reason"], **who)
        case "withdraw":
            actions.withdraw_task(instance, told["reason"], **who)


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text) if text else None
    except ValueError as error:
        raise DomainError("Trang này đã quá cũ. Hãy tải lại trang rồi gia hạn lại.") from error


def _is_own(story: Sequence[TaskEvent], answered: str | None, request: Request) -> bool:
    """Whether the last word that the step would answer is the person's own."""
    if answered is None:
        return False
    said = [event for event in story if event.step == answered]
    return bool(said) and said[-1].by_id == request.user.pk
