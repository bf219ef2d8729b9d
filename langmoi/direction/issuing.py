"""Issuing the tasks of a document to those who are to do them."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.direction.access import issuing_post
from langmoi.direction.documents import hold_directive
from langmoi.direction.instances import make_missing, tell_issued
from langmoi.direction.models import Directive, DirectiveTask, Nature, Recurring, TaskInstance
from langmoi.direction.periods import Period, period_of
from langmoi.direction.trail import LONGEST_CAPACITY
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import Duty, User


@transaction.atomic
def issue_directive(
    directive: Directive, *, seen: int, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Give the tasks, as they were seen, to those who are to do them.

    One instance for each assignee; of a recurring task that of the period in which it is given:
    nobody is late with a period that was over before they were asked (decision 0023). Others:
    `make_periods`, and for each day the ones that have begun: `make_due_periods`.
    """
    held = hold_directive(directive, seen=seen, by=by, on=on)
    drafts = list(held.tasks.filter(issued_at__isnull=True).prefetch_related("assignments"))
    if not drafts:
        raise DomainError("Văn bản này không còn nhiệm vụ nào chưa giao. Hãy thêm nhiệm vụ trước.")
    _refuse_unassigned(drafts)
    made: list[TaskInstance] = []
    for task in drafts:
        task.issued_at = at
        task.save(update_fields=["issued_at"])
        made += make_missing(task.assignments.all(), [first_period(task, on)], task)
    post = issuing_post(by, held.unit_id, on=on)
    capacity = acting_in_words(by, post, on)[:LONGEST_CAPACITY] if post else ""
    tell_issued(made, by=by, capacity=capacity, at=at)
    held.version += 1
    held.save(update_fields=["version"])
    directive.version = held.version
    told = {"tasks": [task.pk for task in drafts], "instances": len(made)}
    record("directive.issue", held, by=by, directive=held.pk, **told)
    return made


def first_period(task: DirectiveTask, on: date) -> Period | None:
    """The period in which a recurring task begins for who gets it that day."""
    return period_of(on, Recurring(task.recurring)) if task.recurring else None


def _refuse_unassigned(drafts: Iterable[DirectiveTask]) -> None:
    """An order has someone who leads; a request someone who is asked."""
    for task in drafts:
        assignments = list(task.assignments.all())
        leads = [one for one in assignments if one.duty == Duty.LEAD]
        if not (leads if task.nature == Nature.ORDER else assignments):
            raise DomainError(
                f"Mục {task.clause or task.position} chưa có nơi chủ trì. "
                "Hãy chọn nơi chủ trì, hoặc bỏ nhiệm vụ này, rồi giao lại."
            )
