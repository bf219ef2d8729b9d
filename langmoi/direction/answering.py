"""What the assignee does: accept, report progress and completion, ask for more time."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.direction.models import TaskInstance
from langmoi.direction.trail import Paper, hold, take, words
from langmoi.people.models import User
from langmoi.reporting.trail import refuse_past


@transaction.atomic
def accept_task(
    instance: TaskInstance, *, by: User, on: date, at: datetime, note: str = ""
) -> TaskInstance:
    """Say that the task was received and is being worked on."""
    held = hold(instance, "accept", by=by, on=on, at=at)
    return take(held, words(note, "ghi chú", needed=False))


@transaction.atomic
def report_progress(
    instance: TaskInstance,
    result: str,
    *,
    by: User,
    on: date,
    at: datetime,
    papers: Sequence[Paper] = (),
) -> TaskInstance:
    """Tell what came of it so far; who reports has accepted."""
    held = hold(instance, "progress", by=by, on=on, at=at)
    return take(held, words(result, "kết quả đã làm"), papers)


@transaction.atomic
def report_done(
    instance: TaskInstance,
    result: str,
    *,
    by: User,
    on: date,
    at: datetime,
    papers: Sequence[Paper] = (),
) -> TaskInstance:
    """Report the task done, with the product that it asks for; the issuer's side answers."""
    held = hold(instance, "complete", by=by, on=on, at=at)
    product = held.instance.assignment.task.product
    if product and not papers:
        raise DomainError(
            f"Nhiệm vụ yêu cầu sản phẩm “{product}”. Hãy ghi văn bản hoặc gửi tệp kết quả "
            "rồi báo hoàn thành."
        )
    return take(held, words(result, "kết quả thực hiện"), papers, reported_on=on)


@transaction.atomic
def ask_extension(
    instance: TaskInstance, until: date, reason: str, *, by: User, on: date, at: datetime
) -> TaskInstance:
    """Ask for a later day; the due day stays until the issuer's side moves it."""
    held = hold(instance, "ask_extension", by=by, on=on, at=at)
    refuse_no_extension(held.instance, until, on)
    return take(held, words(reason, "lý do xin gia hạn"), asked=until)


def refuse_no_extension(instance: TaskInstance, until: date, on: date) -> None:
    """A new day lies ahead, and after the one that there is."""
    refuse_past(until, on, "Hạn mới")
    if instance.due_on is not None and until <= instance.due_on:
        raise DomainError(
            f"Hạn mới {show_day(until)} không sau hạn đang có {show_day(instance.due_on)}. "
            "Hãy chọn một ngày muộn hơn."
        )
