"""What a mail says: the day's digest, and reminders before and after deadlines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.core.days import show_day
from langmoi.notices.model import Task
from langmoi.notices.models import MailKind
from langmoi.people.models import User
from langmoi.reporting.workdays import working_days_between

DAYS_BEFORE = 2  # working days
DAYS_AFTER = (1, 3, 7, 14)  # calendar days over the deadline at which a reminder goes out
MOST_LINES = 40


@dataclass(frozen=True)
class Letter:
    """A mail to be sent; `keys` are what it says, none of which is ever said twice."""

    user: User
    kind: MailKind
    subject: str
    body: str
    keys: tuple[str, ...]


def reminder_key(task: Task, on: date) -> tuple[MailKind, str] | None:
    """What reminder the task is worth that day: one before, and a few after its deadline."""
    left = task.days_left(on)
    if left is None or task.due_on is None:
        return None
    if left < 0:
        step = max((days for days in DAYS_AFTER if days <= -left), default=DAYS_AFTER[0])
        return MailKind.AFTER, f"after:{task.key}:{task.due_on}:{step}"
    if working_days_between(on, task.due_on) <= DAYS_BEFORE:
        return MailKind.BEFORE, f"before:{task.key}:{task.due_on}"
    return None


def letter_for(
    user: User, tasks: Sequence[Task], sent: Collection[str], *, on: date, url: str
) -> Letter | None:
    """The one mail that the user is due now: the day's digest, else reminders that are new.

    The digest holds the reminders too, so that nobody gets two mails about the same thing.
    """
    if not tasks:
        return None
    reminders = [found for task in tasks if (found := reminder_key(task, on))]
    fresh = [(kind, key) for kind, key in reminders if key not in sent]
    digest = f"digest:{on}"
    keys = tuple(dict.fromkeys(key for _, key in fresh))
    if digest not in sent:
        kind, keys = MailKind.DIGEST, (digest, *keys)
    elif fresh:
        is_over = any(kind is MailKind.AFTER for kind, _ in fresh)
        kind = MailKind.AFTER if is_over else MailKind.BEFORE
    else:
        return None
    return Letter(user, kind, _subject(tasks, on), _body(user, tasks, on, url), keys)


def _subject(tasks: Sequence[Task], on: date) -> str:
    over = sum((task.days_left(on) or 0) < 0 for task in tasks)
    told = f"{len(tasks)} việc đang chờ"
    return f"Làng Mới: {told}, {over} việc quá hạn" if over else f"Làng Mới: {told}"


def _body(user: User, tasks: Sequence[Task], on: date, url: str) -> str:
    lines = [f"Kính gửi {user.full_name},", "", f"Việc đang chờ ngày {show_day(on)}:", ""]
    lines += [f"- {_line(task, on)}" for task in tasks[:MOST_LINES]]
    if len(tasks) > MOST_LINES:
        lines.append(f"- và {len(tasks) - MOST_LINES} việc khác.")
    lines += ["", f"Xem và làm tại: {url}", ""]
    lines.append("Thư này do phần mềm gửi; xin không trả lời vào địa chỉ này.")
    return "\n".join(lines)


def _line(task: Task, on: date) -> str:
    what = f"{task.title}: {task.detail}"
    left = task.days_left(on)
    if left is None or task.due_on is None:
        return f"{what} (không có hạn)"
    if left < 0:
        return f"{what} (QUÁ HẠN {-left} ngày, hạn {show_day(task.due_on)})"
    return f"{what} (hạn {show_day(task.due_on)}, {'hôm nay' if not left else f'còn {left} ngày'})"
