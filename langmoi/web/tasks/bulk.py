"""Confirming several reports that were ticked in the list."""

from __future__ import annotations

from collections.abc import Collection

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect
from django.urls import reverse
from django.views.decorators.http import require_POST

from langmoi.core.clock import now
from langmoi.core.errors import DomainError
from langmoi.core.numbers import show_number
from langmoi.direction.access import issued_by
from langmoi.direction.actions import confirm_tasks
from langmoi.direction.models import Directive, TaskInstance
from langmoi.web.http import Request
from langmoi.web.tasks.filters import NAMES

MOST_AT_ONCE = 100


@login_required
@require_POST
def confirm_several(request: Request) -> HttpResponse:
    """All that were ticked, or none and why; then back to the list as it was filtered."""
    told = request.POST.getlist("viec")
    keys = {int(key) for key in told if key.isascii() and key.isdecimal() and len(key) < 16}
    back = _list_address(request)
    if not keys:
        messages.error(request, "Chưa đánh dấu việc nào. Hãy đánh dấu rồi bấm xác nhận.")
        return redirect(back)
    if len(keys) > MOST_AT_ONCE:
        raise DomainError(f"Mỗi lần xác nhận không quá {MOST_AT_ONCE} việc. Hãy chia ra.")
    visible = TaskInstance.objects.visible_to(request.user, on=request.today)
    if visible.filter(pk__in=keys).count() != len(keys):
        raise Http404
    try:
        confirmed = confirm_tasks(keys, by=request.user, on=request.today, at=now())
    except DomainError as error:
        messages.error(request, str(error))
    else:
        said = f"Đã xác nhận hoàn thành {show_number(len(confirmed))} việc."
        messages.success(request, said)
    return redirect(back)


def followed(request: Request, directives: Collection[int]) -> set[int]:
    """Those of these documents whose tasks the person follows."""
    if not directives:
        return set()
    own = issued_by(request.user, on=request.today)
    kept = Directive.objects.filter(pk__in=directives, unit__in=own)
    return set(kept.values_list("pk", flat=True))


def _list_address(request: Request) -> str:
    """The list as it was filtered: only what the address of the list may hold is taken over."""
    query = request.GET.copy()
    for name in [one for one in query if one not in {*NAMES.values(), "trang"}]:
        del query[name]
    address = reverse("tasks")
    return f"{address}?{query.urlencode()}" if query else address
