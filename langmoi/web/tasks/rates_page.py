"""How the rate is counted, shown on the Government's own figures."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.direction.published import PublishedTally, published_tallies
from langmoi.web.http import Request


@login_required
@require_safe
def task_rates(request: Request) -> HttpResponse:
    rows = [(told, _off(told)) for told in published_tallies()]
    return render(request, "tasks/rates.html", {"published": rows})


def _off(told: PublishedTally) -> object:
    """By how many percentage points the printed rate differs from its own counts."""
    return abs(told.computed_rate - told.rate)
