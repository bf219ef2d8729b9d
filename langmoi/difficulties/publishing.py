"""Publishing guidance on a criterion, and withdrawing it; what was published stays readable."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.difficulties.access import can_withdraw_guidance, publishing_post
from langmoi.difficulties.models import DifficultyEvent, Guidance
from langmoi.difficulties.routing import found_in
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.people.roles import AGENCY_ROLES
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.workbook.contents import set_of_month


@dataclass(frozen=True)
class NewGuidance:
    """What is published, as typed; without a last day it holds until it is withdrawn."""

    title: str
    text: str
    criterion: str
    valid_from: date
    indicator: str = ""
    valid_to: date | None = None
    number: str = ""
    dated_on: date | None = None
    file: EvidenceFile | None = None
    file_name: str = ""
    is_illustrative: bool = False


@transaction.atomic
def publish_guidance(
    told: NewGuidance,
    *,
    by: User,
    on: date,
    at: datetime,
    from_answer: DifficultyEvent | None = None,
) -> Guidance:
    """Publish it in the name of the user's department, or of the coordination office."""
    post = publishing_post(by, on=on)
    if post is None:
        raise NotAllowed("Chỉ sở, ngành và Văn phòng Điều phối NTM tỉnh công bố hướng dẫn.")
    found_in(set_of_month(on.replace(day=1)), told.criterion, told.indicator)
    if told.valid_to is not None and told.valid_to < told.valid_from:
        raise DomainError("Ngày hết áp dụng trước ngày bắt đầu áp dụng. Hãy ghi lại.")
    if from_answer is not None and from_answer.step != "answer":
        raise DomainError("Chỉ công bố được hướng dẫn từ một trả lời. Hãy chọn phần trả lời.")
    made = Guidance(
        unit_id=post.unit_id,
        agency_id=post.agency_id if post.role in AGENCY_ROLES else None,
        criterion=told.criterion,
        indicator=told.indicator,
        title=line(told.title, "tên hướng dẫn", 200, needed=True),
        text=words(told.text, "nội dung hướng dẫn"),
        number=line(told.number, "số, ký hiệu", 60),
        dated_on=told.dated_on,
        file=told.file,
        file_name=line(told.file_name, "tên tệp", 255),
        valid_from=told.valid_from,
        valid_to=told.valid_to,
        from_answer=from_answer,
        is_illustrative=told.is_illustrative,
        made_by=by,
        made_at=at,
    )
    _save(made)
    record("guidance.publish", made, by=by, **_about(made), text=made.text, number=made.number)
    return made


def _save(made: Guidance) -> None:
    """Of two who publish the same answer at once the second is told."""
    try:
        with transaction.atomic():
            made.save()
    except IntegrityError as error:
        raise DomainError(
            "Trả lời này đã được công bố thành hướng dẫn. Hãy tải lại trang để xem."
        ) from error


@transaction.atomic
def withdraw_guidance(
    guidance: Guidance, why: str, *, by: User, on: date, at: datetime
) -> Guidance:
    """Show it beside the criterion no more, for the reason told; what it said stays readable."""
    if not can_withdraw_guidance(by, guidance, on=on):
        raise NotAllowed(
            "Chỉ cơ quan đã công bố và Văn phòng Điều phối NTM tỉnh được rút hướng dẫn này."
        )
    why = words(why, "lý do rút")
    # One conditional UPDATE: of two people who withdraw at once, the first one's reason stands.
    offered = Guidance.objects.offered().filter(pk=guidance.pk)
    if not offered.update(withdrawn_by=by, withdrawn_at=at, withdrawn_why=why):
        raise DomainError("Hướng dẫn này đã được rút trước đó. Hãy tải lại trang để xem lý do.")
    guidance.refresh_from_db()
    record("guidance.withdraw", guidance, by=by, reason=why, **_about(guidance))
    return guidance


def _about(guidance: Guidance) -> dict[str, object]:
    return {
        "guidance": guidance.pk,
        "criterion": guidance.criterion,
        "indicator": guidance.indicator,
        "agency": guidance.agency_id,
        "valid": [str(guidance.valid_from), str(guidance.valid_to) if guidance.valid_to else None],
        "answer": guidance.from_answer_id,
    }
