"""Lists by document, agency, place and deadline; rates of them; and a fixed number of reads."""

from __future__ import annotations

from datetime import date
from fractions import Fraction
from types import SimpleNamespace

import pytest
from task_world import AT, TODAY, WHEN, on, unit

from langmoi.core.memory import remembering
from langmoi.direction.actions import Assignee, Paper, confirm_task, report_done, report_progress
from langmoi.direction.models import (
    Assignment,
    Directive,
    DirectiveTask,
    TaskInstance,
    TaskState,
)
from langmoi.direction.queries import (
    Wanted,
    roll_ups,
    story_of,
    tallies_by,
    tally_of,
    task_rows,
)
from langmoi.direction.rates import Tally
from langmoi.direction.rollup import roll_up
from langmoi.people.models import Duty
from langmoi.places.queries import unit_versions

DUE, AFTER = date(2019, 7, 31), date(2019, 8, 20)
LEAD, HELP = Duty.LEAD, Duty.CO_OPERATE


@pytest.fixture
def three(give, lead, department, other_district):
    """An order for Sa Thầy (the department helps), one for the department, one for Đăk Tô."""
    first = give(lead, Assignee(HELP, agency=department.pk), due_on=DUE)
    second = give(Assignee(LEAD, agency=department.pk), due_on=date(2019, 9, 30))
    third = give(Assignee(LEAD, unit=unit("612", "district").pk))
    return SimpleNamespace(first=first, second=second, third=third)


def keys(rows):
    return [row.facts.key for row in rows]


def test_a_list_is_ordered_by_due_day_and_tells_how_each_stands(three, office):
    rows = task_rows(office, on=AFTER)

    assert [(row.assignee, row.standing.label) for row in rows] == [
        ("huyện Sa Thầy", "quá hạn 20 ngày"),
        ("Sở NN&PTNT", "quá hạn 20 ngày"),
        ("Sở NN&PTNT", "trong hạn"),
        ("huyện Đăk Tô", "không hạn"),
    ]


def test_lists_are_narrowed(three, office, department, sa_thay, directive):
    def found(**wanted):
        return keys(task_rows(office, Wanted(**wanted), on=AFTER))

    first, helper = keys_of(three.first)
    (second,), (third,) = keys_of(three.second), keys_of(three.third)
    assert found(agency=department.pk) == [helper, second]
    assert found(district=sa_thay.pk) == [first]
    assert found(district=unit("62", "province").pk) == [first, helper, second, third]
    assert found(due_from=date(2019, 8, 1)) == [second]
    assert found(due_to=DUE, duty=LEAD) == [first]
    assert found(states=[TaskState.DONE]) == []
    assert found(directives=[directive.pk]) == [first, helper, second, third]
    assert found(directives=[0]) == []


def keys_of(instances):
    return [one.pk for one in instances]


def test_each_sees_what_is_theirs(
    three, district_officer, other_district, specialist, clerk, reader
):
    first, helper = keys_of(three.first)
    (second,), (third,) = keys_of(three.second), keys_of(three.third)

    assert keys(task_rows(district_officer, on=AFTER)) == [first]
    assert keys(task_rows(other_district, on=AFTER)) == [third]
    assert keys(task_rows(clerk, on=AFTER)) == []
    assert keys(task_rows(reader, on=AFTER)) == [first, helper, second, third]
    assert helper in keys(task_rows(specialist, on=AFTER))


def test_rates_count_those_who_lead(three, office, sides):
    report_done(three.first[0], "Đã xong.", by=sides.district, **on(date(2019, 8, 2)))
    confirm_task(three.first[0], by=office, **on(date(2019, 8, 3)))

    rows = task_rows(office, on=date(2019, 10, 1))

    assert tally_of(rows) == Tally(done_late=1, overdue=1, open_no_date=1)
    assert tally_of(rows).rate == Fraction(1, 2)
    by_place = tallies_by(rows, lambda row: row.assignee)
    assert by_place["huyện Sa Thầy"].rate == 1
    assert by_place["Sở NN&PTNT"] == Tally(overdue=1)


def test_a_request_is_in_the_list_and_in_no_rate(give, office):
    give(nature="request", due_on=DUE)

    (row,) = task_rows(office, on=AFTER)

    assert row.standing.label == "đề nghị, không tính hạn"
    assert tally_of([row]).total == 0


# ---- Roll-up


def part(state, duty=LEAD, finished=None):
    return SimpleNamespace(state=state, duty=duty, finished_on=finished)


S = TaskState


@pytest.mark.parametrize(
    ("parts", "state", "leads", "done"),
    [
        ([part(S.DONE, finished=DUE), part(S.DONE, finished=AFTER)], S.DONE, 2, 2),
        ([part(S.DONE, finished=DUE), part(S.ISSUED, HELP)], S.DONE, 1, 1),
        ([part(S.DONE, finished=DUE), part(S.WITHDRAWN)], S.DONE, 1, 1),
        ([part(S.DONE, finished=DUE), part(S.REPORTED)], S.REPORTED, 2, 1),
        ([part(S.DONE, finished=DUE), part(S.ISSUED)], S.IN_PROGRESS, 2, 1),
        ([part(S.ISSUED), part(S.SENT_BACK)], S.SENT_BACK, 2, 0),
        ([part(S.ISSUED), part(S.ISSUED)], S.ISSUED, 2, 0),
        ([part(S.SUSPENDED), part(S.SUSPENDED)], S.SUSPENDED, 2, 0),
        ([part(S.WITHDRAWN)], S.WITHDRAWN, 0, 0),
        ([part(S.DONE, HELP, DUE), part(S.ISSUED, HELP)], S.IN_PROGRESS, 2, 1),
        ([], S.WITHDRAWN, 0, 0),
    ],
)
def test_a_task_is_done_when_every_lead_is(parts, state, leads, done):
    whole = roll_up(parts)

    assert (whole.state, whole.leads, whole.done) == (state, leads, done)


def test_a_task_is_done_on_the_day_its_last_lead_was():
    assert roll_up([part(S.DONE, finished=DUE), part(S.DONE, finished=AFTER)]).finished_on == AFTER


def test_each_period_of_a_task_is_a_whole_of_its_own(give, office):
    (first,) = give(recurring="monthly")
    task = first.assignment.task

    whole = roll_ups(task_rows(office, on=AFTER))

    assert list(whole) == [(task.pk, date(2019, 7, 1))]
    assert not whole[task.pk, date(2019, 7, 1)].is_done


# ---- Many


@pytest.fixture
def many(committee, department):
    """many(n): n instances more, over directives, communes, the department, and months."""
    communes = [one.unit_id for one in unit_versions(TODAY, level="commune")]

    def fill(count):
        directive = Directive.objects.create(
            unit=department.unit, issuer="UBND tỉnh", title="Thử", made_by=committee, made_at=AT
        )
        made = 0
        position = 0
        while made < count:
            position += 1
            task = DirectiveTask.objects.create(
                directive=directive,
                position=position,
                text="Rà soát kết quả thực hiện tiêu chí nông thôn mới do ngành phụ trách. " * 4,
                nature="order",
                made_by=committee,
                made_at=AT,
                issued_at=AT,
            )
            to = [Assignment(task=task, unit_id=key, duty=LEAD) for key in communes]
            to += [Assignment(task=task, agency=department, duty=HELP)]
            to = Assignment.objects.bulk_create(to[: count - made])
            TaskInstance.objects.bulk_create(
                TaskInstance(assignment=one, due_on=date(2019, 6 + n % 6, 1 + n % 28))
                for n, one in enumerate(to)
            )
            made += len(to)

    return fill


def board(office):
    """All that a page of tasks is drawn from."""
    rows = task_rows(office, on=AFTER)
    tally_of(rows)
    tallies_by(rows, lambda row: row.assignee)
    roll_ups(rows)
    return rows


def test_five_thousand_are_listed_with_the_reads_of_fifty(many, office, django_assert_num_queries):
    many(50)
    with django_assert_num_queries(8):  # the rows and the names; posts, scope and agencies
        assert len(board(office)) == 50

    many(4_950)
    with django_assert_num_queries(8):
        rows = board(office)

    assert len(rows) == 5_000
    assert all(row.assignee for row in rows)


def test_in_a_request_the_board_asks_for_the_marks_the_rows_and_the_names(
    many, office, django_assert_num_queries
):
    many(50)
    with remembering():
        board(office)

    with remembering(), django_assert_num_queries(3):
        board(office)


def test_the_story_is_read_with_the_same_reads_however_long(
    given, sides, django_assert_num_queries
):
    for n in range(5):
        papers = [Paper(title=f"Báo cáo {n}"), Paper(title="Phụ lục")]
        report_progress(given, "Đã làm.", papers=papers, by=sides.district, **WHEN)

    with django_assert_num_queries(2):
        story = story_of(given)
        assert [len(event.papers.all()) for event in story] == [0, 2, 2, 2, 2, 2]
        assert {event.by.username for event in story} == {"committee", "district"}
