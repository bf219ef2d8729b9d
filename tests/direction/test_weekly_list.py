"""The weekly list of whom to remind, and what goes up to the chairman."""

from __future__ import annotations

from datetime import date

import pytest
from task_world import TODAY, unit
from task_world import on as at_day

from langmoi.direction.access import issued_by, led_by
from langmoi.direction.actions import (
    Assignee,
    accept_task,
    ask_extension,
    remind_tasks,
    report_done,
    suspend_task,
)
from langmoi.direction.escalation import escalation_rule
from langmoi.direction.models import Nature
from langmoi.direction.weekly import Why, escalated, weekly_list
from langmoi.people.models import Duty

DUE = date(2019, 7, 31)


@pytest.fixture
def province(kontum):
    return {unit("62", "province").pk}


def test_overdue_due_this_week_and_silent_each_with_its_reason(give, sides, province):
    give(due_on=date(2019, 7, 25))
    give(due_on=DUE)
    give(text="Rà soát.")
    give(due_on=date(2019, 12, 31), text="Cuối năm.")
    give(text="Đề nghị.", nature=Nature.REQUEST)

    found = weekly_list(province, on=date(2019, 7, 31))

    assert [(line.why, line.days_late) for line in found.lines] == [
        (Why.OVERDUE, 6), (Why.DUE, 0), (Why.SILENT, 0), (Why.SILENT, 0),
    ]  # fmt: skip
    [group] = found.groups
    assert group.assignee == "huyện Sa Thầy"
    assert [person.name for person in group.contacts.others]
    assert {line.done.silent_since for line in found.lines} == {TODAY}


def test_what_waits_for_the_office_is_put_off_or_far_away_is_not_on_it(give, sides, province):
    (reported,) = give(due_on=DUE)
    (suspended,) = give(due_on=DUE)
    (far,) = give(due_on=date(2019, 12, 31))
    report_done(reported, "Xong.", by=sides.district, **at_day(date(2019, 7, 23)))
    suspend_task(suspended, "Chờ vốn.", by=sides.committee, **at_day(date(2019, 7, 23)))
    accept_task(far, by=sides.district, **at_day(date(2019, 7, 23)))

    assert weekly_list(province, on=date(2019, 8, 20)).lines == []
    assert escalated(province, on=date(2019, 8, 20)).lines == []


def test_who_only_co_operates_is_reminded_of_nothing(give, lead, province):
    other = Assignee(Duty.CO_OPERATE, unit=unit("612", "district").pk)
    give(lead, other, due_on=DUE)

    assert {group.assignee for group in weekly_list(province, on=date(2019, 8, 5)).groups} == {
        "huyện Sa Thầy"
    }


def test_a_line_tells_what_was_done_about_it(give, sides, province):
    (one,) = give(due_on=DUE)
    ask_extension(one, date(2019, 8, 31), "Mưa lũ.", by=sides.district, **at_day(DUE))
    remind_tasks([one.pk], by=sides.committee, **at_day(date(2019, 8, 5)))

    [line] = weekly_list(province, on=date(2019, 8, 6)).lines

    assert line.done.silent_since == DUE
    assert line.done.asks_until == date(2019, 8, 31)
    assert [told.day for told in line.done.reminders] == [date(2019, 8, 5)]
    assert line.done.reminders[0].capacity


def test_after_the_rules_days_it_goes_up(give, province):
    give(due_on=DUE)
    rule = escalation_rule(TODAY)

    assert (rule.days, rule.status) == (15, "placeholder")
    assert "chưa có văn bản" in rule.basis
    assert escalated(province, on=date(2019, 8, 14)).lines == []
    assert [line.days_late for line in escalated(province, on=date(2019, 8, 15)).lines] == [15]


def test_whose_documents_somebody_follows_and_whose_they_head(sides, person):
    leader = person("leader", "province_leader", "62", "province")
    chairman = person("chairman", "district_chairman", "616", "district")
    province, district = unit("62", "province").pk, unit("616", "district").pk

    assert province in issued_by(sides.committee, on=TODAY)
    assert issued_by(sides.district, on=TODAY) == {district}
    assert issued_by(leader, on=TODAY) == set()
    assert province in led_by(leader, on=TODAY)
    assert led_by(chairman, on=TODAY) == {district}
    assert led_by(sides.district, on=TODAY) == set()


def test_the_list_takes_the_same_reads_however_long_it_is(
    give, lead, province, django_assert_max_num_queries
):
    for number in range(12):
        give(due_on=DUE, text=f"Việc {number}.")
    with django_assert_max_num_queries(6):
        assert len(weekly_list(province, on=date(2019, 8, 20)).lines) == 12
    with django_assert_max_num_queries(6):
        assert len(escalated(province, on=date(2019, 8, 20)).lines) == 12
