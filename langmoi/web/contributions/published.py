"""Money as it was published beside what the system comes to, with every difference."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.overview.published_money import compare_money
from langmoi.web.http import Request
from langmoi.web.scope import scope_of


@login_required
@require_safe
def published_money(request: Request) -> HttpResponse:
    """For those who look at the province or a district; of one commune nothing was published."""
    scope = scope_of(request)
    if scope.is_commune:
        raise Http404
    context = {"compared": compare_money(), "tab": "published", "scope": scope}
    return render(request, "contributions/published.html", context)
