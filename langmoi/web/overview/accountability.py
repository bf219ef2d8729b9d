"""Who answers for a district or a commune: each chairman's term with its results."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from langmoi.overview.account_targets import account_targets
from langmoi.overview.account_tasks import account_tasks
from langmoi.overview.accountability import Account, account_of, chairmen_of
from langmoi.overview.model import Overview, UnitRef
from langmoi.overview.queries import overview
from langmoi.people.models import Post
from langmoi.places.models import Level, UnitVersion
from langmoi.reporting.chain import chain_on
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import month_context
from langmoi.web.scope import scope_of, unit_in_scope


@dataclass(frozen=True)
class Row:
    """A unit, who heads it now, and how it stands in the month."""

    unit: UnitRef
    post: Post | None
    met_all: int
    communes: int
    mean: Decimal | None
    change: int | None


@login_required
@require_safe
def accounts(request: Request) -> HttpResponse:
    """The chairmen in the person's scope; a commune's own people come to its sheet at once."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_village:
        raise Http404
    if scope.is_commune:
        return redirect("commune_account", scope.home.code)
    seen = overview(month.month, unit_key=scope.home.unit_id)
    context = month_context(month, seen.criteria_set) | {
        "seen": seen,
        "unit": scope.home,
        "districts": _districts(scope.home, seen, request.today),
        "communes": _communes(seen, request.today),
    }
    return render(request, "overview/accounts.html", context)


@login_required
@require_safe
def district_account(request: Request, code: str) -> HttpResponse:
    return _account(request, code, Level.DISTRICT)


@login_required
@require_safe
def commune_account(request: Request, code: str) -> HttpResponse:
    return _account(request, code, Level.COMMUNE)


def _account(request: Request, code: str, level: Level) -> HttpResponse:
    """As known today, whatever month is read elsewhere: posts are held by the day."""
    month = chosen_month(request).month
    unit = unit_in_scope(request, code, level, month)
    if level == Level.COMMUNE and not unit.files:
        return render(request, "overview/not_filing.html", {"unit": unit, "month": month})
    found = account_of(unit, on=request.today)
    parts = account_targets(unit, found.terms, month=month, on=request.today)
    context = _context(found) | _tasks(request, found) | {"term_targets": parts}
    return render(request, "overview/account.html", context)


def _tasks(request: Request, found: Account) -> dict[str, Any]:
    """What was asked of the unit in each term, and the address of the list behind it."""
    posts = [term.post for term in found.terms]
    terms = account_tasks(found.unit.unit_id, posts, on=request.today)
    asked = [term for term in terms if term.counts.total]
    query = {"xem": "danh-sach", "noi-nhan": f"dv{found.unit.unit_id}"}
    return {"term_tasks": terms if asked else [], "tasks_query": urlencode(query)}


def _context(found: Account) -> dict[str, Any]:
    expected = None
    if found.forecast and found.forecast_by:
        expected = found.forecast.found.at(found.forecast_by)
    per_unit = found.forecast.per_unit if found.forecast else 1
    return {
        "account": found,
        "unit": found.unit,
        "is_district": found.unit.level == Level.DISTRICT,
        "expected": expected and _expected(expected.value, expected.low, expected.high, per_unit),
        "step": "ký kết quả rà soát" if found.unit.level == Level.DISTRICT else "gửi phiếu",
    }


def _expected(*values: float | int) -> tuple[Decimal, ...]:
    """The value and its bounds, as a mean of the communes, for reading."""
    *sums, per_unit = values
    return tuple(Decimal(repr(value / per_unit)) for value in sums)


def _districts(home: UnitVersion, seen: Overview, today: date) -> list[Row]:
    """The districts below, or the person's own; none where the month has no districts."""
    parts = seen.districts
    if home.level == Level.DISTRICT:
        parts = (seen,)
    if not chain_on(seen.month).has_district:
        return []
    posts = chairmen_of([part.unit.key for part in parts], Level.DISTRICT, today)
    return [
        Row(
            part.unit,
            posts.get(part.unit.key),
            len(part.met_all),
            len(part.communes),
            part.mean,
            part.sum_change_december,
        )
        for part in parts
        if part.communes
    ]


def _communes(seen: Overview, today: date) -> list[Row]:
    posts = chairmen_of([li.unit.key for li in seen.communes], Level.COMMUNE, today)
    return [
        Row(
            line.unit,
            posts.get(line.unit.key),
            int(line.criteria_met == len(line.criteria) and line.criteria_met is not None),
            1,
            None if line.criteria_met is None else Decimal(line.criteria_met),
            line.change_december,
        )
        for line in seen.communes
    ]
