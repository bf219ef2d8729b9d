"""Boards of the demo and their meetings: members are its accounts, numbers are left blank."""

from __future__ import annotations

from datetime import date, datetime
from typing import Any

from langmoi.committee.actions import (
    Attended,
    Called,
    NewBoard,
    NewMember,
    add_board,
    add_conclusion,
    add_meeting,
    add_member,
    issue_conclusions,
    set_attendance,
)
from langmoi.committee.models import Board, BoardMember, BoardRole, Meeting, Presence
from langmoi.demo.december import December, at_hour
from langmoi.direction.actions import (
    Assignee,
    NewTask,
    accept_task,
    confirm_task,
    report_done,
)
from langmoi.people.models import Agency, Duty, User
from langmoi.places.queries import unit_by_code

MARK = "(số liệu minh họa)"
SINCE = date(2016, 3, 1)
HELD, LAST, NEXT = date(2019, 9, 20), date(2019, 12, 6), date(2019, 12, 27)
PROVINCE = "Ban Chỉ đạo các Chương trình mục tiêu quốc gia tỉnh Kon Tum"
DISTRICT = "Ban Chỉ đạo các Chương trình mục tiêu quốc gia huyện Sa Thầy"
COMMUNE = "Ban quản lý các Chương trình mục tiêu quốc gia xã Sa Nghĩa"
AGENDA = (
    "1. Kết quả thực hiện đến nay\n2. Tiêu chí 18, 19 và hạn 31/12/2019\n"
    "3. Khó khăn, vướng mắc\n4. Kết luận"
)
MINUTES = f"Sở Nông nghiệp và PTNT báo cáo; các huyện phát biểu; Trưởng ban kết luận {MARK}."
MEMBERS = (
    ("lanhdao", BoardRole.HEAD),
    ("gdsonn", BoardRole.FIRST_DEPUTY),
    ("gdvpdp", BoardRole.STANDING),
    ("gdsonv", BoardRole.MEMBER),
    ("gdsotnmt", BoardRole.MEMBER),
    ("gdbchqs", BoardRole.MEMBER),
    ("gdcongan", BoardRole.MEMBER),
    ("cthuyen616", BoardRole.MEMBER),
    ("cthuyen613", BoardRole.MEMBER),
)


def add_boards(stage: December) -> None:
    """The province's board with three meetings, a district's with one, a commune's."""
    _province(stage)
    _district(stage)
    by = stage.users["ctxa23542"]
    board = _board(COMMUNE, "23542", "commune", by)
    _seat(board, stage, (("ctxa23542", BoardRole.HEAD), ("xa23542", BoardRole.STANDING)), by)


def _province(stage: December) -> None:
    by = stage.users["vpub"]
    board = _board(PROVINCE, "62", "province", by)
    members = _seat(board, stage, MEMBERS, by)
    first = _held(board, members, "Họp Ban Chỉ đạo quý III/2019", HELD, by)
    agriculture = Agency.objects.get(posts__user=stage.users["sonn"])
    districts = [_lead(code, "district") for code in ("613", "616")]
    _conclude(first, "Hoàn thành báo cáo tổng kết 10 năm (bản bổ sung).", by,
              (Assignee(Duty.LEAD, agency=agriculture.pk),), date(2019, 10, 15))  # fmt: skip
    _conclude(first, "Rà soát cán bộ, công chức xã chưa đạt chuẩn, gửi giải pháp và thời hạn.",
              by, tuple(districts), date(2019, 11, 30))  # fmt: skip
    reports = issue_conclusions(first, seen=first.version, by=by, on=HELD, at=_at(HELD))
    _finish(reports[0], stage.users["sonn"], by)
    last = _held(board, members, "Họp Ban Chỉ đạo tháng 12/2019", LAST, by)
    _conclude(last, "Đạt tiêu chí 18, 19 ở các xã còn thiếu trước 31/12/2019.", by,
              tuple(districts), date(2019, 12, 31))  # fmt: skip
    issue_conclusions(last, seen=last.version, by=by, on=LAST, at=_at(LAST))
    told = Called(f"Họp Ban Chỉ đạo cuối năm {MARK}", NEXT, "14 giờ", "Phòng họp UBND tỉnh", AGENDA)
    add_meeting(board, told, by=by, on=LAST, at=_at(LAST))


def _district(stage: December) -> None:
    by = stage.users["huyen616"]
    board = _board(DISTRICT, "616", "district", by)
    seats = (
        ("cthuyen616", BoardRole.HEAD),
        ("huyen616", BoardRole.STANDING),
        ("ctxa23542", BoardRole.MEMBER),
    )
    members = _seat(board, stage, seats, by)
    meeting = _held(board, members, "Họp Ban Chỉ đạo huyện tháng 12/2019", LAST, by)
    _conclude(meeting, "Bổ sung minh chứng tiêu chí 17 trước kỳ rà soát.", by,
              (_lead("23542", "commune"),), date(2019, 12, 16))  # fmt: skip
    issue_conclusions(meeting, seen=meeting.version, by=by, on=LAST, at=_at(LAST))


def _board(name: str, code: str, level: str, by: User) -> Board:
    unit = unit_by_code(code, HELD, level)
    assert unit is not None  # noqa: S101 - a place of the demo
    return add_board(NewBoard(name), unit.unit, by=by, on=HELD, at=_at(HELD))


def _seat(
    board: Board, stage: December, seats: tuple[tuple[str, BoardRole], ...], by: User
) -> list[BoardMember]:
    made = []
    for username, role in seats:
        told = NewMember("", role, SINCE, user=stage.users[username])
        made.append(add_member(board, told, seen=board.version, by=by, on=HELD))
    return made


def _held(board: Board, members: list[BoardMember], title: str, day: date, by: User) -> Meeting:
    told = Called(f"{title} {MARK}", day, "08 giờ", "Phòng họp", AGENDA, MINUTES)
    meeting = add_meeting(board, told, by=by, on=day, at=_at(day))
    seats = [Attended(member.pk, Presence.PRESENT) for member in members]
    if len(seats) > 1:
        seats[-1] = Attended(members[-1].pk, Presence.STAND_IN, "Phó Chủ tịch (dự thay)")
        seats[1] = Attended(members[1].pk, Presence.EXCUSED)
    set_attendance(meeting, seats, seen=meeting.version, by=by, on=day)
    return meeting


def _conclude(
    meeting: Meeting, text: str, by: User, assignees: tuple[Assignee, ...], due: date
) -> None:
    told = NewTask(text=f"{text} {MARK}", assignees=assignees, due_on=due)
    day = meeting.held_on
    add_conclusion(meeting, told, seen=meeting.version, by=by, on=day, at=_at(day))


def _lead(code: str, level: str) -> Assignee:
    unit = unit_by_code(code, HELD, level)
    assert unit is not None  # noqa: S101 - a place of the demo
    return Assignee(Duty.LEAD, unit=unit.unit_id)


def _finish(instance: Any, doer: User, by: User) -> None:
    """Reported two days late, and confirmed."""
    accepted, reported = date(2019, 9, 25), date(2019, 10, 17)
    accept_task(instance, by=doer, on=accepted, at=_at(accepted))
    report_done(instance, f"Đã gửi báo cáo {MARK}.", by=doer, on=reported, at=_at(reported))
    confirm_task(instance, by=by, on=reported, at=_at(reported))


def _at(day: date) -> datetime:
    return at_hour(day, 9)
