"""A pack: the reports of all communes of a month as one ZIP, one failing without the others."""

from __future__ import annotations

import io
import logging
import multiprocessing
import zipfile
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.memory import remembering
from langmoi.core.months import parse_month, reference_day, show_month
from langmoi.core.text import capital, slug
from langmoi.people.access import posts_of, with_descendants
from langmoi.people.models import Role, User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes
from langmoi.publishing.building import Making
from langmoi.publishing.commune_pack import CommunePack
from langmoi.publishing.files import WRITERS
from langmoi.publishing.jobs import ask, fail, finish, report_progress
from langmoi.publishing.model import ReportContent
from langmoi.publishing.models import Job
from langmoi.publishing.pdf import to_typeset
from langmoi.publishing.reading import making_of
from langmoi.publishing.typesetting import typeset

PACK = "pack"
ENDINGS = (".docx", ".pdf")
PROCESSES, AHEAD = 2, 4
ROLES = (
    Role.PROVINCE_OFFICE,
    Role.COMMITTEE_OFFICE,
    Role.DISTRICT_OFFICER,
    Role.DISTRICT_CHAIRMAN,
    Role.DISTRICT_DEPUTY,
)
OURS = "Chương trình gặp trục trặc ở xã này; quản trị xem nhật ký."
log = logging.getLogger(__name__)


@dataclass(frozen=True)
class Failure:
    """A commune whose report could not be made, and why."""

    unit: str
    reason: str

    def as_dict(self) -> dict[str, str]:
        return {"unit": self.unit, "reason": self.reason}


Made = bytes | Failure | Future[bytes]
Send = Callable[[ReportContent], Made]


def can_ask_pack(user: User, unit_key: int, *, on: date) -> bool:
    """Whether a post of these offices is at the unit itself."""
    return posts_of(user, on=on).filter(role__in=ROLES, unit_id=unit_key).exists()


def ask_pack(unit_key: int, month: date, ending: str, *, by: User, on: date, at: datetime) -> Job:
    """Queue the pack of all communes of the unit. Raises DomainError where there is none."""
    if not can_ask_pack(by, unit_key, on=on):
        raise NotAllowed("Gói báo cáo do văn phòng của tỉnh, huyện lập. Hãy liên hệ văn phòng.")
    if ending not in ENDINGS:
        raise DomainError("Gói báo cáo chỉ có dạng Word hoặc PDF. Hãy chọn lại.")
    if not _communes(unit_key, month):
        raise DomainError(f"Tháng {show_month(month)} đơn vị này không có xã nào lập phiếu.")
    arguments = {"month": f"{month:%Y-%m}", "ending": ending, "today": str(on)}
    return ask(PACK, unit_key, arguments, by=by, at=at)


def make_pack(job: Job, now: Callable[[], datetime]) -> None:
    """Do the work of a queued pack: progress after each commune, failures by name."""
    month = parse_month(job.arguments["month"])
    ending, today = job.arguments["ending"], date.fromisoformat(job.arguments["today"])
    communes = _communes(job.unit_id, month)
    buffer, failures = io.BytesIO(), []
    with (
        zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive,
        remembering(),
    ):
        written = written_reports(communes, month, ending, today, job.asked_by.full_name)
        for done, (commune, made) in enumerate(written, start=1):
            if isinstance(made, Failure):
                failures.append(made.as_dict())
            else:
                archive.writestr(f"bao-cao-{commune.code}-{slug(commune.name)}{ending}", made)
            report_progress(job, done, len(communes), failures, now())
    if len(failures) == len(communes):
        fail(job, f"Không lập được báo cáo nào: {failures[0]['reason']}", now())
        return
    finish(job, buffer.getvalue(), f"bao-cao-xa-{month:%Y-%m}.zip", now())


def written_reports(
    communes: Sequence[UnitVersion], month: date, ending: str, today: date, by: str
) -> Iterator[tuple[UnitVersion, bytes | Failure]]:
    """Each commune with its file or why there is none; PDFs are set by other processes."""
    waiting: deque[tuple[UnitVersion, Made]] = deque()
    pack, making = CommunePack(communes, month), making_of(today, by)
    with _typesetters(ending) as send:
        for commune in communes:
            waiting.append((commune, _started(commune, pack, making, send)))
            if len(waiting) > AHEAD:
                first, made = waiting.popleft()
                yield first, _result(made, first)
        for last, made in waiting:
            yield last, _result(made, last)


def _started(commune: UnitVersion, pack: CommunePack, making: Making, send: Send) -> Made:
    try:
        return send(pack.report(commune.unit_id, making))
    except DomainError as error:
        return Failure(capital(commune.full_name), str(error))
    except Exception:  # noqa: BLE001 - one commune's trouble is named, and the others go on
        log.exception("No report of %s", commune.code)
        return Failure(capital(commune.full_name), OURS)


def _result(made: Made, commune: UnitVersion) -> bytes | Failure:
    if not isinstance(made, Future):
        return made
    try:
        return made.result()
    except Exception:  # noqa: BLE001 - as above
        log.exception("No PDF of %s", commune.code)
        return Failure(capital(commune.full_name), OURS)


@contextmanager
def _typesetters(ending: str) -> Iterator[Send]:
    """How a content becomes a file: at once, or as PDF in one of two processes."""
    if ending != ".pdf":
        yield WRITERS[ending]
        return
    context = multiprocessing.get_context("spawn")
    with ProcessPoolExecutor(PROCESSES, mp_context=context) as pool:
        try:
            yield lambda content: pool.submit(typeset, *to_typeset(content))
        except BaseException:
            pool.shutdown(cancel_futures=True)
            raise


def _communes(unit_key: int, month: date) -> list[UnitVersion]:
    day = reference_day(month)
    return filing_communes(day, within=with_descendants({unit_key}, on=day))
