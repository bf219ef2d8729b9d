"""The review page of one filing: what changed, what is unexplained, a word on each criterion."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.months import show_month
from langmoi.reporting.models import Filing
from langmoi.reporting.steps import SendBackItem, put_solution, review_criterion, send_back
from langmoi.web.http import Request
from langmoi.web.review.district import agree, row_of
from langmoi.web.review.doors import Place, check_seen, sent_place
from langmoi.web.review.forms import BackItem, SolutionForm, WordForm, read_back_items
from langmoi.web.review.items import Typed
from langmoi.web.review.page import line_of, review_context


@login_required
@require_safe
def review(request: Request, pk: int) -> HttpResponse:
    return _page(request, sent_place(request, pk), Typed())


def _page(request: Request, place: Place, typed: Typed, status: int = 200) -> HttpResponse:
    context = review_context(request, place, typed)
    return render(request, "review/filing.html", context, status=status)


@login_required
@require_POST
def criterion(request: Request, pk: int, number: str) -> HttpResponse:
    """Agree, or disagree with a reason."""
    place = sent_place(request, pk)
    _known(place, number)
    form = WordForm(request.POST)
    if not form.is_valid():
        return _page(request, place, Typed(word=(number, form)), 422)
    check_seen(place.filing, request.POST.get("revision", ""))
    before = line_of(request, place).reviews.get(number)
    is_seen = before is not None and request.POST.get("replaces") == before.at.isoformat()
    review_criterion(
        place.filing,
        number,
        agrees=form.cleaned_data["agrees"],
        reason=form.cleaned_data["reason"],
        by=request.user,
        on=request.today,
        at=now(),
        replaces=before.at if before is not None and is_seen else None,
    )
    return redirect(_at(place.filing, f"tc-{number}"))


@login_required
@require_POST
def agree_same(request: Request, pk: int) -> HttpResponse:
    """Agree to all criteria that stayed as they were, in one press."""
    place = sent_place(request, pk)
    check_seen(place.filing, request.POST.get("revision", ""))
    row = row_of(line_of(request, place))
    written = agree(request, [row])
    messages.success(
        request, f"Đã đồng ý {written} tiêu chí giữ nguyên của {place.unit.full_name}."
    )
    return redirect(_at(place.filing))


@login_required
@require_POST
def back(request: Request, pk: int) -> HttpResponse:
    """Send back the indicators that were picked, each with its reason and due date."""
    place = sent_place(request, pk)
    numbers = [i.number for i in line_of(request, place).criteria_set.indicators]
    items = read_back_items(request.POST, numbers)
    errors = _back_errors(items)
    if errors:
        return _page(request, place, Typed(back=tuple(items), back_errors=tuple(errors)), 422)
    check_seen(place.filing, request.POST.get("revision", ""))
    picked = [SendBackItem(i.indicator, i.reason, i.due_on) for i in items if i.due_on is not None]
    send_back(place.filing, picked, by=request.user, on=request.today, at=now())
    said = ", ".join(item.indicator for item in picked)
    messages.success(
        request,
        f"Đã trả lại chỉ tiêu {said} cho {place.unit.full_name}, "
        f"tháng {show_month(place.month.month)}. Xã sửa xong sẽ gửi lại.",
    )
    return redirect(_at(place.filing))


def _back_errors(items: Sequence[BackItem]) -> list[str]:
    if not items:
        return [
            "Chưa chọn chỉ tiêu nào. Hãy mở “Trả lại chỉ tiêu này” ở chỉ tiêu cần sửa, đánh dấu "
            "chọn, ghi lý do và hạn."
        ]
    return [error for item in items for error in item.errors]


@login_required
@require_POST
def solution(request: Request, pk: int, number: str) -> HttpResponse:
    """What will be done about an unmet criterion, by whom and until when."""
    place = sent_place(request, pk)
    _known(place, number)
    form = SolutionForm(request.POST)
    if not form.is_valid():
        return _page(request, place, Typed(solution=(number, form)), 422)
    seen = request.POST.get("replaces", "")
    put_solution(
        place.filing,
        number,
        **form.cleaned_data,
        by=request.user,
        on=request.today,
        at=now(),
        replaces=int(seen) if seen.isascii() and seen.isdigit() else None,
    )
    return redirect(_at(place.filing, f"tc-{number}"))


def _known(place: Place, number: str) -> None:
    criteria: Collection[str] = place.filing.latest.criteria if place.filing.latest else ()
    if number not in criteria:
        raise Http404


def _at(filing: Filing, anchor: str = "") -> str:
    address = reverse("review", args=[filing.pk])
    return f"{address}#{anchor}" if anchor else address
