"""The forecast and its back-test: won where there is a season, admitted where there is not."""

from __future__ import annotations

import random
from datetime import date
from itertools import pairwise

import pytest

from langmoi.assessment.forecast import LINE, OURS, SAME, History, back_test, forecast
from langmoi.core.errors import DomainError
from langmoi.core.months import month_range

FIRST = date(2016, 12, 1)
YEARS = (1, 1, 2, 2, 2, 3, 2, 1, 1, 2, 4, 9)  # the gain of each calendar month, December most


def months(count):
    return tuple(month_range(FIRST, date(2016 + count // 12 + 1, 12, 1)))[:count]


def history(gains, *, most=1000, start=100):
    row = [start]
    for gain in gains:
        row.append(row[-1] + gain)
    return History(months(len(row)), {1: row}, most)


def seasonal(count):
    return [YEARS[month.month - 1] for month in months(count + 1)[1:]]


def test_a_season_that_repeats_is_found_and_both_others_are_beaten():
    trials = back_test(history(seasonal(35)))

    assert [trial.horizon for trial in trials] == [1, 3, 6, 12]
    assert all(trial.is_won for trial in trials[:3])
    assert all(trial.errors[OURS] <= 4 for trial in trials)


def test_the_next_december_is_looked_for_where_decembers_were():
    found = forecast(history(seasonal(35)), months=3)

    december = found.expected[0]
    assert december.month == date(2019, 12, 1)
    assert found.level + 6 < december.value < found.level + 9
    assert december.low < december.value < december.high


def test_where_nothing_changes_the_model_does_not_claim_to_be_better():
    found = forecast(history([0] * 35), months=12)

    assert not any(trial.is_won for trial in found.trials)
    assert found.at(date(2020, 6, 1)) is None
    assert found.when(101) == (None, None, None)


def test_a_straight_line_is_not_beaten_by_a_season():
    trials = back_test(history([3] * 35))

    assert [trial.errors[LINE] for trial in trials] == pytest.approx([0] * 4)
    assert not any(trial.is_won for trial in trials)


def test_gains_are_like_with_like_over_a_change_of_borders():
    stays, left = list(range(10, 37)), [*range(5, 20), *([None] * 12)]
    told = History(months(27), {1: stays, 2: left}, 100)

    assert told.gains() == [2] * 14 + [1] * 12
    assert (told.units, told.level) == (1, 36)


def test_no_value_passes_what_can_be_met():
    found = forecast(history([1, 2] * 17, most=152), months=24)

    assert max(e.high for e in found.expected) <= 152
    assert all(e.low >= 0 for e in found.expected)


def test_the_interval_grows_and_the_chance_falls_with_the_target():
    found = forecast(history(seasonal(35)), months=24)

    widths = [e.high - e.low for e in found.expected]
    assert widths == sorted(widths)
    chances = [found.expected[11].chance_of(found.level + more) for more in range(0, 60, 5)]
    assert all(more >= less for more, less in pairwise(chances))
    assert chances[0] > 0.9 > 0.1 > chances[-1]


def test_the_target_is_reached_by_the_upper_bound_first_and_the_lower_last():
    found = forecast(history(seasonal(35)), months=24)

    early, likely, late = found.when(found.level + 20)

    assert early <= likely <= late


def test_the_interval_holds_about_as_often_as_it_says():
    chance = random.Random(20191220)
    rows = {}
    for unit in range(30):
        row = [0]
        for month in months(37)[1:]:
            row.append(row[-1] + (chance.random() < (0.5 if month.month == 12 else 0.15)))
        rows[unit] = row
    trials = back_test(History(months(37), rows, 100))

    assert all(trial.within >= 0.6 for trial in trials)
    assert trials[-1].errors[OURS] < trials[-1].errors[SAME]


@pytest.mark.parametrize("count", [1, 12, 23])
def test_a_short_history_is_refused(count):
    with pytest.raises(DomainError, match="cần ít nhất 25 tháng"):
        forecast(history([1] * count), months=3)


@pytest.mark.parametrize("ahead", [0, -1, 61])
def test_too_far_is_refused(ahead):
    with pytest.raises(DomainError, match="từ 1 đến 60 tháng"):
        forecast(history([1] * 35), months=ahead)
