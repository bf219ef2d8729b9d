"""What waits for a person of the tasks that documents gave: to do, to answer, to press on with."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from textwrap import shorten

from django.db.models import Count, Min, OuterRef, Q, QuerySet, Subquery

from langmoi.core.days import show_day
from langmoi.core.memory import kept
from langmoi.direction.access import asked_of, issued_by, led_by
from langmoi.direction.escalation import escalation_rule
from langmoi.direction.flow import WORKED_ON
from langmoi.direction.models import TaskEvent, TaskInstance, TaskState
from langmoi.direction.queries import TaskRow, rows_of
from langmoi.direction.timeliness import Timeliness
from langmoi.direction.weekly import overdue_of, to_escalate
from langmoi.notices.model import Task, TaskKind
from langmoi.people.models import Duty, User

PRESSING = (Timeliness.DUE_SOON, Timeliness.OVERDUE)
LONGEST_SHOWN = 120
# What is read here, and can have changed since.
TABLES = (
    "direction_directive", "direction_directivetask", "direction_assignment",
    "direction_taskinstance", "people_agency", "people_agencysuccession", "people_post",
    "people_substitution", "people_user", "places_succession", "places_unitversion",
)  # fmt: skip


def direction_tasks(user: User, *, on: date) -> tuple[Task, ...]:
    """As assignee, as the office that follows, and as who heads the place.

    Ten reads at most, and none while no task, post or place has changed since: the home page asks
    too. Every step on a task writes the task's own row, so that its mark tells of events as well.
    """
    key = ("direction tasks", user.pk, on)
    return kept(key, lambda: tuple(_direction_tasks(user, on)), *TABLES)


def _direction_tasks(user: User, on: date) -> Iterator[Task]:
    yield from _asked(user, on)
    yield from _answering(user, on)
    yield from _pressing_on(user, on)


def _asked(user: User, on: date) -> Iterator[Task]:
    """To receive, to do again, and what is due soon or overdue."""
    asked = asked_of(user, on=on)
    if not asked.units and not asked.agencies:
        return
    mine = Q(assignment__unit__in=asked.units) | Q(assignment__agency__in=asked.agencies)
    for row in rows_of(TaskInstance.objects.filter(mine, state__in=WORKED_ON), on=on):
        if row.state == TaskState.ISSUED:
            yield _task(TaskKind.TASK_ACCEPT, row, due_on=row.facts.due_on)
        elif row.duty != Duty.LEAD:
            continue
        elif row.state == TaskState.SENT_BACK:
            yield _task(TaskKind.TASK_REDO, row, due_on=row.facts.due_on)
        elif row.standing.kind in PRESSING:
            yield _task(TaskKind.TASK_REPORT, row, due_on=row.facts.due_on)


def _answering(user: User, on: date) -> Iterator[Task]:
    """Reports that wait, and extensions that somebody else asked for."""
    units = issued_by(user, on=on)
    if not units:
        return
    followed = TaskInstance.objects.filter(assignment__task__directive__unit__in=units)
    for row in rows_of(followed.filter(state=TaskState.REPORTED), on=on):
        told = show_day(row.facts.reported_on) if row.facts.reported_on else ""
        yield _task(TaskKind.TASK_CONFIRM, row, f"{row.assignee} (báo ngày {told})", due_on=None)
    about = TaskEvent.objects.filter(instance=OuterRef("pk"), step__in=("ask_extension", "extend"))
    last = Subquery(about.order_by("-pk").values("step")[:1])
    asking = followed.filter(state__in=WORKED_ON).annotate(last_about=last)
    for row in rows_of(asking.filter(last_about="ask_extension"), on=on):
        yield _task(TaskKind.TASK_EXTEND, row, row.assignee, due_on=row.facts.due_on)


def _pressing_on(user: User, on: date) -> Iterator[Task]:
    """For the office what is overdue, for the head what is overdue so long that it goes up."""
    if units := issued_by(user, on=on):
        yield from _together(TaskKind.TASK_URGE, overdue_of(units, on=on), "quá hạn")
    if units := led_by(user, on=on):
        long = f"quá hạn từ {escalation_rule(on).days} ngày trở lên"
        yield from _together(TaskKind.TASK_ESCALATED, to_escalate(units, on=on), long)


def _together(kind: TaskKind, found: QuerySet[TaskInstance], how: str) -> Iterator[Task]:
    """All of them as one thing to do, by the day of the longest overdue; they have one page."""
    counted = found.aggregate(count=Count("pk"), oldest=Min("due_on"))
    if counted["count"]:
        said = f"{counted['count']} nhiệm vụ {how}, chưa báo hoàn thành"
        yield Task(kind, None, counted["oldest"], said)


def _task(kind: TaskKind, row: TaskRow, who: str = "", *, due_on: date | None) -> Task:
    """The due day is the assignee's: who answers a report is not late with the task."""
    facts = row.facts
    text = shorten(facts.text, LONGEST_SHOWN, placeholder="…")
    said = f"{who}: {text}" if who else text
    return Task(kind, None, due_on, said, pk=facts.key)
