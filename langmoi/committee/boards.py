"""Boards and their members: founded, changed and ended by decisions, as they were entered."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.committee.access import can_write
from langmoi.committee.models import Board, BoardMember, BoardRole
from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.direction.trail import line
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit


@dataclass(frozen=True)
class NewBoard:
    """Number and day of the decision as they stand on it; blank where they are not known."""

    name: str
    decision_number: str = ""
    decided_on: date | None = None


@dataclass(frozen=True)
class NewMember:
    name: str
    role: BoardRole
    valid_from: date
    office: str = ""
    agency: Agency | None = None
    user: User | None = None
    decision_number: str = ""
    decided_on: date | None = None


@transaction.atomic
def add_board(told: NewBoard, unit: Unit, *, by: User, on: date, at: datetime) -> Board:
    """Put in the board of a place."""
    refuse_writing(unit.pk, by, on)
    fields = _board_fields(told)
    try:
        with transaction.atomic():
            board = Board.objects.create(unit=unit, made_by=by, made_at=at, **fields)
    except IntegrityError as error:
        raise DomainError(f"Ở {unit} đã có {fields['name']}. Hãy mở ban ấy.") from error
    _record("found", board, by, **_plain(fields))
    return board


@transaction.atomic
def change_board(board: Board, told: NewBoard, *, seen: int, by: User, on: date) -> Board:
    """Change name or decision, for instance its number once it has one."""
    held = _hold(board, seen, by, on)
    fields = _board_fields(told)
    same = Board.objects.filter(unit=held.unit_id, name=fields["name"]).exclude(pk=held.pk)
    if same.exists():
        raise DomainError(f"Ở {held.unit} đã có ban tên này. Hãy ghi tên khác.")
    for name, value in fields.items():
        setattr(held, name, value)
    return _moved_on(held, board, "change", by, **_plain(fields))


@transaction.atomic
def add_member(board: Board, told: NewMember, *, seen: int, by: User, on: date) -> BoardMember:
    """Someone sits on the board from a day on; a board has one head at a time."""
    held = _hold(board, seen, by, on)
    name = line(told.name, "họ tên hoặc chức danh", 150, needed=told.user is None)
    fields: dict[str, Any] = {
        "name": name or (told.user.full_name if told.user else ""),
        "role": BoardRole(told.role),
        "office": line(told.office, "chức vụ, nơi công tác", 200),
        "agency": told.agency,
        "user": told.user,
        "valid_from": told.valid_from,
        "decision_number": line(told.decision_number, "số quyết định", 60),
        "decided_on": told.decided_on,
    }
    if told.role == BoardRole.HEAD:
        _refuse_second_head(held, told.valid_from)
    member = BoardMember.objects.create(board=held, **fields)
    told_of = {"name": member.name, "role": member.role, "since": str(told.valid_from)}
    _moved_on(held, board, "member", by, member=member.pk, **told_of)
    return member


@transaction.atomic
def end_member(
    member: BoardMember, *, last_day: date, seen: int, by: User, on: date
) -> BoardMember:
    """The member sits on the board no more after that day; what they attended stays."""
    held = _hold(member.board, seen, by, on)
    found = held.members.get(pk=member.pk)
    if found.valid_to is not None:
        raise DomainError(
            f"{found.name} đã thôi tham gia từ sau {show_day(found.valid_to)}. Hãy tải lại trang."
        )
    if last_day < found.valid_from:
        raise DomainError(
            f"{found.name} tham gia từ {show_day(found.valid_from)}. "
            "Hãy ghi ngày cuối không trước ngày ấy."
        )
    found.valid_to = last_day
    found.save(update_fields=["valid_to"])
    told = {"member": found.pk, "name": found.name, "last_day": str(last_day)}
    _moved_on(held, member.board, "member_end", by, **told)
    return found


def refuse_writing(unit: int, by: User, on: date) -> None:
    if not can_write(by, unit, on=on):
        raise NotAllowed(
            "Chỉ văn phòng theo dõi văn bản của cấp này được ghi về Ban Chỉ đạo. Hãy báo nơi ấy."
        )


def _board_fields(told: NewBoard) -> dict[str, Any]:
    return {
        "name": line(told.name, "tên ban", 300, needed=True),
        "decision_number": line(told.decision_number, "số quyết định", 60),
        "decided_on": told.decided_on,
    }


def _refuse_second_head(board: Board, first: date) -> None:
    for head in board.members.filter(role=BoardRole.HEAD):
        if head.valid_to is None or head.valid_to >= first:
            raise DomainError(
                f"{head.name} là Trưởng ban vào ngày {show_day(first)}. "
                "Hãy ghi thôi tham gia trước, rồi ghi Trưởng ban mới."
            )


def _hold(board: Board, seen: int, by: User, on: date) -> Board:
    """The board locked to the end of the transaction, as it was seen; the second waits, is told."""
    held = Board.objects.select_for_update().filter(pk=board.pk).first()
    renew()
    if held is None:
        raise NotFound("Không tìm thấy ban này. Hãy tải lại danh sách.")
    refuse_writing(held.unit_id, by, on)
    if held.version != seen:
        raise DomainError(
            "Ban này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def _moved_on(held: Board, shown: Board, step: str, by: User, **told: Any) -> Board:
    held.version += 1
    held.save()
    shown.version = held.version
    _record(step, held, by, version=held.version, **told)
    return held


def _record(step: str, board: Board, by: User, **told: Any) -> None:
    record(f"board.{step}", board, by=by, board=board.pk, unit=board.unit_id, **told)


def _plain(fields: dict[str, Any]) -> dict[str, Any]:
    return {k: str(v) if isinstance(v, date) else v for k, v in fields.items()}
