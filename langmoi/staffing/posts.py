"""Posts of the programme's work: made and closed, filled and vacated, and courses attended.

Nothing is deleted: a post is closed, a holder's days end. Each step leaves its audit line.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.memory import renew
from langmoi.core.text import normalise
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.places.queries import version_of
from langmoi.staffing.access import can_keep
from langmoi.staffing.models import StaffHolder, StaffPosition, StaffTraining


@dataclass(frozen=True)
class NewPosition:
    title: str
    valid_from: date


@dataclass(frozen=True)
class NewHolder:
    """Who comes: an account, or just a name. The name is that of the account where none is told."""

    name: str
    valid_from: date
    is_full_time: bool = False
    user: User | None = None


@dataclass(frozen=True)
class Course:
    name: str
    begun_on: date
    ended_on: date
    given_by: str
    has_certificate: bool = False


@transaction.atomic
def add_position(
    told: NewPosition, unit: Unit, *, by: User, on: date, at: datetime
) -> StaffPosition:
    """A post of the programme's work at a unit; until someone fills it, it is vacant."""
    _refuse_keeping(unit.pk, by, on)
    if version_of(unit.pk, told.valid_from) is None:
        raise DomainError(
            f"Ngày {show_day(told.valid_from)} chưa có {unit}. Hãy ghi ngày từ khi có đơn vị này."
        )
    title = one_line(told.title, "tên vị trí", 200, needed=True)
    position = StaffPosition.objects.create(
        unit=unit, title=title, valid_from=told.valid_from, made_by=by, made_at=at
    )
    _record("add", position, by, title=title, since=str(told.valid_from))
    return position


@transaction.atomic
def close_position(
    position: StaffPosition, *, last_day: date, why: str, seen: int, by: User, on: date
) -> StaffPosition:
    """The post is no more after that day; whoever held it must have left by then."""
    held = _hold(position, seen, by, on)
    why = one_line(why, "lý do bỏ vị trí", 300, needed=True)
    if held.valid_to is not None:
        raise DomainError("Vị trí này đã bỏ trước đó. Hãy tải lại trang để xem.")
    if last_day < held.valid_from:
        raise DomainError(f"Vị trí có từ {show_day(held.valid_from)}. Hãy ghi ngày bỏ sau ngày ấy.")
    for holder in held.holders.all():
        if holder.valid_to is None or holder.valid_to > last_day:
            raise DomainError(
                f"{holder.name} còn giữ vị trí này sau ngày {show_day(last_day)}. "
                "Hãy ghi thôi giữ trước, rồi bỏ vị trí."
            )
    held.valid_to, held.why_closed = last_day, why
    return _moved_on(held, "close", by, last_day=str(last_day), why=why)


@transaction.atomic
def fill_position(
    position: StaffPosition, told: NewHolder, *, seen: int, by: User, on: date, at: datetime
) -> StaffHolder:
    """Someone holds the post from a day on, after whoever held it before."""
    held = _hold(position, seen, by, on)
    name = one_line(told.name, "họ tên", 150, needed=told.user is None)
    name = name or (told.user.full_name if told.user else "")
    _check_first_day(held, told.valid_from)
    try:
        with transaction.atomic():
            holder = StaffHolder.objects.create(
                position=held,
                name=name,
                user=told.user,
                is_full_time=told.is_full_time,
                valid_from=told.valid_from,
                made_by=by,
                made_at=at,
            )
    except IntegrityError as error:
        raise DomainError("Vị trí này đang có người giữ. Hãy ghi thôi giữ trước.") from error
    told_of = {"holder": holder.pk, "name": name, "since": str(told.valid_from)}
    _moved_on(held, "fill", by, full_time=told.is_full_time, **told_of)
    position.version = held.version
    return holder


@transaction.atomic
def vacate_position(
    position: StaffPosition, *, last_day: date, why: str, seen: int, by: User, on: date
) -> StaffHolder:
    """Who holds the post holds it no more after that day; the post stands vacant from the next."""
    held = _hold(position, seen, by, on)
    holder = held.holders.filter(valid_to__isnull=True).first()
    if holder is None:
        raise DomainError("Vị trí này đang trống. Hãy tải lại trang để xem.")
    if last_day < holder.valid_from:
        raise DomainError(
            f"{holder.name} giữ vị trí từ {show_day(holder.valid_from)}. "
            "Hãy ghi ngày cuối không trước ngày ấy."
        )
    holder.valid_to = last_day
    holder.why_left = one_line(why, "lý do thôi giữ", 300)
    holder.save(update_fields=["valid_to", "why_left"])
    told = {"holder": holder.pk, "name": holder.name, "last_day": str(last_day)}
    _moved_on(held, "vacate", by, why=holder.why_left, **told)
    position.version = held.version
    return holder


@transaction.atomic
def add_training(
    holder: StaffHolder, told: Course, *, seen: int, by: User, on: date, at: datetime
) -> StaffTraining:
    """A course that the holder attended."""
    held = _hold(holder.position, seen, by, on)
    name = one_line(told.name, "tên khóa học", 300, needed=True)
    given_by = one_line(told.given_by, "nơi tổ chức", 200, needed=True)
    if told.ended_on < told.begun_on:
        raise DomainError("Ngày kết thúc khóa học trước ngày bắt đầu. Hãy xem lại hai ngày.")
    if told.ended_on > on:
        raise DomainError(
            f"Khóa học đến {show_day(told.ended_on)} chưa xong. Hãy ghi khi đã học xong."
        )
    if holder.courses.filter(name=name, begun_on=told.begun_on).exists():
        raise DomainError(f"Khóa “{name}” từ {show_day(told.begun_on)} đã ghi cho {holder.name}.")
    course = StaffTraining.objects.create(
        holder=holder,
        name=name,
        begun_on=told.begun_on,
        ended_on=told.ended_on,
        given_by=given_by,
        has_certificate=told.has_certificate,
        made_by=by,
        made_at=at,
    )
    days = [str(told.begun_on), str(told.ended_on)]
    _moved_on(held, "train", by, holder=holder.pk, course=name, days=days, given_by=given_by)
    holder.position.version = held.version
    return course


def one_line(told: str, what: str, most: int, *, needed: bool = False) -> str:
    """The text on one line, no longer than there is room for."""
    text = normalise(told)
    if needed and not text:
        raise DomainError(f"Chưa ghi {what}. Hãy ghi rồi lưu lại.")
    if len(text) > most:
        raise DomainError(f"Phần {what} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def _check_first_day(position: StaffPosition, first: date) -> None:
    if first < position.valid_from or (position.valid_to and first > position.valid_to):
        raise DomainError(
            f"Ngày {show_day(first)} không có vị trí này (có từ {show_day(position.valid_from)}). "
            "Hãy ghi lại ngày bắt đầu giữ."
        )
    for holder in position.holders.all():
        if holder.valid_to is None:
            raise DomainError(
                f"{holder.name} đang giữ vị trí này từ {show_day(holder.valid_from)}. "
                "Hãy ghi thôi giữ trước."
            )
        if holder.valid_to >= first:
            raise DomainError(
                f"{holder.name} giữ vị trí này đến hết {show_day(holder.valid_to)}. "
                "Hãy ghi ngày bắt đầu sau ngày ấy."
            )


def _hold(position: StaffPosition, seen: int, by: User, on: date) -> StaffPosition:
    """The post locked to the end of the transaction, as it was seen; the second waits, is told."""
    held = StaffPosition.objects.select_for_update().filter(pk=position.pk).first()
    renew()
    if held is None:
        raise NotFound("Không tìm thấy vị trí này. Hãy tải lại danh sách.")
    _refuse_keeping(held.unit_id, by, on)
    if held.version != seen:
        raise DomainError(
            "Vị trí này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def _refuse_keeping(unit: int, by: User, on: date) -> None:
    if not can_keep(by, unit, on=on):
        raise NotAllowed(
            "Chỉ cán bộ của đơn vị này và cấp trên của nó được ghi danh sách cán bộ. "
            "Hãy báo nơi ấy ghi."
        )


def _moved_on(position: StaffPosition, step: str, by: User, **told: Any) -> StaffPosition:
    position.version += 1
    position.save()
    _record(step, position, by, version=position.version, **told)
    return position


def _record(step: str, position: StaffPosition, by: User, **told: Any) -> None:
    about = {"position": position.pk, "unit": position.unit_id}
    record(f"staff.{step}", position, by=by, **about, **told)
