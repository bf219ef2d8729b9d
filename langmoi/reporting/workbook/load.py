"""Taking a workbook in: all of it or nothing, under the lock of its month."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date, datetime

from django.db import OperationalError, transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.core.months import show_month
from langmoi.people.access import units_in_scope
from langmoi.people.capacity import capacity_of
from langmoi.people.models import User
from langmoi.people.roles import WRITING_ROLES
from langmoi.reporting.actions import file_figures, lock_open_month, store_upload
from langmoi.reporting.models import Revision, RevisionSource, Upload, UploadState
from langmoi.reporting.workbook.changes import WorkbookCheck
from langmoi.reporting.workbook.check import check_workbook

OUT_OF_SPACE = ("53100", "53200")  # PostgreSQL: disk full, out of memory


@dataclass(frozen=True)
class ImportResult:
    """What was taken in; no upload and no revisions where the workbook changed nothing."""

    check: WorkbookCheck
    revisions: list[Revision]
    upload: Upload | None


def import_workbook(
    content: bytes,
    *,
    file_name: str,
    month: date,
    by: User,
    on: date,
    seen: str | None = None,
    upload: Upload | None = None,
    at: datetime | None = None,
) -> ImportResult:
    """Write the workbook's changes: a revision per changed filing, the file, one audit line.

    seen: the state that the person looked at (WorkbookCheck.seen); refused where it has moved
    since. upload: the kept file that this confirms; without it the file is kept now. Raises
    NotAllowed, FaultyInput with every fault, DomainError for a month that takes nothing or a full
    disk; then nothing is written.
    """
    scope = writable_units(by, on)
    with told_when_full(), transaction.atomic():
        lock_open_month(month)
        check = check_workbook(content, month=month, unit_keys=scope, file_name=file_name)
        _refuse(check, seen)
        if not check.has_changes or check.criteria_set is None:
            return ImportResult(check, [], None)
        kept = upload or store_upload(
            content,
            file_name=file_name,
            month=month,
            sha256=check.sha256,
            seen=check.seen,
            by=by,
            at=at,
        )
        Upload.objects.filter(pk=kept.pk).update(state=UploadState.IMPORTED)
        revisions = file_figures(
            check.filings,
            month=month,
            criteria_set=check.criteria_set,
            by=by,
            source=RevisionSource.WORKBOOK,
            upload=kept,
            at=at,
            capacity=capacity_of(by, WRITING_ROLES, check.filings[0].unit_id, on),
        )
        _leave_trace(kept, check, revisions, by)
    return ImportResult(check, revisions, kept)


def writable_units(by: User, on: date) -> set[int]:
    """The units whose figures the person may enter that day; refuses a person with none."""
    scope = units_in_scope(by, on=on, roles=WRITING_ROLES)
    if not scope:
        raise NotAllowed(
            f"{by} không giữ chức vụ nào được nhập số liệu vào ngày {on:%d/%m/%Y}. "
            "Hãy dùng tài khoản của người phụ trách, hoặc đề nghị người quản trị giao việc."
        )
    return scope


def _refuse(check: WorkbookCheck, seen: str | None) -> None:
    if check.faults:
        raise FaultyInput(
            f"Chưa ghi gì: tệp có {len(check.faults)} chỗ cần sửa. "
            "Hãy sửa các chỗ dưới đây rồi nhập lại.",
            check.faults,
        )
    if seen is not None and seen != check.seen:
        raise DomainError(
            "Chưa ghi gì: từ lúc xem trước đến nay, số liệu của một số xã trong tệp đã được người "
            "khác thay đổi. Hãy kiểm tra lại tệp để xem những thay đổi mới, rồi xác nhận."
        )


def _leave_trace(upload: Upload, check: WorkbookCheck, made: list[Revision], by: User) -> None:
    record(
        "filings.import",
        f"phiếu tháng {show_month(upload.month)}",
        by=by,
        month=str(upload.month),
        file=upload.file_name,
        sha256=upload.sha256,
        upload=upload.pk,
        added=len(check.added),
        changed=len(check.changed),
        removed=len(check.removed),
        unchanged=check.unchanged,
        revisions=[[r.unit_code, r.number, r.hash] for r in made],
    )


@contextmanager
def told_when_full() -> Iterator[None]:
    """Turn a full disk at the database into a sentence; the transaction is undone already."""
    try:
        yield
    except OperationalError as error:
        if getattr(error.__cause__, "sqlstate", None) not in OUT_OF_SPACE:
            raise
        raise DomainError(
            "Chưa ghi gì: máy chủ cơ sở dữ liệu hết chỗ (đầy ổ đĩa hoặc hết bộ nhớ). "
            "Hãy báo người quản trị giải phóng chỗ, rồi nhập lại tệp này."
        ) from error
