"""The tables of direction; every model is imported from here."""

from langmoi.direction.models.documents import Directive
from langmoi.direction.models.readings import Reading, ReadingState
from langmoi.direction.models.story import TaskEvent, TaskPaper
from langmoi.direction.models.tasks import (
    Assignment,
    DirectiveTask,
    Nature,
    Recurring,
    TaskInstance,
    TaskState,
)

__all__ = [
    "Assignment",
    "Directive",
    "DirectiveTask",
    "Nature",
    "Reading",
    "ReadingState",
    "Recurring",
    "TaskEvent",
    "TaskInstance",
    "TaskPaper",
    "TaskState",
]
