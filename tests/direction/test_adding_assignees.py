"""One more place for a task that was given already."""

from __future__ import annotations

from datetime import date

import pytest
from task_world import WHEN, on, unit

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.direction.actions import Assignee, add_assignee
from langmoi.direction.models import TaskEvent
from langmoi.people.models import Duty


@pytest.fixture
def another(kontum):
    return Assignee(Duty.LEAD, unit=unit("612", "district").pk)


def test_one_more_place_has_the_same_day(given, committee, another):
    task = given.assignment.task
    (made,) = add_assignee(task, another, seen=task.directive.version, by=committee, **WHEN)
    assert made.due_on == given.due_on
    assert TaskEvent.objects.get(instance=made).step == "issue"
    with pytest.raises(DomainError, match="đã được giao"):
        add_assignee(task, another, seen=task.directive.version, by=committee, **WHEN)


def test_of_a_recurring_task_it_gets_the_period_of_that_day(give, committee, another):
    first, *_ = give(recurring="monthly")
    task = first.assignment.task
    seen = task.directive.version
    (made,) = add_assignee(task, another, seen=seen, by=committee, **on(date(2019, 10, 5)))
    assert made.period_from == date(2019, 10, 1)


def test_what_was_not_given_yet_and_what_was_seen_before_is_refused(
    draft_task, committee, another, sides
):
    seen = draft_task.directive.version
    with pytest.raises(DomainError, match="chưa giao"):
        add_assignee(draft_task, another, seen=seen, by=committee, **WHEN)
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        add_assignee(draft_task, another, seen=seen + 7, by=committee, **WHEN)
    with pytest.raises(NotAllowed):
        add_assignee(draft_task, another, seen=seen, by=sides.district, **WHEN)
