"""What waits for each person: on whose desk it lies, and who is to look at an answer."""

from __future__ import annotations

from datetime import date

from chain_world import TODAY
from difficulty_world import seen, when

from langmoi.difficulties.actions import accept_difficulty, answer_difficulty, escalate, take_up
from langmoi.difficulties.waiting import answered_to, on_desk_of
from langmoi.notices.model import TaskKind
from langmoi.notices.tasks import tasks_of
from langmoi.people.models import Post, Role

KINDS = {kind for kind in TaskKind if kind.value.startswith("difficulty")}


def waiting(user):
    tasks = tasks_of(user, on=TODAY)
    return [(task.kind, task.due_on, task.pk) for task in tasks if task.kind in KINDS]


def test_the_agency_in_charge_takes_it_up_and_answers(world, raised):
    assert waiting(world.doctor) == [(TaskKind.DIFFICULTY_TAKE_UP, raised.due_on, raised.pk)]
    assert waiting(world.builder) == waiting(world.office) == waiting(world.reviewer) == []

    accept_difficulty(raised, seen=1, by=world.doctor2, **when())

    assert [kind for kind, _, _ in waiting(world.doctor)] == [TaskKind.DIFFICULTY_ANSWER]


def test_an_answer_waits_for_who_asked_without_a_day(world, raised, stranger):
    answer_difficulty(raised, "Đã rõ.", seen=1, by=world.doctor, **when())

    for by in (world.officer, world.chairman):
        assert waiting(by) == [(TaskKind.DIFFICULTY_ANSWERED, None, raised.pk)]
    assert waiting(world.doctor) == waiting(stranger) == []


def test_what_is_sent_up_waits_above(world, raised):
    for by, above in ((world.doctor, world.office), (world.office2, world.leader)):
        escalate(raised, "Vượt quyền.", seen=seen(raised), by=by, **when())
        assert [kind for kind, _, _ in waiting(above)] == [TaskKind.DIFFICULTY_SENT_UP]
    assert waiting(world.office) == []


def test_what_the_district_took_up_waits_there(world, raised):
    take_up(raised, seen=1, by=world.reviewer, **when())

    assert on_desk_of(world.signer, on=TODAY)
    assert not on_desk_of(world.doctor, on=TODAY)


def test_nobody_is_asked_to_answer_themselves(world, raised):
    Post.objects.create(
        user=world.officer,
        role=Role.DEPARTMENT_OFFICER,
        unit=world.province,
        agency=world.health,
        valid_from=date(2016, 1, 1),
    )

    assert not on_desk_of(world.officer, on=TODAY)
    assert not answered_to(world.officer, on=TODAY)
