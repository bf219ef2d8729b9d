"""The signature under a filing's month, and what must be in order before it."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.people.models import User
from langmoi.reporting.access import can_sign, is_own_work
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import Filing, StepKind
from langmoi.reporting.official import officials_of
from langmoi.reporting.reviewing import OWN_WORK, solutions_of, unreviewed
from langmoi.reporting.trail import advance, capacity, hold_filing, leave_trace


@transaction.atomic
def sign_filing(filing: Filing, *, by: User, on: date, at: datetime, note: str = "") -> Filing:
    """The district chairman's (or a deputy's) signature under the month of this filing.

    Raises NotAllowed for who sent it, DomainError while a criterion is not reviewed or an unmet one
    has no solution in time.
    """
    held = hold_filing(filing, "sign")
    if is_own_work(by, held):
        raise NotAllowed(OWN_WORK)
    if not can_sign(by, held, on):
        raise NotAllowed(
            "Chỉ lãnh đạo được giao ký kết quả rà soát mới ký được phiếu này. "
            "Hãy trình phiếu cho lãnh đạo."
        )
    refuse_unsignable(held, on)
    advance(held, "sign")
    acting = capacity(by, chain_on(held.month).roles(StepKind.SIGN), held, on)
    told: dict[str, Any] = {"official": officials_of([held])[held.pk]}
    leave_trace(held, "sign", by=by, capacity=acting, at=at, note=note.strip(), **told)
    return held


def refuse_unsignable(filing: Filing, on: date) -> None:
    """Raises where the month of the filing is not ready to be signed, with what to do."""
    if rest := unreviewed(filing):
        raise DomainError(
            f"Chưa ký được: còn {len(rest)} tiêu chí chưa rà soát ({', '.join(rest)}). "
            "Hãy rà soát hết các tiêu chí rồi ký."
        )
    if lacking := without_solution(filing, on):
        raise DomainError(
            f"Chưa ký được: tiêu chí {', '.join(lacking)} chưa đạt mà chưa có giải pháp còn hạn. "
            "Hãy ghi giải pháp, người chịu trách nhiệm và hạn cho từng tiêu chí."
        )


def without_solution(filing: Filing, on: date) -> list[str]:
    """The criteria that stand as not met and have no solution whose day is still to come."""
    standing = officials_of([filing])[filing.pk]
    solutions = solutions_of([filing])
    return [
        number
        for number, outcome in standing.items()
        if outcome == "not_met"
        and not (
            (found := solutions.get((filing.unit_id, number))) is not None and found.due_on >= on
        )
    ]
