"""Tasks before and as they are issued: drafts, who gets them, and periods of those that recur."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from task_world import TODAY, WHEN, on

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import (
    Assignee,
    NewTask,
    add_task,
    change_task,
    drop_task,
    issue_directive,
    make_periods,
    withdraw_assignment,
)
from langmoi.direction.models import DirectiveTask, Nature, Recurring, TaskEvent, TaskInstance
from langmoi.direction.periods import period_of, periods_between
from langmoi.people.models import Duty
from langmoi.places.queries import unit_versions

TARGET = {
    "what": "communes_meeting_criteria",
    "criteria": ["18", "19"],
    "bound": "at_least",
    "number": "100",
    "unit": "percent",
    "by": "2019-12-31",
}


@pytest.fixture
def draft(directive, committee):
    def add(text="Rà soát.", **told):
        task = NewTask(text=text, **told)
        return add_task(directive, task, seen=directive.version, by=committee, **WHEN)

    return add


def test_one_order_for_every_district_gives_each_its_own_instance(give):
    districts = unit_versions(TODAY, level="district")

    made = give(*[Assignee(Duty.LEAD, unit=one.unit_id) for one in districts])

    assert len(made) == len(districts) == 10
    assert {one.state for one in made} == {"issued"}
    assert TaskEvent.objects.filter(step="issue", instance__in=made).count() == 10
    assert AuditEntry.objects.get(action="directive.issue").detail["instances"] == 10


def test_the_event_of_issuing_tells_the_capacity_and_the_due_day(given):
    (event,) = given.events.all()

    assert event.capacity == "Văn phòng UBND tỉnh Kon Tum"
    assert (event.due_before, event.due_after) == (None, date(2019, 7, 31))


def test_a_task_keeps_what_was_read(draft, lead, department):
    task = draft(
        clause="2.2",
        nature=Nature.ORDER,
        product="báo cáo tổng kết",
        target=TARGET,
        due_on=date(2019, 7, 31),
        due_text="hoàn thành trong tháng 7 năm 2019",
        span=(0, 9),
        assignees=(lead, Assignee(Duty.CO_OPERATE, agency=department.pk)),
    )

    kept = DirectiveTask.objects.get(pk=task.pk)
    assert (kept.target, kept.span_start, kept.span_end) == (TARGET, 0, 9)
    assert {str(one.assignee) for one in kept.assignments.all()} == {
        "huyện Sa Thầy",
        "Sở Nông nghiệp và Phát triển nông thôn",
    }


def test_a_draft_is_changed_and_dropped_but_not_once_issued(draft, lead, directive, committee):
    one, two = draft(assignees=(lead,)), draft(text="Đọc nhầm.", assignees=(lead,))
    change = {"by": committee, "on": TODAY}

    change_task(one, NewTask(text="Mới.", assignees=(lead,)), seen=directive.version, **change)
    drop_task(two, seen=directive_now(directive).version, **change)
    issue_directive(directive, seen=directive_now(directive).version, by=committee, **WHEN)

    assert [task.text for task in directive.tasks.all()] == ["Mới."]
    with pytest.raises(DomainError, match="đã giao nên không sửa"):
        drop_task(one, seen=directive_now(directive).version, **change)
    with pytest.raises(DomainError, match="đã được bỏ"):
        drop_task(two, seen=directive_now(directive).version, **change)


def directive_now(directive):
    directive.refresh_from_db()
    return directive


def test_a_draft_seen_in_an_earlier_version_is_not_issued(draft, lead, directive, committee):
    draft(assignees=(lead,))

    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        issue_directive(directive, seen=1, by=committee, **WHEN)

    assert not TaskInstance.objects.exists()


def test_an_order_that_nobody_leads_is_not_issued(draft, directive, committee, sa_thay):
    draft(clause="1", assignees=(Assignee(Duty.CO_OPERATE, unit=sa_thay.pk),))

    with pytest.raises(DomainError, match="Mục 1 chưa có nơi chủ trì"):
        issue_directive(directive, seen=directive.version, by=committee, **WHEN)


def test_a_directive_without_new_tasks_issues_nothing(given, directive, committee):
    with pytest.raises(DomainError, match="không còn nhiệm vụ nào chưa giao"):
        issue_directive(directive, seen=directive.version, by=committee, **WHEN)


def test_a_district_does_not_issue_what_the_province_drafts(draft, lead, directive, sides):
    draft(assignees=(lead,))

    with pytest.raises(NotAllowed, match="Chỉ văn phòng theo dõi"):
        issue_directive(directive, seen=directive.version, by=sides.district, **WHEN)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"text": " \n "}, "Chưa ghi nội dung nhiệm vụ"),
        ({"span": (5, 5000)}, "không nằm trong toàn văn"),
        ({"span": (5, 5)}, "không nằm trong toàn văn"),
        ({"recurring": Recurring.MONTHLY, "due_on": TODAY}, "Hãy bỏ ngày hạn, hoặc bỏ chu kỳ"),
        ({"days_after": 5}, "chỉ dùng cho nhiệm vụ định kỳ"),
        ({"recurring": Recurring.MONTHLY, "days_after": 400}, "từ 0 đến 366"),
        ({"assignees": (Assignee(Duty.LEAD),)}, "một cơ quan hoặc một địa phương"),
        ({"assignees": (Assignee(Duty.LEAD, unit=0),)}, "không có trong danh sách"),
        ({"assignees": (Assignee(Duty.LEAD, agency=0),)}, "không có trong danh sách"),
        ({"target": {"what": "xã"}}, "Mục tiêu đo được cần đủ"),
    ],
)
def test_what_is_wrong_with_a_task_is_said(draft, told, said):
    with pytest.raises(DomainError, match=said):
        draft(**told)

    assert not DirectiveTask.objects.exists()


def test_who_leads_does_not_co_operate_too(draft, lead, sa_thay):
    with pytest.raises(DomainError, match="ghi hai lần"):
        draft(assignees=(lead, Assignee(Duty.CO_OPERATE, unit=sa_thay.pk)))


# ---- Periods


@pytest.mark.parametrize(
    ("recurring", "first", "last"),
    [
        (Recurring.MONTHLY, date(2020, 2, 1), date(2020, 2, 29)),
        (Recurring.QUARTERLY, date(2020, 1, 1), date(2020, 3, 31)),
        (Recurring.HALF_YEARLY, date(2020, 1, 1), date(2020, 6, 30)),
        (Recurring.YEARLY, date(2020, 1, 1), date(2020, 12, 31)),
    ],
)
def test_the_period_of_a_day(recurring, first, last):
    period = period_of(date(2020, 2, 29), recurring)

    assert (period.first, period.last) == (first, last)


@pytest.mark.parametrize(
    ("recurring", "count"),
    [
        (Recurring.MONTHLY, 9),
        (Recurring.QUARTERLY, 4),
        (Recurring.HALF_YEARLY, 3),
        (Recurring.YEARLY, 3),
    ],
)
def test_periods_run_across_years_without_gaps(recurring, count):
    first, last = date(2018, 12, 31), date(2019, 8, 1)
    if recurring in (Recurring.HALF_YEARLY, Recurring.YEARLY):
        last = date(2020, 1, 1) if recurring == Recurring.YEARLY else date(2019, 7, 1)

    found = periods_between(first, last, recurring)

    assert len(found) == count
    assert found[0].first <= first
    assert found[-1].last >= last
    for before, after in zip(found, found[1:], strict=False):
        assert after.first - before.last == timedelta(days=1)


@pytest.mark.parametrize(
    ("first", "last", "said"),
    [
        (date(2019, 7, 1), date(2019, 6, 30), "trước ngày đầu"),
        (date(2019, 7, 1), date(2029, 7, 1), "hơn 120 kỳ"),
    ],
)
def test_a_range_that_is_no_range_is_refused(first, last, said):
    with pytest.raises(DomainError, match=said):
        periods_between(first, last, Recurring.MONTHLY)


def test_a_recurring_task_begins_with_the_period_of_the_day(give):
    (made,) = give(recurring=Recurring.MONTHLY, days_after=5)

    assert (made.period_from, made.period_to) == (date(2019, 7, 1), date(2019, 7, 31))
    assert made.due_on == date(2019, 8, 5)


def test_periods_are_made_once_across_the_year_s_end(give, committee):
    (first,) = give(recurring=Recurring.MONTHLY)
    task = first.assignment.task
    span = (date(2019, 7, 1), date(2020, 2, 10))

    made = make_periods(task, *span, by=committee, **on(date(2019, 12, 30)))
    again = make_periods(task, *span, by=committee, **on(date(2019, 12, 30)))

    assert [one.period_from.month for one in made] == [8, 9, 10, 11, 12, 1, 2]
    assert made[-1].due_on == date(2020, 2, 29)
    assert again == []
    assert TaskInstance.objects.count() == 8
    assert AuditEntry.objects.filter(action="task.periods").count() == 1


def test_who_was_relieved_of_a_task_gets_no_more_of_it(give, committee, lead, department):
    one, other = give(lead, Assignee(Duty.CO_OPERATE, agency=department.pk), recurring="monthly")
    withdraw_assignment(other.assignment, "Sáp nhập cơ quan.", by=committee, **WHEN)

    made = make_periods(
        one.assignment.task, TODAY, date(2019, 9, 1), by=committee, **on(date(2019, 8, 1))
    )

    assert {made_one.assignment_id for made_one in made} == {one.assignment_id}
    other.refresh_from_db()
    assert other.state == "withdrawn"


def test_a_single_task_has_no_periods(given, committee):
    with pytest.raises(DomainError, match="Chỉ nhiệm vụ định kỳ"):
        make_periods(given.assignment.task, TODAY, TODAY, by=committee, **WHEN)


def test_a_district_makes_no_periods_of_the_province_s_task(give, sides):
    (made,) = give(recurring=Recurring.MONTHLY)

    with pytest.raises(NotAllowed, match="được lập kỳ mới"):
        make_periods(made.assignment.task, TODAY, TODAY, by=sides.district, **WHEN)


def test_a_period_that_was_over_before_the_task_was_given_makes_nobody_late(give, directive):
    directive.dated_on = date(2019, 5, 2)
    directive.save()

    (made,) = give(recurring=Recurring.MONTHLY)

    assert made.period_from == date(2019, 7, 1)
