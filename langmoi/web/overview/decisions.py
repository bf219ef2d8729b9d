"""What waits for the reader's own decision, for the head of their page."""

from __future__ import annotations

from langmoi.notices.model import TaskKind
from langmoi.notices.tasks import tasks_of
from langmoi.web.http import Request
from langmoi.web.notices.rows import TaskRow, task_rows

# What is decided; entering and correcting figures is work, not a decision.
DECIDING = (
    TaskKind.SUBMIT, TaskKind.REVIEW, TaskKind.SIGN, TaskKind.OPINION, TaskKind.CLOSE,
    TaskKind.CORRECTION, TaskKind.QUESTION, TaskKind.TASK_CONFIRM, TaskKind.TASK_EXTEND,
    TaskKind.TASK_ESCALATED,
)  # fmt: skip


def decisions(request: Request) -> list[TaskRow]:
    """The most urgent first; empty for someone who decides nothing."""
    tasks = [t for t in tasks_of(request.user, on=request.today) if t.kind in DECIDING]
    return task_rows(tasks, request.today)
