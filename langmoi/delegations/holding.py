"""What every write shares: the row locked as it was seen, and the audit line."""

from __future__ import annotations

from typing import Any

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.delegations.models import Delegation
from langmoi.people.models import User

__all__ = ["hold", "told", "write"]


def hold(delegation: Delegation, *, seen: int) -> Delegation:
    """The delegation locked to the end of the transaction, as the user saw it.

    Of two who save at once the second waits here and is told that it has moved on.
    """
    held = Delegation.objects.select_for_update().get(pk=delegation.pk)
    if held.version != seen:
        raise DomainError(
            "Đoàn này vừa được người khác sửa. Nội dung vừa ghi chưa được lưu: "
            "hãy mở lại trang, xem bản mới rồi làm tiếp."
        )
    return held


def write(
    held: Delegation, shown: Delegation, action: str, *, by: User, **detail: Any
) -> Delegation:
    """Save a held delegation as its next version, with its audit line."""
    held.version += 1
    held.save()
    shown.version = held.version
    record(f"delegation.{action}", held, by=by, **told(held), **detail)
    return held


def told(delegation: Delegation) -> dict[str, Any]:
    return {
        "delegation": delegation.pk,
        "unit": delegation.unit_id,
        "state": delegation.state,
        "version": delegation.version,
    }
