"""Rates as the Government counts them, exact; and its own published figures of 2017."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest

from langmoi.direction.published import published_tallies
from langmoi.direction.rates import Tally, percent, tally
from langmoi.direction.timeliness import Timeliness as T


def test_the_figures_of_2017_come_to_98_63_and_not_to_the_98_62_that_was_printed():
    (told,) = published_tallies()

    assert told.total == 21914 == 14068 + 1983 + 5640 + 223 == told.tally.total
    assert (told.tally.done, told.tally.not_done) == (16051, 5863)
    assert told.tally.rate == Fraction(16051, 16274)
    assert (told.computed_rate, told.rate) == (Decimal("98.63"), Decimal("98.62"))
    assert percent(told.tally.overdue_rate) == Decimal("1.37")
    assert told.overdue_rate == Decimal("1.38")
    assert not told.is_reproduced
    assert told.remark == (
        "Tính từ số đã công bố: 16.051 nhiệm vụ hoàn thành trên 16.274 nhiệm vụ hoàn thành hoặc "
        "quá hạn; tỷ lệ hoàn thành 98,63%. Văn bản 1270/BC-TCTTTg in 98,62%."
    )
    assert (told.certainty, told.dated_on.isoformat()) == ("reported", "2017-12-27")


def test_only_what_is_done_or_fell_due_is_counted():
    kinds = [T.DONE_IN_TIME, T.DONE_LATE, T.DONE_NO_DATE, T.OVERDUE, T.IN_TIME, T.DUE_SOON]

    told = tally([*kinds, T.NO_DATE, T.REQUEST, T.REQUEST_DONE, T.SUSPENDED, T.WITHDRAWN])

    assert told == Tally(1, 1, 2, 1, 1, 1)
    assert (told.total, told.rate) == (7, Fraction(3, 4))


@pytest.mark.parametrize("kinds", [[], [T.IN_TIME], [T.REQUEST, T.REQUEST_DONE, T.NO_DATE]])
def test_where_nothing_was_done_and_nothing_is_overdue_there_is_no_rate(kinds):
    assert tally(kinds).rate is None
    assert tally(kinds).overdue_rate is None


@pytest.mark.parametrize(
    ("rate", "said"),
    [
        (Fraction(1, 3), "33.33"),
        (Fraction(2, 3), "66.67"),
        (Fraction(1, 20000), "0.01"),  # 0,005 %: half up
        (Fraction(1), "100.00"),
    ],
)
def test_percents_have_two_decimals_half_up(rate, said):
    assert percent(rate) == Decimal(said)
