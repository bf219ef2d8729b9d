"""Raising a difficulty: who may, on whose desk it goes, by when it is to be answered."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chain_world import TODAY
from difficulty_world import when

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.difficulties.actions import Paper, raise_difficulty
from langmoi.difficulties.models import Desk, Difficulty, DifficultyState, Origin
from langmoi.difficulties.queries import story_of
from langmoi.difficulties.rules import answering_rule, causes
from langmoi.people.access import posts_known
from langmoi.reporting.workdays import add_working_days


def test_it_goes_to_the_agency_in_charge_with_a_day_for_the_answer(world, raised):
    assert (raised.desk, raised.agency) == (Desk.AGENCY, world.health)
    assert (raised.origin, raised.raised_unit) == (Origin.LOCALITY, world.unit)
    assert raised.state == DifficultyState.WAITING
    assert raised.due_on == add_working_days(TODAY, answering_rule(TODAY).working_days)
    (event,) = story_of(raised)
    assert (event.step, event.agency, event.by) == ("raise", world.health, world.officer)
    line = AuditEntry.objects.latest("pk")
    assert (line.action, line.detail["difficulty"]) == ("difficulty.raise", raised.pk)
    assert first_broken_entry() is None


def test_the_rule_for_the_answer_is_shown_as_one_that_no_document_stands_behind():
    assert answering_rule(TODAY).text == (
        "10 ngày làm việc (mức tạm, chờ văn bản: chưa tìm thấy quy định)"
    )


def test_a_whole_criterion_goes_to_who_leads_most_of_it(world, asked):
    made = raise_difficulty(world.unit, replace(asked, indicator=""), by=world.reviewer, **when())

    assert made.agency == world.health


def test_what_nobody_leads_goes_to_the_coordination_office(world, asked):
    income = next(c.id for c in world.law.criteria if c.number == "10")
    told = replace(asked, criterion=income, indicator="")

    made = raise_difficulty(world.unit, told, by=world.chairman, **when())

    assert (made.desk, made.desk_unit, made.agency) == (Desk.OFFICE, world.province, None)


def test_what_a_department_asks_of_itself_goes_to_the_office(world, asked):
    made = raise_difficulty(world.unit, asked, by=world.doctor, **when())

    assert (made.origin, made.raised_agency) == (Origin.DEPARTMENT, world.health)
    assert made.desk == Desk.OFFICE


def test_another_department_raises_it_in_its_own_name(world, asked):
    made = raise_difficulty(world.unit, asked, by=world.builder, **when())

    assert (made.raised_agency, made.agency) == (world.housing, world.health)


def test_a_delegation_raises_it_for_its_unit(world, asked):
    (post,) = posts_known(world.reader, on=TODAY)

    made = raise_difficulty(world.unit, asked, by=world.reader, delegation=post, **when())

    assert (made.origin, made.raised_unit) == (Origin.DELEGATION, world.province)


def test_papers_come_with_the_question(world, asked):
    papers = [Paper("Danh sách hộ", "12/BC-UBND", date(2019, 12, 1))]

    made = raise_difficulty(world.unit, asked, by=world.officer, papers=papers, **when())

    (event,) = story_of(made)
    assert [str(paper) for paper in event.papers.all()] == ["Danh sách hộ 12/BC-UBND"]


@pytest.mark.parametrize("who", ["reader", "stranger"])
def test_others_raise_nothing_here(world, asked, request, who, stranger):
    by = getattr(world, who, stranger)

    with pytest.raises(NotAllowed, match="Hãy chọn địa bàn mình phụ trách"):
        raise_difficulty(world.unit, asked, by=by, **when())

    assert not Difficulty.objects.exists()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": " "}, "Chưa ghi vướng mắc gì"),
        ({"text": ""}, "Chưa ghi nội dung vướng mắc"),
        ({"title": "x" * 201}, "dài hơn 200 ký tự"),
        ({"criterion": "nothing"}, "Không có tiêu chí đã chọn"),
        ({"indicator": "nothing"}, "Tiêu chí 15 không có chỉ tiêu đã chọn"),
        ({"cause": "nothing"}, "Không có nguyên nhân đã chọn"),
        ({"cause": "other"}, "Chưa ghi nguyên nhân khác là gì"),
        ({"month": date(1990, 1, 1)}, "Không có bộ tiêu chí"),
    ],
)
def test_what_is_not_told_is_asked_for(world, asked, changed, said):
    with pytest.raises(DomainError, match=said):
        raise_difficulty(world.unit, replace(asked, **changed), by=world.officer, **when())

    assert not Difficulty.objects.exists()
    assert not AuditEntry.objects.filter(action__startswith="difficulty").exists()


def test_a_province_is_no_place_of_a_difficulty(world, asked):
    with pytest.raises(DomainError, match="Hãy chọn một xã hoặc một huyện"):
        raise_difficulty(world.province, asked, by=world.office, **when())


def test_every_cause_has_its_name_and_one_is_open():
    assert "other" in causes()
    assert all(name[0].isupper() for name in causes().values())
