"""The month on one page for the district chairman, who signs; and why a filing cannot be signed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_POST, require_safe

from langmoi.assessment.rollup import mean
from langmoi.core.clock import now
from langmoi.core.months import show_month
from langmoi.people.access import capacity_of
from langmoi.reporting.access import acts_at, is_own_work
from langmoi.reporting.deadlines import default_due_on
from langmoi.reporting.models import FilingState, ReportingMonth, Solution, StepKind
from langmoi.reporting.steps import sign_filing, sign_filings
from langmoi.web.http import Request
from langmoi.web.review.district import Row, read_rows
from langmoi.web.review.doors import Desk, Place, check_seen, review_desk, sent_place
from langmoi.web.review.words import Due


@dataclass(frozen=True)
class Unmet:
    """An unmet criterion with what will be done about it."""

    number: str
    name: str
    solution: Solution | None
    due: Due | None


@dataclass(frozen=True)
class SignRow:
    """A commune's line on the page of the one who signs."""

    row: Row
    refusals: tuple[str, ...]
    may_sign: bool
    unmet_lines: tuple[Unmet, ...]

    def __getattr__(self, name: str) -> Any:
        return getattr(self.row, name)

    @property
    def shows_unmet(self) -> bool:
        """While nothing has been found for any of them, the refusal names them well enough."""
        return bool(self.row.unmet and (self.row.solved or not self.refusals))

    @property
    def is_open(self) -> bool:
        """What waits for the signature and has something to look at is open; the rest is folded."""
        return bool(self.row.is_waiting and (self.refusals or self.row.changes))


@login_required
@require_safe
def signing(request: Request) -> HttpResponse:
    found = review_desk(request)
    seen, rows = read_rows(request, found)
    lines = [_sign_row(request, found, row) for row in rows]
    ready = [row for row in lines if row.may_sign and not row.refusals]
    month = found.month.month
    signers = found.chain.roles(StepKind.SIGN)
    context = {
        "month": month,
        "reporting_month": found.month,
        "home": found.home,
        "total": len(seen.criteria_set.criteria),
        "rows": lines,
        "ready": ready,
        "capacity": _capacity(request, found),
        "signer_role": " hoặc ".join(role.label for role in signers),
        "counts": _counts(lines, ready),
        "due": Due(default_due_on(month, StepKind.SIGN), request.today),
    }
    return render(request, "review/signing.html", context)


@login_required
@require_POST
def sign(request: Request, pk: int) -> HttpResponse:
    place = sent_place(request, pk)
    if _signed_by(request, place):  # pressed twice
        return redirect(_address(place.month, f"ky-{place.unit.code}"))
    check_seen(place.filing, request.POST.get("revision", ""))
    note = request.POST.get("note", "").strip()[:500]
    sign_filing(place.filing, by=request.user, on=request.today, at=now(), note=note)
    messages.success(
        request, f"Đã ký phiếu tháng {show_month(place.month.month)} của {place.unit}."
    )
    return redirect(_address(place.month, f"ky-{place.unit.code}"))


def _signed_by(request: Request, place: Place) -> bool:
    """Whether the person's own signature already stands under what the filing is now."""
    last = place.filing.events.filter(step="sign", revision=place.filing.latest).last()
    is_signed = place.filing.state == FilingState.SIGNED
    return is_signed and last is not None and last.by_id == request.user.pk


@login_required
@require_POST
def sign_all(request: Request) -> HttpResponse:
    """Sign every filing that the page listed as ready and that is still as it was."""
    found = review_desk(request)
    seen = set(request.POST.getlist("seen"))
    _, rows = read_rows(request, found)
    lines = [_sign_row(request, found, row) for row in rows]
    ready = [r for r in lines if r.may_sign and not r.refusals and str(r.head.pk) in seen]
    filings = [row.filing for row in ready]
    result = sign_filings(filings, by=request.user, on=request.today, at=now())
    left = len(seen) - len(result.done)
    said = f"Đã ký {len(result.done)} phiếu tháng {show_month(found.month.month)}."
    if left:
        said += f" {left} phiếu vừa thay đổi hoặc đã ký trước đó nên không ký ở lần này."
    messages.success(request, said)
    return redirect(_address(found.month))


def _sign_row(request: Request, found: Desk, row: Row) -> SignRow:
    line = row.line
    roles = found.chain.roles(StepKind.SIGN)
    may = line.is_waiting and acts_at(request.user, roles, line.unit.unit_id, request.today)
    refusals = _refusals(row) if line.is_waiting else []
    if may and line.filing is not None and is_own_work(request.user, line.filing):
        refusals.append(
            "Tài khoản này đã nhập hoặc gửi phiếu nên người khác phải ký: "
            "không ai duyệt việc của chính mình."
        )
    if found.month.is_closed:
        may = False
    return SignRow(row, tuple(refusals), may and not refusals, _unmet(request, row))


def _refusals(row: Row) -> list[str]:
    """Everything that keeps the filing from being signed, each with what to do."""
    found = []
    if rest := row.unreviewed:
        found.append(
            f"Còn {len(rest)} tiêu chí chưa rà soát ({', '.join(rest)}). "
            "Hãy rà soát hết các tiêu chí."
        )
    if lacking := row.unsolved:
        found.append(
            f"Tiêu chí {', '.join(lacking)} chưa đạt mà chưa có giải pháp còn hạn. Hãy ghi giải "
            "pháp, người chịu trách nhiệm và hạn cho từng tiêu chí."
        )
    return found


def _unmet(request: Request, row: Row) -> tuple[Unmet, ...]:
    names = {c.number: c.name for c in row.criteria_set.criteria}
    found = []
    for number in row.unmet:
        solution = row.solutions.get(number)
        due = Due(solution.due_on, request.today) if solution else None
        found.append(Unmet(number, names[number], solution, due))
    return tuple(found)


def _capacity(request: Request, found: Desk) -> str:
    """In what capacity the person would sign here: own name, KT., or nothing."""
    if found.home is None:
        return ""
    roles = found.chain.roles(StepKind.SIGN)
    return capacity_of(request.user, roles, found.home.unit_id, request.today)


def _counts(rows: Sequence[SignRow], ready: Sequence[SignRow]) -> dict[str, Any]:
    filed = [row for row in rows if row.head is not None]
    gained = [row.gained for row in filed if row.gained is not None]
    average: Decimal | None = mean(sum(r.head.criteria_met for r in filed), len(filed))
    waiting = [row for row in rows if row.is_waiting]
    return {
        "all": len(rows),
        "filed": len(filed),
        "mean": average,
        "gained": sum(gained),
        "done": sum(row.state.key == "signed" for row in rows),
        "waiting": len(waiting),
        "blocked": sum(bool(row.refusals) for row in waiting),
    }


def _address(month: ReportingMonth, anchor: str = "") -> str:
    address = f"{reverse('signing')}?thang={month.month:%Y-%m}"
    return f"{address}#{anchor}" if anchor else address
