"""Making what each assignee has to do, once or in a period, with the first event of its story."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from langmoi.direction.models import Assignment, DirectiveTask, TaskEvent, TaskInstance
from langmoi.direction.periods import Period
from langmoi.people.models import User


def make_missing(
    assignments: Iterable[Assignment], periods: Sequence[Period | None], task: DirectiveTask
) -> list[TaskInstance]:
    """One instance for each assignment and period (None: the task does not recur) not there yet.

    Whoever calls holds the task's row, so that no two make the same.
    """
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


def tell_issued(
    made: Iterable[TaskInstance], *, by: User, capacity: str, at: datetime, note: str = ""
) -> None:
    """The first event of each story."""
    TaskEvent.objects.bulk_create(
        TaskEvent(
            instance=one,
            step="issue",
            by=by,
            capacity=capacity,
            note=note,
            due_after=one.due_on,
            at=at,
        )
        for one in made
    )


def _instance(assignment: Assignment, period: Period | None, task: DirectiveTask) -> TaskInstance:
    if period is None:
        return TaskInstance(assignment=assignment, due_on=task.due_on)
    return TaskInstance(
        assignment=assignment,
        period_from=period.first,
        period_to=period.last,
        due_on=period.last + timedelta(days=task.days_after),
    )
