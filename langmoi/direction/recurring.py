"""The periods of tasks that recur: made as they begin, or by the office for a span of days."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from django.db import transaction
from django.db.models import Max

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.access import issuing_post
from langmoi.direction.instances import make_missing, tell_issued
from langmoi.direction.models import Assignment, DirectiveTask, Recurring, TaskEvent, TaskInstance
from langmoi.direction.periods import Period, periods_between
from langmoi.direction.trail import LONGEST_CAPACITY
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import User

TIMER = "langmoi direction periods"  # who made the periods, in the audit


@transaction.atomic
def make_periods(
    task: DirectiveTask, first: date, last: date, *, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Make what is missing of the periods from the first day to the last; twice makes nothing new.

    Who was relieved of the task gets no more of it. Gives the new instances only.
    """
    held = _hold(task)
    post = issuing_post(by, held.directive.unit_id, on=on)
    if post is None:
        raise NotAllowed(
            f"Chỉ văn phòng theo dõi văn bản của {held.directive.issuer} được lập kỳ mới."
        )
    if not held.recurring or held.issued_at is None:
        raise DomainError(
            "Chỉ nhiệm vụ định kỳ đã giao mới có kỳ. Hãy giao nhiệm vụ, hoặc chọn nhiệm vụ khác."
        )
    periods = periods_between(first, last, Recurring(held.recurring))
    made = make_missing(_assignments(held), periods, held)
    if made:
        capacity = acting_in_words(by, post, on)[:LONGEST_CAPACITY]
        tell_issued(made, by=by, capacity=capacity, at=at)
        _record(held, made, periods, by=by)
    return made


def make_due_periods(*, on: date, at: datetime) -> list[TaskInstance]:
    """For each recurring task the periods begun since its last one, to the day's; for a timer.

    Each task in a transaction of its own; twice makes nothing new. The order was given by whoever
    issued the task, and the story says so; the audit line names the timer.
    """
    tasks = DirectiveTask.objects.filter(issued_at__isnull=False).exclude(recurring="")
    made: list[TaskInstance] = []
    for task in tasks.order_by("pk"):
        made += _continue(task, on, at)
    return made


@transaction.atomic
def _continue(task: DirectiveTask, on: date, at: datetime) -> list[TaskInstance]:
    held = _hold(task)
    instances = TaskInstance.objects.filter(assignment__task=held)
    last = instances.aggregate(last=Max("period_to"))["last"]
    given = TaskEvent.objects.filter(instance__in=instances, step="issue").order_by("pk").first()
    if last is None or last >= on or given is None:
        return []
    periods = periods_between(last + timedelta(days=1), on, Recurring(held.recurring))
    made = make_missing(_assignments(held), periods, held)
    if made:
        note = f"Kỳ mới của nhiệm vụ {Recurring(held.recurring).label}, lập tự động theo chu kỳ."
        tell_issued(made, by=given.by, capacity=given.capacity, at=at, note=note)
        _record(held, made, periods, by=TIMER)
    return made


def _hold(task: DirectiveTask) -> DirectiveTask:
    """Whoever makes periods of the same task at the same moment waits here, and finds them made."""
    return DirectiveTask.objects.select_for_update().get(pk=task.pk)


def _assignments(task: DirectiveTask) -> Iterable[Assignment]:
    # Locked too: taking an assignment back does not wait for the task.
    standing = task.assignments.select_for_update().filter(withdrawn_on__isnull=True)
    return standing.order_by("pk")


def _record(
    task: DirectiveTask, made: list[TaskInstance], periods: list[Period], *, by: object
) -> None:
    through = f"{show_day(periods[0].first)}–{show_day(periods[-1].last)}"
    record("task.periods", task, by=by, task=task.pk, through=through, instances=len(made))
