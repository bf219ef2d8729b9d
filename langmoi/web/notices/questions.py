"""Questions on figures: asking, reading, answering."""

from __future__ import annotations

from datetime import timedelta

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Q
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import NotAllowed
from langmoi.law.model import Indicator
from langmoi.notices.access import can_answer, can_ask, post_to_ask
from langmoi.notices.actions import answer_question, ask_question
from langmoi.notices.models import Question
from langmoi.people.access import posts_of
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.notices.forms import AnswerForm, QuestionForm
from langmoi.web.scope import unit_in_scope

DAYS_TO_ANSWER = 3
MOST_LISTED = 200


@login_required
@require_safe
def questions(request: Request) -> HttpResponse:
    """What the person asked, what they are asked, and what is asked about their units."""
    visible = Question.objects.visible_to(request.user, on=request.today)
    listed = visible.select_related("unit", "asked_by", "answered_by", "post")[:MOST_LISTED]
    mine = request.GET.get("cua-toi") == "1"
    if mine:
        units = posts_of(request.user, on=request.today).values("unit")
        own = Q(asked_by=request.user) | Q(post__unit__in=units)
        listed = visible.filter(own).select_related("unit", "asked_by", "answered_by", "post")
    context = {"questions": list(listed), "today": request.today, "mine": mine}
    return render(request, "notices/questions.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, code: str) -> HttpResponse:
    """Ask about an indicator of a commune in the month."""
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.COMMUNE, month.month)
    if not unit.files:
        raise Http404
    if not can_ask(request.user, unit.unit_id, on=request.today):
        raise NotAllowed(
            "Chỉ lãnh đạo và cơ quan theo dõi được hỏi về số liệu của xã. "
            "Muốn hỏi, hãy đề nghị lãnh đạo đơn vị mình."
        )
    criteria_set = set_of_month(month.month)
    first = {
        "indicator": request.GET.get("chi-tieu", ""),
        "due_on": request.today + timedelta(days=DAYS_TO_ANSWER),
    }
    form = QuestionForm(
        request.POST or None, criteria_set=criteria_set, today=request.today, initial=first
    )
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        question = ask_question(
            unit.unit,
            month.month,
            told["indicator"],
            told["text"],
            due_on=told["due_on"],
            by=request.user,
            on=request.today,
            at=now(),
        )
        messages.success(request, f"Đã gửi câu hỏi tới {question.post.user.full_name}.")
        return redirect("question", question.pk)
    post = post_to_ask(unit.unit_id, on=request.today)
    context = {"form": form, "unit": unit, "month": month.month, "post": post}
    status = 422 if request.method == "POST" else 200
    return render(request, "notices/ask.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def question(request: Request, pk: int) -> HttpResponse:
    """One question with its answer, or the form to answer it."""
    visible = Question.objects.visible_to(request.user, on=request.today)
    found = get_object_or_404(
        visible.select_related("unit", "asked_by", "answered_by", "post", "post__user"), pk=pk
    )
    month = chosen_month(request, found.month)
    may_answer = can_answer(request.user, found, on=request.today)
    form = AnswerForm(request.POST or None)
    if request.method == "POST" and (form.is_valid() or not may_answer):
        text = form.cleaned_data["text"] if form.is_valid() else ""
        answer_question(found, text, by=request.user, on=request.today, at=now())
        messages.success(request, "Đã gửi câu trả lời.")
        return redirect("question", found.pk)
    context = {
        "question": found,
        "unit": UnitVersion.objects.on(month.month.replace(day=14)).filter(unit=found.unit).first(),
        "indicator": _indicator(found),
        "month": month.month,
        "may_answer": may_answer and found.answered_at is None,
        "form": form,
        "today": request.today,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "notices/question.html", context, status=status)


def _indicator(question: Question) -> Indicator | None:
    known = set_of_month(question.month).indicators
    return next((i for i in known if i.number == question.indicator), None)
