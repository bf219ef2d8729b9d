from datetime import date

from langmoi.registers.attendance import Came, Known, attendance_faults, unknown_villages
from langmoi.registers.village_votes import (
    Ballots,
    Passed,
    Turnout,
    ballot_fault,
    result_of,
    turnout_faults,
)

ON = date(2019, 11, 12)


def test_exactly_half_of_all_households_does_not_pass_and_one_more_does():
    assert result_of(Ballots("Làm đường", 50, 0, 0), 100, ON).passed is Passed.NOT_PASSED
    assert result_of(Ballots("Làm đường", 51, 20, 0), 100, ON).passed is Passed.PASSED


def test_the_share_is_of_all_households_and_not_of_those_who_came():
    result = result_of(Ballots("Làm đường", 40, 0, 0), 90, ON)
    assert result.passed is Passed.NOT_PASSED
    assert result.why == "40/90 hộ tán thành, không quá 50%."


def test_without_a_rule_or_a_number_of_households_nothing_is_said_of_a_vote():
    ballots = Ballots("Làm đường", 80, 0, 0)
    assert result_of(ballots, 90, date(2024, 1, 5)).passed is Passed.UNKNOWN
    assert result_of(ballots, None, ON).passed is Passed.UNKNOWN
    assert "tổng số hộ" in result_of(ballots, 0, ON).why


def test_more_ballots_than_households_at_the_meeting_are_refused_with_the_sum():
    said = ballot_fault(Ballots("Góp công", 60, 15, 6), 80)
    assert "60 tán thành + 15 không tán thành + 6 không có ý kiến = 81 phiếu" in said
    assert ballot_fault(Ballots("Góp công", 60, 15, 5), 80) == ""


def test_more_households_than_invited_or_than_there_are_is_said():
    assert turnout_faults(Turnout(100, 90, 80)) == []
    [said] = turnout_faults(Turnout(100, 90, 91))
    assert "91 hộ dự họp nhưng chỉ mời 90" in said
    [said] = turnout_faults(Turnout(80, 90, 70))
    assert "thôn có 80 hộ" in said
    [said] = turnout_faults(Turnout(100, None, 70), known_households=95)
    assert "phiếu thôn gần nhất ghi 95 hộ" in said


def test_attendance_above_what_is_known_is_named_with_its_village():
    known = Known({"thôn 1": 50}, 400, "xã A")
    assert attendance_faults([Came("thôn 1", 60, 50), Came("thôn 2", 340, 300)], known) == []
    [said] = attendance_faults([Came("thôn 1", 60, 51)], known)
    assert said.startswith("thôn 1: 51 hộ dự, nhiều hơn 50 hộ")
    [said] = attendance_faults([Came("thôn 1", 60, 40), Came("thôn 2", 341, None)], known)
    assert "401 người dự, nhiều hơn dân số 400" in said
    assert unknown_villages([Came("thôn 2", 1, 1)], known) == ["thôn 2"]


def test_nobody_counted_and_more_households_than_people_are_said():
    known = Known({}, None, "xã A")
    assert "ít nhất một số" in attendance_faults([Came("thôn 1", None, None)], known)[0]
    assert "chỉ 10 người" in attendance_faults([Came("thôn 1", 10, 11)], known)[0]
