"""Cooperatives: ratings and who is late, sizes, whether they operate under the Law of the day."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal

import pytest
from registers_world import TODAY, add, change, move, put, unit

from langmoi.core.errors import FaultyInput
from langmoi.registers.communes_with import communes_with, lawful_communes, values_of
from langmoi.registers.cooperative_ratings import late_ratings
from langmoi.registers.cooperative_rules import law_on, rating_rule, size_rule
from langmoi.registers.cooperatives import facts
from langmoi.registers.lawful import lawful_on
from langmoi.registers.queries import entries_of, row_of

LATER = {"on": date(2025, 6, 1), "at": datetime(2025, 6, 1, tzinfo=UTC)}
FOUNDED = date(2014, 5, 12)
LAWFUL = {"law": "law_2012", "registered_on": FOUNDED}
YEAR = {
    "charter": True,
    "board": True,
    "services": True,
    "contracts": True,
    "meeting_on": date(2019, 3, 5),
    "accounts": True,
    "tax": True,
}
SIX = (
    "result_score", "benefit_score", "capital_score", "members_score", "awards_score",
    "satisfaction_score",
)  # fmt: skip


@pytest.fixture
def htx(clerk):
    return add(clerk)


def rate(entry, by, grade, *, year=2018, **told):
    return put(entry, by, "rating", year=year, fields={"grade": grade, **told})


def make_lawful(entry, by, *, members=32, **changed):
    change(entry, by, **LAWFUL)
    put(entry, by, "members", day=date(2019, 1, 31), fields={"total": members})
    put(entry, by, "operation", year=2018, fields=YEAR | changed)
    rate(entry, by, "fair", score=Decimal(70))


# ---- ratings


@pytest.mark.parametrize(
    ("score", "grade"),
    [
        ("100", "good"),
        ("80", "good"),
        ("79.99", "fair"),
        ("65", "fair"),
        ("64.99", "average"),
        ("50", "average"),
        ("49.99", "weak"),
        ("0", "weak"),
    ],
)
def test_grades_follow_their_bounds_exactly(score, grade):
    assert rating_rule(2018).grade_of(Decimal(score), fined=False) == grade
    assert rating_rule(2018).grade_of(Decimal(score), fined=True) == "weak"


def test_a_grade_that_is_not_that_of_its_score_is_refused(htx, clerk):
    with pytest.raises(FaultyInput, match="79,5 điểm là loại khá, từ 65 đến dưới 80 điểm"):
        rate(htx, clerk, "good", score=Decimal("79.5"))
    with pytest.raises(FaultyInput, match="Bị xử phạt trong năm là loại yếu"):
        rate(htx, clerk, "fair", score=Decimal("79.5"), fined=True)
    rate(htx, clerk, "fair", score=Decimal("79.5"))


def test_six_scores_that_do_not_add_up_are_told_with_the_difference(htx, clerk):
    scores = dict.fromkeys(SIX, Decimal(12))
    with pytest.raises(FaultyInput, match="ghi 75, sáu tiêu chí cộng lại là 72, lệch"):
        rate(htx, clerk, "fair", **scores, score=Decimal(75))
    with pytest.raises(FaultyInput, match="120 điểm, quá 100"):
        rate(htx, clerk, "good", **dict.fromkeys(SIX, Decimal(20)))
    rate(htx, clerk, "fair", **scores)


@pytest.mark.parametrize(("founded", "is_rated"), [((2018, 1, 1), True), ((2018, 1, 2), False)])
def test_less_than_twelve_months_are_not_rated(clerk, founded, is_rated):
    from langmoi.registers.actions import Move

    day = date(*founded)
    entry = add(clerk, first=Move("active", day), fields={"field": "crops", "founded_on": day})
    good, bad = ("fair", "unrated") if is_rated else ("unrated", "fair")
    with pytest.raises(FaultyInput, match="12 tháng"):
        rate(entry, clerk, bad, score=Decimal(70))
    rate(entry, clerk, good, score=Decimal(70))


def test_grades_of_before_the_circular_are_kept_as_they_were_reported(htx, clerk):
    assert rating_rule(2016) is None
    rate(htx, clerk, "good", year=2016, score=Decimal(10))
    said = [fact.said for fact in facts(row_of(htx, on=TODAY), TODAY)]
    assert any("Giữ như đã báo cáo" in text for text in said)


def test_under_the_law_of_2023_no_rule_of_rating_is_known():
    assert rating_rule(2023).document == "Thông tư 09/2017/TT-BNNPTNT"
    assert rating_rule(2024) is None


def test_only_farm_cooperatives_are_rated_by_the_circular(clerk):
    entry = add(clerk, fields={"field": "other", "founded_on": FOUNDED})
    with pytest.raises(FaultyInput, match="chỉ xếp loại hợp tác xã nông nghiệp"):
        rate(entry, clerk, "fair", score=Decimal(70))


@pytest.mark.parametrize(
    ("days", "said"),
    [
        ({"sent_on": date(2018, 12, 31)}, "trước khi hết năm 2018"),
        ({"sent_on": date(2019, 3, 5), "district_on": date(2019, 3, 4)}, "bước liền trước"),
        ({"published_on": date(2020, 4, 16)}, "chưa tới"),
    ],
)
def test_days_of_a_rating_are_in_order(htx, clerk, days, said):
    with pytest.raises(FaultyInput, match=said):
        rate(htx, clerk, "fair", score=Decimal(70), **days)


def late(day):
    return [(one.who, one.done_on) for one in late_ratings(entries_of("cooperative", on=day), day)]


def test_who_is_late_with_a_rating_by_the_calendar(htx, clerk):
    assert late(date(2019, 3, 31)) == []
    assert late(date(2019, 4, 1)) == [("cooperative", None)]
    rate(htx, clerk, "fair", score=Decimal(70), sent_on=date(2019, 3, 31))
    assert late(date(2019, 4, 9)) == []
    assert late(date(2019, 4, 10)) == [("district", None)]


def test_a_rating_that_was_sent_late_is_told_as_such(htx, clerk):
    told = {"sent_on": date(2019, 4, 1), "district_on": date(2019, 4, 9)}
    rate(htx, clerk, "fair", score=Decimal(70), **told)
    assert late(date(2019, 4, 15)) == [("cooperative", date(2019, 4, 1))]


def test_nobody_is_late_with_what_is_not_rated(htx, clerk):
    assert late(date(2017, 4, 5)) == []  # of 2016: before the circular
    move(htx, clerk, "stopped", date(2018, 6, 1))
    assert late(date(2019, 4, 20)) == []


# ---- size


@pytest.mark.parametrize(
    ("members", "size"),
    [(49, "siêu nhỏ"), (50, "nhỏ"), (300, "nhỏ"), (301, "vừa"), (1000, "vừa"), (1001, "lớn")],
)
def test_sizes_by_members(members, size):
    assert size_rule(date(2020, 4, 6)).size_of(members) == size


def test_sizes_are_known_only_for_their_days():
    assert size_rule(date(2020, 4, 5)) is None
    assert size_rule(date(2024, 6, 30)) is not None
    assert size_rule(date(2024, 7, 1)) is None


# ---- under the Law


def test_a_cooperative_with_every_item_operates_under_the_law(htx, clerk):
    make_lawful(htx, clerk)
    found = lawful_on(row_of(htx, on=TODAY))

    assert (found.ok, found.law.id, len(found.checks)) == (True, "law_2012", 11)


@pytest.mark.parametrize(
    ("changed", "failing"),
    [
        ({"tax": False}, "tax"),
        ({"meeting_on": None}, "meeting"),
        ({"board": False}, "board"),
        ({"services": False}, "services"),
    ],
)
def test_one_item_that_fails_is_named(htx, clerk, changed, failing):
    make_lawful(htx, clerk, **changed)
    found = lawful_on(row_of(htx, on=TODAY))

    assert found.ok is False
    assert [check.id for check in found.failing] == [failing]


def test_seven_members_are_enough_and_six_are_not(clerk):
    for number, ok in ((7, True), (6, False)):
        entry = add(clerk, name=f"HTX {number}")
        change(entry, clerk, **LAWFUL)
        put(entry, clerk, "members", day=TODAY, fields={"total": number})
        put(entry, clerk, "operation", year=2018, fields=YEAR)
        rate(entry, clerk, "average", score=Decimal(50))
        assert lawful_on(row_of(entry, on=TODAY)).ok is ok


def test_what_the_register_does_not_tell_leaves_it_open(htx, clerk):
    found = lawful_on(row_of(htx, on=TODAY))
    assert found.ok is None
    assert {check.id for check in found.unknown} >= {"members", "charter", "grade", "registered"}


def test_facts_of_older_years_do_not_count(htx, clerk):
    make_lawful(htx, clerk)
    assert lawful_on(row_of(htx, on=date(2020, 3, 31))).ok is True
    assert lawful_on(row_of(htx, on=date(2020, 4, 1))).ok is None  # 2019 is not told yet


def test_who_stopped_does_not_operate_under_the_law(htx, clerk):
    make_lawful(htx, clerk)
    move(htx, clerk, "stopped", date(2019, 12, 1))
    assert lawful_on(row_of(htx, on=date(2019, 11, 30))).ok is True
    assert lawful_on(row_of(htx, on=date(2019, 12, 1))).ok is False


def test_the_law_changes_on_the_first_of_july_2024(htx, clerk):
    assert law_on(date(2013, 6, 30)) is None
    assert law_on(date(2024, 6, 30)).id == "law_2012"
    assert law_on(date(2024, 7, 1)).id == "law_2023"
    change(htx, clerk, **LAWFUL)
    later = {"charter": True, "accounts": True, "tax": True, "statistics": True}
    later |= {"information": True, "insurance": True}
    put(htx, clerk, "operation", year=2023, fields=later, when=LATER)

    before = lawful_on(row_of(htx, on=date(2024, 6, 30)))
    after = lawful_on(row_of(htx, on=date(2024, 7, 1)))

    assert before.ok is False  # no general meeting is told, no services
    assert after.ok is True
    assert {check.id for check in after.checks} >= {"statistics", "information", "insurance"}
    assert "grade" not in {check.id for check in after.checks}


def test_nobody_registers_under_the_law_of_2023_before_it_is_in_force(htx, clerk):
    with pytest.raises(FaultyInput, match="chưa có hiệu lực"):
        change(htx, clerk, law="law_2023", registered_on=date(2019, 1, 1))
    with pytest.raises(FaultyInput, match="trước ngày thành lập"):
        change(htx, clerk, law="law_2012", registered_on=date(2014, 1, 1))


def test_counts_of_members_and_days_of_meetings_are_looked_at(htx, clerk):
    with pytest.raises(FaultyInput, match="nhiều hơn số thành viên"):
        put(htx, clerk, "members", day=TODAY, fields={"total": 10, "women": 11})
    with pytest.raises(FaultyInput, match="không thuộc năm 2016"):
        put(htx, clerk, "operation", year=2016, fields={"meeting_on": date(2018, 3, 1)})


def test_communes_with_a_lawful_farm_cooperative_and_those_without(htx, clerk, office):
    make_lawful(htx, clerk)
    other = {"field": "other", "founded_on": FOUNDED}
    add(office, code="23539", name="HTX vận tải", fields=other)
    stopped = add(office, code="23434", name="HTX Kon Đào")
    move(stopped, office, "stopped", date(2019, 5, 1))
    rows = entries_of("cooperative", on=TODAY)
    keys = {unit(code).pk for code in ("23542", "23539", "23434")}
    found = {one.commune.code: one.ok for one in communes_with(rows, TODAY, keys)}

    assert found == {"23542": True, "23539": None, "23434": False}
    assert lawful_communes(TODAY, keys) == {unit("23542").pk: True, unit("23434").pk: False}
    assert "đang hoạt động" in values_of(TODAY, keys)[unit("23434").pk].said.lower()
