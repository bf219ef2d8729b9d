"""Residents' comments that wait: to be moderated, and, once published, to be answered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db.models import QuerySet

from langmoi.core.months import reference_day
from langmoi.notices.model import Task, TaskKind
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.queries import version_of
from langmoi.public.models import Comment
from langmoi.public.roles import ANSWERING_ROLES, MODERATING_ROLES


def comment_tasks(user: User, on: date) -> Iterator[Task]:
    """One task a comment: for who moderates there, then for who answers there."""
    moderated = units_in_scope(user, on=on, roles=MODERATING_ROLES)
    answered = units_in_scope(user, on=on, roles=ANSWERING_ROLES)
    new = _of(Comment.objects.new(), moderated)
    waiting = _of(Comment.objects.unanswered(), answered)
    for comment in new:
        yield _task(TaskKind.MODERATE, comment, comment.moderate_by)
    for comment in waiting:
        yield _task(TaskKind.COMMENT, comment, comment.due_on)


def _of(comments: QuerySet[Comment], units: set[int]) -> list[Comment]:
    """Few wait at a time: they are sorted out here, a province's thousand units are not sent."""
    return [comment for comment in comments if comment.unit_id in units] if units else []


def _task(kind: TaskKind, comment: Comment, due_on: date | None) -> Task:
    unit = version_of(comment.unit_id, reference_day(comment.month))
    said = f"{unit or comment.unit}: góp ý về tiêu chí {comment.criterion}"
    return Task(kind, comment.month, due_on, said, unit, pk=comment.pk)
