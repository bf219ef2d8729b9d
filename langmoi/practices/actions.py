"""Every write of the register: atomic, and with its audit line."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import F

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise, search_key
from langmoi.people.models import User
from langmoi.places.models import Level, Unit, UnitVersion
from langmoi.places.queries import version_of
from langmoi.practices.access import can_change, keeping_unit, kept_units
from langmoi.practices.models import Adoption, GoodPractice

LONGEST = 4000
MOST_DONG = 10**15
LINES = ("conditions", "steps", "result")
TEXTS = {"title": 200, "origin_text": 200, "cost_note": 300, "source": 300}  # longest
NAMES = {
    "title": "tên cách làm",
    "origin_text": "xuất xứ ngoài tỉnh",
    "conditions": "điều kiện áp dụng",
    "cost_note": "chi phí cho gì",
    "steps": "các bước",
    "result": "kết quả",
    "source": "nguồn",
}


@dataclass(frozen=True)
class Practice:
    """What an entry says, as typed."""

    title: str
    criterion: str
    steps: str
    origin: int | None = None  # the key of a unit here; else `origin_text` names the place
    origin_text: str = ""
    conditions: str = ""
    cost: int | None = None  # whole đồng; None where nobody knows
    cost_note: str = ""
    result: str = ""
    source: str = ""
    is_illustrative: bool = False


@transaction.atomic
def add_practice(
    told: Practice, *, criteria: set[str], by: User, on: date, at: datetime
) -> GoodPractice:
    """Add an entry in the name of the user's unit. `criteria` are the ids that there are."""
    unit = keeping_unit(by, on=on)
    if unit is None:
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh và cấp huyện ghi cách làm hay.")
    fields = _checked(told, criteria, by, on)
    practice = GoodPractice.objects.create(
        unit_id=unit, made_by=by, made_at=at, changed_by=by, changed_at=at, **fields
    )
    record("practice.add", practice, by=by, practice=practice.pk, unit=unit, **asdict(told))
    return practice


@transaction.atomic
def change_practice(
    practice: GoodPractice,
    told: Practice,
    *,
    seen: int,
    criteria: set[str],
    by: User,
    on: date,
    at: datetime,
) -> GoodPractice:
    """Change an entry that the user saw in version `seen`; refused where it has moved on since."""
    if not can_change(by, practice, on=on):
        raise NotAllowed(
            "Chỉ nơi quản lý cách làm này và Văn phòng Điều phối NTM tỉnh được sửa. "
            "Muốn bổ sung, hãy báo nơi quản lý."
        )
    fields = _checked(told, criteria, by, on)
    # One conditional UPDATE: of two people who save at once, exactly one does.
    same = GoodPractice.objects.offered().filter(pk=practice.pk, version=seen)
    if not same.update(version=seen + 1, changed_by=by, changed_at=at, **fields):
        raise DomainError(
            "Cách làm này vừa được người khác sửa hoặc rút. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi sửa tiếp."
        )
    practice.refresh_from_db()
    told_of = {"practice": practice.pk, "unit": practice.unit_id, "version": practice.version}
    record("practice.change", practice, by=by, **told_of, **asdict(told))
    return practice


@transaction.atomic
def withdraw_practice(
    practice: GoodPractice, why: str, *, by: User, on: date, at: datetime
) -> GoodPractice:
    """Offer the entry no more, for the reason told; what it said stays readable."""
    if not can_change(by, practice, on=on):
        raise NotAllowed("Chỉ nơi quản lý cách làm này và Văn phòng Điều phối NTM tỉnh được rút.")
    why = _text(why, "lý do rút")
    if not why:
        raise DomainError("Chưa rút được: hãy ghi lý do để nơi đang áp dụng biết.")
    # One conditional UPDATE: of two people who withdraw at once, the first one's reason stands.
    offered = GoodPractice.objects.offered().filter(pk=practice.pk)
    if not offered.update(
        version=F("version") + 1, withdrawn_by=by, withdrawn_at=at, withdrawn_why=why
    ):
        raise DomainError("Cách làm này đã được rút trước đó. Hãy mở lại trang để xem lý do.")
    practice.refresh_from_db()
    told = {"practice": practice.pk, "unit": practice.unit_id, "version": practice.version}
    record("practice.withdraw", practice, by=by, reason=why, **told)
    return practice


@transaction.atomic
def adopt_practice(
    practice: GoodPractice,
    unit: Unit,
    *,
    since: date,
    result: str,
    by: User,
    on: date,
    at: datetime,
) -> Adoption:
    """Record that a unit of the user's took the practice up, or what has come of it since."""
    if unit.pk not in kept_units(by, on=on):
        raise NotAllowed("Chỉ ghi được đơn vị áp dụng thuộc phạm vi mình quản lý.")
    _check_unit(unit, on)
    if since > on:
        raise DomainError(f"Ngày {show_day(since)} chưa tới. Hãy ghi ngày bắt đầu áp dụng.")
    result = _text(result, "kết quả")
    # Whoever comes second waits for the first, and then adds to what is there.
    if GoodPractice.objects.select_for_update().get(pk=practice.pk).withdrawn_at:
        raise DomainError("Cách làm này đã được rút nên không ghi thêm nơi áp dụng.")
    adoption, _ = Adoption.objects.update_or_create(
        practice=practice,
        unit=unit,
        defaults={"since": since, "result": result, "by": by, "at": at},
    )
    told = {"practice": practice.pk, "unit": unit.pk, "since": since.isoformat()}
    record("practice.adopt", adoption, by=by, result=result, **told)
    return adoption


def _checked(told: Practice, criteria: set[str], by: User, on: date) -> dict[str, Any]:
    """The fields as they are kept; DomainError for the first that cannot be."""
    fields: dict[str, Any] = {name: _line(told, name) for name in TEXTS}
    fields |= {name: _text(getattr(told, name), NAMES[name]) for name in LINES}
    for name in ("title", "steps"):
        if not fields[name]:
            raise DomainError(f"Còn thiếu {NAMES[name]}. Hãy ghi rồi lưu lại.")
    if told.criterion not in criteria:
        raise DomainError("Không có tiêu chí đã chọn. Hãy chọn một tiêu chí trong danh sách.")
    _check_origin(told, fields["origin_text"], by, on)
    _check_cost(told, fields["source"])
    keys = ("title", "origin_text", "conditions", "steps", "result")
    return fields | {
        "criterion": told.criterion,
        "origin_id": told.origin,
        "cost": told.cost,
        "is_illustrative": told.is_illustrative,
        "search_key": search_key(" ".join(fields[key] for key in keys)),
    }


def _line(told: Practice, name: str) -> str:
    text, most = normalise(getattr(told, name)), TEXTS[name]
    if len(text) > most:
        raise DomainError(f"Phần {NAMES[name]} dài hơn {most} ký tự. Hãy ghi ngắn lại.")
    return text


def _text(text: str, name: str) -> str:
    """Lines stay lines."""
    text = "\n".join(normalise(line) for line in text.strip().splitlines())
    if len(text) > LONGEST:
        raise DomainError(f"Phần {name} dài hơn 4.000 ký tự. Hãy ghi ngắn lại.")
    return text


def _check_origin(told: Practice, elsewhere: str, by: User, on: date) -> None:
    if (told.origin is None) == (not elsewhere):
        raise DomainError(
            "Hãy ghi một nơi xuất xứ: chọn đơn vị trong tỉnh, hoặc ghi tên nơi ngoài tỉnh."
        )
    if told.origin is not None and told.origin not in kept_units(by, on=on):
        raise DomainError(
            "Đơn vị xuất xứ không thuộc phạm vi mình quản lý. Hãy chọn đơn vị khác, "
            "hoặc đề nghị Văn phòng Điều phối NTM tỉnh ghi."
        )


def _check_cost(told: Practice, source: str) -> None:
    if told.cost is None:
        return
    if not 0 <= told.cost <= MOST_DONG:
        raise DomainError("Chi phí phải là số đồng từ 0 trở lên. Hãy ghi lại.")
    if not source and not told.is_illustrative:
        raise DomainError(
            "Có chi phí thì phải có nguồn: hãy ghi số liệu lấy từ đâu, "
            "hoặc đánh dấu là số liệu minh họa."
        )


def _check_unit(unit: Unit, on: date) -> None:
    version: UnitVersion | None = version_of(unit.pk, on)
    if version is None or version.level not in (Level.COMMUNE, Level.DISTRICT):
        raise DomainError("Hãy chọn xã hoặc huyện đang áp dụng cách làm này.")
