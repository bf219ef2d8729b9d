"""One more place for a task that was given already."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.direction.access import issuing_post
from langmoi.direction.documents import hold_directive
from langmoi.direction.drafting import Assignee, NewTask, check_assignees
from langmoi.direction.instances import make_missing, tell_issued
from langmoi.direction.issuing import first_period
from langmoi.direction.models import Assignment, DirectiveTask, TaskInstance
from langmoi.direction.trail import LONGEST_CAPACITY
from langmoi.people.capacity import acting_in_words
from langmoi.people.models import User


@transaction.atomic
def add_assignee(
    task: DirectiveTask, who: Assignee, *, seen: int, by: User, on: date, at: datetime
) -> list[TaskInstance]:
    """Give an issued task to one more place: from this day on where it recurs.

    Periods that ended before are not asked of who did not have the task then.
    """
    held = hold_directive(task.directive, seen=seen, by=by, on=on)
    found = DirectiveTask.objects.select_for_update().get(pk=task.pk)
    if found.issued_at is None:
        raise DomainError("Nhiệm vụ này chưa giao. Hãy sửa nhiệm vụ để thêm nơi nhận, rồi giao.")
    check_assignees(NewTask(found.text, assignees=(who,)), on)
    if found.assignments.filter(agency=who.agency, unit=who.unit).exists():
        raise DomainError("Nơi này đã được giao nhiệm vụ. Hãy tải lại trang để xem.")
    assignment = Assignment.objects.create(
        task=found, duty=who.duty, agency_id=who.agency, unit_id=who.unit
    )
    made = make_missing([assignment], [first_period(found, on)], found)
    post = issuing_post(by, held.unit_id, on=on)
    capacity = acting_in_words(by, post, on)[:LONGEST_CAPACITY] if post else ""
    tell_issued(made, by=by, capacity=capacity, at=at)
    held.version += 1
    held.save(update_fields=["version"])
    task.directive.version = held.version
    told = {"task": found.pk, "directive": held.pk, "instances": len(made)}
    record("task.assign", assignment, by=by, duty=str(who.duty), **told)
    return made
