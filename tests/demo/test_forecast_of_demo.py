"""`langmoi forecast` on the demo: what its back-test bears, and what it does not."""

from __future__ import annotations

import json
from datetime import date

import pytest

from langmoi.cli import main
from langmoi.core.errors import DomainError
from langmoi.overview.forecasts import Measure, outlook
from langmoi.overview.series import series

BY = date(2020, 12, 1)


def test_it_starts_from_the_last_closed_month_and_beats_both_others(demo_database):
    found = outlook(None, by=BY)

    point = next(p for p in series() if p.month == date(2019, 11, 1))
    assert (found.last, found.found.level, found.found.units) == (point.month, point.sum, 85)
    assert all(trial.is_won for trial in found.found.trials)
    assert found.now < found.found.at(BY).value / 85 < 19


def test_where_it_is_no_better_it_says_so_instead_of_a_number(demo_database, capsys):
    told = ["forecast", "--target", "45", "--by", "12/2020", "--measure", "met-all"]

    assert main(told) == 0

    said = capsys.readouterr().out
    assert "Không dự báo được đến tháng 12/2020" in said
    assert said.count("không\n") == 4
    assert outlook(None, by=BY, measure=Measure.MET_ALL).chance(45, BY) is None


def test_the_command_shows_the_value_its_bounds_and_the_back_test(demo_database, capsys):
    assert main(["forecast", "--target", "13,5", "--by", "2020-12"]) == 0

    said = capsys.readouterr().out
    assert "khả năng 80% trong khoảng" in said
    assert "sai số trung bình" in said
    assert said.rstrip().endswith("Số liệu minh họa.")


def test_the_command_for_machines(demo_database, capsys):
    assert main(["forecast", "--target", "15", "--by", "2020-06", "--unit", "613", "--json"]) == 0

    told = json.loads(capsys.readouterr().out)
    assert (told["unit"], told["last_closed"], len(told["months"])) == ("613", "2019-11", 7)
    assert [trial["horizon"] for trial in told["back_test"]] == [1, 3, 6, 12]
    assert told["illustrative"] is True


@pytest.mark.parametrize("by", [date(2019, 11, 1), date(2018, 1, 1)])
def test_a_month_that_is_past_is_refused(demo_database, by):
    with pytest.raises(DomainError, match="Hãy chọn một tháng về sau"):
        outlook(None, by=by)


@pytest.mark.django_db
def test_without_a_closed_month_there_is_nothing_to_learn_from(kontum):
    with pytest.raises(DomainError, match="Chưa có tháng nào đã chốt"):
        outlook(None, by=BY)
