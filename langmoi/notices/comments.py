"""Residents' comments that wait: to be moderated, and, once published, to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from langmoi.core.months import reference_day
from langmoi.notices.model import Task, TaskKind
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.public.models import Comment
from langmoi.public.roles import ANSWERING_ROLES, MODERATING_ROLES


def comment_tasks(user: User, on: date) -> Iterator[Task]:
    """One task a comment: for who moderates there, then for who answers there."""
    moderated = units_in_scope(user, on=on, roles=MODERATING_ROLES)
    answered = units_in_scope(user, on=on, roles=ANSWERING_ROLES)
    new = list(Comment.objects.new().filter(unit__in=moderated)) if moderated else []
    waiting = list(Comment.objects.unanswered().filter(unit__in=answered)) if answered else []
    units = _units([*new, *waiting])
    for comment in new:
        yield _task(TaskKind.MODERATE, comment, comment.moderate_by, units)
    for comment in waiting:
        yield _task(TaskKind.COMMENT, comment, comment.due_on, units)


def _units(comments: list[Comment]) -> dict[tuple[int, date], UnitVersion]:
    """Each comment's commune as it was in the comment's month."""
    months = {comment.month for comment in comments}
    keys = {comment.unit_id for comment in comments}
    return {
        (version.unit_id, month): version
        for month in months
        for version in UnitVersion.objects.on(reference_day(month)).filter(unit_id__in=keys)
    }


def _task(
    kind: TaskKind,
    comment: Comment,
    due_on: date | None,
    units: dict[tuple[int, date], UnitVersion],
) -> Task:
    unit = units.get((comment.unit_id, comment.month))
    said = f"{unit or comment.unit}: góp ý về tiêu chí {comment.criterion}"
    return Task(kind, comment.month, due_on, said, unit, pk=comment.pk)
