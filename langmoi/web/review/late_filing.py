"""Filing for a closed month in which a commune never did: asked here, decided as a correction."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.clock import now
from langmoi.law.sets import load_set
from langmoi.reporting.carried import last_values
from langmoi.reporting.models import CorrectionState, Filing
from langmoi.reporting.steps import ask_late_filing
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.filing.frame import Place, filing_address, find_filing, may_file_late, place_of
from langmoi.web.filing.reading import Shown, read_entered
from langmoi.web.http import Request
from langmoi.web.review.corrections import field_groups, named
from langmoi.web.review.forms import ReasonForm


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def late_filing(request: Request, code: str) -> HttpResponse:
    """The whole filing on one page, prefilled with the last values, and the reason."""
    place = place_of(request, code)
    if not may_file_late(request, place, find_filing(request, place)):
        raise Http404
    filing = _filing(request, place)
    form = ReasonForm(request.POST if request.method == "POST" else None)
    if request.method != "POST":
        return _page(request, place, filing, ReasonForm(), {})
    criteria_set = load_set(filing.criteria_set)
    entered = read_entered(request.POST, list(criteria_set.figures), Shown({}, filing.notes, {}))
    if not form.is_valid() or entered.faults:
        return _page(request, place, filing, form, entered.faults, 422)
    made = ask_late_filing(
        place.unit.unit_id,
        place.month.month,
        entered.changes,
        notes=entered.notes,
        reason=form.cleaned_data["reason"],
        by=request.user,
        on=request.today,
        at=now(),
    )
    messages.success(request, "Đã gửi đề nghị nộp muộn; chờ người khác duyệt.")
    return redirect("correction", made.pk)


def _filing(request: Request, place: Place) -> Filing:
    """The filing that was begun, else one that is not written yet: looking writes nothing."""
    found = find_filing(request, place)
    month = place.month.month
    unit = place.unit.unit_id
    return found or Filing(unit_id=unit, month=month, criteria_set=set_of_month(month).id)


def _page(
    request: Request,
    place: Place,
    filing: Filing,
    form: ReasonForm,
    faults: Mapping[str, str],
    status: int = 200,
) -> HttpResponse:
    begun: Mapping[str, Any] = filing.draft or {
        figure: last.value for figure, last in last_values(filing).items()
    }
    criteria_set = load_set(filing.criteria_set)
    waiting = None
    if filing.pk is not None:
        waiting = filing.corrections.filter(state=CorrectionState.ASKED).first()
    context = {
        "unit": place.unit,
        "month": place.month.month,
        "reporting_month": place.month,
        "form": form,
        "faults": named(criteria_set, faults),
        "groups": field_groups(request, criteria_set, begun, faults, notes=filing.notes),
        "waiting": waiting,
        "is_late": True,
        "address": filing_address(request, place.unit.code),
    }
    return render(request, "review/ask_correction.html", context, status=status)
