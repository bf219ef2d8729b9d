from datetime import date

import pytest

from langmoi.core.errors import DomainError
from langmoi.core.months import (
    december_before,
    first_day,
    month_range,
    next_month,
    parse_month,
    previous_month,
    reference_day,
    show_month,
)


def test_a_month_runs_from_the_15th_before_to_the_14th():
    assert first_day(date(2019, 12, 1)) == date(2019, 11, 15)
    assert reference_day(date(2019, 12, 1)) == date(2019, 12, 14)
    assert first_day(date(2020, 1, 1)) == date(2019, 12, 15)


def test_months_follow_each_other_over_the_year():
    assert next_month(date(2019, 12, 1)) == date(2020, 1, 1)
    assert previous_month(date(2020, 1, 1)) == date(2019, 12, 1)
    assert december_before(date(2019, 11, 1)) == date(2018, 12, 1)
    assert len(month_range(date(2016, 12, 1), date(2019, 12, 1))) == 37


@pytest.mark.parametrize("text", ["2019-12", "12/2019", "2019-12-01", " 2019-12 "])
def test_months_are_read_in_both_orders(text):
    assert parse_month(text) == date(2019, 12, 1)


@pytest.mark.parametrize("text", ["2019-13", "13/2019", "2019", "2019-12-05", "tháng 12", ""])
def test_what_is_no_month_is_refused_with_an_example(text):
    with pytest.raises(DomainError, match="2019-12"):
        parse_month(text)


def test_months_are_shown_with_their_year():
    assert show_month(date(2019, 2, 1)) == "02/2019"
