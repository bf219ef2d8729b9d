"""Putting a draft into use from a day on: months already open keep the law they were opened by."""

from __future__ import annotations

import hashlib
from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, Fault, FaultyInput, NotAllowed
from langmoi.core.months import reference_day, show_month
from langmoi.law.model import CriteriaSet
from langmoi.law.parcel import laid_out, pack, read_texts
from langmoi.law.published import put_set
from langmoi.law.sets import set_ids
from langmoi.lawdesk.access import can_publish
from langmoi.lawdesk.drafts import latest, lock_open, save_version
from langmoi.lawdesk.models import DraftState, SetDraft
from langmoi.lawdesk.readiness import completed, readiness
from langmoi.people.models import User
from langmoi.reporting.models import ReportingMonth


@transaction.atomic
def publish_draft(
    draft: SetDraft, effective_on: date, *, by: User, on: date, at: datetime
) -> SetDraft:
    """The draft becomes a set in use from that day, beside those that ship.

    Raises BrokenLaw with its gaps, FaultyInput with the values nobody compared, DomainError where
    the day would change a month that is open or closed already.
    """
    if not can_publish(by, on=on):
        raise NotAllowed("Chỉ lãnh đạo UBND tỉnh được đưa bộ tiêu chí vào dùng.")
    locked = lock_open(draft)
    texts = completed(latest(locked).texts, effective_on)
    _refuse_taken(locked)
    _refuse_outside(read_texts(latest(locked).texts), effective_on)
    criteria_set = read_texts(texts)
    _refuse_unchecked(locked)
    _refuse_months(criteria_set, effective_on)
    day = show_day(effective_on)
    save_version(locked, texts, f"Đưa vào dùng từ ngày {day}", by=by, author=by, at=at)
    locked.state, locked.effective_on = DraftState.PUBLISHED, effective_on
    locked.published_by, locked.published_at = by, at
    locked.save()
    told = {"effective_on": str(effective_on), "version": criteria_set.version}
    digest = hashlib.sha256(pack(texts)).hexdigest()
    record("law.publish", locked, by=by, set=locked.set_id, sha256=digest, **told)
    # Last: a row without its files would be a promise that cannot be kept.
    put_set(locked.set_id, laid_out(texts))
    return locked


def restore_published() -> list[str]:
    """Put the files of every set in use where programs read them, from the database."""
    drafts = SetDraft.objects.filter(state=DraftState.PUBLISHED).order_by("pk")
    for draft in drafts:
        put_set(draft.set_id, laid_out(latest(draft).texts))
    return [draft.set_id for draft in drafts]


def _refuse_taken(draft: SetDraft) -> None:
    """What was judged by a set must be explained by that set for ever."""
    if draft.set_id in set_ids():
        raise DomainError(
            f"Đã có bộ tiêu chí “{draft.set_id}” đang dùng; kết quả đã đánh giá theo bộ đó phải "
            "giữ nguyên. Hãy lập bản thảo từ bộ đó để có mã mới, rồi đưa vào dùng."
        )


def _refuse_outside(criteria_set: CriteriaSet, effective_on: date) -> None:
    if not criteria_set.in_force.covers(effective_on):
        raise DomainError(
            f"Ngày {show_day(effective_on)} nằm ngoài thời gian hiệu lực ghi trong bản thảo. "
            "Hãy chọn ngày khác, hoặc sửa thời gian hiệu lực ở phần chung."
        )


def _refuse_unchecked(draft: SetDraft) -> None:
    unchecked = readiness(draft).unchecked
    if unchecked:
        raise FaultyInput(
            f"Chưa đưa vào dùng được: còn {len(unchecked)} mức chưa có người thứ hai đối chiếu.",
            [Fault(f"Chưa đối chiếu {value.called}.", unit=value.key) for value in unchecked],
        )


def _refuse_months(criteria_set: CriteriaSet, effective_on: date) -> None:
    months = ReportingMonth.objects.order_by("month").values_list("month", flat=True)
    touched = [
        m
        for m in months
        if reference_day(m) >= effective_on and criteria_set.in_force.covers(reference_day(m))
    ]
    if touched:
        raise DomainError(
            f"Từ ngày {show_day(effective_on)} đã có tháng mở theo bộ đang dùng "
            f"({show_month(touched[0])} đến {show_month(touched[-1])}). Kết quả của các tháng đó "
            f"không đổi: hãy chọn ngày sau {show_day(reference_day(touched[-1]))}."
        )
