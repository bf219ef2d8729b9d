"""What every change of a reading shares: the lock, the version, the audit line."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.memory import renew
from langmoi.direction.access import issuing_post
from langmoi.direction.models import Reading, ReadingState
from langmoi.direction.passages import Passage
from langmoi.people.models import User


def hold(reading: Reading, seen: int, by: User, on: date) -> Reading:
    """The reading locked to the end of the transaction, as the user saw it, and theirs to write.

    Of two who save at once the second waits here and is told that it has moved on.
    """
    held = Reading.objects.select_for_update(of=("self",)).get(pk=reading.pk)
    renew()
    if issuing_post(by, held.unit_id, on=on) is None:
        raise NotAllowed("Chỉ văn phòng của nơi nhập văn bản được sửa bản đọc này.")
    if held.state != ReadingState.OPEN:
        raise DomainError(
            f"Bản đọc này {ReadingState(held.state).label} nên không sửa được nữa. "
            "Hãy tải lại trang để xem."
        )
    if held.version != seen:
        raise DomainError(
            "Bản đọc này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def put(
    held: Reading, passages: Sequence[Passage], what: str, by: User, at: datetime, **told: object
) -> Reading:
    """Keep the passages as they are now."""
    held.passages = [one.as_data() for one in passages]
    number = told.get("number")
    if isinstance(number, int) and number < len(passages):
        told["passage"] = held.passages[number]
    return save(held, what, by, at, **told)


def save(held: Reading, what: str, by: User, at: datetime, **told: object) -> Reading:
    """Keep the reading, one version on."""
    held.version += 1
    held.changed_by, held.changed_at = by, at
    held.save()
    ids = {"reading": held.pk, "unit": held.unit_id, "version": held.version}
    record(f"reading.{what}", held, by=by, **ids, **told)
    return held
