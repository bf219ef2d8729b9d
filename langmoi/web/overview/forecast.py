"""When a unit will have reached a number: the months to come, and how far they may be trusted."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.assessment.forecast import Expected, Trial
from langmoi.core.errors import DomainError, NotFound
from langmoi.core.months import parse_month, show_month
from langmoi.core.numbers import read_number, show_number
from langmoi.core.text import sort_key
from langmoi.overview.forecasts import Measure, Outlook, closed_months, outlook
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import filing_communes, unit_by_code, unit_versions
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
    """A month to come; where the trials bear no number, the run of such months up to `until`."""

    month: date
    until: date
    value: str = ""
    low: str = ""
    high: str = ""


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
    if scope.is_village:
        raise Http404
    asked = _asked(request, scope, last)
    context: dict[str, Any] = {
        "asked": asked,
        "groups": _choices(scope),
        "measures": list(Measure),
        "last": last,
        "typed": {
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


def _choices(scope: Scope) -> list[tuple[str, list[UnitVersion]]]:
    """The units in scope to choose from, by level; nothing where there is only one."""
    if scope.is_commune:
        return []
    districts = [
        v
        for v in unit_versions(scope.on, level=Level.DISTRICT, unit_keys=scope.units)
        if v != scope.home
    ]
    communes = filing_communes(scope.on, within=set(scope.units))
    groups = [("", [scope.home]), ("Huyện, thành phố", districts), ("Xã", communes)]
    return [(label, sorted(found, key=lambda v: sort_key(v.name))) for label, found in groups]


def _context(found: Outlook, asked: Asked) -> dict[str, Any]:
    each = found.per_unit
    at = found.found.at(asked.by)
    is_one = asked.unit.level == Level.COMMUNE and found.measure is Measure.MEAN
    context: dict[str, Any] = {
        "found": found,
        "measure": "số tiêu chí đạt" if is_one else found.measure.label,
        "now": show_number(Decimal(repr(found.now)), 0 if each == 1 else 2),
        "by_then": at and _number(at.value / each),
        "low": at and _number(at.low / each),
        "high": at and _number(at.high / each),
        "months": list(_months(found.found.expected, each)),
        "trials": [_trial(trial, each) for trial in found.found.trials],
    }
    if asked.target is not None:
        chance = found.chance(float(asked.target), asked.by)
        context |= {
            "target": show_number(asked.target),
            "chance": None if chance is None else f"{chance:.0%}",
            "when": _when(*found.when(float(asked.target))),
        }
    return context


def _months(expected: Sequence[Expected], each: int) -> Iterator[MonthRow]:
    """A row for each month that the trials bear, one for each run of months that they do not."""
    for is_borne, run in groupby(expected, key=lambda e: e.is_borne):
        months = list(run)
        if not is_borne:
            yield MonthRow(months[0].month, months[-1].month)
            continue
        for e in months:
            shown = (_number(value / each) for value in (e.value, e.low, e.high))
            yield MonthRow(e.month, e.month, *shown)


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


def _when(early: date | None, likely: date | None, late: date | None) -> tuple[str, str]:
    """The month in which a target is reached, and between which others, in words."""
    if early is None:
        return "Chưa thấy", "trong những tháng dự báo được, kể cả theo mức cao"
    said = f"sớm nhất tháng {show_month(early)} (theo mức cao)"
    if likely is None:
        return "Chưa thấy", f"trong những tháng dự báo được; {said}"
    low = f"muộn nhất tháng {show_month(late)}" if late else "theo mức thấp: chưa thấy"
    return f"Tháng {show_month(likely)}", f"{said}, {low}"
