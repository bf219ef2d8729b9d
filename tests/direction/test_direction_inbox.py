"""What of the tasks that documents gave waits for whom."""

from __future__ import annotations

from datetime import date

from task_world import WHEN
from task_world import on as at_day

from langmoi.core.memory import remembering
from langmoi.direction.actions import (
    accept_task,
    ask_extension,
    extend_task,
    report_done,
    send_back_task,
)
from langmoi.direction.models import Nature
from langmoi.notices.direction import direction_tasks
from langmoi.notices.model import TaskKind
from langmoi.notices.tasks import tasks_of

DUE = date(2019, 7, 31)
NEAR, OVER = date(2019, 7, 26), date(2019, 8, 20)


def kinds(user, day):
    return [task.kind for task in direction_tasks(user, on=day)]


def test_a_new_task_is_to_be_received_by_those_who_answer_for_the_assignee(given, sides):
    [task] = tasks_of(sides.district, on=NEAR)

    assert (task.kind, task.due_on, task.pk) == (TaskKind.TASK_ACCEPT, DUE, given.pk)
    assert task.title == "Tiếp nhận nhiệm vụ"
    assert kinds(sides.stranger, NEAR) == []


def test_once_received_it_waits_again_when_it_is_due_soon_or_overdue(given, sides):
    accept_task(given, by=sides.district, **WHEN)

    assert kinds(sides.district, date(2019, 7, 23)) == []
    assert kinds(sides.district, NEAR) == [TaskKind.TASK_REPORT]
    assert kinds(sides.district, OVER) == [TaskKind.TASK_REPORT]


def test_a_report_waits_for_the_office_and_comes_back_when_sent_back(given, sides):
    report_done(given, "Xong.", by=sides.district, **WHEN)
    assert kinds(sides.committee, NEAR) == kinds(sides.office, NEAR) == [TaskKind.TASK_CONFIRM]
    assert kinds(sides.district, NEAR) == []

    send_back_task(given, "Thiếu biểu.", by=sides.committee, **at_day(NEAR))
    assert kinds(sides.district, NEAR) == [TaskKind.TASK_REDO]
    assert kinds(sides.committee, NEAR) == []


def test_an_extension_asked_for_waits_until_it_is_answered(given, sides):
    until = date(2019, 8, 31)
    ask_extension(given, until, "Mưa lũ.", by=sides.district, **WHEN)
    assert kinds(sides.committee, NEAR) == [TaskKind.TASK_EXTEND]

    extend_task(given, until, "Đồng ý.", seen=DUE, by=sides.committee, **at_day(NEAR))
    assert kinds(sides.committee, NEAR) == []


def test_what_is_overdue_is_one_thing_to_do_for_the_office_and_in_time_for_the_head(
    give, sides, person
):
    leader = person("leader", "province_leader", "62", "province")
    give(due_on=DUE)
    give(due_on=date(2019, 8, 10), text="Việc khác.")
    give(due_on=DUE, text="Đề nghị.", nature=Nature.REQUEST)

    [pressing] = direction_tasks(sides.committee, on=OVER)
    assert (pressing.kind, pressing.due_on) == (TaskKind.TASK_URGE, DUE)
    assert pressing.detail.startswith("2 nhiệm vụ quá hạn")
    [up] = direction_tasks(leader, on=OVER)
    assert up.kind == TaskKind.TASK_ESCALATED
    assert up.detail.startswith("1 nhiệm vụ quá hạn từ 15 ngày")
    assert kinds(leader, date(2019, 8, 5)) == []


def test_the_inbox_asks_as_often_for_one_task_as_for_many(
    give, sides, django_assert_max_num_queries
):
    for number in range(10):
        give(due_on=DUE, text=f"Việc {number}.")
    for user in (sides.district, sides.committee):
        with remembering(), django_assert_max_num_queries(14):
            list(direction_tasks(user, on=OVER))


def test_nothing_is_read_again_until_somebody_takes_a_step(given, sides, django_assert_num_queries):
    with remembering():
        assert [task.kind for task in direction_tasks(sides.district, on=NEAR)] == [
            TaskKind.TASK_ACCEPT
        ]
    with remembering(), django_assert_num_queries(1):  # the marks
        direction_tasks(sides.district, on=NEAR)

    ask_extension(given, date(2019, 8, 31), "Mưa lũ.", by=sides.district, **WHEN)
    with remembering():
        found = [task.kind for task in direction_tasks(sides.committee, on=NEAR)]
    assert found == [TaskKind.TASK_EXTEND]
