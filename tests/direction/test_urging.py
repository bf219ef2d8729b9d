"""Reminders and the chairman's words: they stand in the story and move nothing."""

from __future__ import annotations

from datetime import date

import pytest
from at_once import at_once
from task_world import WHEN, on

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import instruct_task, remind_tasks, report_done
from langmoi.direction.models import TaskEvent, TaskState
from langmoi.direction.queries import story_of

DUE = date(2019, 7, 31)
LATE = on(date(2019, 8, 20))


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


def test_a_reminder_changes_nothing_but_the_story(given, sides):
    (reminded,) = remind_tasks([given.pk], by=sides.committee, note="Gọi điện.", **LATE)

    assert (reminded.state, reminded.due_on) == (TaskState.ISSUED, DUE)
    assert [event.step for event in story_of(given)] == ["issue", "remind"]
    assert AuditEntry.objects.get(action="task.remind").detail["note"] == "Gọi điện."
    assert first_broken_entry() is None


def test_a_second_reminder_of_the_same_day_is_refused_one_of_the_next_day_is_not(given, sides):
    remind_tasks([given.pk], by=sides.committee, **LATE)

    with pytest.raises(DomainError, match="đã được ghi đôn đốc"):
        remind_tasks([given.pk], by=sides.office, **LATE)
    remind_tasks([given.pk], by=sides.office, **on(date(2019, 8, 21)))
    assert TaskEvent.objects.filter(step="remind").count() == 2


def test_only_the_office_that_follows_reminds_and_all_or_nothing(give, sides):
    (one,) = give(due_on=DUE)
    with pytest.raises(NotAllowed):
        remind_tasks([one.pk], by=sides.district, **LATE)
    with pytest.raises(NotFound):
        remind_tasks([one.pk, 10**6], by=sides.committee, **LATE)
    with pytest.raises(NotFound):
        remind_tasks([], by=sides.committee, **LATE)
    assert not TaskEvent.objects.filter(step="remind").exists()


def test_nobody_is_reminded_of_what_waits_for_the_offices_own_answer(given, sides):
    report_done(given, "Xong.", by=sides.district, **WHEN)
    with pytest.raises(DomainError, match="chờ xác nhận"):
        remind_tasks([given.pk], by=sides.committee, **LATE)


def test_the_leader_of_the_issuing_place_says_what_is_to_be_done(given, sides, leader):
    instruct_task(given, "Huyện báo cáo trực tiếp trước ngày 25/8.", by=leader, **LATE)

    said = story_of(given)[-1]
    assert (said.step, said.note) == ("instruct", "Huyện báo cáo trực tiếp trước ngày 25/8.")
    assert said.capacity.startswith("Lãnh đạo UBND")
    given.refresh_from_db()
    assert given.state == TaskState.ISSUED


def test_nobody_else_speaks_for_the_leader_and_nothing_is_said_without_words(given, sides, leader):
    for other in (sides.committee, sides.district, sides.stranger):
        with pytest.raises(NotAllowed):
            instruct_task(given, "Làm ngay.", by=other, **LATE)
    with pytest.raises(DomainError, match="Chưa ghi ý kiến chỉ đạo"):
        instruct_task(given, "  ", by=leader, **LATE)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_remind_at_once_one_writes_it_down(given, sides):
    answers = at_once(
        lambda: remind_tasks([given.pk], by=sides.committee, **LATE),
        lambda: remind_tasks([given.pk], by=sides.office, **LATE),
    )

    assert sum(isinstance(one, DomainError) for one in answers) == 1
    assert TaskEvent.objects.filter(step="remind").count() == 1
