"""What looks paid twice, and what does not; which source may pay for what."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from langmoi.funding.double_funding import Rule, Spent, findings, folded
from langmoi.funding.integration import Paid, Permission, in_order, judge
from langmoi.law.model import Period, Status

ROAD = Spent(1, unit=7, year=2019, source="1.1.1", amount=100, content="road",
             what="Xây dựng đường thôn 1", document="GRT 12")  # fmt: skip
SAME = replace(ROAD, key=2, source="2", programme=5, what="Công trình ĐƯỜNG thôn 1",
               document="GRT 40", amount=80)  # fmt: skip


def test_one_item_at_one_place_in_one_year_from_two_sources_is_found_once():
    [found] = findings([ROAD, SAME], {})

    assert (found.rule, found.amount, [line.key for line in found.lines]) == (
        Rule.SAME_ITEM, 180, [1, 2],
    )  # fmt: skip


def test_another_place_year_content_or_road_is_another_thing():
    others = [
        replace(SAME, unit=8),
        replace(SAME, year=2018),
        replace(SAME, content="canal"),
        replace(SAME, what="đường thôn 2"),
        replace(SAME, source="1.1.1", programme=None),
    ]

    assert all(findings([ROAD, other], {}) == [] for other in others)


def test_one_paper_with_one_amount_at_two_sources_is_found():
    twin = replace(SAME, what="Sửa cầu", document="grt-12", amount=100)

    [found] = findings([ROAD, twin], {})

    assert found.rule is Rule.SAME_DOCUMENT
    assert findings([ROAD, replace(twin, amount=99)], {}) == []


def test_payments_that_name_no_item_are_no_question_within_the_approved_structure():
    told = {"project": 3, "what": "Đường thôn 1", "is_item": False}
    lines = [replace(ROAD, **told), replace(SAME, programme=None, **told)]

    assert findings(lines, {3: {"1.1.1": 100, "2": 80}}) == []
    assert len(findings(lines, {3: {"1.1.1": 100, "2": 79}})) == 1
    assert len(findings(lines, {3: {"1.1.1": 180}})) == 1
    assert len(findings([lines[0], replace(lines[1], project=4)], {3: {"1.1.1": 100}})) == 1
    assert (
        len(findings([lines[0], replace(lines[1], is_item=True)], {3: {"1.1.1": 100, "2": 80}}))
        == 1
    )


def test_a_finding_is_another_question_once_its_amounts_change():
    [before] = findings([ROAD, SAME], {})
    [after] = findings([ROAD, replace(SAME, amount=81)], {})

    assert before.key == after.key
    assert before.fingerprint != after.fingerprint


def test_words_that_say_nothing_do_not_tell_two_things_apart():
    assert folded("Xây dựng đường thôn 1") == folded("Công trình: Đường thôn 1") == "1 duong thon"
    assert folded("Hạng mục công trình") != ""


def permission(key, source, contents=(), programme=None, priority=1, **period):
    days = Period(period.get("start", date(2019, 1, 1)), period.get("end"))
    return Permission(key, days, source, programme, frozenset(contents), priority, "QĐ",
                      Status.PLACEHOLDER)  # fmt: skip


def paid(source="2", content="road", programme=None, day=date(2019, 5, 1)):
    return Paid(1, 1, content, source, programme, 100, day)


def test_money_for_what_its_source_may_not_pay_is_named_with_the_rule():
    rules = [permission("any", "2", ["road"]), permission("135", "2", ["canal"], programme=9)]

    found = judge([paid(), paid(programme=9), paid("1.1.1"), paid(content="canal")], rules)

    assert [(v.paid.programme, v.rule.key) for v in found.violations] == [(9, "135"), (None, "any")]
    assert [one.source for one in found.without_rule] == ["1.1.1"]
    assert found.kept == 1


def test_before_its_first_day_a_rule_says_nothing():
    rules = [permission("any", "2", ["canal"], start=date(2019, 5, 2))]

    assert not judge([paid()], rules).violations
    assert judge([paid(day=date(2019, 5, 2))], rules).violations


def test_the_order_of_asking_is_by_priority():
    rules = [permission("b", "5", priority=3), permission("a", "1.1", ["road"], priority=1),
             permission("c", "2", ["canal"], priority=2)]  # fmt: skip

    assert [r.key for r in in_order(rules, "road", date(2019, 6, 1))] == ["a", "b"]
    assert in_order(rules, "road", date(2018, 12, 31)) == []
