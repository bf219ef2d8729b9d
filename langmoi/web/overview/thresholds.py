"""The thresholds that a month is judged by, and which of them nobody has checked yet."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.law.documents import load_documents
from langmoi.law.model import CriteriaSet
from langmoi.overview.lines import unit_lines
from langmoi.overview.thresholds import InUse, thresholds_in_use
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import month_context
from langmoi.web.overview.lists import unit_asked_for
from langmoi.web.overview.reasons import said_bound

UNCHECKED = "chua-kiem-chung"


@dataclass(frozen=True)
class Row:
    in_use: InUse
    criterion: str
    zone: str
    bound: str
    document: str


@login_required
@require_safe
def thresholds(request: Request) -> HttpResponse:
    """One row for each threshold in use in the person's unit; with `muc` the unchecked alone."""
    month = chosen_month(request)
    unit = unit_asked_for(request)
    only = request.GET.get("muc", "")
    if only not in ("", UNCHECKED):
        raise DomainError(f"Không có nhóm ngưỡng “{only}”. Hãy mở lại từ trang tổng quan.")
    view, lines = unit_lines(month.month, unit.unit_id)
    found = thresholds_in_use(view.criteria_set, month.month, lines)
    kept = [one for one in found if not (only and one.is_settled)]
    context = month_context(month, view.criteria_set) | {
        "unit": unit,
        "rows": [_row(one, view.criteria_set) for one in kept],
        "only_unchecked": bool(only),
    }
    return render(request, "overview/thresholds.html", context)


def _row(one: InUse, criteria_set: CriteriaSet) -> Row:
    numbers = {i.number: c.number for c in criteria_set.criteria for i in c.indicators}
    zones = {zone.id: zone.name for zone in criteria_set.zones}
    basis = one.threshold.basis if one.threshold else None
    document = load_documents().get(basis.document) if basis else None
    figure = criteria_set.figure(one.test.figure)
    return Row(
        in_use=one,
        criterion=numbers[one.indicator.number],
        zone=zones.get(one.zone or "", ""),
        bound=said_bound(one.test.operator, one.threshold, figure),
        document=f"{document.number}, {basis.clause}" if document and basis else "",
    )
