"""Sending the day's mails: never twice, never at night, and one person's trouble stops no other."""

from __future__ import annotations

import logging
from dataclasses import dataclass, field
from datetime import date, datetime, time
from enum import Enum
from smtplib import SMTPException

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import IntegrityError, transaction
from django.urls import reverse

from langmoi.core.clock import HANOI
from langmoi.notices.letters import Letter, letter_for
from langmoi.notices.models import SentMail
from langmoi.notices.tasks import tasks_of
from langmoi.people.models import Post, User
from langmoi.reporting.workdays import is_working_day

log = logging.getLogger("langmoi.notices")


@dataclass
class Run:
    """What a run of reminders did: why it sent nothing, what it sent, and what failed."""

    quiet: str = ""
    sent: list[Letter] = field(default_factory=list)
    failed: list[Letter] = field(default_factory=list)
    without_address: int = 0


def send_reminders(*, on: date, at: datetime, dry_run: bool = False) -> Run:
    """Send every mail that is due at this moment; with dry_run only say which they are."""
    run = Run(quiet=_why_quiet(on, at))
    if run.quiet:
        return run
    for user in _people_on_duty(on):
        tasks = tasks_of(user, on=on)
        if tasks and not user.email:
            run.without_address += 1
            continue
        sent = set(SentMail.objects.filter(user=user).values_list("key", flat=True))
        letter = letter_for(user, tasks, sent, on=on, url=settings.SITE_URL + reverse("inbox"))
        if letter is not None:
            outcome = Sending.DONE if dry_run else _send(letter, at)
            run.sent += [letter] if outcome is Sending.DONE else []
            run.failed += [letter] if outcome is Sending.FAILED else []
    return run


def is_quiet(moment: time, hours: tuple[time, time]) -> bool:
    """Whether the moment lies in the quiet hours, which may run past midnight."""
    first, last = hours
    if first <= last:
        return first <= moment < last
    return moment >= first or moment < last


def _why_quiet(on: date, at: datetime) -> str:
    first, last = settings.QUIET_HOURS
    if is_quiet(at.astimezone(HANOI).time(), (first, last)):
        return f"Đang trong giờ yên lặng ({first:%H:%M} đến {last:%H:%M}) nên không gửi thư."
    if not is_working_day(on):
        return f"Ngày {on:%d/%m/%Y} là ngày nghỉ nên không gửi thư."
    return ""


def _people_on_duty(on: date) -> list[User]:
    """Active people with a post that day, or who substitute in one."""
    posts = Post.objects.on(on)
    held = User.objects.filter(posts__in=posts)
    acting = User.objects.filter(
        substitutions__post__in=posts,
        substitutions__valid_from__lte=on,
        substitutions__valid_to__gte=on,
    )
    return list((held | acting).filter(is_active=True).distinct().order_by("pk"))


class Sending(Enum):
    DONE = "done"
    BY_ANOTHER_RUN = "by another run"
    FAILED = "failed"


def _send(letter: Letter, at: datetime) -> Sending:
    """Log and send in one transaction; the log's constraint makes a second timer wait and stop."""
    try:
        with transaction.atomic():
            SentMail.objects.bulk_create(
                SentMail(
                    user=letter.user,
                    kind=letter.kind,
                    key=key,
                    address=letter.user.email,
                    subject=letter.subject[:200],
                    at=at,
                )
                for key in letter.keys
            )
            EmailMessage(letter.subject, letter.body, to=[letter.user.email]).send()
    except IntegrityError:
        return Sending.BY_ANOTHER_RUN
    except (SMTPException, OSError):
        log.exception("mail to %s failed", letter.user)
        return Sending.FAILED
    return Sending.DONE
