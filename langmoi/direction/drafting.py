"""The tasks of a directive before they are issued: add, change, drop."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import asdict, dataclass
from datetime import date, datetime
from typing import Any

from django.db import transaction
from django.db.models import Max

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.direction.documents import hold_directive
from langmoi.direction.models import Assignment, Directive, DirectiveTask, Nature, Recurring
from langmoi.direction.targets import read_target
from langmoi.direction.trail import line, words
from langmoi.people.models import Agency, Duty, User
from langmoi.places.queries import unit_versions

MOST_DAYS_AFTER = 366
LINES = {
    "clause": ("mục", 40),
    "product": ("sản phẩm", 300),
    "due_text": ("hạn ghi trong văn bản", 200),
}


@dataclass(frozen=True)
class Assignee:
    """Whom a task is given to: the key of one agency or of one unit."""

    duty: Duty
    agency: int | None = None
    unit: int | None = None


@dataclass(frozen=True)
class NewTask:
    """What a directive asks for in one place, as read or typed."""

    text: str
    nature: Nature = Nature.ORDER
    clause: str = ""
    assignees: tuple[Assignee, ...] = ()
    product: str = ""
    target: Mapping[str, Any] | None = None
    recurring: Recurring = Recurring.NEVER
    due_on: date | None = None
    due_text: str = ""
    days_after: int = 0
    span: tuple[int, int] | None = None


@transaction.atomic
def add_task(
    directive: Directive, told: NewTask, *, seen: int, by: User, on: date, at: datetime
) -> DirectiveTask:
    """Add a task after those that there are; nobody has it to do until it is issued."""
    held = hold_directive(directive, seen=seen, by=by, on=on)
    fields = _checked(held, told, on)
    last = held.tasks.aggregate(last=Max("position"))["last"] or 0
    task = DirectiveTask.objects.create(
        directive=held, position=last + 1, made_by=by, made_at=at, **fields
    )
    _assign(task, told)
    _moved_on(held, directive)
    record("task.add", task, by=by, task=task.pk, directive=held.pk, **_told(told))
    return task


@transaction.atomic
def change_task(
    task: DirectiveTask, told: NewTask, *, seen: int, by: User, on: date
) -> DirectiveTask:
    """Change a task that was not issued yet; `seen` is the version of its directive."""
    held = hold_directive(task.directive, seen=seen, by=by, on=on)
    found = _draft(task)
    for field, value in _checked(held, told, on).items():
        setattr(found, field, value)
    found.save()
    found.assignments.all().delete()
    _assign(found, told)
    _moved_on(held, task.directive)
    record("task.change", found, by=by, task=found.pk, directive=held.pk, **_told(told))
    return found


@transaction.atomic
def drop_task(task: DirectiveTask, *, seen: int, by: User, on: date) -> None:
    """Take a task out that was not issued yet, for instance one that was read by mistake."""
    held = hold_directive(task.directive, seen=seen, by=by, on=on)
    found = _draft(task)
    told = {"task": found.pk, "directive": held.pk, "clause": found.clause, "text": found.text}
    record("task.drop", found, by=by, **told)
    found.assignments.all().delete()
    found.delete()
    _moved_on(held, task.directive)


def _moved_on(held: Directive, shown: Directive) -> None:
    """The directive has a new version; who wrote it may go on writing."""
    held.version += 1
    held.save(update_fields=["version"])
    shown.version = held.version


def _draft(task: DirectiveTask) -> DirectiveTask:
    found = DirectiveTask.objects.filter(pk=task.pk).first()
    if found is None:
        raise DomainError("Nhiệm vụ này đã được bỏ. Hãy tải lại trang để xem.")
    if found.issued_at is not None:
        raise DomainError(
            "Nhiệm vụ này đã giao nên không sửa hay bỏ được. Hãy thu hồi rồi giao nhiệm vụ mới."
        )
    return found


def _assign(task: DirectiveTask, told: NewTask) -> None:
    Assignment.objects.bulk_create(
        Assignment(task=task, duty=one.duty, agency_id=one.agency, unit_id=one.unit)
        for one in told.assignees
    )


def _checked(directive: Directive, told: NewTask, on: date) -> dict[str, Any]:
    """The fields as they are kept; DomainError for the first that cannot be."""
    fields: dict[str, Any] = {
        name: line(getattr(told, name), what, most) for name, (what, most) in LINES.items()
    }
    _check_days(told)
    _check_span(told, directive)
    check_assignees(told, on)
    start, end = told.span or (None, None)
    target = None if told.target is None else read_target(told.target).as_data()
    return fields | {
        "text": words(told.text, "nội dung nhiệm vụ"),
        "nature": Nature(told.nature),
        "target": target,
        "recurring": Recurring(told.recurring),
        "due_on": told.due_on,
        "days_after": told.days_after,
        "span_start": start,
        "span_end": end,
    }


def _check_days(told: NewTask) -> None:
    if told.recurring and told.due_on is not None:
        raise DomainError(
            "Nhiệm vụ định kỳ có hạn theo từng kỳ nên không có một ngày hạn chung. "
            "Hãy bỏ ngày hạn, hoặc bỏ chu kỳ."
        )
    if told.days_after and not told.recurring:
        raise DomainError("Số ngày sau khi hết kỳ chỉ dùng cho nhiệm vụ định kỳ. Hãy chọn chu kỳ.")
    if not 0 <= told.days_after <= MOST_DAYS_AFTER:
        raise DomainError(f"Số ngày sau khi hết kỳ phải từ 0 đến {MOST_DAYS_AFTER}. Hãy ghi lại.")


def _check_span(told: NewTask, directive: Directive) -> None:
    if told.span is None:
        return
    start, end = told.span
    if not 0 <= start < end <= len(directive.text):
        raise DomainError(
            "Đoạn dẫn không nằm trong toàn văn của văn bản. Hãy chọn lại đoạn nói về nhiệm vụ."
        )


def check_assignees(told: NewTask, on: date) -> None:
    """Each is one agency or one unit of that day, named once."""
    if any((one.agency is None) == (one.unit is None) for one in told.assignees):
        raise DomainError("Mỗi nơi nhận nhiệm vụ là một cơ quan hoặc một địa phương. Hãy chọn lại.")
    named = Counter((one.agency, one.unit) for one in told.assignees)
    if any(count > 1 for count in named.values()):
        raise DomainError(
            "Một nơi được ghi hai lần trong nhiệm vụ này. Hãy chỉ để chủ trì hoặc phối hợp."
        )
    units = {one.unit for one in told.assignees if one.unit is not None}
    agencies = {one.agency for one in told.assignees if one.agency is not None}
    known = len(unit_versions(on, unit_keys=units)) if units else 0
    found = Agency.objects.filter(pk__in=agencies).count() if agencies else 0
    if known < len(units) or found < len(agencies):
        raise DomainError(
            "Có nơi nhận nhiệm vụ không có trong danh sách cơ quan, địa phương hôm nay. "
            "Hãy chọn lại."
        )


def _told(told: NewTask) -> dict[str, Any]:
    plain = asdict(told)
    plain["due_on"] = str(told.due_on) if told.due_on else None
    plain["assignees"] = [asdict(one) for one in told.assignees]
    return plain
