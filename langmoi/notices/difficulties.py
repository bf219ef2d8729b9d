"""Difficulties that wait: to be taken up, to be answered, sent up to me, and answered to me."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from langmoi.difficulties.models import Difficulty, DifficultyState
from langmoi.difficulties.waiting import answered_to, on_desk_of
from langmoi.notices.model import Task, TaskKind
from langmoi.people.models import User
from langmoi.places.models import UnitVersion

_KINDS = {
    DifficultyState.ESCALATED: TaskKind.DIFFICULTY_SENT_UP,
    DifficultyState.IN_PROGRESS: TaskKind.DIFFICULTY_ANSWER,
}


def difficulty_tasks(user: User, on: date) -> Iterator[Task]:
    """One task a difficulty; for answers there is no deadline."""
    waiting, answered = on_desk_of(user, on=on), answered_to(user, on=on)
    keys = {one.unit_id for one in [*waiting, *answered]}
    units = {v.unit_id: v for v in UnitVersion.objects.on(on).filter(unit_id__in=keys)}
    for one in waiting:
        kind = _KINDS.get(DifficultyState(one.state), TaskKind.DIFFICULTY_TAKE_UP)
        yield _task(kind, one, one.due_on, units)
    for one in answered:
        yield _task(TaskKind.DIFFICULTY_ANSWERED, one, None, units)


def _task(
    kind: TaskKind, one: Difficulty, due_on: date | None, units: dict[int, UnitVersion]
) -> Task:
    unit = units.get(one.unit_id)
    said = f"{unit or one.unit}: {one.title}"
    month = one.month or one.raised_on.replace(day=1)
    return Task(kind, month, due_on, said, unit, agency=one.agency, pk=one.pk)
