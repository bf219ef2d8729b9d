"""Who misses criteria 18 or 19 and why, against the end of 2019."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.law.model import Indicator
from langmoi.overview.last_group import DUE, DUE_FROM, LastGroup, Missed, last_group
from langmoi.reporting.evidence.secrecy import OUTCOMES_ONLY
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, months_of
from langmoi.web.overview.reasons import Reason, reasons_of
from langmoi.web.scope import scope_of


@dataclass(frozen=True)
class MissedView:
    missed: Missed
    reasons: tuple[tuple[Indicator, Reason], ...]


@login_required
@require_safe
def last_group_page(request: Request) -> HttpResponseBase:
    """The communes of the person's unit that miss one of the two, in the last closed month."""
    month = _month(request)
    scope = scope_of(request, month)
    if scope.is_village:
        raise Http404
    found = last_group(month, scope.home.unit_id)
    if wants_file(request):
        return as_file(request, _sheet(request, found))
    context: dict[str, Any] = {
        "found": found,
        "rows": [_view(one, found) for one in found.missed],
        "months": [m.month for m in months_of(request) if m.is_closed][::-1],
        "due": DUE,
        "due_from": DUE_FROM,
        "days_left": (DUE - request.today).days,
        "outcomes_only": OUTCOMES_ONLY,
        "today": request.today,
        "query": urlencode({"thang": request.GET["thang"]} if request.GET.get("thang") else {}),
        "scope": scope,
        "tab": "last_group",
    }
    return render(request, "staffing/last_group.html", context)


def _month(request: Request) -> date:
    """The month asked for; else the last closed one, since only closed months are official."""
    if request.GET.get("thang"):
        return chosen_month(request).month
    closed = [m.month for m in months_of(request) if m.is_closed]
    return chosen_month(request, closed[-1] if closed else None).month


def _view(one: Missed, found: LastGroup) -> MissedView:
    by_number = {indicator.number: indicator for indicator in one.criterion.indicators}
    told = [
        (by_number[e.indicator], reason)
        for e in one.failing
        if e.indicator in by_number
        for reason in reasons_of([e], by_number[e.indicator], found.criteria_set)
    ]
    return MissedView(one, tuple(told))


def _sheet(request: Request, found: LastGroup) -> Sheet:
    headings = (
        ("Huyện", 22), ("Xã", 20), ("Tiêu chí", 28), ("Chỉ tiêu chưa đạt", 60),
        ("Giải pháp", 50), ("Người chịu trách nhiệm", 28), ("Hạn", 12),
    )  # fmt: skip
    return Sheet(
        name="tieu-chi-18-19",
        title=f"Xã chưa đạt tiêu chí 18, 19; hạn {show_day(DUE)}",
        facts=facts_of(
            request, unit=found.unit.full_name, months=[found.month], laws=[found.criteria_set]
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[_line(one) for one in found.missed],
    )


def _line(one: Missed) -> list[str | date | None]:
    first = one.solutions[0] if one.solutions else None
    return [
        one.line.district.full_name,
        one.line.unit.name,
        f"{one.criterion.number}. {one.criterion.name}",
        "\n".join(f"{e.indicator} {e.label}: {e.outcome.label}" for e in one.failing),
        "\n".join(solution.text for solution in one.solutions),
        first.responsible if first else "",
        first.due_on if first else None,
    ]
