"""Public notice, comments with their answers, opinions of organisations, meetings."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from django.db import transaction

from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.core.months import reference_day
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.places.models import Level
from langmoi.recognition.models import (
    ApprovalMeeting,
    Dossier,
    NoticeComment,
    OrganisationOpinion,
    PublicNotice,
)
from langmoi.recognition.trail import hold, take

LEVEL_STEPS = {Level.COMMUNE: "meeting", Level.DISTRICT: "district_meeting"}


@dataclass(frozen=True)
class Posted:
    begins_on: date
    ends_on: date
    ways: str
    broadcasts: int = 0


@dataclass(frozen=True)
class Opined:
    organisation: str
    agrees: bool
    given_on: date
    text: str = ""
    document: str = ""


@dataclass(frozen=True)
class Met:
    held_on: date
    present: int
    agreeing: int
    minutes: str


@transaction.atomic
def set_notice(
    dossier: Dossier, told: Posted, *, seen: int, by: User, on: date, at: datetime
) -> PublicNotice:
    """Where and how long the report of this round stands; told again, the row is changed."""
    held = hold(dossier, "notice", seen=seen, by=by, on=on, at=at)
    if told.ends_on < told.begins_on:
        raise DomainError(
            f"Công khai đến {show_day(told.ends_on)} là trước ngày bắt đầu "
            f"{show_day(told.begins_on)}. Hãy xem lại hai ngày."
        )
    if told.begins_on > on:
        raise DomainError(
            f"Công khai từ {show_day(told.begins_on)} chưa bắt đầu. Hãy ghi khi đã công khai."
        )
    refuse_before_results(held.dossier, told.begins_on, "công khai")
    notice, _ = PublicNotice.objects.update_or_create(
        dossier=held.dossier,
        round=held.dossier.round,
        defaults={
            "begins_on": told.begins_on,
            "ends_on": told.ends_on,
            "ways": line(told.ways, "nơi và cách công khai", 500, needed=True),
            "broadcasts": _count(told.broadcasts, "số lần phát thanh"),
            "by": by,
            "at": at,
        },
    )
    take(
        held,
        told={
            "days": [str(notice.begins_on), str(notice.ends_on)],
            "ways": notice.ways,
            "broadcasts": notice.broadcasts,
        },
    )
    return notice


@transaction.atomic
def add_comment(
    dossier: Dossier, text: str, received_on: date, *, seen: int, by: User, on: date, at: datetime
) -> NoticeComment:
    """What a resident said, without a name."""
    held = hold(dossier, "comment", seen=seen, by=by, on=on, at=at)
    notice = notice_of(held.dossier)
    if notice is None:
        raise DomainError("Chưa ghi đợt công khai. Hãy ghi đợt công khai trước, rồi ghi ý kiến.")
    if not notice.begins_on <= received_on <= on:
        raise DomainError(
            f"Ngày nhận ý kiến phải từ {show_day(notice.begins_on)} đến {show_day(on)}. "
            "Hãy ghi lại ngày."
        )
    comment = NoticeComment.objects.create(
        notice=notice, received_on=received_on, text=words(text, "nội dung ý kiến"), by=by, at=at
    )
    take(held, told={"comment": comment.pk, "received_on": str(received_on)})
    return comment


@transaction.atomic
def answer_comment(
    comment: NoticeComment, text: str, *, seen: int, by: User, on: date, at: datetime
) -> NoticeComment:
    """The commune's answer; a second one replaces the first, the log keeps both."""
    held = hold(comment.notice.dossier, "answer", seen=seen, by=by, on=on, at=at)
    found = NoticeComment.objects.select_related("notice").filter(pk=comment.pk).first()
    if found is None or found.notice.round != held.dossier.round:
        raise NotFound("Không tìm thấy ý kiến này trong lần đánh giá hiện tại.")
    found.answer, found.answered_on, found.answered_by = words(text, "nội dung trả lời"), on, by
    found.save(update_fields=["answer", "answered_on", "answered_by"])
    take(held, told={"comment": found.pk, "answer": found.answer})
    return found


@transaction.atomic
def add_opinion(
    dossier: Dossier, told: Opined, *, seen: int, by: User, on: date, at: datetime
) -> OrganisationOpinion:
    """What an organisation wrote of the report; told again, the row is changed."""
    held = hold(dossier, "opinion", seen=seen, by=by, on=on, at=at)
    if told.given_on > on:
        raise DomainError(f"Ngày có ý kiến {show_day(told.given_on)} ở tương lai. Hãy ghi lại.")
    refuse_before_results(held.dossier, told.given_on, "lấy ý kiến")
    text = words(told.text, "nội dung ý kiến không thống nhất", needed=not told.agrees)
    opinion, _ = OrganisationOpinion.objects.update_or_create(
        dossier=held.dossier,
        round=held.dossier.round,
        organisation=line(told.organisation, "tên tổ chức", 200, needed=True),
        defaults={
            "agrees": told.agrees,
            "text": text,
            "given_on": told.given_on,
            "document": line(told.document, "số văn bản", 60),
            "by": by,
            "at": at,
        },
    )
    take(held, told={"organisation": opinion.organisation, "agrees": opinion.agrees, "text": text})
    return opinion


@transaction.atomic
def set_meeting(
    dossier: Dossier,
    level: Level | str,
    told: Met,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> ApprovalMeeting:
    """The meeting of the commune or of the district that agrees to ask for the title."""
    level = Level(level)
    held = hold(dossier, LEVEL_STEPS[level], seen=seen, by=by, on=on, at=at)
    if told.held_on > on:
        raise DomainError(f"Cuộc họp ngày {show_day(told.held_on)} chưa diễn ra. Hãy ghi sau họp.")
    refuse_before_results(held.dossier, told.held_on, "họp")
    present = _count(told.present, "số người dự")
    if not present:
        raise DomainError("Cuộc họp phải có người dự. Hãy ghi số người dự.")
    if _count(told.agreeing, "số người tán thành") > present:
        raise DomainError(
            f"Số người tán thành ({told.agreeing}) nhiều hơn số người dự ({present}). "
            "Hãy xem lại biên bản."
        )
    meeting, _ = ApprovalMeeting.objects.update_or_create(
        dossier=held.dossier,
        round=held.dossier.round,
        level=level,
        defaults={
            "held_on": told.held_on,
            "present": present,
            "agreeing": told.agreeing,
            "minutes": words(told.minutes, "nội dung biên bản"),
            "by": by,
            "at": at,
        },
    )
    take(
        held,
        told={"held_on": str(told.held_on), "present": present, "agreeing": told.agreeing},
    )
    return meeting


def notice_of(dossier: Dossier) -> PublicNotice | None:
    return PublicNotice.objects.filter(dossier=dossier, round=dossier.round).first()


def refuse_before_results(dossier: Dossier, day: date, what: str) -> None:
    if dossier.filing is None:
        return
    known = reference_day(dossier.filing.month)
    if day < known:
        raise DomainError(
            f"Ngày {what} {show_day(day)} trước ngày chốt kết quả đã lấy để tự đánh giá "
            f"({show_day(known)}). Hãy xem lại ngày."
        )


def _count(told: int, what: str) -> int:
    if not 0 <= told <= 30_000:
        raise DomainError(f"Phần {what} phải từ 0 đến 30.000. Hãy ghi lại.")
    return told
