"""Deadlines of a month: the chain's rule, a day set for all, or more time for one unit."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from datetime import date

from django.db import transaction
from django.db.models import Q

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.memory import kept
from langmoi.core.months import show_month
from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import Unit
from langmoi.reporting.chain import chain_on
from langmoi.reporting.models import Deadline, ReportingMonth, StepKind


def due_on(month: date, step: StepKind, unit_key: int | None = None) -> date:
    """By when the step is due: for this unit, where it was given a day of its own."""
    keys = [] if unit_key is None else [unit_key]
    return due_days(month, step, keys).get(unit_key or 0, default_due_on(month, step))


def default_due_on(month: date, step: StepKind) -> date:
    """The month's day for all: as set, else by the chain's rule."""
    return deadlines_of(month)[step]


def deadlines_of(month: date) -> dict[StepKind, date]:
    """The days of the month for all units, in the order of the chain."""
    tables = ("reporting_deadline", "reporting_reportingmonth")
    return dict(kept(("deadlines", month), lambda: _deadlines_of(month), *tables))


def _deadlines_of(month: date) -> dict[StepKind, date]:
    chain = chain_on(month)
    found = Deadline.objects.filter(month__month=month, unit__isnull=True)
    as_set = dict(found.values_list("step", "due_on"))
    opened = ReportingMonth.objects.filter(month=month).values_list("due_on", flat=True).first()
    if opened is not None:
        as_set.setdefault(StepKind.SUBMIT, opened)
    return {s.kind: as_set.get(s.kind) or chain.due_on(s.kind, month) for s in chain.steps}


def due_days(month: date, step: StepKind, unit_keys: Collection[int]) -> dict[int, date]:
    """The day of the step for each unit."""
    of_units = _own_days(month, step) if unit_keys else {}
    common = default_due_on(month, step)
    return {unit: of_units.get(unit, common) for unit in unit_keys}


def _own_days(month: date, step: StepKind) -> Mapping[int, date]:
    """Of the units that were given a day of their own; few are."""
    rows = Deadline.objects.filter(month__month=month, step=step, unit__isnull=False)
    key = ("own deadlines", month, step)
    tables = ("reporting_deadline", "reporting_reportingmonth")
    return kept(key, lambda: dict(rows.values_list("unit_id", "due_on")), *tables)


def dues_through(months: Collection[date], step: StepKind, unit_key: int) -> dict[date, date]:
    """By when the step was due for one unit in each of the months; two queries for all of them."""
    rows = Deadline.objects.filter(month__month__in=months, step=step)
    told = rows.filter(Q(unit_id=unit_key) | Q(unit__isnull=True)).values_list(
        "month__month", "unit_id", "due_on"
    )
    own = {month: due for month, unit, due in told if unit is not None}
    common = {month: due for month, unit, due in told if unit is None}
    opened: dict[date, date | None] = {}
    if step == StepKind.SUBMIT:
        found = ReportingMonth.objects.filter(month__in=months)
        opened = dict(found.values_list("month", "due_on"))
    return {
        month: own.get(month)
        or common.get(month)
        or opened.get(month)
        or chain_on(month).due_on(step, month)
        for month in months
    }


def exceptions_of(month: date) -> list[Deadline]:
    """Who was given another day than the rule's, with the reason and by whom."""
    found = Deadline.objects.filter(Q(month__month=month)).select_related("made_by", "unit")
    return list(found.order_by("step", "unit"))


@transaction.atomic
def set_deadline(
    month: date,
    step: StepKind,
    due: date,
    *,
    by: User,
    on: date,
    unit: Unit | None = None,
    reason: str = "",
) -> Deadline:
    """Set the day of a step for all, or for one unit; a day other than the rule's has a reason."""
    if not may_set_deadlines(by, unit, on):
        raise NotAllowed(
            "Chỉ Văn phòng Điều phối NTM tỉnh được đặt hạn hoặc gia hạn cho các bước của tháng."
        )
    opened = ReportingMonth.objects.select_for_update().filter(month=month).first()
    if opened is None or opened.is_closed:
        raise DomainError(
            f"Tháng {show_month(month)} chưa mở hoặc đã chốt nên không đặt được hạn. "
            "Hãy chọn tháng đang tổng hợp."
        )
    _check(month, step, due, unit, reason)
    told = {"due_on": due, "reason": reason.strip(), "made_by": by}
    deadline, _ = Deadline.objects.update_or_create(told, month=opened, step=step, unit=unit)
    record(
        "deadline.set",
        deadline,
        by=by,
        month=str(month),
        step=str(step),
        unit=unit.pk if unit else None,
        due_on=str(due),
        reason=reason.strip(),
    )
    return deadline


def may_set_deadlines(user: User, unit: Unit | None, on: date) -> bool:
    """Whether the user may set the days of the months, for this unit where one is named."""
    scope = units_in_scope(user, on=on, roles=(Role.PROVINCE_OFFICE,))
    return bool(scope) and (unit is None or unit.pk in scope)


def _check(month: date, step: StepKind, due: date, unit: Unit | None, reason: str) -> None:
    chain = chain_on(month)
    if due < chain.cut_off(month):
        raise DomainError(
            f"Hạn {show_day(due)} trước ngày khóa kỳ {show_day(chain.cut_off(month))}. "
            "Hãy chọn một ngày sau đó."
        )
    if (unit is not None or due != chain.due_on(step, month)) and not reason.strip():
        raise DomainError(
            f"Hạn {show_day(due)} khác với quy định chung ({show_day(chain.due_on(step, month))}). "
            "Hãy ghi lý do, ví dụ đơn vị gặp bão lũ hoặc mất mạng."
        )
