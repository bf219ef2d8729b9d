"""When a unit will have reached a number: the months to come, and how far they may be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.assessment.forecast import Trial
from langmoi.core.errors import DomainError, NotFound
from langmoi.core.months import parse_month, show_month
from langmoi.core.numbers import read_number, show_number
from langmoi.overview.forecasts import Measure, Outlook, closed_months, outlook
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_by_code
from langmoi.web.http import Request
from langmoi.web.scope import Scope, scope_of


@dataclass(frozen=True)
class Asked:
    """What the form asks; `faults` says what of it could not be read."""

    unit: UnitVersion
    measure: Measure
    target: Decimal | None
    by: date
    faults: tuple[str, ...] = ()


@dataclass(frozen=True)
class MonthRow:
    month: date
    value: str
    low: str
    high: str
    is_borne: bool


@dataclass(frozen=True)
class TrialRow:
    horizon: int
    origins: int
    ours: str
    same: str
    line: str
    within: str
    is_won: bool


@login_required
@require_safe
def forecast_page(request: Request) -> HttpResponse:
    last = closed_months()[-1]
    scope = scope_of(request, last)
    asked = _asked(request, scope, last)
    context: dict[str, Any] = {
        "asked": asked,
        "measures": Measure,
        "last": last,
        "typed": {
            "unit": request.GET.get("don-vi", asked.unit.code),
            "target": request.GET.get("muc-tieu", ""),
            "by": request.GET.get("den", f"{asked.by:%m/%Y}"),
        },
    }
    faults = list(asked.faults)
    try:
        found = outlook(asked.unit.unit_id, by=asked.by, measure=asked.measure)
    except DomainError as error:
        faults.append(str(error))
    else:
        context |= _context(found, asked)
    status = 422 if faults else 200
    return render(request, "overview/forecast.html", context | {"faults": faults}, status=status)


def _asked(request: Request, scope: Scope, last: date) -> Asked:
    measure = request.GET.get("do", "")
    faults = []
    by = date(last.year + 1, 12, 1)
    if text := request.GET.get("den", "").strip():
        try:
            by = parse_month(text)
        except DomainError as error:
            faults.append(str(error))
    target = None
    if text := request.GET.get("muc-tieu", "").strip():
        try:
            target = read_number(text, minimum=Decimal(0))
        except DomainError as error:
            faults.append(f"Mục tiêu: {error}")
    return Asked(
        unit=_unit(request, scope),
        measure=Measure(measure) if measure in list(Measure) else Measure.MEAN,
        target=target,
        by=by,
        faults=tuple(faults),
    )


def _unit(request: Request, scope: Scope) -> UnitVersion:
    """The unit asked for, where it is in the person's scope; else there is none."""
    code = request.GET.get("don-vi", "").strip()
    if not code or code == scope.home.code:
        return scope.home
    found = unit_by_code(code, scope.on)
    if found is None or found.level == Level.VILLAGE or found.unit_id not in scope.units:
        raise NotFound("Không có đơn vị này.")
    return found


def _context(found: Outlook, asked: Asked) -> dict[str, Any]:
    each = found.per_unit
    at = found.found.at(asked.by)
    context: dict[str, Any] = {
        "found": found,
        "now": _number(found.now),
        "by_then": at and _number(at.value / each),
        "low": at and _number(at.low / each),
        "high": at and _number(at.high / each),
        "months": [
            MonthRow(
                month=e.month,
                value=_number(e.value / each),
                low=_number(e.low / each),
                high=_number(e.high / each),
                is_borne=e.is_borne,
            )
            for e in found.found.expected
        ],
        "trials": [_trial(trial, each) for trial in found.found.trials],
    }
    if asked.target is not None:
        chance = found.chance(float(asked.target), asked.by)
        early, likely, late = (_said(month) for month in found.when(float(asked.target)))
        context |= {
            "target": show_number(asked.target),
            "chance": None if chance is None else f"{chance:.0%}",
            "early": early,
            "likely": likely,
            "late": late,
        }
    return context


def _trial(trial: Trial, each: int) -> TrialRow:
    ours, same, line = (_number(error / each) for error in trial.errors.values())
    return TrialRow(
        horizon=trial.horizon,
        origins=trial.origins,
        ours=ours,
        same=same,
        line=line,
        within=f"{trial.within:.0%}",
        is_won=trial.is_won,
    )


def _number(value: float) -> str:
    return show_number(Decimal(repr(value)), 2)


def _said(month: date | None) -> str:
    return f"tháng {show_month(month)}" if month else "chưa thấy trong khoảng dự báo"
