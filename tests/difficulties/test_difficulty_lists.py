"""Lists, the table criterion × place, common causes and how long answers take."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chain_world import SA_THAY, TODAY
from difficulty_world import seen, when

from langmoi.difficulties.actions import (
    answer_difficulty,
    close_difficulty,
    raise_difficulty,
    reopen_difficulty,
    withdraw_difficulty,
)
from langmoi.difficulties.models import Difficulty
from langmoi.difficulties.queries import (
    OPEN,
    OVERDUE,
    Wanted,
    difficulty_rows,
    open_at,
    open_by_criterion,
    similar_answered,
)
from langmoi.difficulties.tables import (
    Tally,
    answer_times,
    answers_of,
    by_criterion_and_place,
    common_causes,
)
from langmoi.people.models import Agency
from langmoi.places.queries import unit_by_code

LATE = date(2020, 1, 20)


@pytest.fixture
def three(world, asked):
    """An open one, one answered late after a reopening, one withdrawn."""
    made = [raise_difficulty(world.unit, asked, by=world.officer, **when()) for _ in range(3)]
    told = {"by": world.doctor, "cause": "figures"}
    answer_difficulty(made[1], "Đã rõ.", seen=1, **told, **when(date(2019, 12, 24)))
    reopen_difficulty(made[1], "Chưa.", seen=2, by=world.officer, **when(date(2019, 12, 24)))
    answer_difficulty(made[1], "Nay rõ.", seen=3, **told, **when(LATE))
    withdraw_difficulty(made[2], "Trùng.", seen=1, by=world.officer, **when())
    return made


def keys(user, wanted=None, on=TODAY):
    return [r.difficulty.pk for r in difficulty_rows(user, wanted or Wanted(), on=on)]


def test_each_sees_those_of_their_places(world, three, stranger):
    for by in (world.officer, world.signer, world.doctor, world.office, world.reader):
        assert len(keys(by)) == 3
    assert keys(stranger) == []


def test_a_district_agency_sees_what_it_had(world, three, person):
    officer = person("elsewhere", "department_officer", "612", "district")
    assert keys(officer) == []
    agency = Agency.objects.create(name="Phòng Y tế", short_name="PYT", unit=world.province)
    officer.posts.update(agency=agency)
    Difficulty.objects.filter(pk=three[0].pk).update(agency=agency)

    assert keys(officer) == [three[0].pk]


@pytest.mark.parametrize(
    ("wanted", "found"),
    [
        (Wanted(state=OPEN), [0]),
        (Wanted(state=OVERDUE), [0]),
        (Wanted(state="answered"), [1]),
        (Wanted(cause="figures"), [1]),
        (Wanted(cause="land"), []),
        (Wanted(text="bao hiem thoat ngheo"), [0, 1, 2]),
        (Wanted(text="thuy loi"), []),
        (Wanted(origin="department"), []),
    ],
)
def test_a_list_is_narrowed(world, three, wanted, found):
    assert set(keys(world.office, wanted, LATE)) == {three[n].pk for n in found}


def test_a_list_is_narrowed_to_a_place_and_an_agency(world, three):
    district = unit_by_code(SA_THAY, TODAY, "district").unit_id
    other = unit_by_code("612", TODAY, "district").unit_id

    assert len(keys(world.office, Wanted(unit=district))) == 3
    assert keys(world.office, Wanted(unit=other)) == []
    assert keys(world.office, Wanted(agency=world.housing.pk)) == []
    assert len(keys(world.office, Wanted(agency=world.health.pk))) == 3


def test_a_row_tells_place_desk_and_how_late(world, three):
    row = difficulty_rows(world.office, Wanted(state=OVERDUE), on=LATE)[0]

    assert (row.place, row.desk, row.raiser) == ("xã Sa Nghĩa", "SYT", "xã Sa Nghĩa")
    assert row.days_overdue == (LATE - three[0].due_on).days


def test_a_list_is_read_in_two_queries_however_long(world, three, django_assert_max_num_queries):
    list(difficulty_rows(world.office, on=TODAY))
    with django_assert_max_num_queries(10):  # two of the list, the rest tell whose scope it is
        assert len(difficulty_rows(world.office, on=TODAY)) == 3


def test_the_table_of_criteria_and_places_counts_all_but_what_was_withdrawn(world, three):
    district = unit_by_code(SA_THAY, TODAY, "district").unit_id
    read = Difficulty.objects.all()

    table = by_criterion_and_place(read, {world.unit.pk: district}, LATE)

    assert table == {(three[0].criterion, district): Tally(open=1, overdue=1, answered=1)}
    assert table[three[0].criterion, district].all == 2


def test_causes_are_counted_by_criterion_and_place(world, three):
    first, second = common_causes(Difficulty.objects.all(), {})

    assert {first.id, second.id} == {"figures", "guidance"}
    assert first.by_place == {world.unit.pk: 1}
    assert second.by_criterion == {three[0].criterion: 1}


def test_answers_are_timed_in_working_days_from_the_day_they_were_asked(world, three):
    (times,) = answer_times(answers_of(three), lambda e: e.agency_id).values()

    # Asked on Friday 20/12, answered on Tuesday 24/12; then asked anew, answered on 20/1.
    assert (times.answers, times.in_time, times.longest) == (2, 1, 18)
    assert times.median_days == 10


def test_what_waits_is_counted_for_pages_and_listed_for_plans(world, three):
    assert open_by_criterion([world.unit.pk]) == {(world.unit.pk, three[0].criterion): 1}
    assert open_at([world.unit.pk]) == [Difficulty.objects.get(pk=three[0].pk)]
    assert open_at([world.unit.pk], criterion="income") == []


def test_the_same_is_not_asked_twice(world, asked, stranger):
    made = raise_difficulty(world.unit, asked, by=world.officer, **when())
    hidden = raise_difficulty(
        world.unit, replace(asked, title="Chuyện riêng"), by=world.officer, **when()
    )
    answer_difficulty(made, "Lập danh sách.", seen=1, by=world.doctor, **when())
    answer_difficulty(hidden, "Chỉ ở đây.", seen=1, by=world.doctor, is_shared=False, **when())
    close_difficulty(made, seen=seen(made), by=world.officer, **when())

    own = similar_answered(world.officer, asked.criterion, on=TODAY)
    assert {one.title for one in own} == {asked.title, "Chuyện riêng"}
    (other,) = similar_answered(stranger, asked.criterion, on=TODAY)
    assert (other.title, other.answer, other.difficulty) == (asked.title, "Lập danh sách.", None)
    assert similar_answered(stranger, "income", on=TODAY) == []
