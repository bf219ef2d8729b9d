"""Two people at the same moment: the second one is told."""

from __future__ import annotations

import pytest
from at_once import at_once
from chain_world import TODAY
from difficulty_world import when

from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError
from langmoi.difficulties.actions import (
    NewGuidance,
    answer_difficulty,
    escalate,
    publish_guidance,
    reroute,
    withdraw_guidance,
)
from langmoi.difficulties.models import Difficulty, DifficultyEvent, Guidance

pytestmark = pytest.mark.django_db(transaction=True)


def refused(answers):
    (told,) = [str(one) for one in answers if isinstance(one, DomainError)]
    return told


def test_of_two_answers_at_once_one_stands(world, raised):
    one, two = (Difficulty.objects.get(pk=raised.pk) for _ in range(2))

    answers = at_once(
        lambda: answer_difficulty(one, "Một.", seen=1, by=world.doctor, **when()),
        lambda: answer_difficulty(two, "Hai.", seen=1, by=world.doctor2, **when()),
    )

    assert "người khác xử lý" in refused(answers)
    assert DifficultyEvent.objects.filter(step="answer").count() == 1
    assert first_broken_entry() is None


def test_it_is_not_sent_up_twice_by_one_press_of_two_people(world, raised):
    one, two = (Difficulty.objects.get(pk=raised.pk) for _ in range(2))

    answers = at_once(
        lambda: escalate(one, "Vượt quyền.", seen=1, by=world.doctor, **when()),
        lambda: reroute(two, world.housing, "Nhầm.", seen=1, by=world.office, **when()),
    )

    assert "người khác xử lý" in refused(answers)


def test_an_answer_becomes_guidance_once_and_is_withdrawn_once(world, raised):
    answer_difficulty(raised, "Lập danh sách.", seen=1, by=world.doctor, **when())
    event = DifficultyEvent.objects.get(step="answer")
    told = NewGuidance("Cấp thẻ", "Lập danh sách.", raised.criterion, TODAY)

    made = at_once(
        lambda: publish_guidance(told, by=world.doctor, from_answer=event, **when()),
        lambda: publish_guidance(told, by=world.doctor2, from_answer=event, **when()),
    )
    assert "đã được công bố" in refused(made)

    guidance = Guidance.objects.get()
    withdrawn = at_once(
        lambda: withdraw_guidance(guidance, "Sai.", by=world.doctor, **when()),
        lambda: withdraw_guidance(guidance, "Cũ.", by=world.office, **when()),
    )
    assert "đã được rút trước đó" in refused(withdrawn)
