"""A district's board with its head and a member, and a meeting that was held."""

from __future__ import annotations

from datetime import date

import pytest
from task_world import TODAY, WHEN, unit

from langmoi.committee.actions import (
    Called,
    NewBoard,
    NewMember,
    add_board,
    add_meeting,
    add_member,
)
from langmoi.committee.models import BoardRole

HEAD = NewMember("Chủ tịch UBND huyện", BoardRole.HEAD, date(2016, 3, 1))


@pytest.fixture
def other_district(person):
    return person("other", "district_officer", "612", "district")


@pytest.fixture
def board(district_officer):
    return add_board(
        NewBoard("Ban Chỉ đạo huyện"), unit("616", "district"), by=district_officer, **WHEN
    )


@pytest.fixture
def head(board, district_officer):
    return add_member(board, HEAD, seen=board.version, by=district_officer, on=TODAY)


@pytest.fixture
def member(board, district_officer, stranger):
    """Someone whose own posts would not let them see the district."""
    told = NewMember("", BoardRole.MEMBER, date(2018, 1, 1), user=stranger)
    return add_member(board, told, seen=board.version, by=district_officer, on=TODAY)


@pytest.fixture
def meeting(board, head, member, district_officer):
    told = Called("Họp Ban Chỉ đạo quý II", date(2019, 7, 10), "08 giờ", agenda="1. Kết quả")
    return add_meeting(board, told, by=district_officer, **WHEN)
