"""The history of a filing, of one revision, and of one figure through the months."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.clock import now
from langmoi.law.model import CriteriaSet, Figure, Indicator
from langmoi.law.sets import load_set
from langmoi.places.models import Level
from langmoi.reporting.access import open_steps
from langmoi.reporting.models import CorrectionState, Filing, Revision
from langmoi.reporting.revisions import figures_of
from langmoi.reporting.steps import reopen_indicator
from langmoi.web.figures import said_in_full
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.review.doors import Place, filing_place, holds_any, reviewers, sent_place
from langmoi.web.review.forms import ReopenForm
from langmoi.web.review.lines import indicator_of
from langmoi.web.review.story import story_of
from langmoi.web.review.words import state_word
from langmoi.web.scope import unit_in_scope


@dataclass(frozen=True)
class FigureRow:
    figure: Figure
    value: str
    before: str
    is_changed: bool


@dataclass(frozen=True)
class IndicatorRows:
    """An indicator of a revision with its outcome and figures."""

    indicator: Indicator
    outcome: str
    rows: tuple[FigureRow, ...]


@dataclass(frozen=True)
class MonthValue:
    """A figure in one month: what counts there, and what its indicator came to."""

    filing: Filing
    value: str
    outcome: str
    is_changed: bool
    is_corrected: bool


@login_required
@require_safe
def filing_history(request: Request, pk: int) -> HttpResponse:
    return _page(request, filing_place(request, pk), ReopenForm())


def _page(request: Request, place: Place, form: ReopenForm, status: int = 200) -> HttpResponse:
    filing, criteria_set = place.filing, load_set(place.filing.criteria_set)
    asked = request.GET.get("muc", "")
    if asked and asked not in {i.number for i in criteria_set.indicators}:
        raise Http404
    steps = open_steps(request.user, filing, request.today)
    context = {
        "filing": filing,
        "unit": place.unit,
        "month": place.month.month,
        "reporting_month": place.month,
        "state": state_word(filing),
        "asked": asked,
        "indicators": criteria_set.indicators,
        "entries": list(reversed(story_of(filing, criteria_set, indicator=asked))),
        "revisions": filing.revisions.select_related("made_by").order_by("-number"),
        "corrections": filing.corrections.select_related("asked_by").order_by("-asked_at"),
        "has_open_correction": filing.corrections.filter(state=CorrectionState.ASKED).exists(),
        "may_reopen": "reopen" in steps,
        "may_ask": "ask_correction" in steps and filing.latest is not None,
        "may_review": holds_any(request, reviewers(place.chain)),
        "form": form,
    }
    return render(request, "review/filing_history.html", context, status=status)


@login_required
@require_POST
def reopen(request: Request, pk: int) -> HttpResponse:
    """Open one indicator of a signed filing again."""
    place = sent_place(request, pk)
    form = ReopenForm(request.POST)
    numbers = {i.number for i in load_set(place.filing.criteria_set).indicators}
    if form.is_valid() and form.cleaned_data["indicator"] not in numbers:
        form.add_error("indicator", "Hãy chọn một chỉ tiêu trong danh sách.")
    if not form.is_valid():
        return _page(request, place, form, 422)
    told = form.cleaned_data
    reopen_indicator(place.filing, **told, by=request.user, on=request.today, at=now())
    messages.success(
        request,
        f"Đã mở lại chỉ tiêu {told['indicator']} của {place.unit.full_name}; "
        "xã chỉ sửa được chỉ tiêu này rồi gửi lại.",
    )
    return redirect("filing_history", place.filing.pk)


@login_required
@require_safe
def revision(request: Request, pk: int, number: int) -> HttpResponse:
    """One revision as it was sent, beside the one before it."""
    place = sent_place(request, pk)
    found = get_object_or_404(place.filing.revisions.select_related("made_by"), number=number)
    before = place.filing.revisions.filter(number=number - 1).first()
    criteria_set = load_set(place.filing.criteria_set)
    context = {
        "filing": place.filing,
        "unit": place.unit,
        "month": place.month.month,
        "revision": found,
        "before": before,
        "event": found.events.select_related("by").order_by("pk").first(),
        "groups": _rows(criteria_set, found, before),
        "total": len(criteria_set.criteria),
    }
    return render(request, "review/revision.html", context)


def _rows(
    criteria_set: CriteriaSet, found: Revision, before: Revision | None
) -> list[IndicatorRows]:
    groups = []
    then: dict[str, Any] = before.figures if before else found.figures
    for indicator in criteria_set.indicators:
        wanted = figures_of(indicator)
        rows = tuple(
            FigureRow(
                figure,
                said_in_full(figure, found.figures.get(figure.id)),
                said_in_full(figure, then.get(figure.id)),
                found.figures.get(figure.id) != then.get(figure.id),
            )
            for figure in criteria_set.figures
            if figure.id in wanted
        )
        outcome = found.indicators.get(indicator.number, "not_assessed")
        groups.append(IndicatorRows(indicator, outcome, rows))
    return groups


@login_required
@require_safe
def figure_history(request: Request, code: str, figure: str) -> HttpResponse:
    """One figure of one commune: its story in the month, and its values through the months."""
    month = chosen_month(request)
    unit = unit_in_scope(request, code, Level.COMMUNE, month.month)
    filings = list(
        Filing.objects.visible_to(request.user, on=request.today)
        .filter(unit_id=unit.unit_id, month__lte=month.month, latest__isnull=False)
        .select_related("latest", "latest__made_by")
        .order_by("-month")
    )
    shown = next((f for f in filings if f.month == month.month), filings[0] if filings else None)
    if shown is None:
        raise Http404
    criteria_set = load_set(shown.criteria_set)
    known = next((f for f in criteria_set.figures if f.id == figure), None)
    if known is None:
        raise Http404
    number = indicator_of(criteria_set).get(figure, "")
    indicator = next((i for i in criteria_set.indicators if i.number == number), None)
    context = {
        "unit": unit,
        "month": month.month,
        "filing": shown,
        "figure": known,
        "indicator": indicator,
        "number": number,
        "value": said_in_full(known, shown.latest.figures.get(figure) if shown.latest else None),
        "entries": list(reversed(story_of(shown, criteria_set, indicator=number))),
        "values": _values(filings, known, number),
    }
    return render(request, "review/figure_history.html", context)


def _values(filings: Sequence[Filing], figure: Figure, number: str) -> list[MonthValue]:
    """The figure in each month, newest first; a change against the month before is marked."""
    found = []
    for at, filing in enumerate(filings):
        latest = filing.latest
        if latest is None:
            continue
        earlier = filings[at + 1].latest if at + 1 < len(filings) else None
        value = latest.figures.get(figure.id)
        found.append(
            MonthValue(
                filing,
                said_in_full(figure, value),
                latest.indicators.get(number, "not_assessed"),
                earlier is not None and earlier.figures.get(figure.id) != value,
                latest.source == "correction",
            )
        )
    return found
