from __future__ import annotations

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest

from langmoi.registers.ocop.rules import load_ocop_rules, no_set_said, score_set_on
from langmoi.registers.ocop.scores import (
    Sheet,
    council_result,
    sheet_faults,
    show_fraction,
    stars_of,
)

OLD, NEW = date(2019, 8, 21), date(2023, 2, 24)


def sheet(number: int, a: str, b: str, c: str) -> Sheet:
    return Sheet(number, {"a": Decimal(a), "b": Decimal(b), "c": Decimal(c)})


def weights(on: date) -> dict[str, int] | None:
    found = score_set_on(on)
    return {part.id: int(part.most) for part in found.parts} if found else None


@pytest.mark.parametrize(
    ("on", "expected"),
    [
        (date(2019, 8, 20), None),
        (OLD, {"a": 35, "b": 25, "c": 40}),
        (date(2023, 2, 23), {"a": 35, "b": 25, "c": 40}),
        (NEW, {"a": 40, "b": 25, "c": 35}),
        (date(2026, 1, 1), {"a": 40, "b": 25, "c": 35}),
    ],
)
def test_the_weights_are_those_in_force_that_day(on, expected):
    assert weights(on) == expected


def test_before_the_first_set_it_is_said_that_nothing_is_computed():
    assert "không tính điểm và hạng sao" in no_set_said(date(2019, 8, 20))
    assert "1048/QĐ-TTg ngày 21/08/2019" in no_set_said(date(2019, 8, 20))


def test_both_sets_have_six_groups_and_a_hundred_points():
    sets = load_ocop_rules().score_sets

    assert [len(found.groups) for found in sets] == [6, 6]
    assert [found.total for found in sets] == [100, 100]


@pytest.mark.parametrize(
    ("mean", "stars"),
    [("100", 5), ("90", 5), ("89.9999", 4), ("70", 4), ("69.5", 3), ("69", 3), ("50", 3),
     ("49.99", 2), ("30", 2), ("29.9", 1), ("0", 1)],
)  # fmt: skip
def test_a_star_is_reached_at_its_lowest_points_and_never_by_rounding(mean, stars):
    for on in (OLD, NEW):
        assert stars_of(Fraction(mean), score_set_on(on)) == stars


def test_a_mean_of_69_5_is_kept_and_said_to_have_no_rule():
    found = council_result(
        [sheet(1, "25", "15", "29"), sheet(2, "25", "15", "30")], score_set_on(OLD), members=2
    )

    assert found.mean == Fraction(139, 2)
    assert found.mean_said == "69,5"
    assert found.stars == 3
    assert "không nói cách xếp điểm lẻ" in found.remark
    assert "69,5 nằm giữa 69 (trần 3 sao) và 70 (sàn 4 sao)" in found.remark


@pytest.mark.parametrize("points", ["69", "70"])
def test_a_mean_at_a_bound_needs_no_remark(points):
    half = Decimal(points) - 54  # A 24, B 15 and 15 of C
    found = council_result([sheet(1, "24", "15", str(half + 15))], score_set_on(OLD), members=1)

    assert found.mean == Fraction(points)
    assert found.remark == ""


def test_the_mean_of_three_is_exact():
    sheets = [sheet(1, "20", "15", "25"), sheet(2, "20", "15", "25"), sheet(3, "20", "15", "26")]

    found = council_result(sheets, score_set_on(OLD), members=5)

    assert found.mean == Fraction(181, 3)
    assert found.mean_said == "60,3333…"
    assert dict(found.parts)["c"] == Fraction(76, 3)
    assert not found.is_whole


def test_without_a_sheet_there_is_no_result():
    assert council_result([], score_set_on(OLD), members=5) is None


def test_points_over_a_parts_most_are_refused_by_the_set_of_the_day():
    sheets = [sheet(1, "38", "20", "30")]

    [old] = sheet_faults(sheets, score_set_on(OLD), members=1)
    assert "phần A ghi 38 điểm, phải từ 0 đến 35" in old.message
    assert sheet_faults(sheets, score_set_on(NEW), members=1) == []


def test_negative_and_missing_points_are_told_with_the_members_name():
    sheets = [Sheet(2, {"a": Decimal(-1), "b": Decimal(1)})]

    told = [f.message for f in sheet_faults(sheets, score_set_on(OLD), members=2, names=["", "Y"])]

    assert told[0].startswith("Thành viên 2 (Y): phần A ghi −1 điểm")
    assert told[1] == "Thành viên 2 (Y) chưa có điểm phần C."


def test_two_members_of_one_name_are_two_members():
    sheets = [sheet(1, "20", "15", "25"), sheet(2, "30", "15", "25")]

    assert sheet_faults(sheets, score_set_on(OLD), members=2, names=["Y Hoa", "Y Hoa"]) == []


def test_more_sheets_than_members_and_two_of_one_member_are_refused():
    sheets = [sheet(n, "20", "15", "25") for n in (1, 2, 2, 3)]

    told = [fault.message for fault in sheet_faults(sheets, score_set_on(OLD), members=2)]

    assert told == [
        "Thành viên 2 có hai phiếu.",
        "Có 4 phiếu, trong khi hội đồng có 2 thành viên.",
    ]


@pytest.mark.parametrize(
    ("value", "said"), [("60", "60"), ("60.25", "60,25"), ("181/3", "60,3333…"), ("1/8", "0,125")]
)
def test_a_mean_is_written_as_exact_as_it_can_be(value, said):
    assert show_fraction(Fraction(value)) == said
