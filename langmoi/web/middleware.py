"""What every request passes: the day, and broken rules turned into answers."""

from __future__ import annotations

from collections.abc import Callable
from http import HTTPStatus

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.middleware.gzip import GZipMiddleware
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme

from langmoi.core.clock import today
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed, NotFound
from langmoi.core.memory import remembering
from langmoi.law.published import held

Answer = Callable[[HttpRequest], HttpResponse]
TEXT = ("text/", "application/json", "application/javascript", "image/svg+xml")


class TextGZipMiddleware(GZipMiddleware):
    """Text goes out small, for slow lines; pictures, fonts and office files are so already."""

    def process_response(
        self, request: HttpRequest, response: HttpResponseBase
    ) -> HttpResponseBase:
        if not response.headers.get("Content-Type", "").startswith(TEXT):
            return response
        return super().process_response(request, response)


class TodayMiddleware:
    """Gives views the day, so that nothing deeper has to ask; a memory to its end; one law."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        with remembering(), held():
            request.today = today()  # type: ignore[attr-defined]  # see web/http.py
            return self.get_response(request)


class BrokenRuleMiddleware:
    """One place where a broken rule becomes a page: 404, 403 or 422 with the sentence."""

    def __init__(self, get_response: Answer) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        response = self.get_response(request)
        if settings.DEBUG and response.status_code == HTTPStatus.NOT_FOUND:
            # With DEBUG Django shows its own page of addresses; people get ours all the same.
            return render(request, "404.html", status=HTTPStatus.NOT_FOUND)
        return response

    def process_exception(self, request: HttpRequest, error: Exception) -> HttpResponse | None:
        if not isinstance(error, DomainError):
            return None
        return broken_rule_page(request, error)


def broken_rule_page(request: HttpRequest, error: DomainError) -> HttpResponse:
    """404 for what is not there for this person, 403 for what they may not, 422 for the rest."""
    if isinstance(error, NotFound):
        return render(request, "404.html", status=404)
    faults = error.faults if isinstance(error, FaultyInput) else []
    status = 403 if isinstance(error, NotAllowed) else 422
    context = {
        "message": str(error),
        "faults": faults,
        "status": status,
        "back": _page_before(request),
    }
    return render(request, "problem.html", context, status=status)


def _page_before(request: HttpRequest) -> str:
    """Where the person came from, if that was a page of ours."""
    before = request.headers.get("Referer", "")
    is_ours = url_has_allowed_host_and_scheme(before, {request.get_host()}, request.is_secure())
    return before if is_ours and before != request.build_absolute_uri() else ""
