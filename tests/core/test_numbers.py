from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langmoi.core.numbers import (
    Ambiguous,
    Unreadable,
    from_scaled,
    plain,
    plain_millions,
    read_millions,
    read_number,
    show_change,
    show_millions,
    show_number,
    to_scaled,
)

decimals = st.decimals(
    min_value=-(10**9), max_value=10**9, places=4, allow_nan=False, allow_infinity=False
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12,5", "12.5"),
        ("12.5", "12.5"),
        ("12,5%", "12.5"),
        (" 12,5 % ", "12.5"),
        ("1.234,5", "1234.5"),
        ("1.234.567", "1234567"),
        ("1 234", "1234"),
        ("−3", "-3"),
        ("0,234", "0.234"),
        ("0.234", "0.234"),
        ("12.34", "12.34"),
    ],
)
def test_numbers_are_read_as_officials_write_them(text, value):
    assert read_number(text) == Decimal(value)


@pytest.mark.parametrize("text", ["7O", "", "1.23.4", "1,2,3", "12.5.2019", "x", "1.2345,6", "٣"])
def test_what_is_no_number_is_refused(text):
    with pytest.raises(Unreadable):
        read_number(text)


def test_the_range_decides_what_a_dot_before_three_digits_means():
    assert read_number("1.234", minimum=Decimal(100)) == 1234
    assert read_number("1.234", maximum=Decimal(100)) == Decimal("1.234")
    assert read_number("1.234", whole=True) == 1234


def test_a_fraction_where_a_whole_number_belongs_is_called_so():
    with pytest.raises(Unreadable, match="“1.5” không phải là số nguyên."):
        read_number("1.5", whole=True)
    with pytest.raises(Unreadable, match="“abc” không phải là số."):
        read_number("abc", whole=True)


def test_where_both_readings_are_possible_the_person_is_asked():
    with pytest.raises(Ambiguous, match="hãy ghi 1234 hoặc 1,234"):
        read_number("1.234", minimum=Decimal(0), maximum=Decimal(5000))


@given(decimals)
def test_a_number_survives_being_shown_and_read(value):
    shown = show_number(value)
    assert read_number(shown, minimum=value, maximum=value) == value


@given(decimals)
def test_scaling_is_exact(value):
    assert from_scaled(to_scaled(value)) == value


def test_more_than_four_decimals_are_refused_not_rounded():
    with pytest.raises(Unreadable, match="quá 4 chữ số lẻ"):
        to_scaled(Decimal("0.00001"))


def test_changes_carry_their_sign():
    assert show_change(Decimal("0.129"), 2) == "+0,13"
    assert show_change(-1) == "−1"
    assert show_change(0) == "0"
    assert show_change(Decimal("-0.5"), 1) == "−0,5"
    assert show_number(Decimal("-1234.5")) == "−1.234,5"


def test_figures_are_kept_in_their_shortest_exact_form():
    assert plain(Decimal("41.50")) == "41.5"
    assert plain(Decimal("100")) == "100"


@pytest.mark.parametrize(
    ("dong", "shown", "typed"),
    [
        (350_000_000, "350", "350"),
        (1_234_500_000, "1.234,5", "1234,5"),
        (18_390_514_000_000, "18.390.514", "18390514"),
        (1, "0,000001", "0,000001"),
        (-2_500_000, "−2,5", "-2,5"),
        (0, "0", "0"),
    ],
)
def test_money_is_shown_in_millions_to_the_last_dong(dong, shown, typed):
    assert show_millions(dong) == shown
    assert plain_millions(dong) == typed


@given(st.integers(min_value=-(10**15), max_value=10**15))
def test_what_a_form_shows_of_money_is_read_as_it_was(dong):
    assert read_millions(plain_millions(dong)) == dong


def test_money_that_may_mean_two_amounts_or_none_is_refused():
    assert read_millions("1.234,5") == 1_234_500_000
    with pytest.raises(Ambiguous, match="có thể là 1234 hoặc 1,234"):
        read_millions("1.234")
    with pytest.raises(Unreadable, match="lẻ dưới một đồng"):
        read_millions("0,0000001")
    with pytest.raises(Unreadable, match="là tỷ lệ"):
        read_millions("5%")
    with pytest.raises(Unreadable, match="không phải là số"):
        read_millions("năm triệu")
