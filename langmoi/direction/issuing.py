"""Issuing tasks, and making the instances of the periods of those that recur."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import date, datetime, timedelta

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.access import issuing_post
from langmoi.direction.documents import hold_directive
from langmoi.direction.models import (
    Assignment,
    Directive,
    DirectiveTask,
    Nature,
    Recurring,
    TaskEvent,
    TaskInstance,
)
from langmoi.direction.periods import Period, periods_between
from langmoi.direction.trail import LONGEST_CAPACITY
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import Duty, User


@transaction.atomic
def issue_directive(
    directive: Directive, *, seen: int, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Give the tasks, as they were seen, to those who are to do them.

    One instance for each assignee; of a recurring task one for each period from the document's day
    to this one. Later periods: `make_periods`.
    """
    held = hold_directive(directive, seen=seen, by=by, on=on)
    drafts = list(held.tasks.filter(issued_at__isnull=True).prefetch_related("assignments"))
    if not drafts:
        raise DomainError("Văn bản này không còn nhiệm vụ nào chưa giao. Hãy thêm nhiệm vụ trước.")
    _refuse_unassigned(drafts)
    since = min(held.dated_on or on, on)
    made: list[TaskInstance] = []
    for task in drafts:
        task.issued_at = at
        task.save(update_fields=["issued_at"])
        made += _make(task.assignments.all(), _periods(task, since, on), task)
    tell_issued(made, held, by=by, on=on, at=at)
    held.version += 1
    held.save(update_fields=["version"])
    directive.version = held.version
    told = {"tasks": [task.pk for task in drafts], "instances": len(made)}
    record("directive.issue", held, by=by, directive=held.pk, **told)
    return made


@transaction.atomic
def make_periods(
    task: DirectiveTask, first: date, last: date, *, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Make what is missing of the periods from the first day to the last; twice makes nothing new.

    Who was relieved of the task gets no more of it. Gives the new instances only.
    """
    # Whoever makes periods of the same task at the same moment waits here, and finds them made.
    held = DirectiveTask.objects.select_for_update().get(pk=task.pk)
    if issuing_post(by, held.directive.unit_id, on=on) is None:
        raise NotAllowed(
            f"Chỉ văn phòng theo dõi văn bản của {held.directive.issuer} được lập kỳ mới."
        )
    if not held.recurring or held.issued_at is None:
        raise DomainError(
            "Chỉ nhiệm vụ định kỳ đã giao mới có kỳ. Hãy giao nhiệm vụ, hoặc chọn nhiệm vụ khác."
        )
    periods = periods_between(first, last, Recurring(held.recurring))
    # Locked too: taking an assignment back does not wait for the task.
    assignments = held.assignments.select_for_update().filter(withdrawn_on__isnull=True)
    made = _make(assignments.order_by("pk"), periods, held)
    if made:
        tell_issued(made, held.directive, by=by, on=on, at=at)
        through = f"{show_day(periods[0].first)}–{show_day(periods[-1].last)}"
        record("task.periods", held, by=by, task=held.pk, through=through, instances=len(made))
    return made


def instances_for(assignment: Assignment, task: DirectiveTask, since: date) -> list[TaskInstance]:
    """What who gets the task that day has to do of it; where it recurs, of that day's period."""
    return _make([assignment], _periods(task, since, since), task)


def _periods(task: DirectiveTask, since: date, on: date) -> list[Period | None]:
    if not task.recurring:
        return [None]
    return [*periods_between(since, on, Recurring(task.recurring))]


def _make(
    assignments: Iterable[Assignment], periods: Sequence[Period | None], task: DirectiveTask
) -> list[TaskInstance]:
    there = set(
        TaskInstance.objects.filter(assignment__task=task).values_list(
            "assignment_id", "period_from"
        )
    )
    missing = [
        _instance(assignment, period, task)
        for assignment in assignments
        for period in periods
        if (assignment.pk, period.first if period else None) not in there
    ]
    return TaskInstance.objects.bulk_create(missing)


def _instance(assignment: Assignment, period: Period | None, task: DirectiveTask) -> TaskInstance:
    if period is None:
        return TaskInstance(assignment=assignment, due_on=task.due_on)
    return TaskInstance(
        assignment=assignment,
        period_from=period.first,
        period_to=period.last,
        due_on=period.last + timedelta(days=task.days_after),
    )


def tell_issued(
    made: Sequence[TaskInstance], directive: Directive, *, by: User, on: date, at: datetime
) -> None:
    """The first event of each story."""
    post = issuing_post(by, directive.unit_id, on=on)
    capacity = acting_in_words(by, post, on)[:LONGEST_CAPACITY] if post else ""
    TaskEvent.objects.bulk_create(
        TaskEvent(instance=one, step="issue", by=by, capacity=capacity, due_after=one.due_on, at=at)
        for one in made
    )


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
