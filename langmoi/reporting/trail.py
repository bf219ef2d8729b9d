"""What every step shares: the lock, the check of the state, its event and its audit line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any

from django.db import connection

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotFound
from langmoi.core.memory import renew
from langmoi.core.months import show_month
from langmoi.people.capacity import capacity_of
from langmoi.people.models import Role, User
from langmoi.places.models import Unit
from langmoi.reporting.flow import STEPS, Step, allows
from langmoi.reporting.models import (
    CriterionReview,
    Filing,
    FilingEvent,
    FilingState,
    MonthState,
    Opinion,
    Revision,
)

LONGEST_CAPACITY = 200
HELD = "SELECT state FROM reporting_reportingmonth WHERE month = %s FOR SHARE"
HELD_TO_SAVE = """
    SELECT filing.*, month.state AS month_state
    FROM reporting_filing AS filing JOIN reporting_reportingmonth AS month USING (month)
    WHERE filing.unit_id = %s AND month = %s ORDER BY filing.id LIMIT 1 FOR UPDATE OF filing
"""
NOT_FOUND = "Không tìm thấy phiếu này. Hãy tải lại danh sách phiếu."


def hold_filing(filing: Filing, name: str) -> Filing:
    """The filing as it stands now, locked to the end of the transaction and fit for the step.

    Of two who press at once the second waits here, finds the state moved, and is told. The month
    is held too, so that it cannot close in between; always before the filing, or two would wait
    for each other.
    """
    closed = _is_closed(filing.month)
    rows = Filing.objects.select_for_update(of=("self",)).select_related("latest", "unit")
    found = rows.filter(pk=filing.pk).first()
    renew()
    if found is None:
        raise NotFound(NOT_FOUND)
    _refuse_unfit(found, STEPS[name], closed=closed)
    return found


def hold_to_save(unit_key: int, month: date) -> Filing:
    """The unit's filing of the month, locked and fit for a save: in one read, many every second.

    The month is not held: what is being entered counts for nothing.
    """
    found = next(iter(Filing.objects.raw(HELD_TO_SAVE, [unit_key, month])), None)
    renew()
    if found is None:
        raise NotFound(NOT_FOUND)
    found.unit = Unit(pk=unit_key)
    closed = found.month_state == MonthState.CLOSED  # type: ignore[attr-defined]  # of the query
    _refuse_unfit(found, STEPS["save"], closed=closed)
    return found


def _refuse_unfit(filing: Filing, step: Step, *, closed: bool) -> None:
    if step.in_closed_month != closed:
        raise DomainError(_wrong_month(filing, step))
    if not allows(step.name, filing.state, month_is_closed=closed):
        raise DomainError(_wrong_state(filing, step))


def advance(filing: Filing, name: str, **fields: Any) -> None:
    """Move a held filing to where the step leads, with these fields; others are not touched."""
    target = STEPS[name].target
    values = {**fields, "state": target} if target else fields
    if not values:
        return
    # Conditional although the row is locked: whoever forgets the lock cannot break the chain.
    waiting = Filing.objects.filter(pk=filing.pk, state__in=STEPS[name].sources)
    if not waiting.update(**values):
        raise DomainError(_wrong_state(filing, STEPS[name]))
    for field, value in values.items():
        setattr(filing, field, value)


def leave_trace(
    filing: Filing,
    name: str,
    *,
    by: User,
    capacity: str,
    at: datetime,
    note: str = "",
    revision: Revision | None = None,
    **detail: Any,
) -> FilingEvent:
    """The step's one event and its one audit line."""
    revision = revision or filing.latest
    event = FilingEvent.objects.create(
        filing=filing,
        revision=revision,
        step=STEPS[name].name,
        by=by,
        capacity=capacity[:LONGEST_CAPACITY],
        note=note,
        detail=detail,
        at=at,
    )
    told = {"filing": filing.pk, "month": str(filing.month), "unit": filing.unit_id}
    told |= {"revision": revision.number if revision else None, "capacity": event.capacity}
    record(f"filing.{name}", filing, by=by, event=event.pk, note=note, **{**detail, **told})
    return event


def capacity(user: User, roles: Collection[Role], filing: Filing, on: date) -> str:
    """In what capacity the user takes a step on the filing, as its story tells it."""
    return capacity_of(user, tuple(roles), filing.unit, on)


def required(text: str, what: str) -> str:
    """The text without spaces around it; refused where it says nothing."""
    if not text.strip():
        raise DomainError(f"Chưa ghi {what}. Hãy ghi rõ để người khác đọc lại hiểu được.")
    return text.strip()


def sent_revision(filing: Filing) -> Revision:
    """The filing's latest revision; refused where nothing was sent yet."""
    if filing.latest is None:
        raise DomainError("Phiếu chưa được gửi lần nào. Hãy đề nghị xã gửi phiếu trước.")
    return filing.latest


def refuse_unknown(numbers: Collection[str], known: Collection[str], what: str) -> None:
    if unknown := [number for number in numbers if number not in known]:
        raise DomainError(
            f"Bộ tiêu chí của phiếu không có {what} {', '.join(unknown)}. Hãy chọn lại {what}."
        )


def refuse_past(due: date, on: date, what: str) -> None:
    if due < on:
        raise DomainError(f"{what} là {show_day(due)}, đã qua. Hãy chọn một ngày từ nay trở đi.")


def _is_closed(month: date) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(HELD, [month])
        row = cursor.fetchone()
    if row is None:
        raise DomainError(
            f"Tháng {show_month(month)} chưa được mở để nhận phiếu. "
            "Hãy đề nghị Văn phòng Điều phối NTM tỉnh mở tháng này."
        )
    return bool(row[0] == MonthState.CLOSED)


def _wrong_month(filing: Filing, step: Step) -> str:
    month = show_month(filing.month)
    if step.in_closed_month:
        return (
            f"Tháng {month} chưa chốt số liệu nên không cần đính chính. "
            "Hãy sửa thẳng trong phiếu, hoặc đề nghị nơi rà soát trả lại phiếu."
        )
    return (
        f"Tháng {month} đã chốt số liệu nên không {step.label} được nữa. "
        "Muốn sửa, hãy đề nghị đính chính."
    )


def _wrong_state(filing: Filing, step: Step) -> str:
    return (
        f"Không {step.label} được: phiếu đang ở trạng thái “{FilingState(filing.state).label}”. "
        "Có thể người khác vừa xử lý phiếu này; hãy tải lại trang để xem."
    )


def refuse_overwrite(
    found: CriterionReview | Opinion | None, by: User, seen: datetime | None, what: str
) -> None:
    """A colleague's word is replaced only by who saw it: `seen` is its moment on their page."""
    if found is None or found.by_id == by.pk or found.at == seen:
        return
    said = "đồng ý" if found.agrees else f"không đồng ý ({found.reason})"
    raise DomainError(
        f"{found.by.full_name} {what}: {said}. Hãy tải lại trang để xem trước khi thay."
    )
