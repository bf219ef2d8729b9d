"""Guidance: who publishes it, where it is shown, and how it is withdrawn."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from chain_world import TODAY
from difficulty_world import seen, when

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.models import AuditEntry
from langmoi.difficulties.actions import (
    NewGuidance,
    answer_difficulty,
    publish_guidance,
    withdraw_guidance,
)
from langmoi.difficulties.guidance import guidance_by_criterion, publisher
from langmoi.difficulties.models import DifficultyEvent, Guidance


@pytest.fixture
def told(asked):
    return NewGuidance("Cấp thẻ bảo hiểm y tế", "Lập danh sách.", asked.criterion, TODAY)


def test_it_stands_beside_its_criterion_from_a_day_to_a_day(world, told):
    until = replace(told, valid_to=date(2020, 3, 31))
    made = publish_guidance(until, by=world.doctor, **when())

    assert publisher(made) == "SYT"
    assert guidance_by_criterion(TODAY) == {told.criterion: (made,)}
    assert guidance_by_criterion(date(2020, 3, 31))
    assert not guidance_by_criterion(date(2020, 4, 1))
    assert not guidance_by_criterion(date(2019, 12, 19))
    assert AuditEntry.objects.latest("pk").action == "guidance.publish"


def test_an_answer_becomes_guidance(world, raised, told):
    answer_difficulty(raised, "Lập danh sách.", seen=seen(raised), by=world.doctor, **when())
    event = DifficultyEvent.objects.get(step="answer")

    made = publish_guidance(told, by=world.doctor, from_answer=event, **when())

    assert made.from_answer == event
    other = DifficultyEvent.objects.get(step="raise")
    with pytest.raises(DomainError, match="Chỉ công bố được hướng dẫn từ một trả lời"):
        publish_guidance(told, by=world.doctor, from_answer=other, **when())


def test_the_office_publishes_in_its_own_name(world, told):
    assert publisher(publish_guidance(told, by=world.office, **when())) == (
        "Văn phòng Điều phối NTM tỉnh"
    )


def test_what_is_withdrawn_stays_readable_and_is_shown_no_more(world, told):
    made = publish_guidance(told, by=world.doctor, **when())

    withdraw_guidance(made, "Đã có văn bản mới.", by=world.doctor2, **when())

    assert not guidance_by_criterion(TODAY)
    kept = Guidance.objects.get()
    assert (kept.withdrawn_why, kept.text) == ("Đã có văn bản mới.", "Lập danh sách.")


def test_others_neither_publish_nor_withdraw(world, told):
    for by in (world.officer, world.signer, world.reader, world.leader):
        with pytest.raises(NotAllowed, match="công bố hướng dẫn"):
            publish_guidance(told, by=by, **when())
    made = publish_guidance(told, by=world.doctor, **when())
    for by in (world.builder, world.officer):
        with pytest.raises(NotAllowed, match="được rút hướng dẫn này"):
            withdraw_guidance(made, "Sai.", by=by, **when())
    assert Guidance.objects.offered().count() == 1


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Chưa ghi tên hướng dẫn"),
        ({"text": " "}, "Chưa ghi nội dung hướng dẫn"),
        ({"criterion": "nothing"}, "Không có tiêu chí đã chọn"),
        ({"valid_to": date(2019, 1, 1)}, "trước ngày bắt đầu áp dụng"),
    ],
)
def test_what_is_not_told_is_asked_for(world, told, changed, said):
    with pytest.raises(DomainError, match=said):
        publish_guidance(replace(told, **changed), by=world.doctor, **when())

    assert not Guidance.objects.exists()


def test_withdrawing_needs_a_reason(world, told):
    made = publish_guidance(told, by=world.doctor, **when())

    with pytest.raises(DomainError, match="Chưa ghi lý do rút"):
        withdraw_guidance(made, " ", by=world.doctor, **when())
