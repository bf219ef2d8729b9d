"""The office's page of a month: what is missing, what is disputed, closing it, opening the next."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.clock import now
from langmoi.core.days import show_day
from langmoi.core.errors import NotAllowed
from langmoi.core.months import next_month, reference_day, show_month
from langmoi.overview.levels import Levels, levels_of
from langmoi.people.models import Agency
from langmoi.places.models import Unit, UnitVersion
from langmoi.places.queries import filing_communes, unit_versions, version_of
from langmoi.reporting.access import can_close
from langmoi.reporting.actions import open_month
from langmoi.reporting.chain import chain_on
from langmoi.reporting.deadlines import deadlines_of, exceptions_of, set_deadline
from langmoi.reporting.models import FilingEvent, ReportingMonth, StepKind
from langmoi.reporting.steps import close_month, missing_of, missing_opinions
from langmoi.web.http import Request
from langmoi.web.months import months_of
from langmoi.web.review.doors import Desk, office_desk
from langmoi.web.review.forms import CloseForm, ExtensionForm, OpenForm
from langmoi.web.review.lines import Line, MonthLines, month_lines
from langmoi.web.review.page import names_of
from langmoi.web.review.words import Due


@dataclass(frozen=True)
class DistrictPart:
    """A district's communes that are missing a step, by name of the step."""

    name: str
    not_filed: tuple[Line, ...]
    sent_back: tuple[Line, ...]
    not_signed: tuple[Line, ...]


@dataclass(frozen=True)
class Silent:
    """A department with the opinions that it still owes."""

    agency: Agency
    count: int


@dataclass(frozen=True)
class Dispute:
    """A criterion of a commune that the levels see differently."""

    line: Line
    number: str
    name: str
    levels: Levels


@dataclass(frozen=True)
class StepDay:
    """A step of the chain with its day for all, and how it was set."""

    kind: str
    label: str
    due: Due


@dataclass(frozen=True)
class Typed:
    """Forms that were not taken, to be shown again."""

    close: CloseForm | None = None
    open: OpenForm | None = None
    extension: ExtensionForm | None = None


@login_required
@require_safe
def closing(request: Request) -> HttpResponse:
    return _page(request, office_desk(request), Typed())


def _page(request: Request, found: Desk, typed: Typed, status: int = 200) -> HttpResponse:
    context = closing_context(request, found, typed)
    return render(request, "review/closing.html", context, status=status)


@login_required
@require_POST
def close(request: Request) -> HttpResponse:
    found = office_desk(request)
    form = CloseForm(request.POST)
    month = found.month.month
    needs_reason = not missing_of(month, request.today).is_nothing
    if form.is_valid() and needs_reason and not form.cleaned_data["reason"]:
        form.add_error("reason", "Còn việc chưa xong nên phải ghi lý do vì sao vẫn chốt.")
    if not form.is_valid():
        return _page(request, found, Typed(close=form), 422)
    reason = form.cleaned_data["reason"]
    close_month(month, by=request.user, on=request.today, at=now(), reason=reason)
    messages.success(
        request,
        f"Đã chốt số liệu tháng {show_month(month)}. Từ nay số liệu chỉ đổi bằng đính chính.",
    )
    return redirect(_address(found.month))


@login_required
@require_POST
def open_next(request: Request) -> HttpResponse:
    """Open the month after the last one, with the day by which communes file."""
    found = office_desk(request)
    if not can_close(request.user, request.today):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được mở tháng.")
    form = OpenForm(request.POST)
    wanted = _next_month(request)
    if form.is_valid() and form.cleaned_data["month"] != wanted:
        form.add_error("month", f"Các tháng mở lần lượt; tháng tiếp theo là {show_month(wanted)}.")
    if form.is_valid() and form.cleaned_data["due_on"] < chain_on(wanted).cut_off(wanted):
        day = show_day(chain_on(wanted).cut_off(wanted))
        form.add_error("due_on", f"Hạn nộp phải từ ngày khóa kỳ {day} trở đi.")
    if not form.is_valid():
        return _page(request, found, Typed(open=form), 422)
    opened = open_month(wanted, by=request.user, due_on=form.cleaned_data["due_on"])
    messages.success(
        request,
        f"Đã mở tháng {show_month(wanted)}, hạn nộp {show_day(form.cleaned_data['due_on'])}.",
    )
    return redirect(_address(opened))


@login_required
@require_POST
def extend(request: Request) -> HttpResponse:
    """More time for one unit, with a reason that everyone can read."""
    found = office_desk(request)
    form = ExtensionForm(request.POST)
    units = {unit.unit_id: unit for unit in _units(found)}
    steps = {str(step.kind) for step in found.chain.steps}
    if form.is_valid() and form.cleaned_data["unit"] not in units:
        form.add_error("unit", "Hãy chọn một đơn vị trong danh sách.")
    if form.is_valid() and form.cleaned_data["step"] not in steps:
        form.add_error("step", "Hãy chọn một việc trong danh sách.")
    if not form.is_valid():
        return _page(request, found, Typed(extension=form), 422)
    told = form.cleaned_data
    unit = units[told["unit"]]
    set_deadline(
        found.month.month,
        StepKind(told["step"]),
        told["due_on"],
        by=request.user,
        on=request.today,
        unit=Unit.objects.get(pk=unit.unit_id),
        reason=told["reason"],
    )
    messages.success(request, f"Đã gia hạn cho {unit.full_name} đến {show_day(told['due_on'])}.")
    return redirect(f"{_address(found.month)}#h-days")


def closing_context(request: Request, found: Desk, typed: Typed) -> dict[str, Any]:
    month = found.month.month
    seen = month_lines(month, found.units, today=request.today, step=StepKind.SUBMIT)
    # An open month is closed by the duties of today; a closed one shows those of its own day.
    day = None if found.month.is_closed else request.today
    missing = missing_of(month, day)
    disputes = _disputes(seen)
    wanted = _next_month(request)
    due = chain_on(wanted).due_on(StepKind.SUBMIT, wanted)
    return {
        "month": month,
        "reporting_month": found.month,
        "home": found.home,
        "total": len(seen.criteria_set.criteria),
        "missing": missing,
        "parts": _parts(seen) if not found.month.is_closed else [],
        "silent": _silent(month, day),
        "disputes": disputes,
        "changed_by_words": sum(d.levels.official != d.levels.computed for d in disputes),
        "counts": _counts(seen),
        "steps": _steps(request, found.month),
        "exceptions": _exceptions(found, request),
        "units": _units(found),
        "close_form": typed.close or CloseForm(),
        "open_form": typed.open or OpenForm(initial={"due_on": show_day(due)}),
        "extension_form": typed.extension or ExtensionForm(),
        "next": wanted,
        "closed_with": _closed_with(found.month),
        **names_of(found.chain),
    }


def _parts(seen: MonthLines) -> list[DistrictPart]:
    """Who is missing which step, by district; only districts where something is missing."""
    groups: dict[str, list[Line]] = {}
    for line in seen.lines:
        groups.setdefault(line.district.full_name if line.district else "", []).append(line)
    parts = [
        DistrictPart(
            name,
            tuple(li for li in lines if li.head is None),
            tuple(li for li in lines if li.head and li.state.key == "sent_back"),
            tuple(li for li in lines if li.head and li.state.key in ("draft", "submitted")),
        )
        for name, lines in groups.items()
    ]
    return [part for part in parts if part.not_filed or part.sent_back or part.not_signed]


def _silent(month: date, day: date | None) -> list[Silent]:
    counts = missing_opinions(month, day)
    agencies = Agency.objects.filter(pk__in=counts).order_by("name")
    return sorted((Silent(a, counts[a.pk]) for a in agencies), key=lambda s: -s.count)


def _disputes(seen: MonthLines) -> list[Dispute]:
    """Every criterion that computed, district and department do not see alike."""
    levels = levels_of(seen.month, [line.unit.unit_id for line in seen.lines])
    names = {c.number: c.name for c in seen.criteria_set.criteria}
    return [
        Dispute(line, number, names.get(number, ""), told)
        for line in seen.lines
        for number, told in levels.get(line.unit.unit_id, {}).items()
        if told.differs
    ]


def _counts(seen: MonthLines) -> dict[str, int]:
    filed = seen.filed()
    return {
        "all": len(seen.lines),
        "filed": len(filed),
        "signed": sum(line.state.key == "signed" for line in filed),
    }


def _steps(request: Request, month: ReportingMonth) -> list[StepDay]:
    labels = {step.kind: step.label for step in chain_on(month.month).steps}
    return [
        StepDay(str(kind), labels[kind], Due(day, request.today, month.is_closed))
        for kind, day in deadlines_of(month.month).items()
    ]


def _exceptions(found: Desk, request: Request) -> list[dict[str, Any]]:
    """Who has more time, until when and why."""
    listed = [d for d in exceptions_of(found.month.month) if d.unit_id]
    names: Mapping[int, UnitVersion | None] = {
        d.unit_id or 0: version_of(d.unit_id or 0, reference_day(found.month.month)) for d in listed
    }
    return [
        {"deadline": d, "unit": names[d.unit_id or 0], "due": Due(d.due_on, request.today)}
        for d in listed
    ]


def _units(found: Desk) -> Sequence[UnitVersion]:
    """Who can be given more time: the districts of the month, then its communes."""
    day = reference_day(found.month.month)
    communes = filing_communes(day, within=found.units)
    parents = {c.parent_id for c in communes if c.parent_id}
    return [*unit_versions(day, unit_keys=parents), *communes]


def _closed_with(month: ReportingMonth) -> FilingEvent | None:
    """The close as it was written in the filings: by whom, in what capacity, with what reason."""
    if not month.is_closed:
        return None
    events = FilingEvent.objects.filter(filing__month=month.month, step="close")
    return events.select_related("by").order_by("-pk").first()


def _next_month(request: Request) -> Any:
    months = months_of(request)
    return next_month(months[-1].month)


def _address(month: ReportingMonth) -> str:
    return f"{reverse('closing')}?thang={month.month:%Y-%m}"
