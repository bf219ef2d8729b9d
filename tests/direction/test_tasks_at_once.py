"""Two people at once: exactly one step is taken, and the other person is told."""

from __future__ import annotations

from datetime import date

import pytest
from at_once import at_once
from task_world import TODAY, WHEN, on

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError
from langmoi.direction.actions import (
    confirm_task,
    extend_task,
    issue_directive,
    make_periods,
    report_done,
    send_back_task,
    withdraw_assignment,
)
from langmoi.direction.models import Directive, TaskEvent, TaskInstance, TaskState

pytestmark = pytest.mark.django_db(transaction=True)
DUE = date(2019, 7, 31)


def same(instance):
    """Each thread with its own copy, as two pages have."""
    return TaskInstance.objects.get(pk=instance.pk)


def refused(answers):
    (told,) = [str(one) for one in answers if isinstance(one, DomainError)]
    return told


def test_of_confirming_and_sending_back_at_once_one_holds(given, sides):
    report_done(given, "Đã xong.", by=sides.district, **WHEN)
    one, two = same(given), same(given)

    answers = at_once(
        lambda: confirm_task(one, by=sides.committee, **WHEN),
        lambda: send_back_task(two, "Thiếu.", by=sides.office, **WHEN),
    )

    assert "người khác vừa xử lý" in refused(answers)
    assert TaskEvent.objects.filter(step__in=("confirm", "send_back")).count() == 1
    assert first_broken_entry() is None


def test_done_is_reported_once(given, sides):
    one, two = same(given), same(given)

    answers = at_once(
        lambda: report_done(one, "Đã xong.", by=sides.district, **WHEN),
        lambda: report_done(two, "Đã xong.", by=sides.district, **WHEN),
    )

    assert "“chờ xác nhận”" in refused(answers)
    assert TaskEvent.objects.filter(step="complete").count() == 1


def test_of_two_extensions_at_once_the_second_sees_the_first(given, sides):
    one, two = same(given), same(given)

    answers = at_once(
        lambda: extend_task(one, date(2019, 8, 15), "Mưa.", seen=DUE, by=sides.committee, **WHEN),
        lambda: extend_task(two, date(2019, 8, 20), "Mưa.", seen=DUE, by=sides.office, **WHEN),
    )

    assert "Hạn vừa được người khác đổi" in refused(answers)
    assert TaskEvent.objects.filter(step="extend").count() == 1


def test_tasks_are_issued_once(directive, committee, office, draft_task):
    one, two = (Directive.objects.get(pk=directive.pk) for _ in range(2))
    seen = one.version

    answers = at_once(
        lambda: issue_directive(one, seen=seen, by=committee, **WHEN),
        lambda: issue_directive(two, seen=seen, by=office, **WHEN),
    )

    assert "vừa được người khác sửa" in refused(answers)
    assert TaskInstance.objects.count() == 1


def test_periods_made_at_once_are_made_once(give, committee, office):
    (first,) = give(recurring="monthly")
    task, span = first.assignment.task, (TODAY, date(2019, 12, 1))

    made = at_once(
        lambda: make_periods(task, *span, by=committee, **WHEN),
        lambda: make_periods(task, *span, by=office, **WHEN),
    )

    assert sorted(len(one) for one in made) == [0, 5]
    assert TaskInstance.objects.count() == 6


def test_no_period_is_left_open_when_the_task_is_withdrawn_at_once(give, committee, office):
    (first,) = give(recurring="monthly")
    assignment, span = first.assignment, (TODAY, date(2019, 12, 1))

    at_once(
        lambda: make_periods(assignment.task, *span, by=committee, **WHEN),
        lambda: withdraw_assignment(assignment, "Giao nhầm.", by=office, **on(TODAY)),
    )

    assert set(TaskInstance.objects.values_list("state", flat=True)) == {TaskState.WITHDRAWN}


def test_a_report_and_the_withdrawal_of_all_periods_do_not_wait_for_each_other(
    give, committee, office, sides
):
    (first,) = give(recurring="monthly")
    assignment = first.assignment
    last = make_periods(assignment.task, TODAY, date(2020, 6, 1), by=committee, **WHEN)[-1]

    answers = at_once(
        lambda: report_done(last, "Đã xong.", by=sides.district, **WHEN),
        lambda: withdraw_assignment(assignment, "Giao nhầm.", by=office, **WHEN),
    )

    assert isinstance(answers[1], list)
    assert set(TaskInstance.objects.values_list("state", flat=True)) == {TaskState.WITHDRAWN}
