"""Every write of months and filings: atomic, judged, hashed, and with its audit line."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Any

from django.db import connection, transaction
from django.utils import timezone

from langmoi.core.audit import GENESIS, digest, record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import show_month
from langmoi.law.filing import FilingRow, judge_filings
from langmoi.law.model import CriteriaSet
from langmoi.people.access import holds
from langmoi.people.models import Role, User
from langmoi.reporting.models import (
    Filing,
    MonthState,
    ReportingMonth,
    Revision,
    RevisionSource,
    Upload,
    UploadState,
)

LONGEST_FILE_NAME = 255
NEXT_KEYS = """
    SELECT nextval(pg_get_serial_sequence('reporting_revision', 'id')) FROM generate_series(1, %s)
"""
MAKE_LATEST = """
    UPDATE reporting_filing SET latest_id = made.id
    FROM reporting_revision AS made WHERE made.id = ANY(%s) AND made.filing_id = reporting_filing.id
"""


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


@transaction.atomic
def close_month(month: date, *, by: User, on: date, at: datetime | None = None) -> ReportingMonth:
    """Close a month: from here on its figures change only by a correction."""
    if not holds(by, Role.PROVINCE_OFFICE, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được chốt số liệu tháng.")
    # One conditional UPDATE: of two people who press at once, exactly one closes.
    waiting = ReportingMonth.objects.filter(month=month, state=MonthState.OPEN)
    if not waiting.update(state=MonthState.CLOSED, closed_at=at or timezone.now(), closed_by=by):
        raise DomainError(f"Tháng {show_month(month)} chưa mở hoặc đã chốt. Hãy tải lại trang.")
    closed = ReportingMonth.objects.get(month=month)
    record("month.close", closed, by=by, month=str(month))
    return closed


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
) -> list[Revision]:
    """Write a new revision for each row, judged by the month's law. The caller checks rights.

    at: the moment that the revisions bear; without it the present one.
    """
    made_at = at or timezone.now()
    lock_open_month(month)
    verdicts = judge_filings(
        [FilingRow(row.code, month, row.zone, row.figures) for row in rows], criteria_set
    )
    filings = _filings_of(rows, month, criteria_set)
    revisions = []
    for row, verdict in zip(rows, verdicts, strict=True):
        revision = Revision(
            filing=filings[row.unit_id],
            unit_code=row.code,
            figures=dict(row.figures),
            zone=row.zone,
            indicators=verdict.indicators,
            criteria=verdict.criteria,
            criteria_met=verdict.criteria_met,
            law_version=criteria_set.version,
            source=source,
            upload=upload,
            made_by=by,
            made_at=made_at,
        )
        revisions.append(_chain(revision, str(by)))
    return _save(revisions)


def _filings_of(
    rows: Sequence[NewFigures], month: date, criteria_set: CriteriaSet
) -> dict[int, Filing]:
    """The filing of each unit with its latest revision, made where there is none."""
    wanted = [Filing(unit_id=r.unit_id, month=month, criteria_set=criteria_set.id) for r in rows]
    Filing.objects.bulk_create(wanted, ignore_conflicts=True)
    found = Filing.objects.select_related("latest").filter(
        month=month, criteria_set=criteria_set.id, unit_id__in=[r.unit_id for r in rows]
    )
    return {filing.unit_id: filing for filing in found}


def _chain(revision: Revision, by: str) -> Revision:
    before = revision.filing.latest
    revision.number = before.number + 1 if before else 1
    revision.previous_hash = before.hash if before else GENESIS
    revision.hash = digest(revision.previous_hash, revision_content(revision, by))
    return revision


def revision_content(revision: Revision, by: str) -> dict[str, Any]:
    """What a revision's hash covers."""
    return {
        "unit": revision.unit_code,
        "month": str(revision.filing.month),
        "set": revision.filing.criteria_set,
        "number": revision.number,
        "figures": revision.figures,
        "zone": revision.zone,
        "indicators": revision.indicators,
        "criteria": revision.criteria,
        "law_version": revision.law_version,
        "source": str(revision.source),
        "by": by,
        "at": revision.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def _save(revisions: list[Revision]) -> list[Revision]:
    """Add the rows by COPY, several times faster than INSERT, and make them the latest."""
    fields = Revision._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    # COPY goes past Django's cursor, so its errors are made Django's here.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(NEXT_KEYS, [len(revisions)])
        for revision, (key,) in zip(revisions, cursor.fetchall(), strict=True):
            revision.pk = key
            revision.filing.latest = revision
        with cursor.copy(f"COPY reporting_revision ({columns}) FROM STDIN") as copy:
            for revision in revisions:
                values = (getattr(revision, field.attname) for field in fields)
                pairs = zip(fields, values, strict=True)
                copy.write_row([f.get_db_prep_save(v, connection) for f, v in pairs])
        cursor.execute(MAKE_LATEST, [[revision.pk for revision in revisions]])
    return revisions
