"""Every write of residents' comments: atomic, and with its audit line."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.months import reference_day
from langmoi.core.text import normalise
from langmoi.people.capacity import acting_post
from langmoi.people.models import User
from langmoi.people.sign_in import LockedOut, count_try
from langmoi.places.models import Unit
from langmoi.places.queries import version_of
from langmoi.public.access import can_answer, can_moderate
from langmoi.public.models import LONGEST_TEXT, Comment, CommentState
from langmoi.public.queries import is_closed
from langmoi.public.roles import ANSWERING_ROLES
from langmoi.public.switch import is_public
from langmoi.public.terms import answering
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.reporting.workdays import add_working_days

RESIDENT = "người dân"
MOST_OF_ADDRESS = 5  # in a quarter of an hour, and of the whole site:
MOST_OF_ALL = 100
MOVED = "Góp ý này vừa được người khác xử lý. Hãy tải lại trang để xem."


@dataclass(frozen=True)
class NewComment:
    """What a resident wrote; the token is that of the form, so that one form sends once."""

    text: str
    token: UUID
    name: str = ""
    contact: str = ""


def send_comment(
    unit: Unit,
    month: date,
    criterion: str,
    told: NewComment,
    *,
    address: str,
    on: date,
    at: datetime,
) -> Comment:
    """Keep what someone without an account says; it shows once someone has moderated it.

    Sent twice by the same form it is kept once. `address` is empty where it is not known whose it
    is (a proxy on this machine); then only what comes in from all addresses together is counted.
    """
    if sent := Comment.objects.filter(token=told.token).first():
        return sent
    _check_place(unit, month, criterion, on)
    text = _text(told.text, "góp ý")
    _count(address, at)
    return _keep(unit, month, criterion, text, told, on=on, at=at)


@transaction.atomic
def _keep(
    unit: Unit, month: date, criterion: str, text: str, told: NewComment, *, on: date, at: datetime
) -> Comment:
    comment, is_new = Comment.objects.get_or_create(
        token=told.token,
        defaults={
            "unit": unit,
            "month": month,
            "criteria_set": set_of_month(month).id,
            "criterion": criterion,
            "text": text,
            "name": normalise(told.name)[:100],
            "contact": normalise(told.contact)[:150],
            "sent_at": at,
            "moderate_by": add_working_days(on, answering().moderate),
        },
    )
    if is_new:
        record("comment.send", comment, by=RESIDENT, comment=comment.pk, unit=comment.unit_id)
    return comment


@transaction.atomic
def moderate_comment(
    comment: Comment, *, publish: bool, reason: str, by: User, on: date, at: datetime
) -> Comment:
    """Publish or hide a comment that is as the moderator saw it; what is hidden needs a reason.

    The time to answer runs from the first publication.
    """
    if not can_moderate(by, comment, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh và huyện của xã này được duyệt góp ý.")
    reason = reason.strip()
    if not publish and not reason:
        raise DomainError("Chưa ẩn góp ý: còn thiếu lý do. Hãy ghi lý do rồi bấm lại.")
    if len(reason) > LONGEST_TEXT:
        raise DomainError("Lý do dài hơn 2.000 ký tự. Hãy ghi ngắn lại.")
    state = CommentState.PUBLISHED if publish else CommentState.HIDDEN
    due_on = comment.due_on or (add_working_days(on, answering().answer) if publish else None)
    # One conditional UPDATE: of two who moderate at once, exactly one does.
    seen = Comment.objects.filter(pk=comment.pk, state=comment.state).exclude(state=state)
    if not seen.update(state=state, reason=reason, moderated_by=by, moderated_at=at, due_on=due_on):
        raise DomainError(MOVED)
    comment.refresh_from_db()
    action = "comment.publish" if publish else "comment.hide"
    record(action, comment, by=by, comment=comment.pk, unit=comment.unit_id, reason=reason)
    return comment


@transaction.atomic
def answer_comment(comment: Comment, text: str, *, by: User, on: date, at: datetime) -> Comment:
    """Answer a published comment once; the answer stays as it was given."""
    if not can_answer(by, comment, on=on):
        raise NotAllowed("Chỉ UBND xã này và huyện của xã được trả lời góp ý.")
    text = _text(text, "câu trả lời")
    waiting = Comment.objects.unanswered().filter(pk=comment.pk)
    speaks_as = _speaks_as(by, comment.unit, on)
    if not waiting.update(answer=text, answered_as=speaks_as, answered_by=by, answered_at=at):
        raise DomainError(MOVED)
    comment.refresh_from_db()
    record("comment.answer", comment, by=by, comment=comment.pk, unit=comment.unit_id, text=text)
    return comment


def _check_place(unit: Unit, month: date, criterion: str, on: date) -> None:
    """Only what the public page shows can be commented on."""
    version = version_of(unit.pk, reference_day(month))
    if not is_public(on) or not is_closed(month) or version is None or not version.files:
        raise NotFound("Trang công khai không có xã hoặc tháng này.")
    if criterion not in {found.number for found in set_of_month(month).criteria}:
        raise NotFound("Bộ tiêu chí của tháng không có tiêu chí này.")


def _count(address: str, at: datetime) -> None:
    """Refuse where too many come from one address, or from all of them together."""
    try:
        count_try("comments of all", at=at, most=MOST_OF_ALL)
        if address:
            count_try(f"comment:{address}"[:300], at=at, most=MOST_OF_ADDRESS)
    except LockedOut as error:
        raise DomainError(
            "Vừa có nhiều góp ý gửi liên tiếp nên tạm ngừng nhận. Góp ý này chưa được gửi: hãy chờ "
            "15 phút rồi gửi lại, hoặc gặp trực tiếp UBND xã."
        ) from error


def _speaks_as(user: User, unit: Unit, on: date) -> str:
    """The committee that answers, as the page names it: no person's name is published."""
    post = acting_post(user, ANSWERING_ROLES, unit, on)
    version = version_of(post.unit_id, on) if post else None
    return f"UBND {version.full_name}" if version else "UBND"


def _text(text: str, what: str) -> str:
    """As written, with plain line ends; refused where it is empty or too long."""
    text = unicodedata.normalize("NFC", text.replace("\r\n", "\n")).strip()
    if not text:
        raise DomainError(f"Còn thiếu nội dung {what}. Hãy ghi nội dung rồi gửi lại.")
    if len(text) > LONGEST_TEXT:
        raise DomainError(f"Nội dung {what} dài hơn 2.000 ký tự. Hãy ghi ngắn lại.")
    return text
