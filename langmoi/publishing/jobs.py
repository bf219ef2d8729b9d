"""The queue of long work: a table of the database, taken from by one or more workers.

A row is taken with SKIP LOCKED, so that no two workers have one; whoever works on it reports every
few seconds, and what has not been heard of is taken up again.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.db.models import F, Q

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.people.models import User
from langmoi.publishing.models import Job, JobState

SILENCE = timedelta(minutes=2)  # after which a worker is taken for dead
MOST_TRIES = 3


class Cancelled(Exception):  # noqa: N818 - no error: somebody changed their mind
    """Thrown through the work when it was cancelled, or given to another worker."""


@transaction.atomic
def ask(kind: str, unit_key: int, arguments: Mapping[str, Any], *, by: User, at: datetime) -> Job:
    """Put work at the end of the queue."""
    job = Job.objects.create(
        kind=kind, unit_id=unit_key, arguments=dict(arguments), asked_by=by, asked_at=at
    )
    record("report.job", job, by=by, unit=unit_key, kind=kind, **arguments)
    return job


@transaction.atomic
def cancel(job: Job, *, by: User) -> None:
    """Take it from the queue, or stop it at its next step; only whoever asked for it."""
    if job.asked_by_id != by.pk:
        raise NotAllowed("Chỉ người yêu cầu mới hủy được gói này.")
    open_ = Job.objects.filter(pk=job.pk, state__in=(JobState.WAITING, JobState.RUNNING))
    if not open_.update(state=JobState.CANCELLED):
        raise DomainError("Gói này đã xong hoặc đã hủy. Hãy tải lại trang.")
    record("report.job_cancel", job, by=by, unit=job.unit_id)


@transaction.atomic
def take(now: datetime) -> Job | None:
    """The oldest work that waits, or that a dead worker left; None where there is none."""
    left = Q(state=JobState.RUNNING, seen_at__lt=now - SILENCE)
    waiting = Job.objects.filter(Q(state=JobState.WAITING) | left).order_by("pk")
    job = waiting.select_for_update(skip_locked=True).defer("result").first()
    if job is None:
        return None
    if job.tries >= MOST_TRIES:
        job.state, job.ended_at = JobState.FAILED, now
        job.problem = f"Đã thử {MOST_TRIES} lần mà máy đều dừng giữa chừng. Hãy báo quản trị."
    else:
        job.state, job.tries, job.seen_at = JobState.RUNNING, F("tries") + 1, now
        job.done, job.failures = 0, []
    job.save(update_fields=["state", "tries", "seen_at", "done", "failures", "problem", "ended_at"])
    job.refresh_from_db(fields=["tries"])
    return job if job.state == JobState.RUNNING else None


def report_progress(job: Job, done: int, total: int, failures: list[Any], now: datetime) -> None:
    """Say how far it is. Raises Cancelled where the job is no longer this worker's."""
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, tries=job.tries)
    if not mine.update(done=done, total=total, failures=failures, seen_at=now):
        raise Cancelled


def finish(job: Job, content: bytes, name: str, now: datetime) -> None:
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, tries=job.tries)
    if not mine.update(
        state=JobState.DONE,
        result=content,
        result_name=name,
        sha256=hashlib.sha256(content).hexdigest(),
        ended_at=now,
    ):
        raise Cancelled


def fail(job: Job, why: str, now: datetime) -> None:
    mine = Job.objects.filter(pk=job.pk, state=JobState.RUNNING, tries=job.tries)
    mine.update(state=JobState.FAILED, problem=why, ended_at=now)
