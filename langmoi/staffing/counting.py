"""How many officials of a commune are below standard, with what is done about it. Counts only."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.people.models import User
from langmoi.places.models import Level, Unit, UnitType
from langmoi.places.queries import version_of
from langmoi.staffing.access import can_keep
from langmoi.staffing.models import BelowStandard, Lack, OfficialCount, Remedy
from langmoi.staffing.posts import one_line

MOST_OFFICIALS = 200


@dataclass(frozen=True)
class Group:
    """So many who lack the same thing and get the same remedy."""

    lack: Lack
    people: int
    remedy: Remedy = Remedy.NONE
    detail: str = ""
    responsible: str = ""
    due_on: date | None = None


@dataclass(frozen=True)
class Counted:
    counted_on: date
    total: int
    below: int
    groups: tuple[Group, ...] = ()


@transaction.atomic
def set_official_count(
    told: Counted, unit: Unit, *, seen: int, by: User, on: date, at: datetime
) -> OfficialCount:
    """The commune's count of a day, new (seen 0) or in place of what was seen of that day."""
    _refuse_writing(unit, told, by, on)
    groups = [_checked(group, told) for group in told.groups]
    _check_sums(told, groups)
    fields = {"total": told.total, "below": told.below, "by": by, "at": at}
    there = OfficialCount.objects.filter(unit=unit, counted_on=told.counted_on)
    if seen:
        # One conditional UPDATE: of two people who save at once, exactly one does.
        changed = there.filter(version=seen).update(version=seen + 1, **fields)
        if not changed:
            raise DomainError(_MOVED)
        count = there.get()
        count.groups.all().delete()
    else:
        count = _new(unit, told.counted_on, fields)
    BelowStandard.objects.bulk_create(
        BelowStandard(count=count, **asdict(group)) for group in groups
    )
    _record(count, groups, by)
    return count


_MOVED = (
    "Số liệu ngày này vừa được người khác ghi. Nội dung vừa ghi chưa được lưu: "
    "hãy mở lại trang, xem bản mới rồi sửa tiếp."
)


def _new(unit: Unit, counted_on: date, fields: dict[str, Any]) -> OfficialCount:
    try:
        with transaction.atomic():
            return OfficialCount.objects.create(unit=unit, counted_on=counted_on, **fields)
    except IntegrityError as error:
        raise DomainError(_MOVED) from error


def _refuse_writing(unit: Unit, told: Counted, by: User, on: date) -> None:
    if not can_keep(by, unit, on=on):
        raise NotAllowed(
            "Chỉ xã và cấp trên của xã được ghi số cán bộ, công chức chưa đạt chuẩn. "
            "Hãy báo nơi ấy ghi."
        )
    if told.counted_on > on:
        raise DomainError(f"Ngày {show_day(told.counted_on)} chưa tới. Hãy ghi ngày đã đếm.")
    version = version_of(unit.pk, told.counted_on)
    if version is None or version.level != Level.COMMUNE or version.type != UnitType.COMMUNE:
        raise DomainError(
            f"{unit} không phải xã vào ngày {show_day(told.counted_on)}. Hãy chọn xã."
        )


def _checked(group: Group, told: Counted) -> Group:
    label = Lack(group.lack).label
    if not 0 < group.people <= told.below:
        raise DomainError(
            f"Nhóm chưa đạt về {label} ghi {group.people} người: phải từ 1 đến "
            f"{told.below} (số chưa đạt chuẩn). Hãy xem lại số người."
        )
    responsible = one_line(group.responsible, "người chịu trách nhiệm", 200)
    if group.remedy and not (responsible and group.due_on):
        raise DomainError(
            f"Giải pháp cho nhóm chưa đạt về {label} còn thiếu người chịu trách nhiệm hoặc hạn. "
            "Hãy ghi cả hai, hoặc chọn “chưa có giải pháp”."
        )
    detail = one_line(group.detail, "nội dung giải pháp", 300)
    return Group(Lack(group.lack), group.people, group.remedy, detail, responsible, group.due_on)


def _check_sums(told: Counted, groups: Sequence[Group]) -> None:
    if not 0 < told.total <= MOST_OFFICIALS:
        raise DomainError(
            f"Số cán bộ, công chức của xã phải từ 1 đến {MOST_OFFICIALS}. Hãy ghi lại."
        )
    if not 0 <= told.below <= told.total:
        raise DomainError(
            f"Số chưa đạt chuẩn ({told.below}) phải từ 0 đến số cán bộ, công chức "
            f"({told.total}). Hãy xem lại hai số."
        )
    if len({(group.lack, group.remedy) for group in groups}) < len(groups):
        raise DomainError(
            "Có hai dòng cùng lý do và cùng giải pháp. Hãy gộp thành một dòng rồi lưu lại."
        )
    if sum(group.people for group in groups) < told.below:
        raise DomainError(
            f"Các nhóm cộng lại chưa đủ {told.below} người chưa đạt chuẩn. "
            "Hãy ghi lý do cho đủ; một người có hai lý do thì ghi ở cả hai dòng."
        )


def _record(count: OfficialCount, groups: Sequence[Group], by: User) -> None:
    told = [asdict(g) | {"due_on": str(g.due_on) if g.due_on else None} for g in groups]
    record(
        "officials.count",
        count,
        by=by,
        unit=count.unit_id,
        counted_on=str(count.counted_on),
        total=count.total,
        below=count.below,
        groups=told,
        version=count.version,
    )
