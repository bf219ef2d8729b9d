"""Corrections of closed months: asked by one, decided by another, both versions readable."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.errors import NotAllowed
from langmoi.core.months import reference_day
from langmoi.law.model import CriteriaSet, Figure
from langmoi.law.sets import load_set
from langmoi.people.access import units_in_scope
from langmoi.places.models import UnitVersion
from langmoi.places.queries import version_of
from langmoi.reporting.access import can_correct, can_decide_correction
from langmoi.reporting.models import Correction, CorrectionState, Filing, Revision
from langmoi.reporting.steps import ask_correction, decide_correction
from langmoi.web.figures import said_in_full
from langmoi.web.filing.reading import Shown, read_entered
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.reasons import said
from langmoi.web.review.doors import Place, sent_place
from langmoi.web.review.forms import DecisionForm, ReasonForm
from langmoi.web.review.lines import indicator_of

STATE_STYLES = {
    CorrectionState.ASKED: ("soon", "hourglass"),
    CorrectionState.APPROVED: ("done", "circle-check"),
    CorrectionState.REFUSED: ("not_met", "x"),
}


@dataclass(frozen=True)
class Field:
    """A figure to be typed anew: what stands, what was typed, and what was wrong with that."""

    figure: Figure
    standing: str
    typed: Mapping[str, str]
    is_typed: bool
    answers: tuple[str, str]
    error: str
    note: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.note and not any(text.strip() for text in self.typed.values())


@dataclass(frozen=True)
class FieldGroup:
    """An indicator with the figures that only it reads first."""

    number: str
    text: str
    fields: tuple[Field, ...]
    is_open: bool

    @property
    def is_lacking(self) -> bool:
        """Whether a figure is still wanted: neither typed nor explained, and the thing arises."""
        if any(f.figure.is_fact and f.typed.get("one") == "no" for f in self.fields):
            return False
        return any(f.is_empty for f in self.fields if not f.figure.is_fact)


@dataclass(frozen=True)
class ChangedFigure:
    """A figure of a correction: before, asked for, and what stands now."""

    indicator: str
    name: str
    before: str
    after: str
    note: str


@dataclass(frozen=True)
class CorrectionRow:
    correction: Correction
    unit: UnitVersion | None
    changes: tuple[ChangedFigure, ...]
    is_first: bool  # filed late: nothing was sent before

    @property
    def css(self) -> str:
        return STATE_STYLES[CorrectionState(self.correction.state)][0]

    @property
    def icon(self) -> str:
        return STATE_STYLES[CorrectionState(self.correction.state)][1]


@login_required
@require_safe
def corrections(request: Request) -> HttpResponse:
    """Every correction within the person's scope, those that wait first."""
    chosen_month(request)
    found = _visible(request).order_by("-asked_at", "-pk")
    waiting = [c for c in found if c.state == CorrectionState.ASKED]
    rows = [*waiting, *(c for c in found if c.state != CorrectionState.ASKED)]
    context = {"rows": [_row(c) for c in rows], "waiting": len(waiting)}
    return render(request, "review/corrections.html", context)


@login_required
@require_safe
def correction(request: Request, pk: int) -> HttpResponse:
    return _page(request, get_object_or_404(_visible(request), pk=pk), DecisionForm())


def _page(
    request: Request, found: Correction, form: DecisionForm, status: int = 200
) -> HttpResponse:
    chosen_month(request, found.filing.month)
    may_decide = found.state == CorrectionState.ASKED and can_decide_correction(
        request.user, found, request.today
    )
    context = {
        "row": _row(found),
        "correction": found,
        "filing": found.filing,
        "month": found.filing.month,
        "form": form,
        "may_decide": may_decide,
        "is_own": found.asked_by_id == request.user.pk,
        "before": _before(found),
    }
    return render(request, "review/correction.html", context, status=status)


@login_required
@require_POST
def decide(request: Request, pk: int) -> HttpResponse:
    found = get_object_or_404(_visible(request), pk=pk)
    form = DecisionForm(request.POST)
    if not form.is_valid():
        return _page(request, found, form, 422)
    is_mine = found.decided_by_id == request.user.pk
    if is_mine and found.state != CorrectionState.ASKED:  # pressed twice
        return redirect("correction", found.pk)
    decide_correction(found, **form.cleaned_data, by=request.user, on=request.today, at=now())
    said_ = (
        "Đã duyệt; số liệu đính chính có hiệu lực."
        if form.cleaned_data["approve"]
        else ("Đã ghi không duyệt; số liệu giữ nguyên.")
    )
    messages.success(request, said_)
    return redirect("correction", found.pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def ask(request: Request, pk: int) -> HttpResponse:
    """Choose the figures of a closed month to be changed, and say why."""
    place = sent_place(request, pk)
    if not can_correct(request.user, place.filing, request.today):
        raise NotAllowed(
            "Tài khoản này không được đề nghị đính chính phiếu của xã. "
            "Hãy nhờ lãnh đạo xã, huyện hoặc Văn phòng Điều phối NTM tỉnh đề nghị."
        )
    if request.method != "POST":
        return _ask_page(request, place, ReasonForm(), {})
    form = ReasonForm(request.POST)
    criteria_set = load_set(place.filing.criteria_set)
    standing = place.filing.latest.figures if place.filing.latest else {}
    entered = read_entered(request.POST, list(criteria_set.figures), Shown(standing, {}, {}))
    if not form.is_valid() or entered.faults:
        return _ask_page(request, place, form, entered.faults, 422)
    made = ask_correction(
        place.filing,
        entered.changes,
        reason=form.cleaned_data["reason"],
        by=request.user,
        on=request.today,
        at=now(),
    )
    messages.success(
        request, f"Đã gửi đề nghị đính chính {len(made.figures)} số liệu; chờ người khác duyệt."
    )
    return redirect("correction", made.pk)


def _ask_page(
    request: Request,
    place: Place,
    form: ReasonForm,
    faults: Mapping[str, str],
    status: int = 200,
) -> HttpResponse:
    asked = request.GET.get("muc", "")
    criteria_set = load_set(place.filing.criteria_set)
    standing = place.filing.latest.figures if place.filing.latest else {}
    context = {
        "filing": place.filing,
        "unit": place.unit,
        "month": place.month.month,
        "reporting_month": place.month,
        "form": form,
        "faults": named(criteria_set, faults),
        "groups": field_groups(request, criteria_set, standing, faults, asked),
        "waiting": place.filing.corrections.filter(state=CorrectionState.ASKED).first(),
    }
    return render(request, "review/ask_correction.html", context, status=status)


def named(criteria_set: CriteriaSet, faults: Mapping[str, str]) -> list[str]:
    """What could not be read, each with the name of its figure."""
    return [f"{criteria_set.figure(figure).name}: {said}" for figure, said in faults.items()]


def field_groups(
    request: Request,
    criteria_set: CriteriaSet,
    standing: Mapping[str, Any],
    faults: Mapping[str, str],
    asked: str = "",
    notes: Mapping[str, str] | None = None,
) -> list[FieldGroup]:
    """Each figure once, under the first indicator that reads it."""
    notes = notes or {}
    numbers = indicator_of(criteria_set)
    groups = []
    for indicator in criteria_set.indicators:
        fields = tuple(
            _field(
                request,
                figure,
                standing.get(figure.id),
                error=faults.get(figure.id, ""),
                note=notes.get(figure.id, ""),
            )
            for figure in criteria_set.figures
            if numbers.get(figure.id) == indicator.number
        )
        is_open = indicator.number == asked or any(f.error or f.is_typed for f in fields)
        if fields:
            groups.append(FieldGroup(indicator.number, indicator.text, fields, is_open))
    return groups


def _field(request: Request, figure: Figure, value: Any, *, error: str, note: str) -> Field:
    shown = _written(value)
    typed = dict(shown)
    for part, name in (
        ("one", figure.id),
        ("num", f"{figure.id}_num"),
        ("den", f"{figure.id}_den"),
    ):
        if request.method == "POST" and name in request.POST:
            typed[part] = request.POST[name]
    answers = (said(True, figure), said(False, figure))
    noted = request.POST.get(f"note_{figure.id}", note)
    is_typed = typed != shown or noted != note
    return Field(figure, said_in_full(figure, value), typed, is_typed, answers, error, noted)


def _written(value: Any) -> dict[str, str]:
    """A value as it is put into fields: with a comma, without grouping points."""
    if value is None:
        return {}
    if isinstance(value, bool):
        return {"one": "yes" if value else "no"}
    if isinstance(value, dict):
        return {part: _plain(value[part]) for part in ("num", "den") if value.get(part) is not None}
    return {"one": _plain(value)}


def _plain(value: Any) -> str:
    return str(value).replace(".", ",")


def _visible(request: Request) -> Any:
    units = units_in_scope(request.user, on=request.today)
    found = Correction.objects.filter(filing__unit__in=units)
    return found.select_related(
        "filing", "filing__latest", "filing__unit", "asked_by", "decided_by", "revision"
    )


def _row(found: Correction) -> CorrectionRow:
    filing: Filing = found.filing
    criteria_set = load_set(filing.criteria_set)
    unit = version_of(filing.unit_id, reference_day(filing.month))
    before = _before(found)
    return CorrectionRow(found, unit, _changes(criteria_set, found, before), before is None)


def _before(found: Correction) -> Revision | None:
    """The revision that the correction starts from: the one before its own, else the latest."""
    if found.revision is not None:
        earlier = Revision.objects.filter(filing=found.filing, number__lt=found.revision.number)
        return earlier.order_by("-number").first()
    if found.state == CorrectionState.ASKED:
        return found.filing.latest
    until = found.decided_at or found.asked_at
    earlier = Revision.objects.filter(filing=found.filing, made_at__lte=until)
    return earlier.order_by("-number").first()


def _changes(
    criteria_set: CriteriaSet, found: Correction, before: Revision | None
) -> tuple[ChangedFigure, ...]:
    numbers = indicator_of(criteria_set)
    told = {*found.figures, *found.notes}
    known: Sequence[Figure] = [f for f in criteria_set.figures if f.id in told]
    standing = before.figures if before else {}
    return tuple(
        ChangedFigure(
            numbers.get(figure.id, ""),
            figure.name,
            said_in_full(figure, standing.get(figure.id)),
            said_in_full(figure, found.figures.get(figure.id)),
            found.notes.get(figure.id, ""),
        )
        for figure in known
    )
