"""On the spot: each indicator checked and saved by itself, photos, and the end of a visit."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.access import can_check
from langmoi.delegations.models import Check, CheckPhoto, CheckResult, Delegation, Visit
from langmoi.delegations.reported import figures_of, revision_of
from langmoi.direction.trail import words
from langmoi.law.filing import check_document
from langmoi.law.model import Indicator
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.evidence.keeping import NewFile, keep_file
from langmoi.reporting.evidence.kinds import JPEG, PNG, prove_kind, safe_name
from langmoi.reporting.workbook.changes import is_same

MOST_PHOTOS = 20


class CheckClash(DomainError):
    """Somebody else wrote the same indicator meanwhile; `theirs` is what stands."""

    def __init__(self, theirs: Check) -> None:
        super().__init__(
            f"{theirs.by.full_name} vừa ghi chỉ tiêu {theirs.indicator}: "
            f"{theirs.get_result_display()}. Nội dung vừa nhập chưa được lưu: hãy so hai bản, "
            "sửa nếu cần rồi lưu lại."
        )
        self.theirs = theirs


@dataclass(frozen=True)
class Told:
    """What a member writes of one indicator."""

    result: CheckResult
    values: Mapping[str, Any] = field(default_factory=dict)  # of a figures document
    note: str = ""


@transaction.atomic
def record_check(
    visit: Visit, number: str, told: Told, *, seen: int, by: User, on: date, at: datetime
) -> Check:
    """Write one indicator; `seen` is the version of it that the member saw, 0 for none.

    Raises CheckClash where another member wrote it since, DomainError for what does not fit.
    """
    held, indicator = _open(visit, number, by=by, on=on)
    there = held.checks.filter(indicator=number).select_related("by").first()
    if there is not None and there.version != seen:
        raise CheckClash(there)
    values, note = _checked(held, indicator, told)
    fields = {"result": told.result, "values": values, "note": note, "by": by, "at": at}
    check = there or Check(visit=held, indicator=number, version=0)
    for name, value in fields.items():
        setattr(check, name, value)
    check.version += 1
    check.save()
    about = {"delegation": held.delegation_id, "visit": held.pk, "unit": held.unit_id}
    said = {"indicator": number, "result": str(told.result), "values": values, "note": note}
    record("delegation.check", held, by=by, **about, **said, version=check.version)
    return check


def add_photo(
    visit: Visit, number: str, file: NewFile, *, by: User, on: date, at: datetime
) -> CheckPhoto:
    """Keep a photo of this indicator; only pictures are taken."""
    _refuse(visit.delegation, by, on)
    if prove_kind(file.content, safe_name(file.name)) not in (JPEG, PNG):
        raise DomainError(
            f"Tệp “{safe_name(file.name)}” không phải ảnh JPG hay PNG. Hãy chụp hoặc chọn ảnh."
        )
    sent = keep_file(file)
    with transaction.atomic():
        held, _ = _open(visit, number, by=by, on=on)
        kept, name = sent.row(), sent.name
        there = held.photos.filter(indicator=number, removed_at__isnull=True)
        if same := there.filter(file=kept).first():
            return same
        if there.count() >= MOST_PHOTOS:
            raise DomainError(f"Chỉ tiêu {number} đã có {MOST_PHOTOS} ảnh. Hãy gỡ bớt ảnh cũ.")
        told = {"indicator": number, "file": kept, "name": name, "by": by, "at": at}
        photo = CheckPhoto.objects.create(visit=held, **told)
        about = {"delegation": held.delegation_id, "visit": held.pk, "unit": held.unit_id}
        said = {"indicator": number, "name": name, "sha256": kept.sha256}
        record("delegation.photo", held, by=by, **about, **said)
        return photo


@transaction.atomic
def remove_photo(photo: CheckPhoto, *, by: User, on: date, at: datetime) -> None:
    """Take a photo off; its row stays. Twice is once."""
    held, _ = _open(photo.visit, photo.indicator, by=by, on=on)
    if CheckPhoto.objects.filter(pk=photo.pk, removed_at__isnull=True).update(removed_at=at):
        told = {"visit": held.pk, "indicator": photo.indicator, "name": photo.name}
        record("delegation.remove_photo", held, by=by, delegation=held.delegation_id, **told)


@transaction.atomic
def finish_visit(
    visit: Visit,
    summary: str,
    commune_word: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Visit:
    """Write what came of the visit; again, to change it, until the delegation concludes."""
    held = _held(visit, by=by, on=on)
    if held.version != seen:
        raise DomainError(
            "Kết quả làm việc của chuyến này vừa được người khác ghi. Nội dung vừa nhập chưa được "
            "lưu: hãy mở lại trang, xem bản mới rồi sửa tiếp."
        )
    held.summary = words(summary, "kết quả làm việc")
    held.commune_word = words(commune_word, "ý kiến của xã", needed=False)
    held.finished_at, held.finished_by = at, by
    held.version += 1
    held.save()
    told = {"delegation": held.delegation_id, "visit": held.pk, "unit": held.unit_id}
    record("delegation.finish_visit", held, by=by, summary=held.summary, **told)
    return held


def _open(visit: Visit, number: str, *, by: User, on: date) -> tuple[Visit, Indicator]:
    held = _held(visit, by=by, on=on)
    criteria_set = load_set(revision_of(held).filing.criteria_set)
    scope = set(held.delegation.criteria)
    for criterion in criteria_set.criteria:
        if scope and criterion.number not in scope:
            continue
        for indicator in criterion.indicators:
            if indicator.number == number:
                return held, indicator
    raise DomainError(f"Chỉ tiêu “{number}” không thuộc phạm vi của đoàn. Hãy tải lại trang.")


def _held(visit: Visit, *, by: User, on: date) -> Visit:
    """The visit locked: of two who write the same thing the second waits and sees the first's."""
    rows = Visit.objects.select_for_update(of=("self",))
    held = rows.select_related("delegation", "unit", "revision__filing").get(pk=visit.pk)
    _refuse(held.delegation, by, on)
    return held


def _refuse(delegation: Delegation, by: User, on: date) -> None:
    if not can_check(by, delegation, on=on):
        raise NotAllowed(
            "Chỉ thành viên đoàn trong thời gian của đoàn, cơ quan đề xuất và văn phòng được ghi "
            "kết quả, khi đoàn đang kiểm tra."
        )


def _checked(visit: Visit, indicator: Indicator, told: Told) -> tuple[dict[str, Any], str]:
    note = words(told.note, "nhận xét", needed=False)
    criteria_set = load_set(revision_of(visit).filing.criteria_set)
    known = {figure.id for figure in figures_of(indicator, criteria_set)}
    given = {key: value for key, value in told.values.items() if value is not None}
    if set(given) - known:
        raise DomainError(f"Có số liệu không thuộc chỉ tiêu {indicator.number}. Hãy tải lại trang.")
    if faults := check_document(given, criteria_set):
        raise DomainError(f"{faults[0].message} {faults[0].remedy}")
    reported = revision_of(visit).figures
    differing = {k: v for k, v in given.items() if not _same(reported.get(k), v)}
    _check_result(told.result, differing, note, indicator)
    return differing, note


def _check_result(
    result: CheckResult, differing: Mapping[str, Any], note: str, indicator: Indicator
) -> None:
    if result == CheckResult.DIFFERS and not differing:
        raise DomainError(
            f"Chỉ tiêu {indicator.number}: số kiểm tra giống số báo cáo hoặc chưa nhập. "
            "Hãy nhập số kiểm tra, hoặc chọn “khớp”."
        )
    if result != CheckResult.DIFFERS and differing:
        raise DomainError(
            f"Chỉ tiêu {indicator.number}: số kiểm tra khác số báo cáo. Hãy chọn “khác”, "
            "hoặc xóa số vừa nhập."
        )
    if result == CheckResult.UNCHECKED and not note:
        raise DomainError(f"Chỉ tiêu {indicator.number}: hãy ghi vì sao không kiểm tra được.")


def _same(reported: Any, value: Any) -> bool:
    return bool(reported == value or (reported is not None and is_same(reported, value)))
