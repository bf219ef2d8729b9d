"""Every write of targets and of the documents that set them: atomic, with its audit line."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import IntegrityError, transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.models import Directive
from langmoi.direction.trail import line, words
from langmoi.people.models import User
from langmoi.places.models import Certainty, Level
from langmoi.places.queries import version_of
from langmoi.programme.access import can_change_target, can_set_by, can_set_for, units_given
from langmoi.programme.models import Target, TargetDocument, TargetEvent, TargetKind

MOST_CRITERIA = 99
NOT_YOURS = "Chỉ nơi giao mục tiêu (Văn phòng cấp tỉnh, UBND huyện) được ghi và sửa mục tiêu này."


@dataclass(frozen=True)
class NewDocument:
    """A document that sets targets, as typed."""

    issuer: str
    title: str
    number: str = ""
    dated_on: date | None = None
    certainty: str = Certainty.RECALLED
    source: str = ""
    note: str = ""
    awaits_list: bool = False


@dataclass(frozen=True)
class NewTarget:
    """What a target says, as typed; `number` and `is_share` count communes of a larger unit."""

    unit: int
    kind: str
    by: date | None
    count: int | None = None
    criteria: tuple[str, ...] = ()
    number: int | None = None
    is_share: bool = False
    note: str = ""
    is_illustrative: bool = False

    def as_data(self) -> dict[str, Any]:
        told = asdict(self)
        return told | {
            "by": self.by.isoformat() if self.by else None,
            "criteria": list(self.criteria),
        }


@transaction.atomic
def add_document(
    told: NewDocument,
    unit: int,
    *,
    by: User,
    on: date,
    at: datetime,
    directive: Directive | None = None,
) -> TargetDocument:
    """Enter a document in the name of the province or the district that it binds."""
    if not can_set_for(by, unit, on=on):
        raise NotAllowed(NOT_YOURS)
    fields = _document_fields(told, on)
    with _said_twice("Văn bản này đã có trong danh sách. Hãy chọn nó khi giao mục tiêu."):
        made = TargetDocument.objects.create(
            unit_id=unit, made_by=by, made_at=at, directive=directive, **fields
        )
    record("target.document", made, by=by, unit=unit, number=made.number, title=made.title)
    return made


@transaction.atomic
def set_targets(
    document: TargetDocument, told: Sequence[NewTarget], *, by: User, on: date, at: datetime
) -> list[Target]:
    """Give all of these, or none; the document's list counts as entered from then on."""
    if not can_set_by(by, document, on=on):
        raise NotAllowed(NOT_YOURS)
    made = [_set(document, one, by, on, at) for one in told]
    if document.awaits_list and made and not all(target.is_illustrative for target in made):
        document.awaits_list = False
        document.save(update_fields=["awaits_list"])
    record("target.set", document, by=by, targets=[one.as_data() for one in told])
    return made


@transaction.atomic
def change_target(
    target: Target,
    told: NewTarget,
    reason: str,
    *,
    seen: int,
    by: User,
    on: date,
    at: datetime,
) -> Target:
    """Change a target seen in version `seen`, for the reason told; what it said before is kept."""
    held = _hold(target, seen, by, on)
    why = words(reason, "lý do sửa mục tiêu")
    fields = check_target(held.document, told, on) | {"version": seen + 1}
    with _said_twice(_twice(told)):
        Target.objects.filter(pk=held.pk).update(**fields)
    held.refresh_from_db()
    _tell(held, "change", told.as_data(), by, at, why)
    record("target.change", held, by=by, target=held.pk, reason=why, said=told.as_data())
    return held


@transaction.atomic
def carry_target(
    target: Target, until: date, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> Target:
    """The same target, to be reached by a later day; the former one stays, with the reason."""
    held = _hold(target, seen, by, on)
    why = words(reason, "lý do chuyển mục tiêu")
    if held.by is not None and until <= held.by:
        raise DomainError(
            f"Hạn mới {show_day(until)} không sau hạn cũ {show_day(held.by)}. Hãy chọn ngày sau đó."
        )
    _end(held, why, on)
    told = _as_told(held, until)
    with _said_twice(_twice(told)):
        later = Target.objects.create(
            document=held.document, carried_from=held, **check_target(held.document, told, on)
        )
    _tell(held, "carry", {"by": until.isoformat()}, by, at, why)
    _tell(later, "set", told.as_data(), by, at, why)
    record("target.carry", held, by=by, target=held.pk, later=later.pk, reason=why)
    return later


@transaction.atomic
def drop_target(
    target: Target, reason: str, *, seen: int, by: User, on: date, at: datetime
) -> Target:
    """Follow it no more, for the reason told."""
    held = _hold(target, seen, by, on)
    why = words(reason, "lý do bỏ mục tiêu")
    _end(held, why, on)
    _tell(held, "drop", {}, by, at, why)
    record("target.drop", held, by=by, target=held.pk, reason=why)
    return held


def check_target(document: TargetDocument, told: NewTarget, on: date) -> dict[str, Any]:
    """The fields as they are kept; DomainError for the first that cannot be."""
    if told.kind not in TargetKind.values:
        raise DomainError("Không có loại mục tiêu đã chọn. Hãy chọn một loại trong danh sách.")
    if told.unit not in units_given(document, on=on):
        raise DomainError("Đơn vị này không thuộc nơi giao mục tiêu. Hãy chọn đơn vị khác.")
    version = version_of(told.unit, on)
    is_commune = version is not None and version.level == Level.COMMUNE
    if version is not None and is_commune and not version.files:
        raise DomainError(f"{version.full_name} không phải là xã nên không có mục tiêu này.")
    return {
        "unit_id": told.unit,
        "kind": told.kind,
        "by": told.by,
        "count": _count(told),
        "criteria": _criteria(told),
        "number": None if is_commune else _number(told),
        "is_share": not is_commune and told.is_share,
        "note": line(told.note, "lưu ý", 500),
        "is_illustrative": told.is_illustrative,
    }


def _count(told: NewTarget) -> int | None:
    if told.kind != TargetKind.CRITERIA:
        return None
    if told.count is None or not 1 <= told.count <= MOST_CRITERIA:
        raise DomainError("Chưa ghi số tiêu chí phải đạt. Hãy ghi một số từ 1, ví dụ 15.")
    return told.count


def _criteria(told: NewTarget) -> list[str]:
    if told.kind != TargetKind.GROUP:
        return []
    if not told.criteria:
        raise DomainError("Chưa chọn tiêu chí phải đạt. Hãy ghi số tiêu chí, ví dụ 18, 19.")
    return list(dict.fromkeys(told.criteria))


def _number(told: NewTarget) -> int:
    if told.number is None or told.number < 1 or (told.is_share and told.number > 100):
        raise DomainError(
            "Mục tiêu của huyện, tỉnh phải ghi số xã hoặc tỷ lệ xã phải đạt: số xã từ 1, "
            "phần trăm từ 1 đến 100. Hãy ghi lại."
        )
    return told.number


def _document_fields(told: NewDocument, on: date) -> dict[str, Any]:
    if told.certainty not in Certainty.values:
        raise DomainError("Không có mức tin cậy đã chọn. Hãy chọn trong danh sách.")
    if told.dated_on and told.dated_on > on:
        raise DomainError(f"Ngày văn bản {show_day(told.dated_on)} chưa tới. Hãy ghi lại.")
    return {
        "number": line(told.number, "số, ký hiệu", 60),
        "dated_on": told.dated_on,
        "issuer": line(told.issuer, "cơ quan ban hành", 200, needed=True),
        "title": line(told.title, "nội dung văn bản", 500, needed=True),
        "certainty": told.certainty,
        "source": line(told.source, "nguồn", 500),
        "note": line(told.note, "lưu ý", 500),
        "awaits_list": told.awaits_list,
    }


def _set(document: TargetDocument, told: NewTarget, by: User, on: date, at: datetime) -> Target:
    with _said_twice(_twice(told)):
        made = Target.objects.create(document=document, **check_target(document, told, on))
    _tell(made, "set", told.as_data(), by, at)
    return made


def _hold(target: Target, seen: int, by: User, on: date) -> Target:
    """The locked row: of two people who write at once, the second is told."""
    held = Target.objects.select_for_update(of=("self",)).select_related("document")
    found = held.get(pk=target.pk)
    if not can_change_target(by, found, on=on):
        raise NotAllowed(NOT_YOURS)
    if found.ended_on is not None:
        raise DomainError("Mục tiêu này đã chuyển năm hoặc đã bỏ. Hãy mở lại trang để xem lý do.")
    if found.version != seen:
        raise DomainError(
            "Mục tiêu vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: hãy mở lại trang, "
            "xem bản mới rồi sửa tiếp."
        )
    return found


def _end(held: Target, why: str, on: date) -> None:
    held.ended_on, held.ended_why, held.version = on, why, held.version + 1
    held.save(update_fields=["ended_on", "ended_why", "version"])


def _as_told(held: Target, until: date) -> NewTarget:
    return NewTarget(
        unit=held.unit_id,
        kind=held.kind,
        by=until,
        count=held.count,
        criteria=tuple(held.criteria),
        number=held.number,
        is_share=held.is_share,
        note=held.note,
        is_illustrative=held.is_illustrative,
    )


def _tell(
    target: Target, step: str, said: dict[str, Any], by: User, at: datetime, reason: str = ""
) -> None:
    TargetEvent.objects.create(target=target, step=step, said=said, reason=reason, by=by, at=at)


def _twice(told: NewTarget) -> str:
    what = dict(TargetKind.choices).get(told.kind)
    until = f" đến {show_day(told.by)}" if told.by else ""
    return f"Văn bản này đã giao đơn vị đó mục tiêu “{what}”{until}. Hãy sửa mục tiêu đã có."


@contextmanager
def _said_twice(message: str) -> Iterator[None]:
    """What the constraints refuse, as a sentence; the savepoint keeps the rest of the writing."""
    try:
        with transaction.atomic():
            yield
    except IntegrityError as error:
        raise DomainError(message) from error
