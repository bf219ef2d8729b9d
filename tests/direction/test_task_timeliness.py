"""How a task stands on a day: every state, due day and nature, from what is stored alone."""

from __future__ import annotations

from datetime import date
from types import SimpleNamespace

import pytest

from langmoi.direction.models import Nature, TaskState
from langmoi.direction.timeliness import (
    DUE_SOON_STATUS,
    DUE_SOON_WORKING_DAYS,
    LABELS,
    Clock,
    Timeliness,
)
from langmoi.reporting.workdays import working_days_between

FRIDAY = date(2019, 7, 26)
MONDAY, TUESDAY = date(2019, 7, 22), date(2019, 7, 23)


def task(state=TaskState.IN_PROGRESS, due=None, reported=None, finished=None, nature="order"):
    return SimpleNamespace(
        nature=nature, state=state, due_on=due, reported_on=reported, finished_on=finished
    )


DAY = date(2019, 7, 31)


@pytest.mark.parametrize(
    ("told", "on", "kind", "label"),
    [
        (task(due=DAY), date(2019, 7, 1), "in_time", "trong hạn"),
        (task(due=DAY), date(2019, 7, 24), "due_soon", "sắp đến hạn"),
        (task(due=DAY), date(2019, 7, 23), "in_time", "trong hạn"),
        (task(due=DAY), DAY, "due_soon", "sắp đến hạn"),
        (task(due=DAY), date(2019, 8, 1), "overdue", "quá hạn 1 ngày"),
        (task(due=DAY), date(2019, 9, 30), "overdue", "quá hạn 61 ngày"),
        (task(), date(2030, 1, 1), "no_date", "không hạn"),
        (task("issued", DAY), date(2019, 8, 2), "overdue", "quá hạn 2 ngày"),
        (task("sent_back", DAY), date(2019, 8, 2), "overdue", "quá hạn 2 ngày"),
        # A report that waits stops the days.
        (task("reported", DAY, reported=DAY), date(2019, 9, 1), "in_time", "trong hạn"),
        (
            task("reported", DAY, reported=date(2019, 8, 3)),
            date(2019, 9, 1),
            "overdue",
            "quá hạn 3 ngày",
        ),
        (task("done", DAY, DAY, DAY), date(2019, 9, 1), "done_in_time", "hoàn thành đúng hạn"),
        (
            task("done", DAY, finished=date(2019, 8, 2)),
            date(2019, 9, 1),
            "done_late",
            "hoàn thành quá hạn 2 ngày",
        ),
        (task("done", finished=DAY), DAY, "done_no_date", "hoàn thành, không hạn"),
        # Before it was done it was open.
        (task("done", DAY, finished=date(2019, 8, 9)), date(2019, 8, 2), "overdue", None),
        (task("suspended", DAY), date(2019, 9, 1), "suspended", "tạm hoãn"),
        (task("withdrawn", DAY), date(2019, 9, 1), "withdrawn", "thu hồi"),
        (task(due=DAY, nature="request"), date(2019, 9, 1), "request", "đề nghị, không tính hạn"),
        (
            task("done", DAY, finished=date(2019, 8, 9), nature="request"),
            date(2019, 9, 1),
            "request_done",
            "đề nghị đã thực hiện",
        ),
    ],
)
def test_how_a_task_stands(told, on, kind, label):
    standing = Clock.at(on).standing(told)

    assert standing.kind == kind
    assert label is None or standing.label == label


def test_every_kind_has_words():
    assert set(LABELS) == set(Timeliness)
    assert set(Nature) == {"order", "request"}


@pytest.mark.parametrize("on", [MONDAY, FRIDAY, date(2020, 1, 20), date(2019, 8, 30)])
@pytest.mark.parametrize("days", range(0, 20))
def test_soon_is_counted_in_working_days_over_weekends_and_tet(on, days):
    due = date.fromordinal(on.toordinal() + days)
    is_soon = working_days_between(on, due) <= DUE_SOON_WORKING_DAYS

    standing = Clock.at(on).standing(task(due=due))

    assert (standing.kind is Timeliness.DUE_SOON) == is_soon
    assert DUE_SOON_STATUS == "placeholder"
