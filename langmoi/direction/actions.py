"""Every write of direction, in one place for those who call it."""

from langmoi.direction.answering import (
    accept_task,
    ask_extension,
    report_done,
    report_progress,
)
from langmoi.direction.deciding import (
    confirm_task,
    confirm_tasks,
    extend_task,
    resume_task,
    send_back_task,
    suspend_task,
    withdraw_assignment,
    withdraw_task,
)
from langmoi.direction.documents import Document, add_directive, change_directive
from langmoi.direction.drafting import Assignee, NewTask, add_task, change_task, drop_task
from langmoi.direction.issuing import issue_directive
from langmoi.direction.recurring import make_due_periods, make_periods
from langmoi.direction.trail import Paper
from langmoi.direction.urging import instruct_task, remind_tasks

__all__ = [
    "Assignee",
    "Document",
    "NewTask",
    "Paper",
    "accept_task",
    "add_directive",
    "add_task",
    "ask_extension",
    "change_directive",
    "change_task",
    "confirm_task",
    "confirm_tasks",
    "drop_task",
    "extend_task",
    "instruct_task",
    "issue_directive",
    "make_due_periods",
    "make_periods",
    "remind_tasks",
    "report_done",
    "report_progress",
    "resume_task",
    "send_back_task",
    "suspend_task",
    "withdraw_assignment",
    "withdraw_task",
]
