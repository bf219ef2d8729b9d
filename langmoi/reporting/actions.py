"""Every write of months and filings: atomic, judged, hashed, and with its audit line."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.utils import timezone

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import show_month
from langmoi.core.text import capital
from langmoi.law.filing import FilingRow, judge_filings
from langmoi.law.model import CriteriaSet
from langmoi.people.access import holds
from langmoi.people.models import Role, User
from langmoi.reporting.models import (
    Filing,
    FilingEvent,
    FilingState,
    ReportingMonth,
    Revision,
    RevisionSource,
    Upload,
    UploadState,
)
from langmoi.reporting.revisions import (
    Succeeded,
    answer_sent_back,
    carry_over,
    chain_revision,
    lay_verdict,
    save_revisions,
)

LONGEST_FILE_NAME = 255
LONGEST_CAPACITY = 200


@dataclass(frozen=True)
class NewFigures:
    """A unit's whole figures document as it shall stand, in the zone that judges it."""

    unit_id: int
    code: str
    zone: str
    figures: Mapping[str, Any]


@transaction.atomic
def open_month(
    month: date, *, by: User, due_on: date | None = None, on: date | None = None
) -> ReportingMonth:
    """Open a month for filing; a month that is open or closed already is left as it is.

    on: the day on which the person must hold the office's post; only the demo, which opens months
    of the past in its people's names, leaves it out.
    """
    if on is not None and not holds(by, Role.PROVINCE_OFFICE, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được mở tháng để nhận số liệu.")
    found, is_new = ReportingMonth.objects.get_or_create(month=month, defaults={"due_on": due_on})
    if is_new:
        record("month.open", found, by=by, month=str(month))
    return found


def lock_open_month(month: date) -> ReportingMonth:
    """The month's row, locked until the transaction ends: imports of one month queue up."""
    locked = ReportingMonth.objects.select_for_update().filter(month=month).first()
    return _refuse_unless_open(locked, month)


def refuse_unless_open(month: date) -> None:
    """Raises DomainError where the month takes no figures now."""
    _refuse_unless_open(ReportingMonth.objects.filter(month=month).first(), month)


def _refuse_unless_open(found: ReportingMonth | None, month: date) -> ReportingMonth:
    if found is None:
        raise DomainError(
            f"Tháng {show_month(month)} chưa được mở để nhận phiếu. "
            "Hãy đề nghị Văn phòng Điều phối NTM tỉnh mở tháng này."
        )
    if found.is_closed:
        raise DomainError(
            f"Tháng {show_month(month)} đã chốt số liệu nên không nhận thêm. "
            "Muốn sửa, hãy đề nghị Văn phòng Điều phối NTM tỉnh đính chính."
        )
    return found


def store_upload(
    content: bytes,
    *,
    file_name: str,
    month: date,
    sha256: str,
    seen: str,
    by: User,
    at: datetime | None = None,
) -> Upload:
    """Keep a workbook as it came; it counts for nothing until it is imported."""
    return Upload.objects.create(
        month=month,
        file_name=file_name[-LONGEST_FILE_NAME:],
        sha256=sha256,
        content=content,
        seen=seen,
        uploaded_by=by,
        uploaded_at=at or timezone.now(),
    )


def drop_upload(upload: Upload) -> None:
    """Mark a kept workbook as given up, unless it has been imported meanwhile."""
    waiting = Upload.objects.filter(pk=upload.pk, state=UploadState.CHECKED)
    waiting.update(state=UploadState.DROPPED)


@transaction.atomic
def file_figures(
    rows: Sequence[NewFigures],
    *,
    month: date,
    criteria_set: CriteriaSet,
    by: User,
    source: RevisionSource,
    upload: Upload | None = None,
    at: datetime | None = None,
    state: FilingState = FilingState.SUBMITTED,
    capacity: str = "",
) -> list[Revision]:
    """Write a new revision for each row, judged by the month's law: entered and sent on behalf.

    The caller checks rights and leaves the audit line. at: the moment that the revisions bear;
    without it the present one. Refused where a filing is signed, or its unit is in the midst of
    entering it.
    """
    made_at = at or timezone.now()
    lock_open_month(month)
    verdicts = judge_filings(
        [FilingRow(row.code, month, row.zone, row.figures) for row in rows], criteria_set
    )
    filings = _filings_of(rows, month, criteria_set)
    before = {key: filing.latest for key, filing in filings.items()}
    revisions = []
    for row, verdict in zip(rows, verdicts, strict=True):
        revision = Revision(
            filing=filings[row.unit_id],
            unit_code=row.code,
            figures=dict(row.figures),
            zone=row.zone,
            law_version=criteria_set.version,
            source=source,
            upload=upload,
            made_by=by,
            made_at=made_at,
        )
        lay_verdict(revision, verdict)
        revisions.append(chain_revision(revision, str(by)))
    save_revisions(revisions)
    _send(revisions, before, state=state, capacity=capacity)
    return revisions


def _filings_of(
    rows: Sequence[NewFigures], month: date, criteria_set: CriteriaSet
) -> dict[int, Filing]:
    """The filing of each unit with its latest revision, made where there is none; all locked."""
    keys = [row.unit_id for row in rows]
    wanted = [Filing(unit_id=key, month=month, criteria_set=criteria_set.id) for key in keys]
    Filing.objects.bulk_create(wanted, ignore_conflicts=True)
    found = Filing.objects.select_related("latest").filter(
        month=month, criteria_set=criteria_set.id, unit_id__in=keys
    )
    filings = {f.unit_id: f for f in found.select_for_update(of=("self",)).order_by("pk")}
    if refusals := list(not_importable(filings.values()).values()):
        raise DomainError(" ".join(["Chưa ghi gì.", *refusals]))
    return filings


def not_importable(filings: Iterable[Filing]) -> dict[int, str]:
    """Why a workbook cannot write to these filings now, by unit: signed, or being entered."""
    refusals: dict[int, str] = {}
    for filing in filings:
        if filing.state == FilingState.SIGNED:
            refusals[filing.unit_id] = (
                f"Phiếu của {filing.unit} đã ký kết quả rà soát nên không nhận tệp nữa. "
                "Hãy đề nghị mở lại chỉ tiêu cần sửa."
            )
        elif filing.draft is not None and _is_being_entered(filing):
            refusals[filing.unit_id] = (
                f"{capital(str(filing.unit))} đang nhập phiếu trên phần mềm và có số liệu chưa gửi "
                f"(lần lưu {filing.draft_version}). Hãy để xã gửi phiếu, hoặc bỏ xã này khỏi tệp."
            )
    return refusals


def _is_being_entered(filing: Filing) -> bool:
    """Whether saves would be lost: someone typed since the filing was last sent."""
    sent = filing.latest.made_at if filing.latest is not None else None
    saves = filing.saves.all() if sent is None else filing.saves.filter(at__gt=sent)
    return saves.exists()


def _send(
    revisions: Sequence[Revision],
    before: Mapping[int, Revision | None],
    *,
    state: FilingState,
    capacity: str,
) -> None:
    """Take the filings on in the chain: sent, with what was said of unchanged figures kept."""
    filings = [revision.filing_id for revision in revisions]
    Filing.objects.filter(pk__in=filings).update(state=state, draft=None)
    pairs = ((revision, before[revision.filing.unit_id]) for revision in revisions)
    carry_over(Succeeded(new, old) for new, old in pairs if old is not None)
    answer_sent_back(revisions)
    FilingEvent.objects.bulk_create(
        FilingEvent(
            filing=revision.filing,
            revision=revision,
            step="submit" if revision.source == RevisionSource.DEMO else "import",
            by=revision.made_by,
            capacity=capacity[:LONGEST_CAPACITY],
            detail={"hash": revision.hash, "source": str(revision.source), "on_behalf": True},
            at=revision.made_at,
        )
        for revision in revisions
    )
