"""The way of a delegation: proposed, decided, under way, concluded, ended."""

from __future__ import annotations

from datetime import date

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.access import can_decide, can_lead, can_prepare, is_office
from langmoi.delegations.flow import STEPS
from langmoi.delegations.holding import hold, write
from langmoi.delegations.models import Delegation, DelegationState, MemberRole
from langmoi.delegations.reported import last_closed_revisions
from langmoi.direction.trail import line, words
from langmoi.people.models import User


@transaction.atomic
def propose(delegation: Delegation, *, seen: int, by: User, on: date) -> Delegation:
    """Send the proposal to those who found the delegation."""
    held = _at(delegation, "propose", seen)
    if not can_prepare(by, held, on=on):
        raise NotAllowed("Chỉ cơ quan đề xuất được trình đề xuất này.")
    if not held.members.filter(role=MemberRole.HEAD).exists():
        raise DomainError("Chưa trình được: đoàn chưa có trưởng đoàn. Hãy thêm trưởng đoàn.")
    if not held.visits.exists():
        raise DomainError("Chưa trình được: lịch trình chưa có xã nào. Hãy thêm xã cần đến.")
    held.proposed_by = by
    return _take(held, delegation, "propose", by=by)


@transaction.atomic
def send_back(delegation: Delegation, reason: str, *, seen: int, by: User, on: date) -> Delegation:
    """Give the proposal back to be mended, for the reason told."""
    held = _at(delegation, "send_back", seen)
    if not is_office(by, held, on=on):
        raise NotAllowed("Chỉ văn phòng được trả lại đề xuất này.")
    return _take(held, delegation, "send_back", by=by, reason=words(reason, "lý do trả lại"))


@transaction.atomic
def decide(
    delegation: Delegation, number: str, decided_on: date | None, *, seen: int, by: User, on: date
) -> Delegation:
    """Note that the delegation was founded. Number and day are those of the paper, or blank."""
    held = _at(delegation, "decide", seen)
    if not is_office(by, held, on=on):
        raise NotAllowed("Chỉ văn phòng được ghi quyết định thành lập đoàn.")
    if not can_decide(by, held, on=on):
        raise NotAllowed("Người đã trình đề xuất không tự ghi quyết định. Hãy để người khác ghi.")
    _number_decision(held, number, decided_on, on)
    return _take(held, delegation, "decide", by=by, number=held.decision_number)


@transaction.atomic
def number_decision(
    delegation: Delegation, number: str, decided_on: date | None, *, seen: int, by: User, on: date
) -> Delegation:
    """Put in the number and day of the decision once the paper has them."""
    held = hold(delegation, seen=seen)
    if not is_office(by, held, on=on):
        raise NotAllowed("Chỉ văn phòng được ghi số quyết định.")
    if held.state in (DelegationState.DRAFT, DelegationState.PROPOSED):
        raise DomainError("Đoàn chưa có quyết định. Hãy ghi quyết định thành lập trước.")
    _number_decision(held, number, decided_on, on)
    return write(held, delegation, "number", by=by, number=held.decision_number)


@transaction.atomic
def begin(delegation: Delegation, *, seen: int, by: User, on: date) -> Delegation:
    """Set out: from here on members write, against the last month that is closed now."""
    held = _at(delegation, "begin", seen)
    if not can_lead(by, held, on=on):
        raise NotAllowed("Chỉ trưởng đoàn, thư ký, cơ quan đề xuất và văn phòng được bắt đầu.")
    visits = list(held.visits.all())
    revisions = last_closed_revisions([visit.unit_id for visit in visits], on)
    for visit in visits:
        visit.revision_id = revisions.get(visit.unit_id)
        visit.save(update_fields=["revision"])
    return _take(held, delegation, "begin", by=by, revisions=list(revisions.values()))


@transaction.atomic
def conclude(
    delegation: Delegation,
    conclusion: str,
    *,
    number: str = "",
    concluded_on: date | None = None,
    seen: int,
    by: User,
    on: date,
) -> Delegation:
    """Write the conclusion; from now on the communes that were visited read what was found."""
    held = _at(delegation, "conclude", seen)
    if not can_lead(by, held, on=on):
        raise NotAllowed("Chỉ trưởng đoàn, thư ký, cơ quan đề xuất và văn phòng được kết luận.")
    waiting = held.visits.filter(finished_at__isnull=True)
    if waiting.exists():
        names = ", ".join(str(visit.unit) for visit in waiting.select_related("unit"))
        raise DomainError(
            f"Chưa kết luận được: còn chuyến chưa ghi xong ({names}). "
            "Hãy ghi kết quả làm việc, hoặc bỏ chuyến khỏi lịch trình."
        )
    held.conclusion = words(conclusion, "kết luận")
    held.conclusion_number, held.concluded_on = _numbered(number, concluded_on, on, "kết luận")
    return _take(held, delegation, "conclude", by=by, number=held.conclusion_number)


@transaction.atomic
def end(delegation: Delegation, *, seen: int, by: User, on: date) -> Delegation:
    """Close the books: its members have no part in it any more."""
    held = _at(delegation, "end", seen)
    if not can_prepare(by, held, on=on):
        raise NotAllowed("Chỉ cơ quan đề xuất và văn phòng được kết thúc đoàn.")
    if held.recommendations.filter(task__isnull=True).exists():
        raise DomainError(
            "Còn kiến nghị chưa giao thành nhiệm vụ. Hãy giao, hoặc bỏ kiến nghị ấy, rồi kết thúc."
        )
    return _take(held, delegation, "end", by=by)


def _at(delegation: Delegation, name: str, seen: int) -> Delegation:
    step = STEPS[name]
    held = hold(delegation, seen=seen)
    if DelegationState(held.state) not in step.sources:
        raise DomainError(
            f"Không {step.label} được: đoàn đang ở trạng thái "
            f"“{DelegationState(held.state).label}”. Hãy tải lại trang để xem."
        )
    return held


def _take(
    held: Delegation, shown: Delegation, name: str, *, by: User, **detail: object
) -> Delegation:
    held.state = STEPS[name].target
    shown.state = held.state
    return write(held, shown, name, by=by, **detail)


def _number_decision(held: Delegation, number: str, day: date | None, on: date) -> None:
    held.decision_number, held.decided_on = _numbered(number, day, on, "quyết định")


def _numbered(number: str, day: date | None, on: date, what: str) -> tuple[str, date | None]:
    """Both or neither, as the paper has them: nobody makes up a number."""
    number = line(number, f"số {what}", 60)
    if bool(number) != (day is not None):
        raise DomainError(
            f"Số và ngày của {what} đi với nhau. Hãy ghi cả hai, hoặc bỏ trống cả hai khi văn bản "
            "chưa vào sổ."
        )
    if day is not None and day > on:
        raise DomainError(f"Ngày {show_day(day)} chưa tới. Hãy ghi ngày của {what} đã ban hành.")
    return number, day
