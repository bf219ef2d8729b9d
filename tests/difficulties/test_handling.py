"""The steps of a difficulty: each one works, is refused to others, leaves its event and line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import pytest
from chain_world import TODAY
from difficulty_world import seen, when
from django.db import DatabaseError, transaction

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.difficulties.access import steps_open_to
from langmoi.difficulties.actions import (
    Paper,
    accept_difficulty,
    answer_difficulty,
    close_difficulty,
    escalate,
    raise_difficulty,
    reopen_difficulty,
    reroute,
    take_up,
    withdraw_difficulty,
)
from langmoi.difficulties.models import Desk, Difficulty, DifficultyEvent, DifficultyState
from langmoi.difficulties.queries import story_of
from langmoi.difficulties.rules import answer_due
from langmoi.people.models import Agency, AgencySuccession, Post, Role

S = DifficultyState
LATER, LATE = date(2019, 12, 27), date(2020, 1, 20)
LETTER = Paper("Công văn hướng dẫn", "", LATER)


def answer(difficulty, by, day=LATER, **told):
    version = seen(difficulty)
    return answer_difficulty(
        difficulty, "Lập danh sách gửi BHXH huyện.", seen=version, by=by, **when(day), **told
    )


def test_it_goes_from_the_question_to_an_answer_that_is_taken(world, raised):
    accept_difficulty(raised, seen=1, by=world.doctor, **when())
    answer(raised, world.doctor, papers=[LETTER], cause="figures")
    closed = close_difficulty(raised, seen=seen(raised), by=world.chairman, **when(LATE))

    assert (closed.state, closed.answered_on, closed.cause) == (S.CLOSED, LATER, "figures")
    story = story_of(raised)
    assert [event.step for event in story] == ["raise", "accept", "answer", "close"]
    assert [event.agency for event in story] == [world.health] * 4
    assert (story[2].asked_on, story[2].due_on) == (TODAY, raised.due_on)
    assert [str(paper) for paper in story[2].papers.all()] == ["Công văn hướng dẫn"]
    assert story[1].capacity == "Công chức Sở Y tế"
    assert first_broken_entry() is None


def test_an_answer_that_does_not_help_is_asked_for_again(world, raised):
    answer(raised, world.doctor)

    back = reopen_difficulty(raised, "BHXH chưa nhận.", seen=2, by=world.officer, **when(LATE))

    assert (back.state, back.asked_on, back.due_on) == (S.REOPENED, LATE, answer_due(LATE))
    again = answer(raised, world.doctor2, LATE)
    assert again.state == S.ANSWERED
    assert DifficultyEvent.objects.filter(step="answer").count() == 2


def test_the_district_solves_what_it_can(world, raised):
    taken = take_up(raised, seen=1, by=world.reviewer, **when())

    district = taken.desk_unit
    assert (taken.desk, taken.agency, taken.state) == (Desk.DISTRICT, None, S.IN_PROGRESS)
    assert str(district) != str(world.unit)
    with pytest.raises(NotAllowed, match="Chỉ nơi đang giải quyết được trả lời"):
        answer(raised, world.doctor)
    assert answer(raised, world.signer).state == S.ANSWERED


def test_who_asked_does_not_take_it_up(world, asked):
    made = raise_difficulty(world.unit, asked, by=world.reviewer, **when())

    with pytest.raises(NotAllowed, match="Chỉ UBND huyện"):
        take_up(made, seen=1, by=world.reviewer2, **when())


def test_it_is_sent_up_desk_by_desk(world, raised):
    take_up(raised, seen=1, by=world.reviewer, **when())
    desks = []
    for by in (world.signer, world.doctor, world.office):
        escalate(raised, "Vượt thẩm quyền.", seen=seen(raised), by=by, **when(LATER))
        raised.refresh_from_db()
        desks.append((raised.desk, raised.state))

    assert desks == [(d, S.ESCALATED) for d in (Desk.AGENCY, Desk.OFFICE, Desk.LEADER)]
    assert (raised.asked_on, raised.due_on) == (LATER, answer_due(LATER))
    with pytest.raises(DomainError, match="không còn cấp trên"):
        escalate(raised, "Nữa.", seen=seen(raised), by=world.leader, **when(LATER))
    assert answer(raised, world.leader).state == S.ANSWERED


def test_who_asked_goes_above_a_desk_that_is_late_or_did_not_help(world, raised):
    with pytest.raises(DomainError, match="chỉ chuyển cấp trên khi đã quá hạn"):
        escalate(raised, "Chưa ai trả lời.", seen=1, by=world.officer, **when())

    assert "escalate" not in steps_open_to(world.officer, raised, on=TODAY)
    assert "escalate" in steps_open_to(world.officer, raised, on=LATE)
    up = escalate(raised, "Chưa ai trả lời.", seen=1, by=world.officer, **when(LATE))
    assert (up.desk, up.state) == (Desk.OFFICE, S.ESCALATED)
    with pytest.raises(DomainError, match="chỉ chuyển cấp trên"):
        escalate(raised, "Lên nữa.", seen=2, by=world.officer, **when(LATE))


def test_it_is_given_to_whom_it_belongs_and_its_day_stays(world, raised):
    due = raised.due_on
    moved = reroute(raised, world.housing, "Thuộc nhà ở.", seen=1, by=world.doctor, **when(LATER))

    assert (moved.agency, moved.state, moved.due_on) == (world.housing, S.WAITING, due)
    back = reroute(raised, None, "Huyện làm được.", seen=2, by=world.office, **when(LATER))
    assert back.desk == Desk.DISTRICT
    assert answer(raised, world.reviewer).state == S.ANSWERED


def test_it_is_not_given_to_where_it_lies_or_came_from(world, raised, asked):
    with pytest.raises(DomainError, match="đang ở đúng nơi này"):
        reroute(raised, world.health, "Nhầm.", seen=1, by=world.office, **when())
    made = raise_difficulty(world.unit, asked, by=world.builder, **when())
    with pytest.raises(DomainError, match="Không chuyển lại cho chính nơi đã nêu"):
        reroute(made, world.housing, "Nhầm.", seen=1, by=world.doctor, **when())


def test_a_merged_department_s_difficulties_are_its_heir_s(world, raised):
    heir = Agency.objects.create(name="Sở Y tế mới", short_name="SYTM", unit=world.province)
    merged = date(2019, 12, 25)
    AgencySuccession.objects.create(predecessor=world.health, successor=heir, on=merged)
    with pytest.raises(NotAllowed):
        answer(raised, world.doctor)
    Post.objects.filter(user=world.doctor).update(agency=heir)

    assert answer(raised, world.doctor).state == S.ANSWERED


def test_nobody_answers_what_they_raised_themselves(world, raised):
    Post.objects.create(
        user=world.officer,
        role=Role.DEPARTMENT_OFFICER,
        unit=world.province,
        agency=world.health,
        valid_from=date(2016, 1, 1),
    )

    with pytest.raises(NotAllowed, match="do chính mình nêu"):
        answer(raised, world.officer)
    assert set(steps_open_to(world.officer, raised, on=TODAY)) == {"withdraw"}


@dataclass(frozen=True)
class Attempt:
    """A step, whose it is, and whether it needs an answer first."""

    take: object
    by: str
    answered: bool = False


ATTEMPTS = {
    "accept": Attempt(lambda d, **w: accept_difficulty(d, **w), "doctor"),
    "take_up": Attempt(lambda d, **w: take_up(d, **w), "reviewer"),
    "answer": Attempt(lambda d, **w: answer_difficulty(d, "Đã rõ.", **w), "doctor"),
    "reroute": Attempt(lambda d, **w: reroute(d, None, "Nhầm.", **w), "doctor"),
    "withdraw": Attempt(lambda d, **w: withdraw_difficulty(d, "Đã xong.", **w), "officer"),
    "reopen": Attempt(lambda d, **w: reopen_difficulty(d, "Chưa rõ.", **w), "officer", True),
    "close": Attempt(lambda d, **w: close_difficulty(d, **w), "officer", True),
    "escalate": Attempt(lambda d, **w: escalate(d, "Vượt quyền.", **w), "doctor"),
}


@pytest.mark.parametrize("name", ATTEMPTS)
@pytest.mark.parametrize("who", ["officer", "reviewer", "doctor", "builder", "reader", "stranger"])
def test_each_step_belongs_to_its_side(world, raised, stranger, name, who):
    attempt = ATTEMPTS[name]
    if attempt.answered:
        answer(raised, world.doctor, TODAY)
        raised.refresh_from_db()
    by, before = getattr(world, who, stranger), DifficultyEvent.objects.count()
    asks = {"seen": raised.version, "by": by, **when()}

    assert (name in steps_open_to(by, raised, on=TODAY)) == (who == attempt.by)
    if who == attempt.by:
        attempt.take(raised, **asks)
        assert DifficultyEvent.objects.latest("pk").step == name
        assert AuditEntry.objects.latest("pk").action == f"difficulty.{name}"
        return
    with pytest.raises(DomainError, match="Chỉ |Bên nêu chỉ|Không ai được"):
        attempt.take(raised, **asks)
    assert DifficultyEvent.objects.count() == before


@pytest.mark.parametrize(
    "take",
    [
        lambda d, w: answer_difficulty(d, " ", seen=1, by=w.doctor, **when()),
        lambda d, w: reroute(d, None, "", seen=1, by=w.doctor, **when()),
        lambda d, w: escalate(d, "\n", seen=1, by=w.doctor, **when()),
        lambda d, w: withdraw_difficulty(d, "", seen=1, by=w.officer, **when()),
        lambda d, w: answer_difficulty(
            d, "Rõ.", seen=1, by=w.doctor, papers=[Paper(" ")], **when()
        ),
        lambda d, w: answer_difficulty(d, "Rõ.", seen=1, by=w.doctor, cause="other", **when()),
    ],
)
def test_a_step_without_its_words_is_refused(world, raised, take):
    with pytest.raises(DomainError, match="Chưa ghi"):
        take(raised, world)

    raised.refresh_from_db()
    assert (raised.state, raised.version) == (S.WAITING, 1)


def test_what_is_over_goes_nowhere(world, raised):
    withdraw_difficulty(raised, "Đã tự giải quyết.", seen=1, by=world.officer, **when())

    with pytest.raises(DomainError, match="“đã rút”"):
        answer(raised, world.doctor)
    assert steps_open_to(world.doctor, Difficulty.objects.get(), on=TODAY) == []


def test_the_story_cannot_be_changed(raised):
    with pytest.raises(DatabaseError, match="never changed"), transaction.atomic():
        DifficultyEvent.objects.update(note="Khác.")
