"""How tasks show: how urgent each is, and the page where it is done."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.urls import reverse

from langmoi.notices.model import Task, TaskKind

SOON = 3  # days
# Work that is done on one page for all units.
_PAGES = {
    TaskKind.DIFFERENCE: "differences",
    TaskKind.SIGN: "signing",
    TaskKind.OPINION: "opinions",
    TaskKind.CLOSE: "closing",
    TaskKind.CORRECTION: "corrections",
    TaskKind.TASK_URGE: "urging",
    TaskKind.TASK_ESCALATED: "escalated",
}
_OF_ONE_TASK = (
    TaskKind.TASK_ACCEPT, TaskKind.TASK_REDO, TaskKind.TASK_REPORT, TaskKind.TASK_CONFIRM,
    TaskKind.TASK_EXTEND,
)  # fmt: skip

DIFFICULTIES = (
    TaskKind.DIFFICULTY_TAKE_UP,
    TaskKind.DIFFICULTY_ANSWER,
    TaskKind.DIFFICULTY_SENT_UP,
    TaskKind.DIFFICULTY_ANSWERED,
)


@dataclass(frozen=True)
class Urgency:
    label: str
    css: str
    icon: str


@dataclass(frozen=True)
class TaskRow:
    task: Task
    urgency: Urgency
    url: str


def task_rows(tasks: Iterable[Task], on: date) -> list[TaskRow]:
    return [TaskRow(task, urgency(task.days_left(on)), page_of(task)) for task in tasks]


def urgency(left: int | None) -> Urgency:
    if left is None:
        return Urgency("không có hạn", "plain", "infinity")
    if left < 0:
        return Urgency(f"quá hạn {-left} ngày", "over", "alert-triangle")
    if left <= SOON:
        return Urgency("hạn hôm nay" if not left else f"còn {left} ngày", "soon", "hourglass")
    return Urgency(f"còn {left} ngày", "info", "clock")


def page_of(task: Task) -> str:
    """The address of the page where the task is done, in the task's month."""
    code = task.unit.code if task.unit else ""
    match task.kind:
        case TaskKind.ENTER | TaskKind.CORRECT | TaskKind.SUBMIT:
            page = reverse("filing", args=[code])
        case TaskKind.VILLAGE:
            page = reverse("village_sheet", args=[code])
        case TaskKind.REVIEW:
            page = reverse("review", args=[task.pk])
        case TaskKind.QUESTION:
            return reverse("question", args=[task.pk])
        case TaskKind.TASK_URGE | TaskKind.TASK_ESCALATED:
            return reverse(_PAGES[task.kind])
        case _ if task.kind in _OF_ONE_TASK:
            return reverse("task", args=[task.pk])
        case _ if task.kind in DIFFICULTIES:
            return reverse("difficulty", args=[task.pk])
        case TaskKind.DELEGATION | TaskKind.CONCLUSION:
            return reverse("delegation", args=[task.pk])
        case TaskKind.VISIT:
            return reverse("delegation_visit", args=[task.pk])
        case TaskKind.DOSSIER | TaskKind.DOSSIER_CONFIRM:
            return reverse("dossier", args=[task.pk])
        case TaskKind.OCOP_EXPIRY:
            return reverse("register_entry", args=["ocop_product", task.pk])
        case TaskKind.LINKAGE_END:
            return reverse("register_entry", args=["linkage", task.pk])
        case TaskKind.MODERATE | TaskKind.COMMENT:
            return reverse("comment", args=[task.pk])
        case _:
            page = reverse(_PAGES[task.kind])
    return f"{page}?thang={task.month:%Y-%m}"
