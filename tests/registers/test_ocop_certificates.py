from __future__ import annotations

from datetime import date

import pytest

from langmoi.law.model import Status
from langmoi.registers.ocop.certificates import Certificate, holding
from langmoi.registers.ocop.money import Paid, prize_due, trademark_due
from langmoi.registers.ocop.rules import certifying_on


def certificate(on: date, stars: int = 3, withdrawn: date | None = None) -> Certificate:
    return Certificate(stars, on, "01/QĐ-UBND", "province", withdrawn)


@pytest.mark.parametrize(
    ("day", "last"),
    [
        (date(2020, 12, 20), date(2023, 12, 20)),
        (date(2021, 1, 31), date(2024, 1, 31)),
        (date(2020, 2, 29), date(2023, 2, 28)),
        (date(2021, 2, 28), date(2024, 2, 28)),
        (date(2024, 2, 29), date(2027, 2, 28)),
    ],
)
def test_a_certificate_holds_36_months_to_the_day(day, last):
    found = certificate(day)

    assert found.last_day == last
    assert found.holds_on(last)
    assert found.days_left(last) == 0
    assert not found.holds_on(date.fromordinal(last.toordinal() + 1))
    assert not found.holds_on(date.fromordinal(day.toordinal() - 1))


def test_a_withdrawn_certificate_holds_until_the_day_before():
    found = certificate(date(2020, 1, 10), withdrawn=date(2021, 5, 4))

    assert found.holds_on(date(2021, 5, 3))
    assert not found.holds_on(date(2021, 5, 4))


def test_the_newest_certificate_that_holds_counts():
    first, second = certificate(date(2020, 1, 10)), certificate(date(2022, 6, 1), stars=4)

    assert holding([first, second], date(2022, 5, 31)) == first
    assert holding([first, second], date(2022, 6, 1)) == second
    assert holding([first, second], date(2025, 6, 2)) is None


@pytest.mark.parametrize(
    ("stars", "on", "level", "status"),
    [
        (3, date(2019, 8, 21), "province", Status.REPORTED),
        (4, date(2020, 1, 1), "province", Status.REPORTED),
        (5, date(2020, 1, 1), "nation", Status.REPORTED),
        (3, date(2023, 1, 1), "district", Status.PLACEHOLDER),
        (3, date(2025, 6, 30), "district", Status.PLACEHOLDER),
        (3, date(2025, 7, 1), "province", Status.REPORTED),
        (5, date(2026, 1, 1), "nation", Status.REPORTED),
    ],
)
def test_who_certifies_follows_the_day(stars, on, level, status):
    found = certifying_on(stars, on)

    assert (found.level, found.basis.status) == (level, status)


def test_nobody_certifies_two_stars_or_before_the_first_set():
    assert certifying_on(2, date(2020, 1, 1)) is None
    assert certifying_on(3, date(2019, 8, 20)) is None


@pytest.mark.parametrize("on", [date(2019, 12, 20), date(2025, 12, 31)])
def test_without_a_rule_no_prize_is_computed(on):
    found = prize_due(4, [], on)

    assert found.amount is None
    assert "Chưa biết mức thưởng" in found.said
    assert trademark_due([], on).amount is None


DAY = date(2026, 7, 1)


def test_a_prize_is_paid_once_a_star_and_its_difference_on_upgrade():
    had = [Paid("prize", 3, 8_000_000, date(2026, 6, 1))]

    assert [prize_due(stars, [], DAY).amount for stars in (3, 4, 5)] == [
        8_000_000, 10_000_000, 15_000_000,
    ]  # fmt: skip
    assert prize_due(4, had, DAY).amount == 2_000_000
    assert prize_due(5, had, DAY).amount == 7_000_000
    assert prize_due(3, had, DAY).amount == 0
    assert "một lần" in prize_due(3, had, DAY).said


def test_a_trademark_gets_three_million_at_most():
    had = [Paid("trademark", None, 1_250_000, date(2026, 6, 1))]

    assert trademark_due([], DAY).amount == 3_000_000
    assert trademark_due(had, DAY).amount == 1_750_000
