"""The matrix of communes and criteria, with its filters in the address, and its cells' reasons."""

from __future__ import annotations

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.overview.queries import commune_month, overview
from langmoi.places.models import Level
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import month_context
from langmoi.web.overview.commune import criterion_view
from langmoi.web.overview.matrix_rows import Filters, matrix_context
from langmoi.web.scope import scope_of, unit_in_scope


@login_required
@require_safe
def matrix(request: Request) -> HttpResponse:
    """The whole page; for htmx only the table, which the filters change."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_commune:
        raise Http404
    seen = overview(month.month, unit_key=scope.home.unit_id)
    filters = Filters.read(request.GET)
    context = month_context(month, seen.criteria_set) | matrix_context(seen, filters)
    is_piece = (
        request.htmx and not request.htmx.boosted and not request.htmx.history_restore_request
    )
    return render(request, "overview/_matrix.html" if is_piece else "overview/matrix.html", context)


@login_required
@require_safe
def cell(request: Request, code: str, number: str) -> HttpResponse:
    """The reasons behind one cell, as a piece of a page."""
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.COMMUNE, month.month)
    seen = commune_month(unit.unit_id, month.month)
    found = next((d for d in seen.criteria if d.criterion.number == number), None)
    if found is None:
        raise Http404
    context = month_context(month, seen.criteria_set) | {
        "line": seen.line,
        "view": criterion_view(found, seen),
        "revision": seen.revision,
    }
    return render(request, "overview/_cell.html", context)
