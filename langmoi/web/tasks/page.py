"""One assignee's piece of a task: what is asked, how it stands, its story, and the next steps."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.direction.models import TaskInstance, TaskState
from langmoi.direction.queries import TaskRow, Wanted, story_of, task_rows
from langmoi.people.models import Duty
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.tasks.finding import find_task
from langmoi.web.tasks.looks import looks_of
from langmoi.web.tasks.reading import name_of, province_code
from langmoi.web.tasks.steps import offers_of
from langmoi.web.tasks.story import told
from langmoi.web.tasks.target import target_of

MOST_PERIODS = 24


@login_required
@require_safe
def task(request: Request, pk: int) -> HttpResponse:
    return show_task(request, find_task(request, pk))


def show_task(
    request: Request, instance: TaskInstance, *, refused: tuple[str, PlainForm] | None = None
) -> HttpResponse:
    """The page; with a form that was refused, as it was typed."""
    story = story_of(instance)
    rows = task_rows(
        request.user,
        Wanted(task=instance.assignment.task_id),
        on=request.today,
        province=province_code(),
    )
    row = next(one for one in rows if one.facts.key == instance.pk)
    directive = instance.assignment.task.directive
    context: dict[str, Any] = {
        "instance": instance,
        "task": instance.assignment.task,
        "directive": directive,
        "document": name_of(directive.number, directive.dated_on, directive.title),
        "row": row,
        "look": looks_of(row),
        "state": TaskState(instance.state).label,
        "story": told(story),
        "target": target_of(request, instance),
        "offers": (offers := offers_of(request, instance, story, refused)),
        "refused": refused,
        "overtaken": refused and not any(one.name == refused[0] for one in offers),
        "typed": _typed(refused),
    }
    context |= _beside(rows, row)
    return render(request, "tasks/task.html", context, status=422 if refused else 200)


def _typed(refused: tuple[str, PlainForm] | None) -> str:
    """The words of a form that has no place on the page any more: nobody has to write them anew."""
    if refused is None:
        return ""
    said = (refused[1].data.get(name, "") for name in ("result", "reason", "note"))
    return next((words for words in said if words), "")


def _beside(rows: list[TaskRow], row: TaskRow) -> dict[str, Any]:
    """The same task at others in this period, and this assignee's other periods."""
    facts = row.facts
    same = [one for one in rows if one.facts.period_from == facts.period_from and one != row]
    periods = [one for one in rows if one.facts.assignment == facts.assignment]
    periods.sort(key=lambda one: one.facts.period_from or date.min, reverse=True)
    leads = [one for one in same if one.duty == Duty.LEAD]
    helpers = [one for one in same if one.duty == Duty.CO_OPERATE]
    return {
        "others": [(one, looks_of(one)) for one in [*leads, *helpers]],
        "leads": [one.assignee for one in leads],
        "helpers": [one.assignee for one in helpers],
        "periods": [(one, looks_of(one)) for one in periods[:MOST_PERIODS]]
        if len(periods) > 1
        else [],
        "more_periods": max(0, len(periods) - MOST_PERIODS),
    }
