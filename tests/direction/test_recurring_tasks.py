"""The periods of recurring tasks, made by a timer as they begin."""

from __future__ import annotations

from datetime import date

from task_world import WHEN, on

from langmoi.cli import main
from langmoi.core.models import AuditEntry
from langmoi.direction.actions import make_due_periods, withdraw_assignment
from langmoi.direction.models import Recurring, TaskInstance
from langmoi.direction.queries import story_of


def test_the_timer_makes_the_periods_begun_since_the_last_one(give):
    (first,) = give(recurring=Recurring.MONTHLY, days_after=5)

    made = make_due_periods(**on(date(2019, 10, 1)))
    again = make_due_periods(**on(date(2019, 10, 31)))

    assert [one.period_from.month for one in made] == [8, 9, 10]
    assert made[-1].due_on == date(2019, 11, 5)
    assert again == []
    assert TaskInstance.objects.filter(assignment=first.assignment).count() == 4


def test_the_story_says_that_the_period_was_made_by_itself(give, committee):
    give(recurring=Recurring.QUARTERLY)

    (made,) = make_due_periods(**on(date(2019, 10, 1)))

    (event,) = story_of(made)
    assert event.by == committee
    assert event.note == "Kỳ mới của nhiệm vụ hằng quý, lập tự động theo chu kỳ."
    line = AuditEntry.objects.get(action="task.periods")
    assert line.actor == "langmoi direction periods"
    assert line.detail["instances"] == 1


def test_nothing_is_made_of_single_tasks_and_of_drafts(given, draft_task):
    assert make_due_periods(**on(date(2019, 12, 1))) == []


def test_who_was_relieved_gets_no_more_periods(give, committee):
    (first,) = give(recurring=Recurring.MONTHLY)
    withdraw_assignment(first.assignment, "Sáp nhập.", by=committee, **WHEN)

    assert make_due_periods(**on(date(2019, 9, 1))) == []


def test_the_command_makes_the_periods_of_the_day_once(give, settings, capsys):
    give(recurring=Recurring.MONTHLY)
    settings.TODAY = "2019-09-10"

    assert main(["direction", "periods"]) == 0
    assert main(["direction", "periods"]) == 0

    assert capsys.readouterr().out.splitlines() == [
        "Đã lập 2 việc của các kỳ mới.",
        "Đã lập 0 việc của các kỳ mới.",
    ]
