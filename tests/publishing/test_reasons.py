"""How a commune's report words a figure against its threshold."""

from __future__ import annotations

from decimal import Decimal

import pytest

from langmoi.law.explain import Explanation
from langmoi.law.judge import Outcome
from langmoi.law.model import Operator
from langmoi.law.sets import load_set
from langmoi.overview.detail import CriterionDetail, FigureLine, IndicatorDetail
from langmoi.publishing.commune_sections import reasons_of

SET = load_set("kontum-commune-2017-2020")


def reason(number: str, value: str, operator: Operator, threshold: str) -> str:
    criterion = next(c for c in SET.criteria if c.number == number.partition(".")[0])
    indicator = next(i for i in criterion.indicators if i.number == number)
    test = Explanation(
        unit="23467", month=None, indicator=number, part="", label="", outcome=Outcome.NOT_MET,
        indicator_outcome=Outcome.NOT_MET, value=Decimal(value), operator=operator,
        threshold=Decimal(threshold), distance=None, document="", clause="", status=None, source="",
        threshold_label="", is_percentage_alone=False, left_to_province=False, reason="",
    )  # fmt: skip
    figures = {figure.id: FigureLine(figure, None, None, None) for figure in SET.figures}
    detail = IndicatorDetail(indicator, "not_met", (test,), tuple(figures.values()))
    made = CriterionDetail(criterion, "not_met", False, (detail,))
    (said,) = reasons_of(made)
    return said


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        (("2.2", "48.6111", Operator.AT_LEAST, "70"),
         "chỉ tiêu 2.2 mới đạt 48,61% (mức đạt: từ 70% trở lên)"),
        (("2.1", "71.4286", Operator.AT_LEAST, "100"),
         "chỉ tiêu 2.1 mới đạt 71,43% (mức đạt: 100%)"),
        (("11.1", "28.7405", Operator.AT_MOST, "7"),
         "chỉ tiêu 11.1 còn 28,74% (mức đạt: không quá 7%)"),
        (("10.1", "30", Operator.AT_LEAST, "41"),
         "chỉ tiêu 10.1 mới đạt 30 triệu đồng/người/năm (mức đạt: từ 41 triệu đồng/người/năm trở "
         "lên)"),
    ],
)  # fmt: skip
def test_a_figure_and_its_threshold_read_as_a_sentence(asked, said):
    assert reason(*asked) == said


def test_no_figure_is_rounded_up_to_the_threshold_that_it_misses():
    assert "mới đạt 69,9996%" in reason("2.2", "69.9996", Operator.AT_LEAST, "70")
    assert "còn 7,0004%" in reason("11.1", "7.0004", Operator.AT_MOST, "7")
