"""Meetings: called, minuted, attended; conclusions become tasks of a document that directs."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.committee.boards import refuse_writing
from langmoi.committee.models import (
    Attendance,
    Board,
    BoardMember,
    Meeting,
    MeetingPaper,
    Presence,
)
from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.core.memory import renew
from langmoi.direction.actions import (
    Document,
    NewTask,
    add_directive,
    add_task,
    change_directive,
    drop_task,
    issue_directive,
)
from langmoi.direction.models import Directive, DirectiveTask, TaskInstance
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.reporting.evidence.keeping import KeptFile


@dataclass(frozen=True)
class Called:
    """What a meeting is: called before, minuted after."""

    title: str
    held_on: date
    begins: str = ""
    place: str = ""
    agenda: str = ""
    minutes: str = ""


@dataclass(frozen=True)
class Attended:
    member: int
    presence: Presence
    stand_in: str = ""


@transaction.atomic
def add_meeting(board: Board, told: Called, *, by: User, on: date, at: datetime) -> Meeting:
    """A meeting of the board, to come or held."""
    refuse_writing(board.unit_id, by, on)
    fields = _fields(told, on)
    meeting = Meeting.objects.create(board=board, made_by=by, made_at=at, **fields)
    _record("add", meeting, by, **_plain(fields))
    return meeting


@transaction.atomic
def change_meeting(meeting: Meeting, told: Called, *, seen: int, by: User, on: date) -> Meeting:
    """Change what the meeting was called for, or write its minutes."""
    held = _hold(meeting, seen, by, on)
    fields = _fields(told, on)
    for name, value in fields.items():
        setattr(held, name, value)
    return _moved_on(held, meeting, "change", by, **_plain(fields))


@transaction.atomic
def set_attendance(
    meeting: Meeting, told: Sequence[Attended], *, seen: int, by: User, on: date
) -> list[Attendance]:
    """Who was there, in place of what stood before; who sat in for a member by name."""
    held = _hold(meeting, seen, by, on)
    if held.held_on > on:
        raise DomainError(f"Cuộc họp ngày {show_day(held.held_on)} chưa diễn ra. Hãy ghi sau họp.")
    members = {m.pk: m for m in BoardMember.objects.on(held.held_on).filter(board=held.board_id)}
    rows = [_attended(held, members.get(one.member), one) for one in told]
    if len({row.member_id for row in rows}) < len(rows):
        raise DomainError("Một thành viên được ghi hai lần. Hãy tải lại trang rồi ghi lại.")
    held.attendance.all().delete()
    made = Attendance.objects.bulk_create(rows)
    plain = [[row.member_id, row.presence, row.stand_in] for row in rows]
    _moved_on(held, meeting, "attendance", by, attendance=plain)
    return made


@transaction.atomic
def add_meeting_paper(
    meeting: Meeting,
    title: str,
    file: KeptFile | None,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> MeetingPaper:
    """A paper of the meeting, with or without its file (kept before by `keep_file`)."""
    held = _hold(meeting, seen, by, on)
    title = line(title or (file.name if file else ""), "tên tài liệu", 300, needed=True)
    paper = MeetingPaper.objects.create(
        meeting=held,
        title=title,
        file=file.row() if file else None,
        file_name=file.name if file else "",
        by=by,
        at=at,
    )
    sha256 = file.sha256 if file else ""
    _moved_on(held, meeting, "paper", by, paper=paper.pk, title=title, sha256=sha256)
    return paper


@transaction.atomic
def add_conclusion(
    meeting: Meeting, told: NewTask, *, seen: int, by: User, on: date, at: datetime
) -> DirectiveTask:
    """A conclusion as a task; the first one makes the document that gives them all.

    Nobody has it to do until `issue_conclusions`. The document has neither number nor day yet.
    """
    held = _hold(meeting, seen, by, on)
    if held.held_on > on:
        raise DomainError(
            f"Cuộc họp ngày {show_day(held.held_on)} chưa diễn ra. Hãy ghi kết luận sau họp."
        )
    if held.conclusion is None:
        held.conclusion = add_directive(_document(held), held.board.unit, by=by, on=on, at=at)
    directive = held.conclusion
    task = add_task(directive, told, seen=directive.version, by=by, on=on, at=at)
    _moved_on(held, meeting, "conclude", by, directive=directive.pk, task=task.pk)
    meeting.conclusion = directive
    return task


@transaction.atomic
def drop_conclusion(
    meeting: Meeting, task: DirectiveTask, *, seen: int, by: User, on: date
) -> None:
    """Take a conclusion out that was not issued yet."""
    held = _hold(meeting, seen, by, on)
    directive = _concluded(held)
    if task.directive_id != directive.pk:
        raise DomainError("Kết luận này không thuộc cuộc họp. Hãy tải lại trang để xem.")
    drop_task(task, seen=directive.version, by=by, on=on)
    _moved_on(held, meeting, "conclusion_drop", by, directive=directive.pk, task=task.pk)


@transaction.atomic
def issue_conclusions(
    meeting: Meeting, *, seen: int, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Give the conclusions to those who are to carry them out."""
    held = _hold(meeting, seen, by, on)
    directive = _concluded(held)
    made = issue_directive(directive, seen=directive.version, by=by, on=on, at=at)
    _moved_on(held, meeting, "issue", by, directive=directive.pk, instances=len(made))
    return made


@transaction.atomic
def number_conclusion(
    meeting: Meeting, number: str, dated_on: date | None, *, seen: int, by: User, on: date
) -> Directive:
    """Enter number and day of the notice of conclusions, once it went out."""
    held = _hold(meeting, seen, by, on)
    directive = _concluded(held)
    if dated_on is not None and dated_on < held.held_on:
        raise DomainError(
            f"Thông báo kết luận không thể ra trước ngày họp {show_day(held.held_on)}. "
            "Hãy xem lại ngày văn bản."
        )
    told = Document(
        issuer=directive.issuer,
        title=directive.title,
        number=number,
        dated_on=dated_on,
        text=directive.text,
        carries_out=directive.carries_out_id,
        file=directive.file,
        file_name=directive.file_name,
    )
    changed = change_directive(directive, told, seen=directive.version, by=by, on=on)
    plain = {"number": changed.number, "dated_on": str(dated_on) if dated_on else None}
    _moved_on(held, meeting, "number", by, directive=directive.pk, **plain)
    return changed


def _document(meeting: Meeting) -> Document:
    about = meeting.title[:1].lower() + meeting.title[1:]
    title = f"Thông báo kết luận {about} ngày {show_day(meeting.held_on)}"
    return Document(issuer=meeting.board.name[:200], title=title[:500])


def _concluded(meeting: Meeting) -> Directive:
    if meeting.conclusion is None:
        raise DomainError("Cuộc họp này chưa có kết luận nào. Hãy ghi kết luận trước.")
    return meeting.conclusion


def _attended(meeting: Meeting, member: BoardMember | None, told: Attended) -> Attendance:
    if member is None:
        raise DomainError(
            "Có người không phải thành viên của ban vào ngày họp. Hãy tải lại trang rồi ghi lại."
        )
    stand_in = line(told.stand_in, "tên người dự thay", 200)
    if (told.presence == Presence.STAND_IN) != bool(stand_in):
        raise DomainError(
            f"{member.name}: hãy ghi tên người dự thay khi chọn “{Presence.STAND_IN.label}”, "
            "và bỏ trống trong các trường hợp khác."
        )
    return Attendance(
        meeting=meeting, member=member, presence=Presence(told.presence), stand_in=stand_in
    )


def _fields(told: Called, on: date) -> dict[str, Any]:
    minutes = words(told.minutes, "nội dung, biên bản", needed=False)
    if minutes and told.held_on > on:
        raise DomainError(
            f"Cuộc họp ngày {show_day(told.held_on)} chưa diễn ra nên chưa có biên bản. "
            "Hãy ghi biên bản sau họp, hoặc xem lại ngày họp."
        )
    return {
        "title": line(told.title, "tên cuộc họp", 300, needed=True),
        "held_on": told.held_on,
        "begins": line(told.begins, "giờ họp", 20),
        "place": line(told.place, "địa điểm", 200),
        "agenda": words(told.agenda, "chương trình họp", needed=False),
        "minutes": minutes,
    }


def _hold(meeting: Meeting, seen: int, by: User, on: date) -> Meeting:
    """The meeting locked to the end of the transaction, as it was seen; the second is told."""
    rows = Meeting.objects.select_for_update(of=("self",)).select_related("board", "conclusion")
    held = rows.filter(pk=meeting.pk).first()
    renew()
    if held is None:
        raise NotFound("Không tìm thấy cuộc họp này. Hãy tải lại danh sách.")
    refuse_writing(held.board.unit_id, by, on)
    if held.version != seen:
        raise DomainError(
            "Cuộc họp này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def _moved_on(held: Meeting, shown: Meeting, step: str, by: User, **told: Any) -> Meeting:
    held.version += 1
    held.save()
    shown.version = held.version
    _record(step, held, by, version=held.version, **told)
    return held


def _record(step: str, meeting: Meeting, by: User, **told: Any) -> None:
    about = {"meeting": meeting.pk, "board": meeting.board_id, "unit": meeting.board.unit_id}
    record(f"meeting.{step}", meeting, by=by, **about, **told)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, date) else v for k, v in fields.items()}
