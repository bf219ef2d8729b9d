"""The special mechanism: a dated rule, condition by condition, and days without a rule."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest
from funding_world import millions, road, unit, written

from langmoi.core.errors import FaultyInput
from langmoi.funding.actions import SourceAmount
from langmoi.funding.special import SpecialFacts, check_special, special_rule, special_rules
from langmoi.law.model import Status

DAY = date(2018, 2, 10)
FACTS = SpecialFacts(
    total=millions(4999),
    communes=1,
    is_listed=True,
    has_standard_design=True,
    people_part=1,
    is_owned_by_commune=True,
    builder="community",
    has_simple_file=True,
)


def test_a_project_that_fits_meets_every_condition():
    checked = check_special(FACTS, DAY)

    assert len(checked.conditions) == 8
    assert not checked.failing


@pytest.mark.parametrize(
    ("fact", "value", "asked"),
    [
        ("total", millions(5000), "Tổng mức đầu tư dưới 5.000 triệu đồng"),
        ("communes", 2, "Nằm trong một xã"),
        ("is_listed", False, "Thuộc danh mục của tỉnh"),
        ("has_standard_design", False, "Theo thiết kế mẫu"),
        ("people_part", 0, "Có phần dân góp"),
        ("is_owned_by_commune", False, "Ban quản lý xã làm chủ đầu tư"),
        ("builder", "firm", "Giao cộng đồng dân cư hoặc tổ, nhóm thợ thi công"),
        ("has_simple_file", False, "Lập hồ sơ xây dựng đơn giản"),
    ],
)
def test_each_condition_fails_by_itself(fact, value, asked):
    failing = check_special(replace(FACTS, **{fact: value}), DAY).failing

    assert [one.asked for one in failing] == [asked]


def test_the_later_rule_takes_the_limit_itself():
    later = date(2023, 6, 1)

    assert not check_special(replace(FACTS, total=millions(5000)), later).failing
    assert check_special(replace(FACTS, total=millions(5000) + 1), later).failing


@pytest.mark.parametrize("day", [date(2016, 12, 31), date(2021, 6, 1), date(2026, 1, 1)])
def test_where_no_rule_is_known_nothing_is_judged(day):
    checked = check_special(replace(FACTS, total=millions(9000)), day)

    assert checked.rule is None
    assert not checked.conditions


def test_no_rule_passes_for_verified():
    assert {rule.status for rule in special_rules()} == {Status.RECALLED}
    assert special_rule(date(2017, 1, 1)) and special_rule(date(2020, 12, 31))


def test_a_project_that_does_not_fit_needs_an_explanation(office):
    told = {
        "mechanism": "special",
        "total": millions(6000),
        "structure": (SourceAmount("1.1.1", millions(6000)),),
    }
    with pytest.raises(FaultyInput, match=r"dưới 5\.000 triệu đồng.*giải trình") as error:
        written(office, **told)
    assert [f.figure for f in error.value.faults] == ["why_special"]

    assert written(office, **told, why_special="Tỉnh cho phép (minh họa).").pk


def test_of_a_day_without_a_rule_it_is_written_without_explanation(office):
    told = {"mechanism": "special", "listed_on": None, "approved_on": date(2016, 3, 1)}

    assert written(office, **told).mechanism == "special"
    assert road(mechanism="special").mechanism == "special"
    assert unit().pk
