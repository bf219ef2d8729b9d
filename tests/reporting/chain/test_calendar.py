"""The chain of a date, working days, and deadlines with their exceptions."""

from __future__ import annotations

from datetime import date

import pytest
from chain_world import MONTH, TODAY

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.people.models import Role
from langmoi.reporting.chain import all_chains, chain_on
from langmoi.reporting.deadlines import deadlines_of, due_days, due_on, exceptions_of, set_deadline
from langmoi.reporting.flow import STEPS
from langmoi.reporting.models import StepKind
from langmoi.reporting.workdays import add_working_days, holiday_on, is_working_day

JUNE, JULY = date(2025, 6, 1), date(2025, 7, 1)


def test_districts_review_until_june_2025_and_the_office_after():
    assert chain_on(JUNE).has_district
    assert chain_on(JUNE).roles(StepKind.SIGN) == (Role.DISTRICT_CHAIRMAN, Role.DISTRICT_DEPUTY)
    assert not chain_on(JULY).has_district
    assert chain_on(JULY).roles(StepKind.SIGN) == (Role.PROVINCE_OFFICE,)


def test_every_chain_has_every_step_and_they_follow_each_other_without_a_gap():
    chains = all_chains()

    assert all([s.kind for s in chain.steps] == list(StepKind) for chain in chains)
    for before, after in zip(chains, chains[1:], strict=False):
        assert (after.period.start - before.period.end).days == 1


def test_a_month_before_any_chain_is_refused():
    with pytest.raises(DomainError, match="Chưa có quy trình"):
        chain_on(date(2009, 1, 1))


def test_every_step_leads_to_a_state_from_which_something_follows():
    targets = {step.target for step in STEPS.values() if step.target}

    assert all(any(target in s.sources for s in STEPS.values()) for target in targets)


@pytest.mark.parametrize(
    ("day", "works"),
    [
        (date(2019, 12, 20), True),
        (date(2019, 12, 21), False),  # a Saturday
        (date(2019, 5, 4), True),  # a Saturday worked for 29/4
        (date(2019, 4, 29), False),
        (date(2019, 2, 6), False),  # Tết
        (date(2021, 9, 3), False),  # the second day of 2/9 since 2021
        (date(2035, 4, 30), False),  # a year that is not listed: only the solar holidays
    ],
)
def test_working_days(day, works):
    assert is_working_day(day) is works


def test_tet_moves_a_deadline():
    assert add_working_days(date(2019, 1, 31), 3) == date(2019, 2, 12)
    assert holiday_on(date(2019, 2, 5)).name == "Tết Nguyên đán"


def test_the_deadlines_of_a_month_follow_the_rule(december):
    assert deadlines_of(MONTH) == {
        StepKind.SUBMIT: date(2019, 12, 18),
        StepKind.REVIEW: date(2019, 12, 20),
        StepKind.SIGN: date(2019, 12, 24),
        StepKind.OPINION: date(2019, 12, 24),
        StepKind.CLOSE: date(2019, 12, 25),
    }


def test_one_commune_gets_more_time_with_a_reason(december, people):
    told = {"by": people.office, "on": TODAY, "unit": people.unit}
    with pytest.raises(DomainError, match="Hãy ghi lý do"):
        set_deadline(MONTH, StepKind.SUBMIT, date(2019, 12, 23), **told)
    set_deadline(MONTH, StepKind.SUBMIT, date(2019, 12, 23), reason="Mất mạng do bão", **told)

    assert due_on(MONTH, StepKind.SUBMIT, people.unit.pk) == date(2019, 12, 23)
    assert due_on(MONTH, StepKind.SUBMIT) == date(2019, 12, 18)
    assert due_days(MONTH, StepKind.SUBMIT, [people.unit.pk, 1])[1] == date(2019, 12, 18)
    (exception,) = exceptions_of(MONTH)
    assert exception.reason == "Mất mạng do bão"


def test_the_office_may_move_a_day_for_all_and_nobody_else(december, people):
    told = {"reason": "Họp tỉnh", "on": TODAY}
    with pytest.raises(NotAllowed):
        set_deadline(MONTH, StepKind.CLOSE, date(2019, 12, 27), by=people.signer, **told)
    with pytest.raises(DomainError, match="trước ngày khóa kỳ"):
        set_deadline(MONTH, StepKind.CLOSE, date(2019, 12, 1), by=people.office, **told)

    set_deadline(MONTH, StepKind.CLOSE, date(2019, 12, 27), by=people.office, **told)
    set_deadline(MONTH, StepKind.CLOSE, date(2019, 12, 26), by=people.office, **told)

    assert deadlines_of(MONTH)[StepKind.CLOSE] == date(2019, 12, 26)
