"""The chairman's sheet: what was asked of the unit in each term, by label, with the rate."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest
from task_world import WHEN
from task_world import on as at_day

from langmoi.direction.actions import accept_task, confirm_task, report_done
from langmoi.direction.models import Nature
from langmoi.overview.account_tasks import account_tasks
from langmoi.people.models import Post

DUE, NOW = date(2019, 7, 31), date(2019, 9, 10)


@pytest.fixture
def terms(person, sa_thay):
    """One chairman to the end of July, the next from August on; the present one first."""
    before = person("before", "district_chairman", "616", "district", valid_to=DUE)
    after = person("after", "district_chairman", "616", "district", valid_from=date(2019, 8, 1))
    return [Post.objects.get(user=user) for user in (after, before)]


def finish(instance, sides, day):
    report_done(instance, "Xong.", by=sides.district, **at_day(day))
    confirm_task(instance, by=sides.committee, **at_day(day))


def test_five_labels_the_rate_and_the_overdue_by_name(give, sides, sa_thay, terms):
    (in_time,), (late,), (overdue,) = (give(due_on=DUE, text=f"Việc {n}.") for n in range(3))
    give(text="Chưa hạn.")
    (accepted,) = give(due_on=date(2019, 12, 31), text="Cuối năm.")
    give(text="Đề nghị.", nature=Nature.REQUEST)
    accept_task(accepted, by=sides.district, **WHEN)
    finish(in_time, sides, date(2019, 7, 30))
    finish(late, sides, date(2019, 8, 5))

    now, _ = account_tasks(sa_thay.pk, terms, on=NOW)

    assert [count for _, count in now.by_label] == [1, 1, 1, 0, 1]
    assert (now.rate, now.handed_over) == (Decimal("50.00"), 4)
    assert [row.facts.key for row in now.overdue] == [overdue.pk]
    assert now.overdue[0].standing.days_late == 41


def test_a_term_that_has_ended_stands_as_on_its_last_day(give, sides, sa_thay, terms):
    (late,) = give(due_on=DUE)
    finish(late, sides, date(2019, 8, 5))

    now, before = account_tasks(sa_thay.pk, terms, on=NOW)

    assert [count for _, count in now.by_label] == [0, 0, 0, 0, 1]
    assert (before.as_of, before.counts.total, before.handed_over) == (DUE, 1, 0)
    assert before.counts.tally.done == before.counts.tally.overdue == 0
    assert before.rate is None


def test_nothing_asked_is_no_rate(sa_thay, terms):
    found = account_tasks(sa_thay.pk, terms, on=NOW)
    assert [(term.counts.total, term.rate, term.overdue) for term in found] == [(0, None, ())] * 2


def test_the_reads_are_the_same_however_many_tasks(
    give, sa_thay, terms, django_assert_max_num_queries
):
    for number in range(6):
        give(due_on=DUE, text=f"Việc {number}.")
    with django_assert_max_num_queries(4):
        account_tasks(sa_thay.pk, terms, on=NOW)
