"""Guidance: what is in force by criterion, publishing it, from an answer too, withdrawing it."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db import transaction
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.difficulties.access import can_raise, can_withdraw_guidance, publishing_post
from langmoi.difficulties.actions import NewGuidance, publish_guidance, withdraw_guidance
from langmoi.difficulties.guidance import publisher
from langmoi.difficulties.models import Difficulty, DifficultyEvent, Guidance
from langmoi.law.sets import criteria_known
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.difficulties.forms import BETWEEN, GuidanceForm, ReasonForm
from langmoi.web.difficulties.words import criterion_words
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request


@login_required
@require_safe
def guidance_list(request: Request) -> HttpResponse:
    """What is in force, by criterion; with `cu` what was withdrawn or has run out, too."""
    with_old = bool(request.GET.get("cu"))
    criteria = criteria_known(request.today)
    picked = request.GET.get("tieu-chi", "")
    found = Guidance.objects.visible_to(request.user, on=request.today).select_related("agency")
    found = found if with_old else found.in_force(request.today)
    if picked in criteria:
        found = found.filter(criterion=picked)
    order = {id: at for at, id in enumerate(criteria)}
    listed = sorted(found, key=lambda one: order.get(one.criterion, len(order)))
    context = {
        "tab": "guidance",
        "rows": [_row(one, request) for one in listed],
        "criteria": criteria.values(),
        "picked": picked,
        "with_old": with_old,
        "may_publish": publishing_post(request.user, on=request.today) is not None,
        "may_raise": can_raise(request.user, on=request.today),
    }
    return render(request, "difficulties/guidance_list.html", context)


@login_required
@require_safe
def guidance(request: Request, pk: int) -> HttpResponse:
    return _page(request, _visible(request, pk))


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def new_guidance(request: Request) -> HttpResponse:
    limit_uploads(request)
    return _new_guidance(request)


@csrf_protect
@login_required
def _new_guidance(request: Request) -> HttpResponse:
    """The form; `tra-loi` names the answer from which it comes."""
    if publishing_post(request.user, on=request.today) is None:
        raise Http404
    answer = _answer(request)
    criteria = {c.id: c for c in set_of_month(request.today.replace(day=1)).criteria}
    first = {"valid_from": show_day(request.today), "about": request.GET.get("tieu-chi", "")}
    if answer is not None:
        first |= _from(answer)
    if request.method == "POST":
        form = GuidanceForm(request.POST, request.FILES, criteria=criteria)
    else:
        form = GuidanceForm(initial=first, criteria=criteria)
    if request.method == "POST" and form.is_valid():
        try:
            refuse_left_out(request)
            with transaction.atomic():
                made = publish_guidance(_told(form, answer), from_answer=answer, **_who(request))
        except DomainError as error:
            if not form.errors:
                form.add_error(None, str(error))
        else:
            messages.success(request, "Đã công bố hướng dẫn; hướng dẫn hiện bên cạnh tiêu chí.")
            return redirect("guidance", made.pk)
    context = {"form": form, "answer": answer}
    status = 422 if request.method == "POST" else 200
    return render(request, "difficulties/new_guidance.html", context, status=status)


@login_required
@require_POST
def withdraw(request: Request, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    if not can_withdraw_guidance(request.user, found, on=request.today):
        raise Http404
    form = ReasonForm(request.POST)
    if form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            withdraw_guidance(found, reason, **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã rút hướng dẫn. Ai cũng đọc được lý do.")
            return redirect("guidance", found.pk)
    return _page(request, _visible(request, pk), form)


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today, "at": now()}


def _visible(request: Request, pk: int) -> Guidance:
    rows = Guidance.objects.visible_to(request.user, on=request.today)
    related = ("agency", "made_by", "withdrawn_by", "from_answer__difficulty", "file")
    return get_object_or_404(rows.select_related(*related), pk=pk)


def _page(request: Request, found: Guidance, refused: ReasonForm | None = None) -> HttpResponse:
    may = found.withdrawn_at is None and can_withdraw_guidance(
        request.user, found, on=request.today
    )
    source = found.from_answer.difficulty_id if found.from_answer else None
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    context = _row(found, request) | {
        "source": visible.filter(pk=source).first() if source else None,
        "withdrawal": refused or (ReasonForm() if may else None),
    }
    status = 422 if refused else 200
    return render(request, "difficulties/guidance.html", context, status=status)


def _row(one: Guidance, request: Request) -> dict[str, Any]:
    criteria = criteria_known(request.today)
    has_ended = one.valid_to is not None and one.valid_to < request.today
    return {
        "one": one,
        "criterion": criterion_words(criteria.get(one.criterion), one.criterion, one.indicator),
        "number": criteria[one.criterion].number if one.criterion in criteria else "",
        "publisher": publisher(one),
        "has_ended": has_ended,
        "is_to_come": one.valid_from > request.today,
    }


def _answer(request: Request) -> DifficultyEvent | None:
    """The answer named in the address or the form, where the person may read it."""
    key = request.GET.get("tra-loi") or request.POST.get("answer", "")
    if not key:
        return None
    if not key.isascii() or not key.isdigit() or len(key) > 15:
        raise Http404
    visible = Difficulty.objects.visible_to(request.user, on=request.today)
    events = DifficultyEvent.objects.filter(step="answer", difficulty__in=visible)
    related = events.select_related("difficulty").prefetch_related("papers__file")
    return get_object_or_404(related, pk=int(key))


def _from(answer: DifficultyEvent) -> dict[str, Any]:
    """What the answer fills in, its first paper too."""
    asked = answer.difficulty
    about = BETWEEN.join(part for part in (asked.criterion, asked.indicator) if part)
    paper = next(iter(answer.papers.all()), None)
    told = {"about": about, "title": asked.title, "text": answer.note}
    if paper is not None:
        dated = show_day(paper.dated_on) if paper.dated_on else ""
        told |= {"paper_number": paper.number, "paper_dated_on": dated}
    return told


def _told(form: GuidanceForm, answer: DifficultyEvent | None) -> NewGuidance:
    told = form.cleaned_data
    criterion, _, indicator = told["about"].partition(BETWEEN)
    kept = form.kept()
    file, name = (kept.row(), kept.name) if kept else (None, "")
    if file is None and answer is not None:
        of_answer = next((p for p in answer.papers.all() if p.file_id), None)
        if of_answer is not None:
            file, name = of_answer.file, of_answer.title
    return NewGuidance(
        title=told["title"],
        text=told["text"],
        criterion=criterion,
        indicator=indicator,
        valid_from=told["valid_from"],
        valid_to=told["valid_to"],
        number=told["paper_number"],
        dated_on=told["paper_dated_on"],
        file=file,
        file_name=name,
        is_illustrative=bool(answer and answer.difficulty.is_illustrative),
    )
