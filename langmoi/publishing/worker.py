"""The worker: takes work from the queue until it is told to stop."""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime
from threading import Event

from django.db import close_old_connections

from langmoi.core.errors import DomainError
from langmoi.publishing.jobs import Cancelled, fail, take
from langmoi.publishing.models import Job
from langmoi.publishing.packs import PACK, make_pack

WORK: Mapping[str, Callable[[Job, Callable[[], datetime]], None]] = {PACK: make_pack}
PAUSE = 1.0  # seconds between looks at an empty queue
log = logging.getLogger(__name__)


def work_on_next(now: Callable[[], datetime]) -> bool:
    """Take one piece of work and do it; False where nothing waits."""
    job = take(now())
    if job is None:
        return False
    try:
        WORK[job.kind](job, now)
    except Cancelled:
        log.info("Job %s is no longer wanted", job.pk)
    except DomainError as error:
        fail(job, str(error), now())
    except Exception:  # noqa: BLE001 - the worker lives on; the log has the trace
        log.exception("Job %s", job.pk)
        fail(job, "Chương trình gặp trục trặc. Hãy thử lại, hoặc báo quản trị xem nhật ký.", now())
    return True


def work_until(stop: Event, now: Callable[[], datetime]) -> None:
    while not stop.is_set():
        try:
            is_busy = work_on_next(now)
        except Exception:  # noqa: BLE001 - the database may be away for a while
            log.exception("No look at the queue")
            is_busy = False
        close_old_connections()
        if not is_busy:
            stop.wait(PAUSE)
