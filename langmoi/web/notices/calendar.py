"""One's calendar of deadlines: making its secret address, taking it back, and serving it."""

from __future__ import annotations

import hashlib
from urllib.parse import urlsplit

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.cache import get_conditional_response
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.clock import now
from langmoi.notices.calendar import as_calendar, entries_of, feed_of, renew_feed, revoke_feed
from langmoi.web.http import Request

SECONDS_KEPT = 3600
CONTENT_TYPE = "text/calendar; charset=utf-8"


@login_required
@require_POST
@never_cache
def calendar(request: Request) -> HttpResponse:
    """A new address, shown this once."""
    token = renew_feed(request.user, at=now())
    address = settings.SITE_URL + reverse("calendar_feed", args=[token])
    return render(request, "notices/calendar.html", {"address": address})


@login_required
@require_POST
def revoke(request: Request) -> HttpResponse:
    if revoke_feed(request.user):
        messages.success(request, "Đã tắt địa chỉ lịch. Chương trình lịch không đọc được nữa.")
    return redirect("account")


@require_safe
def feed(request: Request, token: str) -> HttpResponseBase:
    """The calendar, for who knows the address; there is no page for anyone else."""
    user = feed_of(token)
    if user is None:
        raise Http404
    content = as_calendar(
        entries_of(user, on=request.today),
        on=request.today,
        page_of=lambda key: settings.SITE_URL + reverse("task", args=[key]),
        host=urlsplit(settings.SITE_URL).hostname or "langmoi",
    )
    etag = f'"{hashlib.sha256(content).hexdigest()[:32]}"'
    answer = get_conditional_response(request, etag=etag)
    if answer is None:
        answer = HttpResponse(content, content_type=CONTENT_TYPE)
    answer["ETag"] = etag
    answer["Cache-Control"] = f"private, max-age={SECONDS_KEPT}"
    answer["X-Robots-Tag"] = "noindex"
    return answer
