"""Construction debt: accepted less allocated, the oldest first, by who has not given their part."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.funding.debt_rules import Age, Dated, Payer, age_of, debt_of, payer_of, who_pays
from langmoi.funding.shares import apportion

ON = date(2019, 12, 20)
M = 1_000_000


def debt(accepted, allocated, structure=None, on=ON):
    return debt_of([Dated(*one) for one in accepted], allocated, structure or {}, on=on)


def test_what_is_allocated_is_no_debt_paid_or_not():
    found = debt([(date(2018, 1, 1), 500 * M)], {"1.1.1": 500 * M})

    assert (found.amount, found.oldest_on, found.unpaid) == (0, None, ())


def test_capital_covers_the_oldest_acceptance_first():
    accepted = [(date(2019, 6, 1), 300 * M), (date(2017, 5, 1), 400 * M), (date(2018, 5, 1), 100)]

    found = debt(accepted, {"1.1.1": 400 * M})

    assert found.amount == 300 * M + 100
    assert found.oldest_on == date(2018, 5, 1)
    assert found.by_age == {Age.UNDER_2: 100, Age.UNDER_1: 300 * M}


def test_a_part_of_the_oldest_keeps_its_day():
    found = debt([(date(2014, 12, 31), 350 * M), (date(2015, 1, 1), 50 * M)], {"1.1": 300 * M})

    assert found.by_age == {Age.BEFORE_2015: 50 * M, Age.OLDER: 50 * M}
    assert found.oldest_on == date(2014, 12, 31)


@pytest.mark.parametrize(
    ("day", "age"),
    [
        (date(2014, 12, 31), Age.BEFORE_2015),
        (date(2015, 1, 1), Age.OLDER),
        (date(2016, 12, 20), Age.OLDER),
        (date(2016, 12, 21), Age.UNDER_3),
        (date(2017, 12, 20), Age.UNDER_3),
        (date(2017, 12, 21), Age.UNDER_2),
        (date(2018, 12, 20), Age.UNDER_2),
        (date(2018, 12, 21), Age.UNDER_1),
        (date(2019, 12, 20), Age.UNDER_1),
    ],
)
def test_ages_change_on_the_day_itself(day, age):
    assert age_of(day, ON) is age


def test_who_has_not_given_their_part_of_the_structure_owes_it():
    structure = {"1.1.1": 600 * M, "1.2.1": 200 * M, "1.2.2": 100 * M, "5.1": 100 * M}
    allocated = {"1.1.1": 600 * M, "1.2.1": 50 * M, "5.1": 100 * M}

    found = debt([(ON, 1000 * M)], allocated, structure)

    assert found.by_payer == {Payer.PROVINCE: 150 * M, Payer.DISTRICT: 100 * M}


def test_parts_add_up_to_the_debt_to_the_dong():
    found = who_pays(100, {}, {"1.1": 1, "1.2.1": 1, "1.2.3": 1})

    assert found == {Payer.CENTRAL: 34, Payer.PROVINCE: 33, Payer.COMMUNE: 33}
    assert who_pays(100, {"1.1": 5}, {"1.1": 5}) == {Payer.UNKNOWN: 100}
    assert who_pays(100, {}, {}) == {Payer.UNKNOWN: 100}


def test_sources_belong_to_payers_by_their_branch():
    told = ("1.1.3", "1.2.1", "1.2.2", "1.2.3", "2", "5.4")
    assert [payer_of(source) for source in told] == [
        Payer.CENTRAL, Payer.PROVINCE, Payer.DISTRICT, Payer.COMMUNE, Payer.OTHER, Payer.OTHER,
    ]  # fmt: skip


def test_nothing_is_lost_in_dividing():
    found = apportion(10, {"a": 1, "b": 1, "c": 1})

    assert sum(found.values()) == 10
    assert apportion(7, {"a": 0}) == {}
