from datetime import date

import pytest

from langmoi.law.model import Status
from langmoi.registers.convention_days import (
    Dated,
    decider_fault,
    state_fault,
    suspension_due,
    waits_of,
)
from langmoi.registers.village_rules import convention_rule, decision_rule, published_conventions

LAST_DAY, FIRST_DAY = date(2023, 8, 15), date(2023, 8, 16)


def test_2019_does_not_know_the_decree_of_2023():
    rule = convention_rule(date(2019, 12, 20))
    assert rule.recognised_by == "district"
    assert rule.basis.document == "Quyết định 22/2018/QĐ-TTg"
    assert rule.basis.status is Status.RECALLED
    assert (rule.file_days, rule.decision_days, rule.suspension_days) == (None, None, None)


def test_the_decree_holds_from_its_first_day_and_not_the_day_before():
    before, after = convention_rule(LAST_DAY), convention_rule(FIRST_DAY)
    assert (before.recognised_by, after.recognised_by) == ("district", "commune")
    assert (after.file_days, after.decision_days, after.suspension_days) == (5, 5, 3)
    assert after.basis.text == "Điều 3-13, Nghị định 61/2023/NĐ-CP"
    assert len(after.forms) == 3


def test_no_rule_is_made_up_before_the_first_that_is_known():
    assert convention_rule(date(2018, 6, 30)) is None
    assert decider_fault("district", date(2017, 5, 1)) == ""


def test_the_rule_of_the_day_of_adoption_gives_the_days():
    [old] = waits_of([Dated("adopted", LAST_DAY)], date(2023, 10, 2))
    assert (old.due_on, old.days_late) == (None, 0)
    [new] = waits_of([Dated("adopted", FIRST_DAY)], date(2023, 8, 23))
    # Wednesday 16/8 and five working days: Wednesday 23/8.
    assert (new.due_on, new.days_late, new.is_late) == (date(2023, 8, 23), 0, False)
    [late] = waits_of([Dated("adopted", FIRST_DAY)], date(2023, 8, 28))
    assert late.days_late == 3  # 24, 25 and 28/8


def test_a_decision_that_came_late_stays_late_by_its_days():
    states = [
        Dated("adopted", date(2023, 9, 5)),
        Dated("sent", date(2023, 9, 12)),
        Dated("recognised", date(2023, 9, 22)),
    ]
    send, decide = waits_of(states, date(2023, 12, 1))
    assert (send.due_on, send.days_late, send.is_open) == (date(2023, 9, 12), 0, False)
    assert (decide.due_on, decide.days_late) == (date(2023, 9, 19), 3)


def test_a_file_sent_under_the_old_rule_and_decided_under_the_new_goes_by_the_day_it_was_sent():
    states = [Dated("adopted", date(2023, 8, 10)), Dated("sent", LAST_DAY)]
    send, decide = waits_of(states, date(2023, 9, 20))
    assert (send.due_on, decide.due_on) == (None, None)
    states[1] = Dated("sent", FIRST_DAY)
    _, decide = waits_of(states, FIRST_DAY)
    assert decide.due_on == date(2023, 8, 23)


def test_what_comes_after_the_day_is_not_known_on_it():
    states = [Dated("adopted", date(2023, 9, 5)), Dated("sent", date(2023, 9, 20))]
    [send] = waits_of(states, date(2023, 9, 15))
    assert send.is_open
    assert send.days_late == 3  # due on the 12th: 13, 14, 15


def test_the_adoption_of_a_change_begins_the_days_anew():
    states = [
        Dated("adopted", date(2023, 9, 5)),
        Dated("sent", date(2023, 9, 6)),
        Dated("recognised", date(2023, 9, 8)),
        Dated("amending", date(2024, 3, 4)),
    ]
    [send] = waits_of(states, date(2024, 3, 5))
    assert (send.due_on, send.is_open) == (date(2024, 3, 11), True)


def test_a_suspension_is_decided_within_three_working_days_from_the_decree_on():
    assert suspension_due(LAST_DAY) is None
    assert suspension_due(FIRST_DAY) == date(2023, 8, 21)


@pytest.mark.parametrize(
    ("level", "day", "is_refused"),
    [
        ("district", LAST_DAY, False),
        ("commune", LAST_DAY, True),
        ("district", FIRST_DAY, True),
        ("commune", FIRST_DAY, False),
    ],
)
def test_the_level_that_recognises_is_that_of_the_day(level, day, is_refused):
    assert bool(decider_fault(level, day)) is is_refused


def test_suspension_is_a_step_of_the_decree_only():
    said = state_fault("suspended", LAST_DAY, "Tạm ngừng toàn bộ")
    assert "15/08/2023" in said
    assert "Quyết định 22/2018/QĐ-TTg" in said
    assert state_fault("suspended", FIRST_DAY, "Tạm ngừng toàn bộ") == ""


def test_the_share_that_passes_a_decision_is_dated_and_unknown_where_it_is():
    assert decision_rule(date(2023, 6, 30)).more_than == 50
    assert decision_rule(date(2023, 7, 1)).more_than is None
    assert decision_rule(date(2007, 6, 30)) is None


def test_the_published_count_is_known_from_its_day_on():
    published = published_conventions(date(2019, 12, 20))
    assert (published.with_convention, published.villages) == (848, 874)
    assert published_conventions(date(2018, 8, 30)) is None
