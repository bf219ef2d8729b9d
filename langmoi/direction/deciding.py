"""What the issuer's side does: confirm, send back, extend, suspend, resume, withdraw."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from textwrap import shorten

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.direction.access import can_issue
from langmoi.direction.answering import refuse_no_extension
from langmoi.direction.flow import UNFINISHED
from langmoi.direction.models import Assignment, TaskEvent, TaskInstance
from langmoi.direction.trail import Held, hold, line, take, words
from langmoi.people.models import User

LONGEST_APPROVER = 200


@transaction.atomic
def confirm_task(
    instance: TaskInstance, *, by: User, on: date, at: datetime, note: str = ""
) -> TaskInstance:
    """Confirm what another reported done; it was done on the day of that report."""
    held = hold(instance, "confirm", by=by, on=on, at=at)
    _refuse_own(held, "complete", "xác nhận báo cáo do chính mình gửi")
    reported = held.instance.reported_on
    return take(held, words(note, "ghi chú", needed=False), finished_on=reported)


@transaction.atomic
def confirm_tasks(keys: Collection[int], *, by: User, on: date, at: datetime) -> list[TaskInstance]:
    """Confirm several that others reported done: all of them, or none and why."""
    rows = TaskInstance.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    # All of them before the first audit line: from there on no writer may wait for another's row.
    found = list(rows.select_related("assignment__task").order_by("pk"))
    if len(found) != len(set(keys)):
        raise NotFound("Có nhiệm vụ không còn trong danh sách. Hãy tải lại trang rồi chọn lại.")
    confirmed = []
    for one in found:
        try:
            confirmed.append(confirm_task(one, by=by, on=on, at=at))
        except NotAllowed:
            raise
        except DomainError as error:
            raise DomainError(
                f"Chưa xác nhận việc nào. {one.assignment.assignee}, "
                f"“{shorten(one.assignment.task.text, 60, placeholder='…')}”: {error}"
            ) from error
    return confirmed


@transaction.atomic
def send_back_task(
    instance: TaskInstance, reason: str, *, by: User, on: date, at: datetime
) -> TaskInstance:
    """Not done yet, for the reason told: the days count again as if nothing was reported."""
    held = hold(instance, "send_back", by=by, on=on, at=at)
    return take(held, words(reason, "lý do trả lại"), reported_on=None)


@transaction.atomic
def extend_task(
    instance: TaskInstance,
    until: date,
    reason: str,
    *,
    seen: date | None,
    by: User,
    on: date,
    at: datetime,
    approver: str = "",
) -> TaskInstance:
    """Move the due day that the user saw, or set the first one; `approver` decided it.

    Without a name the approver is who does it, in their capacity. Nobody grants what they asked.
    """
    held = hold(instance, "extend", by=by, on=on, at=at)
    _refuse_own(held, "ask_extension", "duyệt gia hạn do chính mình xin")
    if held.instance.due_on != seen:
        now = held.instance.due_on
        raise DomainError(
            f"Hạn vừa được người khác đổi thành {show_day(now) if now else 'không hạn'}. "
            "Hãy tải lại trang để xem rồi gia hạn tiếp nếu còn cần."
        )
    refuse_no_extension(held.instance, until, on)
    named = line(approver, "người duyệt", LONGEST_APPROVER) or held.capacity
    return take(held, words(reason, "lý do gia hạn"), due_on=until, approver=named)


@transaction.atomic
def suspend_task(
    instance: TaskInstance, reason: str, *, by: User, on: date, at: datetime
) -> TaskInstance:
    """Put it off: it is not overdue and counts in no rate until it goes on."""
    held = hold(instance, "suspend", by=by, on=on, at=at)
    return take(held, words(reason, "lý do tạm hoãn"))


@transaction.atomic
def resume_task(
    instance: TaskInstance, *, by: User, on: date, at: datetime, note: str = ""
) -> TaskInstance:
    """Let it go on in the state in which it was put off; the due day is what it was."""
    held = hold(instance, "resume", by=by, on=on, at=at)
    suspended = _last(held, "suspend")
    if suspended is None:
        raise DomainError("Không rõ nhiệm vụ bị tạm hoãn khi nào. Hãy báo quản trị hệ thống.")
    return take(held, words(note, "ghi chú", needed=False), state=suspended.state_before)


@transaction.atomic
def withdraw_task(
    instance: TaskInstance, reason: str, *, by: User, on: date, at: datetime
) -> TaskInstance:
    """Take it back from the assignee: it counts nowhere from now on, and stays readable."""
    held = hold(instance, "withdraw", by=by, on=on, at=at)
    return take(held, words(reason, "lý do thu hồi"), reported_on=None)


@transaction.atomic
def withdraw_assignment(
    assignment: Assignment, reason: str, *, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Take a task back from an assignee for good: what is open of it, and all periods to come."""
    # Locked before its instances, as making the instances of new periods locks it.
    rows = Assignment.objects.select_for_update(of=("self",)).select_related("task__directive")
    found = rows.get(pk=assignment.pk)
    if not can_issue(by, found.task.directive, on=on):
        raise NotAllowed("Chỉ văn phòng theo dõi văn bản được thu hồi nhiệm vụ đã giao.")
    if found.withdrawn_on is not None:
        raise DomainError(
            f"Nhiệm vụ đã được thu hồi từ ngày {show_day(found.withdrawn_on)}. "
            "Hãy tải lại trang để xem lý do."
        )
    # All of them before the first audit line: from there on no writer may wait for another's row.
    unfinished = list(
        found.instances.select_for_update().filter(state__in=UNFINISHED).order_by("pk")
    )
    taken = [withdraw_task(one, reason, by=by, on=on, at=at) for one in unfinished]
    if not taken and not found.task.recurring:
        raise DomainError("Không còn việc nào chưa xong để thu hồi. Hãy tải lại trang để xem.")
    found.withdrawn_on = on
    found.save(update_fields=["withdrawn_on"])
    told = {"assignment": found.pk, "instances": [one.pk for one in taken]}
    why = words(reason, "lý do thu hồi")
    record("task.withdraw_assignment", found, by=by, reason=why, **told)
    return taken


def _refuse_own(held: Held, name: str, what: str) -> None:
    """Nobody answers what they themselves said last."""
    last = _last(held, name)
    if last is not None and last.by_id == held.by.pk:
        raise NotAllowed(f"Không ai được {what}. Hãy nhờ người khác trong văn phòng.")


def _last(held: Held, name: str) -> TaskEvent | None:
    return held.instance.events.filter(step=name).order_by("-pk").first()
