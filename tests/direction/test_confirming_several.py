"""Confirming several reports at once: all of them, or none."""

from __future__ import annotations

import pytest
from task_world import WHEN, unit

from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.direction.actions import Assignee, confirm_tasks, report_done
from langmoi.people.models import Duty


@pytest.fixture
def two(give, lead, sides):
    """The same task of two districts, both reported done."""
    other = Assignee(Duty.LEAD, unit=unit("612", "district").pk)
    first, second = give(lead, other)
    report_done(first, "Đã rà soát.", by=sides.district, **WHEN)
    report_done(second, "Đã rà soát.", by=sides.stranger, **WHEN)
    return first, second


def states(instances):
    for one in instances:
        one.refresh_from_db()
    return [one.state for one in instances]


def test_several_reports_are_confirmed_at_once(two, committee):
    confirm_tasks([one.pk for one in two], by=committee, **WHEN)

    assert states(two) == ["done", "done"]


def test_one_that_was_answered_meanwhile_holds_all_back(two, committee):
    confirm_tasks([two[0].pk], by=committee, **WHEN)

    with pytest.raises(DomainError, match="Chưa xác nhận việc nào"):
        confirm_tasks([one.pk for one in two], by=committee, **WHEN)

    assert states(two) == ["done", "reported"]


def test_who_does_not_follow_the_document_confirms_nothing(two, sides):
    with pytest.raises(NotAllowed):
        confirm_tasks([two[0].pk], by=sides.stranger, **WHEN)

    assert states(two) == ["reported", "reported"]


def test_what_is_not_there_is_said(two, committee):
    with pytest.raises(NotFound):
        confirm_tasks([two[0].pk, 0], by=committee, **WHEN)
