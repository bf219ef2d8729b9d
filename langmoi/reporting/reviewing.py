"""The district's part: its word on each criterion, solutions, sending back, reopening."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.access import can_reopen, can_review, is_own_work
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import (
    CriterionReview,
    Filing,
    Revision,
    SendBack,
    Solution,
    StepKind,
)
from langmoi.reporting.trail import (
    advance,
    capacity,
    hold_filing,
    leave_trace,
    refuse_overwrite,
    refuse_past,
    refuse_unknown,
    required,
    sent_revision,
)


@dataclass(frozen=True)
class SendBackItem:
    """An indicator to be mended: why, and by when."""

    indicator: str
    reason: str
    due_on: date


def review_criterion(
    filing: Filing,
    criterion: str,
    *,
    agrees: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
    replaces: datetime | None = None,
) -> CriterionReview:
    """The district's word on one criterion; a disagreement says why.

    One's own word may be changed. To change a colleague's, `replaces` is its moment as the person
    saw it: of two who press at once the second is told what the first said.
    """
    (review,) = review_criteria(
        filing,
        [criterion],
        agrees=agrees,
        reason=reason,
        by=by,
        on=on,
        at=at,
        replaces={criterion: replaces} if replaces else None,
    )
    return review


@transaction.atomic
def review_criteria(
    filing: Filing,
    criteria: Sequence[str],
    *,
    agrees: bool,
    reason: str,
    by: User,
    on: date,
    at: datetime,
    replaces: dict[str, datetime] | None = None,
) -> list[CriterionReview]:
    """The same word on several criteria, all or none; one event and one audit line."""
    held = hold_filing(filing, "review")
    acting = _refuse_unless_reviewing(by, held, on)
    revision = sent_revision(held)
    said = reason.strip() if agrees else required(reason, "lý do không đồng ý")
    refuse_unknown(criteria, revision.criteria, "tiêu chí")
    found = {r.criterion: r for r in revision.reviews.select_related("by")}
    for number in criteria:
        what = f"đã rà soát tiêu chí {number}"
        refuse_overwrite(found.get(number), by, (replaces or {}).get(number), what)
    word = {"agrees": agrees, "reason": said, "by": by, "at": at}
    reviews = CriterionReview.objects.bulk_create(
        [CriterionReview(revision=revision, criterion=n, **word) for n in criteria],
        update_conflicts=True,
        update_fields=list(word),
        unique_fields=["revision", "criterion"],
    )
    told: dict[str, Any] = {"criteria": list(criteria), "agrees": agrees}
    leave_trace(held, "review", by=by, capacity=acting, at=at, note=said, **told)
    return reviews


@transaction.atomic
def agree_to_rest(filing: Filing, *, by: User, on: date, at: datetime) -> list[CriterionReview]:
    """Agree to every criterion of the latest revision that nobody has reviewed yet."""
    held = hold_filing(filing, "review")
    _refuse_unless_reviewing(by, held, on)
    rest = unreviewed(held)
    if not rest:
        return []
    return review_criteria(held, rest, agrees=True, reason="", by=by, on=on, at=at)


def unreviewed(filing: Filing) -> list[str]:
    """The criteria of the latest revision without a word of the district, in the set's order."""
    if filing.latest is None:
        return []
    done = set(filing.latest.reviews.values_list("criterion", flat=True))
    numbers = [c.number for c in load_set(filing.criteria_set).criteria]
    return [number for number in numbers if number not in done]


@transaction.atomic
def send_back(
    filing: Filing,
    items: Sequence[SendBackItem],
    *,
    by: User,
    on: date,
    at: datetime,
    note: str = "",
) -> Filing:
    """Give named indicators back to be mended; the unit can enter again from what it sent."""
    held = hold_filing(filing, "send_back")
    acting = _refuse_unless_reviewing(by, held, on)
    return _give_back(held, "send_back", items, by=by, on=on, at=at, note=note, acting=acting)


@transaction.atomic
def reopen_indicator(
    filing: Filing,
    indicator: str,
    *,
    reason: str,
    due_on: date,
    by: User,
    on: date,
    at: datetime,
) -> Filing:
    """Open one indicator of a signed filing again: only its figures can be changed."""
    held = hold_filing(filing, "reopen")
    if not can_reopen(by, held, on):
        raise NotAllowed(
            "Chỉ người ký kết quả rà soát hoặc Văn phòng Điều phối NTM tỉnh được mở lại chỉ tiêu."
        )
    acting = capacity(by, chain_on(held.month).reopens, held, on)
    items = [SendBackItem(indicator, reason, due_on)]
    return _give_back(held, "reopen", items, by=by, on=on, at=at, note=reason, acting=acting)


def _give_back(
    held: Filing,
    step: str,
    items: Sequence[SendBackItem],
    *,
    by: User,
    on: date,
    at: datetime,
    note: str,
    acting: str,
) -> Filing:
    revision = sent_revision(held)
    _check_items(items, revision, on)
    SendBack.objects.bulk_create(
        SendBack(
            filing=held,
            revision=revision,
            indicator=item.indicator,
            reason=item.reason.strip(),
            due_on=item.due_on,
            by=by,
            at=at,
        )
        for item in items
    )
    advance(held, step, draft=dict(revision.figures))
    told: dict[str, Any] = {
        "indicators": [item.indicator for item in items],
        "reasons": {item.indicator: item.reason.strip() for item in items},
        "due_on": {item.indicator: str(item.due_on) for item in items},
    }
    leave_trace(held, step, by=by, capacity=acting, at=at, note=note.strip(), **told)
    return held


@transaction.atomic
def put_solution(
    filing: Filing,
    criterion: str,
    *,
    text: str,
    responsible: str,
    due_on: date,
    by: User,
    on: date,
    at: datetime,
    replaces: int | None = None,
) -> Solution:
    """What will be done about a criterion, by whom and until when; the one before it ends.

    `replaces`: the key of a colleague's solution that this shall take the place of.
    """
    held = hold_filing(filing, "solution")
    acting = _refuse_unless_reviewing(by, held, on)
    refuse_unknown([criterion], sent_revision(held).criteria, "tiêu chí")
    refuse_past(due_on, on, f"Hạn của giải pháp tiêu chí {criterion}")
    before = solutions_of([held]).get((held.unit_id, criterion))
    if before is not None and before.by_id != by.pk and before.pk != replaces:
        raise DomainError(
            f"{before.by.full_name} vừa đặt giải pháp cho tiêu chí {criterion}: “{before.text}”. "
            "Hãy tải lại trang để xem trước khi thay."
        )
    if before is not None:
        Solution.objects.filter(pk=before.pk).update(ended_on=on)
    solution = Solution.objects.create(
        unit=held.unit,
        month=held.month,
        criterion=criterion,
        text=required(text, "giải pháp"),
        responsible=required(responsible, "người chịu trách nhiệm"),
        due_on=due_on,
        by=by,
        at=at,
    )
    told: dict[str, Any] = {"criterion": criterion, "solution": solution.pk, "due_on": str(due_on)}
    told |= {"text": solution.text, "responsible": solution.responsible}
    leave_trace(held, "solution", by=by, capacity=acting, at=at, **told)
    return solution


def solutions_of(filings: Collection[Filing]) -> dict[tuple[int, str], Solution]:
    """The district's solutions in force for these filings, by unit and criterion; one query."""
    found = Solution.objects.filter(
        unit_id__in=[filing.unit_id for filing in filings],
        agency__isnull=True,
        ended_on__isnull=True,
    )
    rows = found.select_related("by").order_by("pk")
    return {(s.unit_id or 0, s.criterion): s for s in rows}


OWN_WORK = (
    "Bạn đã nhập hoặc gửi phiếu này nên không rà soát, không ký được: không ai tự duyệt việc của "
    "mình. Hãy để người khác làm."
)


def _refuse_unless_reviewing(by: User, filing: Filing, on: date) -> str:
    """In what capacity the person reviews; raises NotAllowed for who may not."""
    if is_own_work(by, filing):
        raise NotAllowed(OWN_WORK)
    if not can_review(by, filing, on):
        raise NotAllowed(
            f"Bạn không được giao rà soát phiếu của {filing.unit}. "
            "Hãy dùng tài khoản của người được giao rà soát."
        )
    return capacity(by, chain_on(filing.month).roles(StepKind.REVIEW), filing, on)


def _check_items(items: Sequence[SendBackItem], revision: Revision, on: date) -> None:
    if not items:
        raise DomainError("Chưa chọn chỉ tiêu nào để trả lại. Hãy chọn ít nhất một chỉ tiêu.")
    numbers = [item.indicator for item in items]
    refuse_unknown(numbers, revision.indicators, "chỉ tiêu")
    if len(set(numbers)) < len(numbers):
        raise DomainError("Một chỉ tiêu được chọn hai lần. Hãy ghi mỗi chỉ tiêu một lý do.")
    for item in items:
        required(item.reason, f"lý do trả lại chỉ tiêu {item.indicator}")
        refuse_past(item.due_on, on, f"Hạn sửa chỉ tiêu {item.indicator}")
