"""Figures put together from parts: nothing is made up, and rounding never decides."""

from datetime import date
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langmoi.assessment.borders import Part, combine
from langmoi.law.model import (
    CriteriaSet,
    Criterion,
    Figure,
    Indicator,
    Kind,
    Operator,
    Period,
)
from langmoi.law.model import Test as Comparison

FIGURES = (
    Figure("houses", "Số nhà tạm", Kind.COUNT, "nhà"),
    Figure("roads", "Đường được cứng hóa", Kind.SHARE, "%"),
    Figure("income", "Thu nhập bình quân", Kind.NUMBER, "triệu đồng"),
    Figure("loss", "Tỷ suất thất thoát", Kind.NUMBER, "%"),
    Figure("planned", "Có quy hoạch", Kind.BOOLEAN, ""),
    Figure("market_planned", "Có quy hoạch chợ", Kind.BOOLEAN, "", is_fact=True),
    Figure("market", "Chợ đạt chuẩn", Kind.BOOLEAN, ""),
)


def indicator(number, figure, operator, arises_when=None):
    test = Comparison(figure, operator)
    return Indicator(number, number, "", (test,), (), arises_when=arises_when)


SET = CriteriaSet(
    id="trial",
    name="Bộ thử",
    level="commune",
    document="qd",
    in_force=Period(date(2016, 1, 1)),
    zones=(),
    groups=(),
    criteria=(
        Criterion(
            "all",
            "1",
            "Tất cả",
            "",
            (
                indicator("1.1", "houses", Operator.NONE_OF),
                indicator("1.2", "roads", Operator.AT_LEAST),
                indicator("1.3", "income", Operator.AT_LEAST),
                indicator("1.4", "loss", Operator.AT_MOST),
                indicator("1.5", "planned", Operator.IS_TRUE),
                indicator("1.6", "market", Operator.IS_TRUE, arises_when="market_planned"),
            ),
        ),
    ),
    figures=FIGURES,
)


def together(*documents, people=(100, 100, 100)):
    parts = [
        Part(name, document, population)
        for name, document, population in zip("ABC", documents, people, strict=False)
    ]
    return combine(parts, SET)


def test_counts_add_and_shares_add_both_their_parts():
    whole = together(
        {"houses": "3", "roads": {"num": "10", "den": "20"}},
        {"houses": "0", "roads": {"num": "1.5", "den": "2"}},
    )

    assert whole.figures["houses"] == "3"
    assert whole.figures["roads"] == {"num": "11.5", "den": "22"}


def test_an_average_is_weighted_by_population():
    whole = together({"income": "40"}, {"income": "20"}, people=(3000, 1000))

    assert whole.figures["income"] == "35"


amounts = st.decimals(min_value=0, max_value=999, places=4)
populations = st.integers(1, 50_000)


@given(st.lists(st.tuples(amounts, populations), min_size=2, max_size=3))
def test_the_weighted_mean_reaches_a_threshold_only_if_it_exactly_does(told):
    people = [population for _, population in told]
    figures = [{"income": str(value), "loss": str(value)} for value, _ in told]
    whole = together(*figures, people=people).figures

    exact = Fraction(sum(Fraction(value) * n for value, n in told), sum(people))
    step = Fraction(1, 10_000)
    assert 0 <= exact - Fraction(Decimal(whole["income"])) < step  # at least: never above
    assert 0 <= Fraction(Decimal(whole["loss"])) - exact < step  # at most: never below


shares = st.tuples(st.integers(0, 500), st.integers(500, 1000))


@given(st.lists(shares, min_size=2, max_size=3))
def test_an_added_share_is_that_of_the_whole_territory(told):
    documents = [{"roads": {"num": str(num), "den": str(den)}} for num, den in told]
    share = together(*documents).figures["roads"]

    assert Fraction(share["num"]) == sum(num for num, _ in told)
    assert Fraction(share["den"]) == sum(den for _, den in told)


@pytest.mark.parametrize(
    ("parts", "whole"),
    [((True, True), True), ((True, False), False), ((None, False), False), ((True, None), None)],
)
def test_yes_or_no_is_met_only_where_all_parts_are(parts, whole):
    documents = [{"planned": value} if value is not None else {} for value in parts]

    assert together(*documents).figures.get("planned") is whole


def test_a_figure_that_one_part_lacks_is_named_and_not_added():
    whole = together({"houses": "3"}, {})

    assert "houses" not in whole.figures
    assert whole.gaps == ("Chưa có số liệu “Số nhà tạm” của B.",)


def test_a_figure_that_no_part_has_is_simply_absent():
    assert together({}, {}).gaps == ()


def test_a_percentage_alone_cannot_be_added():
    whole = together({"roads": {"pct": "80"}}, {"roads": {"num": "1", "den": "2"}})

    assert "roads" not in whole.figures
    assert "của A chỉ có tỷ lệ phần trăm" in whole.gaps[0]


def test_an_average_needs_the_population_of_each_part():
    whole = together({"income": "40"}, {"income": "20"}, people=(3000, None))

    assert "income" not in whole.figures
    assert "Chưa rõ dân số của B" in whole.gaps[0]


@pytest.mark.parametrize(
    ("parts", "whole"),
    [((False, False), False), ((False, True), True), ((False, None), None), ((True, None), True)],
)
def test_a_fact_arises_where_it_does_in_any_part(parts, whole):
    documents = [{"market_planned": value} if value is not None else {} for value in parts]

    assert together(*documents).figures.get("market_planned") is whole


def test_a_part_in_which_the_indicator_does_not_arise_need_not_report_it():
    whole = together({"market_planned": False}, {"market_planned": True, "market": True})

    assert whole.figures == {"market_planned": True, "market": True}
    assert whole.gaps == ()


def test_a_single_part_keeps_its_own_figures():
    document = {"roads": {"pct": "80"}, "income": "41.55555"}

    assert together(document).figures == document
