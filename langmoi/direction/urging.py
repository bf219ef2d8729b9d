"""What is said about a task without moving it: the office's reminders, the chairman's words."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime, time

from django.db import transaction

from langmoi.core.clock import HANOI
from langmoi.core.errors import DomainError, NotFound
from langmoi.direction.models import TaskEvent, TaskInstance
from langmoi.direction.trail import hold, take, words
from langmoi.people.models import User


@transaction.atomic
def remind_tasks(
    keys: Collection[int], *, by: User, on: date, at: datetime, note: str = ""
) -> list[TaskInstance]:
    """Write down that those who hold these tasks were reminded: of all of them, or none and why.

    What was reminded of on the same day already stays as it is; nothing new at all is refused.
    """
    rows = TaskInstance.objects.select_for_update(of=("self",)).filter(pk__in=keys)
    # All of them before the first audit line: from there on no writer may wait for another's row.
    found = list(rows.order_by("pk"))
    if not keys or len(found) != len(set(keys)):
        raise NotFound(
            "Có nhiệm vụ không còn trong danh sách đôn đốc. Hãy tải lại trang rồi chọn lại."
        )
    reminded = _reminded(found, on)
    fresh = [one for one in found if one.pk not in reminded]
    if not fresh:
        raise DomainError(
            "Hôm nay các nhiệm vụ này đã được ghi đôn đốc. Hãy tải lại trang để xem ai đã ghi."
        )
    said = words(note, "nội dung đôn đốc", needed=False)
    return [take(hold(one, "remind", by=by, on=on, at=at), said) for one in fresh]


@transaction.atomic
def instruct_task(
    instance: TaskInstance, text: str, *, by: User, on: date, at: datetime
) -> TaskInstance:
    """Say what is to be done about it, as who heads the place whose document it is."""
    held = hold(instance, "instruct", by=by, on=on, at=at)
    return take(held, words(text, "ý kiến chỉ đạo"))


def _reminded(instances: Collection[TaskInstance], on: date) -> set[int]:
    """Keys of those that somebody reminded of on the day."""
    day = (datetime.combine(on, time.min, HANOI), datetime.combine(on, time.max, HANOI))
    events = TaskEvent.objects.filter(instance__in=instances, step="remind", at__range=day)
    return set(events.values_list("instance_id", flat=True))
