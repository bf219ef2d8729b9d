"""The work programme: who writes it, its suggestions, its states, carrying over."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from programme_world import TODAY, WHEN

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.difficulties.models import Difficulty
from langmoi.direction.models import Assignment, Directive, DirectiveTask, Nature, TaskInstance
from langmoi.people.models import Agency, Duty, Post
from langmoi.programme.flow import ItemState
from langmoi.programme.models import ItemEvent, Origin, ProgrammeItem
from langmoi.programme.queries import item_rows, owners_seen, working_on
from langmoi.programme.suggestions import suggestions
from langmoi.programme.working import (
    NewItem,
    add_items,
    begin_item,
    carry_items,
    change_item,
    drop_item,
    finish_item,
    reopen_item,
)
from langmoi.reporting.models import Solution

TOLD = NewItem(
    content="Cứng hóa 1,2 km đường thôn Đăk Tăng",
    responsible="UBND xã Sa Nghĩa",
    planned_from=date(2019, 10, 1),
    planned_to=date(2019, 12, 15),
    criterion="2",
)


@pytest.fixture
def district(unit):
    return unit("616", "district")


@pytest.fixture
def item(district, district_officer, unit):
    told = replace(TOLD, communes=(unit("23542").pk,))
    return add_items(district, 2019, [told], by=district_officer, **WHEN)[0]


@pytest.fixture
def department(person, unit):
    """An officer of the health department, and the department."""
    agency = Agency.objects.create(name="Sở Y tế", short_name="SYT", unit=unit("62", "province"))
    officer = person("health", "department_officer", "62", "province")
    Post.objects.filter(user=officer).update(agency=agency)
    return officer, agency


@pytest.fixture
def solution(unit, district_officer):
    return Solution.objects.create(
        unit=unit("23542"),
        month=date(2019, 11, 1),
        criterion="17",
        text="Xây hố rác gia đình",
        responsible="UBND xã",
        due_on=date(2020, 3, 31),
        by=district_officer,
        at=WHEN["at"],
    )


@pytest.fixture
def given(unit, district, office):
    """A task of a document of the province, given to the district."""
    told = {"made_by": office, "made_at": WHEN["at"]}
    directive = Directive.objects.create(
        unit=unit("62", "province"), issuer="UBND tỉnh", title="Chỉ đạo", **told
    )
    task = DirectiveTask.objects.create(
        directive=directive,
        position=1,
        text="Rà soát nhiệm vụ, giải pháp",
        nature=Nature.ORDER,
        issued_at=WHEN["at"],
        **told,
    )
    made = Assignment.objects.create(task=task, unit=district, duty=Duty.LEAD)
    TaskInstance.objects.create(assignment=made, due_on=date(2020, 1, 31))
    return made


def state_of(item, on=TODAY):
    (row,) = item_rows(ProgrammeItem.objects.filter(pk=item.pk), on=on)
    return row.standing


def test_an_item_is_written_with_its_story_and_its_line_in_the_log(item, district):
    assert (item.unit, item.year, item.origin) == (district, 2019, Origin.OWN)
    assert item.events.get().said["criterion"] == "2"
    assert AuditEntry.objects.get(action="programme.add").detail["year"] == 2019
    assert first_broken_entry() is None


@pytest.mark.parametrize("who", ["clerk", "office"])
def test_nobody_writes_anothers_programme(request, who, district):
    with pytest.raises(NotAllowed, match="chính địa phương, cơ quan này"):
        add_items(district, 2019, [TOLD], by=request.getfixturevalue(who), **WHEN)


def test_a_department_writes_its_own_and_sees_what_is_of_others(department, item, clerk):
    officer, agency = department
    (own,) = add_items(agency, 2019, [TOLD], by=officer, **WHEN)

    assert own.agency == agency
    assert list(ProgrammeItem.objects.visible_to(clerk, on=TODAY)) == [item]
    assert owners_seen(clerk, on=TODAY) == [item.unit]


def test_a_stranger_sees_no_programme(item, person):
    stranger = person("stranger", "district_officer", "612", "district")

    assert not ProgrammeItem.objects.visible_to(stranger, on=TODAY).exists()


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"content": " "}, "Chưa ghi nội dung"),
        ({"responsible": ""}, "Chưa ghi người chịu trách nhiệm"),
        ({"planned_to": date(2019, 9, 1)}, "trước ngày bắt đầu"),
        ({"planned_from": date(2020, 1, 1), "planned_to": date(2020, 2, 1)}, "không thuộc"),
        ({"origin": "task"}, "phải nêu nhiệm vụ"),
        ({"origin": "criterion", "criterion": ""}, "phải nêu tiêu chí"),
        ({"communes": (1,)}, "không thuộc phạm vi"),
        ({"origin": "moon"}, "Không có nguồn gốc"),
    ],
)
def test_what_an_item_cannot_say_is_refused_and_nothing_is_written(
    district, district_officer, told, said
):
    with pytest.raises(DomainError, match=said):
        add_items(district, 2019, [TOLD, replace(TOLD, **told)], by=district_officer, **WHEN)
    assert not ProgrammeItem.objects.exists()


def test_states_are_derived_from_days(item, district_officer):
    by = {"by": district_officer, **WHEN}
    assert state_of(item, date(2019, 10, 2)).state is ItemState.NOT_BEGUN
    assert state_of(item).label == "quá hạn 5 ngày"
    begun = begin_item(item, date(2019, 10, 5), seen=1, **by)
    assert state_of(begun, date(2019, 12, 1)).state is ItemState.UNDER_WAY
    done = finish_item(begun, date(2019, 12, 18), "Xong 1,2 km.", seen=2, **by)
    assert state_of(done).label == "xong chậm 3 ngày"
    again = reopen_item(done, "Nghiệm thu chưa đạt.", seen=3, **by)
    assert state_of(again).state is ItemState.OVERDUE
    drop_item(again, "Chuyển sang dự án khác.", seen=4, **by)
    assert state_of(again).state is ItemState.DROPPED
    assert [event.step for event in ItemEvent.objects.all()] == [
        "add", "begin", "finish", "reopen", "drop",
    ]  # fmt: skip


def test_what_cannot_be_is_not_recorded(item, district_officer):
    by = {"by": district_officer, **WHEN}
    with pytest.raises(DomainError, match="chưa tới"):
        begin_item(item, date(2019, 12, 21), seen=1, **by)
    with pytest.raises(DomainError, match="Chưa ghi lý do"):
        drop_item(item, "", seen=1, **by)
    with pytest.raises(DomainError, match="không mở lại được"):
        reopen_item(item, "Vì.", seen=1, **by)
    begin_item(item, date(2019, 10, 5), seen=1, **by)
    with pytest.raises(DomainError, match="người khác sửa"):
        change_item(item, TOLD, seen=1, **by)
    with pytest.raises(DomainError, match="trước ngày bắt đầu"):
        finish_item(item, date(2019, 10, 1), "Xong.", seen=2, **by)


def test_an_item_changes_and_keeps_where_it_came_from(item, district_officer):
    told = replace(TOLD, content="Cứng hóa 2 km", origin="criterion")

    changed = change_item(item, told, seen=1, by=district_officer, **WHEN)

    assert (changed.content, changed.origin, changed.version) == ("Cứng hóa 2 km", "own", 2)
    assert not changed.communes.exists()


def test_open_tasks_and_solutions_are_suggested_until_taken(
    given, solution, district, district_officer
):
    found = suggestions(district, 2020, on=TODAY)

    assert [one.key for one in found] == [f"task-{given.pk}", f"solution-{solution.pk}"]
    told = [one.as_item(2020, on=TODAY, responsible="Phòng NN&PTNT") for one in found]
    made = add_items(district, 2020, told, by=district_officer, **WHEN)
    assert [item.planned_to for item in made] == [date(2020, 1, 31), date(2020, 3, 31)]
    assert not suggestions(district, 2020, on=TODAY)
    with pytest.raises(DomainError, match="đã có trong chương trình năm 2020"):
        add_items(district, 2020, told[:1], by=district_officer, **WHEN)


def test_a_departments_own_solution_is_suggested_to_it(department, solution):
    officer, agency = department
    Solution.objects.filter(pk=solution.pk).update(agency=agency, unit=None)

    (found,) = suggestions(agency, 2020, on=TODAY)

    assert (found.criterion, found.communes) == ("17", ())
    add_items(agency, 2020, [found.as_item(2020, on=TODAY)], by=officer, **WHEN)


def test_a_difficulty_that_waits_is_suggested_to_who_raised_it(
    district, district_officer, unit, person
):
    raised = Difficulty.objects.create(
        unit=unit("23542"),
        criteria_set="kontum-commune-2017-2020",
        criterion="environment",
        title="Thiếu bãi rác chung",
        text="Chưa có đất.",
        origin="locality",
        raised_unit=district,
        raised_by=district_officer,
        raised_on=TODAY,
        desk="office",
        desk_unit=unit("62", "province"),
        asked_on=TODAY,
        due_on=date(2020, 1, 15),
    )

    (found,) = suggestions(district, 2020, on=TODAY)

    assert (found.criterion, found.due) == ("17", date(2020, 1, 15))
    told = found.as_item(2020, on=TODAY, responsible="Phòng TN&MT")
    (made,) = add_items(district, 2020, [told], by=district_officer, **WHEN)
    assert (made.difficulty, made.origin) == (raised, Origin.DIFFICULTY)
    assert not suggestions(district, 2020, on=TODAY)
    other = person("other", "district_officer", "612", "district")
    with pytest.raises(DomainError, match="Vướng mắc này không thuộc"):
        add_items(unit("612", "district"), 2020, [replace(told, communes=())], by=other, **WHEN)


def test_anothers_task_is_not_taken(given, person, unit):
    other = person("other", "district_officer", "612", "district")
    told = replace(TOLD, origin="task", assignment=given.pk)

    with pytest.raises(DomainError, match="không giao cho"):
        add_items(unit("612", "district"), 2019, [told], by=other, **WHEN)


def test_unfinished_items_go_on_in_the_next_year(item, district_officer):
    by = {"by": district_officer, **WHEN}
    begun = begin_item(item, date(2019, 10, 5), seen=1, **by)

    (later,) = carry_items({begun.pk: 2}, date(2020, 6, 30), "Mưa lũ kéo dài.", **by)

    assert (later.year, later.carried_from, later.started_on) == (2020, item, date(2019, 10, 5))
    assert state_of(item).state is ItemState.CARRIED
    assert state_of(later).state is ItemState.UNDER_WAY
    with pytest.raises(DomainError, match="không ghi tiếp được"):
        carry_items({item.pk: 2}, date(2020, 6, 30), "Lại chuyển.", **by)
    with pytest.raises(DomainError, match="Chưa chọn việc nào"):
        carry_items({}, date(2020, 6, 30), "Vì.", **by)


def test_what_works_on_a_criterion_of_a_commune(item, clerk, unit, district_officer):
    commune = unit("23542").pk

    found = working_on([commune], user=clerk, on=TODAY)
    assert [row.item for row in found[commune, "2"]] == [item]
    assert found[commune, "2"][0].owner == "huyện Sa Thầy"
    drop_item(item, "Thôi.", seen=1, by=district_officer, **WHEN)
    assert not working_on([commune], user=clerk, on=TODAY)


def test_target_communes_come_first(item, put, district, district_officer, unit):
    put("recognised", "23539")
    told = replace(TOLD, planned_to=date(2019, 12, 31), communes=(unit("23539").pk,))
    (first,) = add_items(district, 2019, [told], by=district_officer, **WHEN)

    rows = item_rows(ProgrammeItem.objects.all(), on=TODAY)

    assert [row.item for row in rows] == [first, item]
    assert [row.is_for_target for row in rows] == [True, False]


def test_a_longer_list_asks_no_more(item, district, district_officer, django_assert_num_queries):
    with django_assert_num_queries(4):
        item_rows(ProgrammeItem.objects.all(), on=TODAY)
    add_items(district, 2019, [TOLD] * 8, by=district_officer, **WHEN)
    with django_assert_num_queries(4):
        assert len(item_rows(ProgrammeItem.objects.all(), on=TODAY)) == 9
