"""Every write of direction, in one place for those who call it."""

from langmoi.direction.adding import add_assignee
from langmoi.direction.answering import (
    accept_task,
    ask_extension,
    report_done,
    report_progress,
)
from langmoi.direction.correcting import (
    change_head,
    change_passage,
    drop_reading,
    join_passage,
    look_at,
    split_passage,
    take_reading,
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
from langmoi.direction.naming import add_agencies, settle_name
from langmoi.direction.reading import Head, NewText, begin_reading
from langmoi.direction.recurring import make_due_periods, make_periods
from langmoi.direction.trail import Paper
from langmoi.direction.urging import instruct_task, remind_tasks

__all__ = [
    "Assignee",
    "Document",
    "Head",
    "NewTask",
    "NewText",
    "Paper",
    "accept_task",
    "add_agencies",
    "add_assignee",
    "add_directive",
    "add_task",
    "ask_extension",
    "begin_reading",
    "change_directive",
    "change_head",
    "change_passage",
    "change_task",
    "confirm_task",
    "confirm_tasks",
    "drop_reading",
    "drop_task",
    "extend_task",
    "instruct_task",
    "issue_directive",
    "join_passage",
    "look_at",
    "make_due_periods",
    "make_periods",
    "remind_tasks",
    "report_done",
    "report_progress",
    "resume_task",
    "send_back_task",
    "settle_name",
    "split_passage",
    "suspend_task",
    "take_reading",
    "withdraw_assignment",
    "withdraw_task",
]
