"""Where someone without an account comments on a commune's criterion."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods

from langmoi.core.clock import now
from langmoi.core.errors import NotFound
from langmoi.core.months import reference_day
from langmoi.law.model import Criterion
from langmoi.places.models import Level
from langmoi.public.comments import NewComment, send_comment
from langmoi.public.terms import answering, plain_words
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.http import Request
from langmoi.web.people.adapters import address_of
from langmoi.web.public.door import (
    frame,
    public_answer,
    public_page,
    published_month,
    refuse_unpublished,
)
from langmoi.web.public.forms import CommentForm
from langmoi.web.public.pages import unit_of

SENT = "comment_sent"


@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def comment_form(request: Request, code: str, month: date, number: str) -> HttpResponse:
    refuse_unpublished(request.today)
    found = published_month(month)
    unit = unit_of(code, Level.COMMUNE, month)
    criterion = _criterion(number, month)
    if not unit.files:
        raise NotFound("Phường, thị trấn không đánh giá theo tiêu chí.")
    form = CommentForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        told = form.cleaned_data
        if not told["website"]:
            send_comment(
                unit.unit,
                month,
                number,
                NewComment(told["text"], told["token"], told["name"], told["contact"]),
                address=address_of(request),
                on=request.today,
                at=now(),
            )
        return redirect(f"{reverse(SENT)}?xa={unit.code}")
    context = frame(request, found) | {
        "unit": unit,
        "criterion": criterion,
        "plain": plain_words().get(criterion.id, ""),
        "form": form,
        "answering": answering(),
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "public/comment_form.html", context, status=status)


@public_page
def sent(request: Request) -> HttpResponse:
    """What happens next; the same whether or not anything was kept."""
    code = request.GET.get("xa", "")
    context = {"code": code if code.isdigit() else "", "answering": answering()}
    return public_answer(request, "public/comment_sent.html", context)


def _criterion(number: str, month: date) -> Criterion:
    for criterion in set_of_month(month).criteria:
        if criterion.number == number:
            return criterion
    raise NotFound(f"Bộ tiêu chí ngày {reference_day(month):%d/%m/%Y} không có tiêu chí này.")
