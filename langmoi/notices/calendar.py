"""A person's deadlines as a calendar that other programs subscribe to (RFC 5545).

The address is a secret: who knows it reads these deadlines and nothing else. Only its hash is kept.
"""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from textwrap import shorten

from django.db import transaction
from django.db.models import Q

from langmoi.core.audit import record
from langmoi.core.clock import HANOI
from langmoi.core.text import capital
from langmoi.direction.access import asked_of, issued_by
from langmoi.direction.flow import WORKED_ON
from langmoi.direction.models import Nature, TaskInstance, TaskState
from langmoi.direction.queries import TaskRow, rows_of
from langmoi.notices.models import CalendarFeed
from langmoi.people.models import Duty, User

BYTES = 32  # of chance in an address: nobody finds one by trying
MOST_EVENTS = 500
LONGEST_SUMMARY = 120
ZONE = "Asia/Ho_Chi_Minh"


@dataclass(frozen=True)
class Entry:
    """A whole day in the calendar: the deadline of a task, or a report that waits since then."""

    key: str
    task: int
    day: date
    summary: str
    text: str


@transaction.atomic
def renew_feed(user: User, *, at: datetime) -> str:
    """Give the person a new address; the one before, if any, leads nowhere from now on.

    The answer is the only time that the address is known: it is not kept.
    """
    # Of two who press at once the second waits here, and its address is the one that counts.
    User.objects.select_for_update().get(pk=user.pk)
    token = secrets.token_urlsafe(BYTES)
    CalendarFeed.objects.update_or_create(
        user=user, defaults={"token_hash": _hash(token), "made_at": at}
    )
    record("calendar.renew", user, by=user)
    return token


@transaction.atomic
def revoke_feed(user: User) -> bool:
    """Take the address back; whether there was one."""
    count, _ = CalendarFeed.objects.filter(user=user).delete()
    if count:
        record("calendar.revoke", user, by=user)
    return bool(count)


def feed_of(token: str) -> User | None:
    """Whose calendar the address is; None for one that leads nowhere, or of a locked account.

    Found by a hash that nobody who lacks the address can steer, so that no answer's time tells
    how near a guess was.
    """
    feed = CalendarFeed.objects.filter(token_hash=_hash(token), user__is_active=True)
    found = feed.select_related("user").first()
    if found is None or not secrets.compare_digest(found.token_hash, _hash(token)):
        return None
    return found.user


def entries_of(user: User, *, on: date) -> list[Entry]:
    """The person's deadlines as they stand that day, and the reports that wait for their answer."""
    return [*_own(user, on), *_waiting(user, on)][:MOST_EVENTS]


def as_calendar(
    entries: list[Entry], *, on: date, page_of: Callable[[int], str], host: str
) -> bytes:
    """The calendar as it is sent; `page_of` gives the whole address of a task's page by its key.

    The same entries on the same day give the same bytes.
    """
    from icalendar import Calendar, Event

    calendar = Calendar()
    calendar.add("prodid", "-//Lang Moi//Nhiem vu//VI")
    calendar.add("version", "2.0")
    calendar.add("calscale", "GREGORIAN")
    calendar.add("method", "PUBLISH")
    calendar.add("x-wr-calname", "Làng Mới: hạn nhiệm vụ")
    calendar.add("x-wr-timezone", ZONE)
    calendar.add("refresh-interval", timedelta(hours=6), parameters={"value": "DURATION"})
    calendar.add("x-published-ttl", "PT6H")
    stamp = datetime.combine(on, time.min, HANOI).astimezone(UTC)
    for entry in entries:
        event = Event()
        event.add("uid", f"{entry.key}@{host}")
        event.add("dtstamp", stamp)
        event.add("dtstart", entry.day)
        event.add("dtend", entry.day + timedelta(days=1))
        event.add("summary", entry.summary)
        event.add("description", entry.text)
        event.add("url", page_of(entry.task))
        event.add("transp", "TRANSPARENT")
        calendar.add_component(event)
    content: bytes = calendar.to_ical()
    return content


def _own(user: User, on: date) -> Iterator[Entry]:
    asked = asked_of(user, on=on)
    if not asked.units and not asked.agencies:
        return
    mine = Q(assignment__unit__in=asked.units) | Q(assignment__agency__in=asked.agencies)
    rows = TaskInstance.objects.filter(
        mine,
        assignment__duty=Duty.LEAD,
        assignment__task__nature=Nature.ORDER,
        state__in=(*WORKED_ON, TaskState.REPORTED),
        due_on__isnull=False,
    )
    for row in rows_of(rows, on=on)[:MOST_EVENTS]:
        if row.facts.due_on is not None:
            said = "Chờ xác nhận" if row.state == TaskState.REPORTED else "Hạn"
            yield _entry("han", row, row.facts.due_on, said)


def _waiting(user: User, on: date) -> Iterator[Entry]:
    units = issued_by(user, on=on)
    if not units:
        return
    rows = TaskInstance.objects.filter(
        assignment__task__directive__unit__in=units, state=TaskState.REPORTED
    )
    for row in rows_of(rows, on=on)[:MOST_EVENTS]:
        if row.facts.reported_on is not None:
            yield _entry("xac-nhan", row, row.facts.reported_on, f"Cần xác nhận, {row.assignee}")


def _entry(kind: str, row: TaskRow, day: date, said: str) -> Entry:
    facts = row.facts
    number = f"Văn bản số {facts.number}. " if facts.number else ""
    clause = f"Mục {facts.clause}. " if facts.clause else ""
    return Entry(
        key=f"{kind}-{facts.key}",
        task=facts.key,
        day=day,
        summary=shorten(f"{said}: {facts.text}", LONGEST_SUMMARY, placeholder="…"),
        text=f"{number}{clause}{facts.text}\n{capital(row.standing.label)}.",
    )


def _hash(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()
