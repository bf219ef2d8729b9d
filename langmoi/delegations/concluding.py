"""Recommendations, and giving them out as the tasks of a document."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.access import can_lead, is_office
from langmoi.delegations.holding import hold, write
from langmoi.delegations.models import Delegation, DelegationState, Recommendation
from langmoi.direction.actions import (
    Assignee,
    Document,
    NewTask,
    add_directive,
    add_task,
    issue_directive,
)
from langmoi.direction.models import Directive, DirectiveTask
from langmoi.direction.trail import line, words
from langmoi.people.models import Agency, Duty, User
from langmoi.places.queries import version_of

OPEN = (DelegationState.UNDER_WAY, DelegationState.CONCLUDED)


@dataclass(frozen=True)
class NewRecommendation:
    """Who is to do what by when, about which finding; to one agency or one unit."""

    text: str
    finding: str = ""
    criterion: str = ""
    visit: int | None = None
    agency: int | None = None
    unit: int | None = None
    due_on: date | None = None


@transaction.atomic
def add_recommendation(
    delegation: Delegation, new: NewRecommendation, *, seen: int, by: User, on: date, at: datetime
) -> Recommendation:
    held = _open(delegation, seen=seen, by=by, on=on)
    visit = held.visits.filter(pk=new.visit).first() if new.visit else None
    if new.visit and visit is None:
        raise DomainError("Chuyến kiểm tra đã chọn không thuộc đoàn này. Hãy chọn lại.")
    _check_assignee(new, on)
    if new.due_on is not None and new.due_on < held.starts_on:
        raise DomainError("Hạn của kiến nghị trước ngày đoàn đi kiểm tra. Hãy ghi lại hạn.")
    made = Recommendation.objects.create(
        delegation=held,
        visit=visit,
        criterion=line(new.criterion, "tiêu chí", 10),
        finding=words(new.finding, "phát hiện", needed=False),
        text=words(new.text, "kiến nghị"),
        agency_id=new.agency,
        unit_id=new.unit,
        due_on=new.due_on,
        by=by,
        at=at,
    )
    write(held, delegation, "recommend", by=by, recommendation=made.pk, text=made.text)
    return made


@transaction.atomic
def drop_recommendation(recommendation: Recommendation, *, seen: int, by: User, on: date) -> None:
    """Take back what was not given out yet."""
    held = _open(recommendation.delegation, seen=seen, by=by, on=on)
    rows = held.recommendations.filter(pk=recommendation.pk, task__isnull=True)
    if not rows.delete()[0]:
        raise DomainError("Kiến nghị này đã được bỏ hoặc đã giao. Hãy tải lại trang để xem.")
    text = recommendation.text
    write(held, recommendation.delegation, "drop_recommendation", by=by, text=text)


@transaction.atomic
def give_out(delegation: Delegation, *, seen: int, by: User, on: date, at: datetime) -> Directive:
    """Make the conclusion a document of the unit, its recommendations tasks of it, and issue them.

    What was given out before stays; what came later is added to the same document.
    """
    held = hold(delegation, seen=seen)
    if not is_office(by, held, on=on):
        raise NotAllowed("Chỉ văn phòng được giao kiến nghị của đoàn thành nhiệm vụ.")
    if held.state != DelegationState.CONCLUDED:
        raise DomainError("Đoàn chưa kết luận hoặc đã kết thúc nên chưa giao kiến nghị được.")
    waiting = list(held.recommendations.filter(task__isnull=True))
    if not waiting:
        raise DomainError("Không còn kiến nghị nào chưa giao. Hãy thêm kiến nghị trước.")
    directive = held.directive or _document(held, by=by, on=on, at=at)
    for number, recommendation in enumerate(waiting, start=directive.tasks.count() + 1):
        recommendation.task = _task(directive, recommendation, number, by=by, on=on, at=at)
        recommendation.save(update_fields=["task"])
    issue_directive(directive, seen=directive.version, by=by, on=on, at=at)
    held.directive = directive
    write(held, delegation, "give_out", by=by, directive=directive.pk, tasks=len(waiting))
    return directive


def _document(held: Delegation, *, by: User, on: date, at: datetime) -> Directive:
    version = version_of(held.unit_id, on)
    place = version.full_name if version else str(held.unit)
    mark = " (số liệu minh họa)" if held.is_illustrative else ""
    document = Document(
        issuer=f"Ủy ban nhân dân {place}",
        title=f"Kết luận của {held.name}{mark}"[:500],
        number=held.conclusion_number,
        dated_on=held.concluded_on,
        text=held.conclusion,
    )
    return add_directive(document, held.unit, by=by, on=on, at=at)


def _task(
    directive: Directive,
    recommendation: Recommendation,
    number: int,
    *,
    by: User,
    on: date,
    at: datetime,
) -> DirectiveTask:
    assignee = Assignee(Duty.LEAD, agency=recommendation.agency_id, unit=recommendation.unit_id)
    new = NewTask(
        text=recommendation.text,
        clause=str(number),
        assignees=(assignee,),
        due_on=recommendation.due_on,
    )
    return add_task(directive, new, seen=directive.version, by=by, on=on, at=at)


def _open(delegation: Delegation, *, seen: int, by: User, on: date) -> Delegation:
    held = hold(delegation, seen=seen)
    if not can_lead(by, held, on=on):
        raise NotAllowed("Chỉ trưởng đoàn, thư ký, cơ quan đề xuất và văn phòng ghi kiến nghị.")
    if held.state not in OPEN:
        raise DomainError("Chỉ ghi kiến nghị khi đoàn đang kiểm tra hoặc đã kết luận.")
    return held


def _check_assignee(new: NewRecommendation, on: date) -> None:
    if (new.agency is None) == (new.unit is None):
        raise DomainError("Mỗi kiến nghị giao một nơi thực hiện. Hãy chọn một cơ quan hoặc một xã.")
    if new.unit is not None:
        known = version_of(new.unit, on) is not None
    else:
        known = new.agency is not None and Agency.objects.filter(pk=new.agency).exists()
    if not known:
        raise DomainError("Không có nơi thực hiện đã chọn. Hãy chọn lại trong danh sách.")
