"""Comments of residents as officials see them: new ones, what was published, what is overdue."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import reference_day
from langmoi.law.sets import load_set
from langmoi.people.access import posts_of
from langmoi.places.models import UnitVersion
from langmoi.public.access import can_answer, can_moderate
from langmoi.public.comments import answer_comment, moderate_comment
from langmoi.public.models import Comment, CommentState
from langmoi.public.roles import ANSWERING_ROLES, MODERATING_ROLES
from langmoi.web.http import Request
from langmoi.web.public.forms import CommentAnswerForm, ModerationForm

MOST_LISTED = 200
CHOICES: dict[str, tuple[str, dict[str, Any]]] = {
    "cho-duyet": ("Chờ duyệt", {"state": CommentState.NEW}),
    "cho-tra-loi": (
        "Chờ trả lời",
        {"state": CommentState.PUBLISHED, "answered_at__isnull": True},
    ),
    "da-tra-loi": ("Đã trả lời", {"answered_at__isnull": False}),
    "khong-cong-khai": ("Không công khai", {"state": CommentState.HIDDEN}),
}


@login_required
@require_safe
def comments(request: Request) -> HttpResponse:
    _refuse_others(request)
    chosen = request.GET.get("xem", "")
    listed = Comment.objects.visible_to(request.user, on=request.today).select_related("unit")
    if chosen in CHOICES:
        listed = listed.filter(**CHOICES[chosen][1])
    context = {
        "comments": list(listed[:MOST_LISTED]),
        "choices": [(key, label) for key, (label, _) in CHOICES.items()],
        "chosen": chosen if chosen in CHOICES else "",
        "today": request.today,
    }
    return render(request, "public/comments.html", context)


@login_required
@require_safe
def comment(request: Request, pk: int) -> HttpResponse:
    return _comment_page(request, _visible(request, pk))


@login_required
@require_POST
def moderate(request: Request, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    form = ModerationForm(request.POST)
    if not form.is_valid():
        raise DomainError("Chưa ghi gì: hãy chọn công khai hoặc ẩn, lý do không quá 2.000 ký tự.")
    told = form.cleaned_data
    found.state = told["seen"]  # what this person decided about; another state is refused
    moderate_comment(
        found,
        publish=told["publish"],
        reason=told["reason"],
        by=request.user,
        on=request.today,
        at=now(),
    )
    said = "Đã công khai góp ý." if told["publish"] else "Đã ẩn góp ý."
    messages.success(request, said)
    return redirect("comment", pk)


@login_required
@require_POST
def answer(request: Request, pk: int) -> HttpResponse:
    found = _visible(request, pk)
    form = CommentAnswerForm(request.POST)
    if not form.is_valid() and can_answer(request.user, found, on=request.today):
        return _comment_page(request, found, form, status=422)
    text = form.cleaned_data.get("text", "")
    answer_comment(found, text, by=request.user, on=request.today, at=now())
    messages.success(request, "Đã trả lời; câu trả lời hiện trên trang công khai.")
    return redirect("comment", pk)


def _comment_page(
    request: Request, found: Comment, form: CommentAnswerForm | None = None, status: int = 200
) -> HttpResponse:
    units = UnitVersion.objects.on(reference_day(found.month)).filter(unit=found.unit)
    criteria = load_set(found.criteria_set).criteria
    may_answer = can_answer(request.user, found, on=request.today)
    context = {
        "comment": found,
        "unit": units.select_related("parent").first(),
        "criterion": next((c for c in criteria if c.number == found.criterion), None),
        "may_moderate": can_moderate(request.user, found, on=request.today),
        "sees_sender": may_answer,
        "may_answer": may_answer
        and found.state == CommentState.PUBLISHED
        and found.answered_at is None,
        "today": request.today,
        "form": form or CommentAnswerForm(),
    }
    return render(request, "public/comment.html", context, status=status)


def _visible(request: Request, pk: int) -> Comment:
    visible = Comment.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.select_related("unit", "moderated_by", "answered_by"), pk=pk)


def _refuse_others(request: Request) -> None:
    roles = {*MODERATING_ROLES, *ANSWERING_ROLES}
    if not posts_of(request.user, on=request.today).filter(role__in=roles).exists():
        raise NotAllowed(
            "Chỉ Văn phòng Điều phối NTM tỉnh, huyện và xã xem góp ý ở đây. "
            "Góp ý đã công khai xem ở trang công khai."
        )
