"""Explanations: value, threshold, distance and reason, in words and figures that agree."""

from __future__ import annotations

import dataclasses
from datetime import date
from decimal import Decimal

import pytest
from judging_world import full_figures, one_test_set, random_rows, row, whole_set

from langmoi.law.explain import explain
from langmoi.law.filing import batch_of, explain_filing, judge_filings
from langmoi.law.judge import Outcome
from langmoi.law.model import Kind, Operator, Status
from langmoi.law.rules import rule_table
from langmoi.law.sets import load_set


def only(operator, bound, told, kind=Kind.NUMBER, **more):
    of_set = one_test_set(operator, bound, kind, **more)
    figures = told if isinstance(told, dict) and "f" in told else {"f": told}
    return explain_filing(row(figures), of_set)[0]


@pytest.mark.parametrize(
    ("operator", "bound", "told", "distance"),
    [
        (Operator.AT_LEAST, 41, "43.5", "2.5"),
        (Operator.AT_LEAST, 41, "40", "-1"),
        (Operator.AT_MOST, "26.7", "26.7", "0"),
        (Operator.AT_MOST, 7, "9.25", "-2.25"),
        (Operator.EQUALS, 100, "98", "-2"),
        (Operator.EQUALS, 100, "101", "-1"),
        (Operator.NONE_OF, 0, "3", "-3"),
    ],
)
def test_distance_is_positive_to_spare_and_negative_where_missing(operator, bound, told, distance):
    why = only(operator, bound, told)
    assert why.distance == Decimal(distance)
    assert (why.outcome is Outcome.MET) == (why.distance >= 0)
    assert "E" not in str(why.distance)


def test_a_yes_or_no_has_no_distance():
    why = only(Operator.IS_TRUE, True, False, Kind.BOOLEAN)
    assert (why.value, why.threshold, why.distance) == (False, True, None)


def test_a_share_is_shown_in_per_cent_with_four_decimals():
    why = only(Operator.AT_LEAST, 60, {"num": "2", "den": "3"}, Kind.SHARE)
    assert (why.value, why.distance) == (Decimal("66.6667"), Decimal("6.6667"))
    assert not why.is_percentage_alone


@pytest.mark.parametrize(
    ("operator", "num", "value", "outcome"),
    [
        (Operator.AT_LEAST, "79999999", "79.9999", Outcome.NOT_MET),
        (Operator.AT_LEAST, "80000000", "80", Outcome.MET),
        (Operator.AT_MOST, "80000001", "80.0001", Outcome.NOT_MET),
        (Operator.AT_MOST, "79999999", "79.9999", Outcome.MET),
    ],
)
def test_a_share_is_never_rounded_onto_a_threshold_that_it_misses(operator, num, value, outcome):
    why = only(operator, 80, {"num": num, "den": "100000000"}, Kind.SHARE)
    assert (why.value, why.outcome) == (Decimal(value), outcome)


def test_a_percentage_alone_is_marked():
    why = only(Operator.AT_LEAST, 60, {"pct": "61.5"}, Kind.SHARE)
    assert why.is_percentage_alone
    assert (why.value, why.distance) == (Decimal("61.5"), Decimal("1.5"))


@pytest.mark.parametrize(
    ("told", "reason"),
    [
        (None, "Chưa có số liệu “Số liệu f”."),
        ({"num": "5"}, "“Số liệu f” còn thiếu mẫu số."),
        ({"num": "0", "den": "0"}, "Mẫu số của “Số liệu f” bằng 0"),
    ],
)
def test_what_is_not_assessed_says_why(told, reason):
    why = only(Operator.AT_LEAST, 60, told, Kind.SHARE)
    assert why.outcome is Outcome.NOT_ASSESSED
    assert why.reason.startswith(reason)
    assert why.distance is None


def test_an_unknown_threshold_is_the_reason_even_where_the_figure_is_there():
    why = only(Operator.AT_LEAST, None, "5")
    assert why.reason == "Chưa rõ mức đạt của chỉ tiêu này cho vùng này."
    assert (why.threshold, why.status) == (None, Status.UNKNOWN)


def test_a_threshold_left_to_the_province_says_so():
    why = explain_filing(row(zone="Tây Nguyên"), whole_set())
    area = next(w for w in why if w.indicator == "5.1")
    assert area.left_to_province
    assert "trung ương giao cấp tỉnh quy định" in area.reason


def test_a_gap_in_the_set_is_the_reason():
    why = next(w for w in explain_filing(row(), whole_set()) if w.indicator == "5.2")
    assert why.reason == "Bộ tiêu chí không ghi mức cho vùng này vào ngày 14/12/2019."
    assert (why.document, why.clause, why.status) == ("", "", None)


def test_what_does_not_arise_names_the_fact_and_its_basis():
    told = full_figures(market_planned=False)
    why = next(w for w in explain_filing(row(told), whole_set()) if w.indicator == "2")
    assert why.outcome is why.indicator_outcome is Outcome.NOT_APPLICABLE
    assert "“Số liệu market_planned”" in why.reason
    assert "Phụ lục, mục 1" in why.reason


def test_each_part_has_its_own_row_outcome_and_threshold():
    told = full_figures(clean={"num": "1", "den": "100"})
    parts = [w for w in explain_filing(row(told), whole_set()) if w.indicator == "3.1"]
    assert [(w.part, w.label) for w in parts] == [
        ("hygienic", "nước hợp vệ sinh"),
        ("clean", "nước sạch"),
    ]
    assert [w.outcome for w in parts] == [Outcome.MET, Outcome.NOT_MET]
    assert {w.indicator_outcome for w in parts} == {Outcome.NOT_MET}
    assert [w.threshold for w in parts] == [95, 60]


def test_explanations_agree_with_the_verdicts_for_every_row():
    of_set = whole_set()
    rows = random_rows(of_set, 700, seed=5)
    verdicts = judge_filings(rows, of_set)
    told = list(explain(batch_of(rows, of_set), rule_table(of_set)))
    per_row = len(told) // len(rows)
    for at, verdict in enumerate(verdicts):
        why = told[at * per_row : (at + 1) * per_row]
        assert {w.indicator: w.indicator_outcome.key for w in why} == verdict.indicators
        for each in why:
            if each.distance is not None and each.outcome in (Outcome.MET, Outcome.NOT_MET):
                assert (each.outcome is Outcome.MET) == (each.distance >= 0)
            assert bool(each.reason) == (
                each.outcome in (Outcome.NOT_ASSESSED, Outcome.NOT_APPLICABLE)
            )


def test_a_real_indicator_shows_its_document_by_number():
    of_set = load_set("commune-2016-2020")
    filing = row({"stunted_children": {"num": "30", "den": "100"}}, zone="Tây Nguyên")
    filing = dataclasses.replace(filing, month=date(2019, 11, 1))
    why = next(w for w in explain_filing(filing, of_set) if w.indicator == "15.3")
    assert why.document == "1980/QĐ-TTg"
    assert why.clause
    assert why.distance == why.threshold - 30
