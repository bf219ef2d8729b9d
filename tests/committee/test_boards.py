"""Boards and members in time; who writes, who reads."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from task_world import TODAY, WHEN, unit

from langmoi.committee.actions import (
    NewBoard,
    NewMember,
    add_board,
    add_member,
    change_board,
    end_member,
)
from langmoi.committee.models import Board, BoardMember, BoardRole, Meeting
from langmoi.committee.queries import members_on
from langmoi.core.audit import first_broken_entry
from langmoi.core.errors import DomainError, NotAllowed

HEAD = NewMember("Chủ tịch mới", BoardRole.HEAD, date(2019, 7, 1))


def test_a_board_has_no_number_until_it_is_entered(board, district_officer):
    assert (board.decision_number, board.decided_on) == ("", None)

    told = NewBoard(board.name, "12/QĐ-UBND", date(2016, 3, 1))
    change_board(board, told, seen=board.version, by=district_officer, on=TODAY)

    board.refresh_from_db()
    assert (board.decision_number, board.version) == ("12/QĐ-UBND", 2)
    assert first_broken_entry() is None


def test_a_board_has_one_head_at_a_time(board, head, district_officer):
    told = {"by": district_officer, "on": TODAY}
    with pytest.raises(DomainError, match="là Trưởng ban vào ngày 01/07/2019"):
        add_member(board, HEAD, seen=board.version, **told)

    board.refresh_from_db()
    head.board = board
    end_member(head, last_day=date(2019, 6, 30), seen=board.version, **told)
    add_member(board, HEAD, seen=board.version, **told)

    assert [m.name for m in members_on(board, TODAY)] == ["Chủ tịch mới"]
    assert [m.name for m in members_on(board, date(2019, 6, 30))] == [head.name]


def test_the_head_stands_before_the_members(board, member, head):
    assert [m.role for m in members_on(board, TODAY)] == ["head", "member"]


def test_who_left_does_not_leave_twice_nor_before_they_came(board, head, district_officer):
    def end(day):
        board.refresh_from_db()
        head.board = board
        return end_member(head, last_day=day, seen=board.version, by=district_officer, on=TODAY)

    with pytest.raises(DomainError, match="tham gia từ 01/03/2016"):
        end(date(2016, 2, 1))
    end(TODAY)
    with pytest.raises(DomainError, match="đã thôi tham gia"):
        end(TODAY)


@pytest.mark.parametrize("who", ["clerk", "reader", "office", "other_district"])
def test_only_the_office_of_that_level_writes(request, board, who):
    by = request.getfixturevalue(who)

    with pytest.raises(NotAllowed, match="Chỉ văn phòng"):
        add_member(board, HEAD, seen=board.version, by=by, on=TODAY)
    with pytest.raises(NotAllowed):
        add_board(NewBoard("Ban khác"), unit("616", "district"), by=by, **WHEN)
    assert not BoardMember.objects.exists()


def test_each_reads_their_own_the_province_all_and_members_theirs(
    meeting, member, district_officer, office, other_district, stranger, clerk
):
    def seen(user, on=TODAY):
        return Meeting.objects.visible_to(user, on=on).count()

    assert [seen(who) for who in (district_officer, office, stranger)] == [1, 1, 1]
    assert [seen(who) for who in (other_district, clerk)] == [0, 0]
    assert seen(stranger, date(2017, 12, 31)) == 0


def test_of_two_who_write_at_once_the_second_is_told(board, district_officer):
    stale = Board.objects.get(pk=board.pk)
    add_member(board, HEAD, seen=board.version, by=district_officer, on=TODAY)

    told = replace(HEAD, role=BoardRole.MEMBER)
    with pytest.raises(DomainError, match="vừa được người khác sửa"):
        add_member(stale, told, seen=stale.version, by=district_officer, on=TODAY)


def test_a_board_is_put_in_once(board, district_officer):
    with pytest.raises(DomainError, match="đã có Ban Chỉ đạo huyện"):
        add_board(NewBoard(board.name), board.unit, by=district_officer, **WHEN)
