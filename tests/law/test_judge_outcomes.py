"""The judge on its own: operators, thresholds, what is missing, how outcomes are folded."""

from __future__ import annotations

import itertools
from datetime import date
from decimal import Decimal

import pyarrow as pa
import pytest
from judging_world import (
    compare,
    criteria_set,
    criterion,
    figure,
    full_figures,
    indicator,
    one_test_set,
    row,
    threshold,
    whole_set,
)

from langmoi.core.errors import DomainError
from langmoi.law.filing import FilingRow, batch_of, judge_filings
from langmoi.law.judge import LARGEST_PART, Outcome, fold, judge
from langmoi.law.model import Kind, Operator
from langmoi.law.rules import LawGap, UnknownZone, rule_table

MONTH = date(2019, 12, 1)


def outcome(of_set, figures, **more):
    return judge_filings([row(figures, **more)], of_set)[0].indicators["1.1"]


@pytest.mark.parametrize(
    ("operator", "told", "expected"),
    [
        (Operator.AT_LEAST, ("40.9999", "41", "41.0001"), ("not_met", "met", "met")),
        (Operator.AT_MOST, ("40.9999", "41", "41.0001"), ("met", "met", "not_met")),
        (Operator.EQUALS, ("40.9999", "41", "41.0001"), ("not_met", "met", "not_met")),
    ],
)
def test_a_value_exactly_at_the_threshold_is_met(operator, told, expected):
    judged = tuple(outcome(one_test_set(operator, 41), {"f": value}) for value in told)
    assert judged == expected


def test_yes_and_no_are_met_and_not_met():
    of_set = one_test_set(Operator.IS_TRUE, True, Kind.BOOLEAN)
    assert outcome(of_set, {"f": True}) == "met"
    assert outcome(of_set, {"f": False}) == "not_met"


def test_none_of_is_met_by_zero_only():
    of_set = one_test_set(Operator.NONE_OF, 0, Kind.COUNT)
    assert [outcome(of_set, {"f": n}) for n in ("0", "1")] == ["met", "not_met"]


def test_nothing_reported_is_not_assessed_but_zero_is_judged():
    of_set = one_test_set(Operator.AT_LEAST, 1)
    assert outcome(of_set, {}) == "not_assessed"
    assert outcome(of_set, {"f": None}) == "not_assessed"
    assert outcome(of_set, {"f": "0"}) == "not_met"


def test_an_unknown_threshold_is_not_assessed():
    assert outcome(one_test_set(Operator.AT_LEAST, None), {"f": "99"}) == "not_assessed"


def test_a_fact_reported_as_no_makes_the_indicator_not_applicable():
    of_set = one_test_set(Operator.AT_LEAST, 41, arises_when="arises")
    assert outcome(of_set, {"f": "50", "arises": False}) == "not_applicable"
    assert outcome(of_set, {"f": "50", "arises": True}) == "met"
    assert outcome(of_set, {"f": "50"}) == "met"
    assert outcome(of_set, {}) == "not_assessed"


def test_a_share_is_compared_without_division():
    of_set = one_test_set(Operator.AT_LEAST, "33.3333", Kind.SHARE)
    assert outcome(of_set, {"f": {"num": "333333", "den": "1000000"}}) == "met"
    assert outcome(of_set, {"f": {"num": "333332", "den": "1000000"}}) == "not_met"
    assert outcome(of_set, {"f": {"num": "1", "den": "3"}}) == "met"


def test_a_share_of_nothing_is_not_assessed():
    of_set = one_test_set(Operator.AT_LEAST, 80, Kind.SHARE)
    assert outcome(of_set, {"f": {"num": "0", "den": "0"}}) == "not_assessed"
    assert outcome(of_set, {"f": {"num": "3"}}) == "not_assessed"


def test_a_percentage_alone_counts_only_where_a_part_is_missing():
    of_set = one_test_set(Operator.AT_LEAST, 80, Kind.SHARE)
    assert outcome(of_set, {"f": {"pct": "80"}}) == "met"
    assert outcome(of_set, {"f": {"pct": "79.9999"}}) == "not_met"
    assert outcome(of_set, {"f": {"num": "1", "den": "2", "pct": "99"}}) == "not_met"
    assert outcome(of_set, {"f": {"num": "1", "pct": "99"}}) == "met"
    assert outcome(of_set, {"f": {"num": "0", "den": "0", "pct": "99"}}) == "not_assessed"


def test_the_largest_parts_are_judged_exactly_and_larger_ones_refused():
    of_set = one_test_set(Operator.AT_LEAST, "99.9999", Kind.SHARE)
    den = str(LARGEST_PART)
    assert outcome(of_set, {"f": {"num": "899999100", "den": den}}) == "met"
    assert outcome(of_set, {"f": {"num": "899999099.9999", "den": den}}) == "not_met"
    for parts in ({"num": "900000001", "den": den}, {"num": "-1", "den": "5"}):
        with pytest.raises(DomainError, match=r"f có tử số hoặc mẫu số âm hay lớn hơn 900\.000"):
            outcome(of_set, {"f": parts})


@pytest.mark.parametrize("operator", [Operator.AT_LEAST, Operator.AT_MOST])
@pytest.mark.parametrize("as_share", [False, True])
def test_none_of_999_one_decimal_thresholds_is_judged_wrong(operator, as_share):
    kind = Kind.SHARE if as_share else Kind.NUMBER
    thresholds = [Decimal(n) / 10 for n in range(1, 1000)]
    indicators = [
        indicator(f"1.{n}", [compare(f"f{n}", operator)], [threshold(value)])
        for n, value in enumerate(thresholds)
    ]
    of_set = criteria_set(
        [criterion("1", *indicators)], [figure(f"f{n}", kind) for n in range(999)]
    )
    told = {}
    for shift, expected in ((0, {"met"}), (1, None), (-1, None)):
        for n, value in enumerate(thresholds):
            num = value * 10 + shift
            told[f"f{n}"] = {"num": str(num), "den": "1000"} if as_share else str(num / 10)
        judged = judge_filings([row(told)], of_set)[0].indicators
        over = {"met"} if (shift > 0) == (operator is Operator.AT_LEAST) else {"not_met"}
        assert set(judged.values()) == (expected or over)


def test_outcomes_fold_by_the_rule_of_the_criterion():
    """Every mixture of outcomes, beside the rule as it is worded."""
    for count in range(1, 5):
        for parts in itertools.product(Outcome, repeat=count):
            applicable = [p for p in parts if p is not Outcome.NOT_APPLICABLE]
            if not applicable:
                expected = Outcome.NOT_APPLICABLE
            elif Outcome.NOT_MET in applicable:
                expected = Outcome.NOT_MET
            elif Outcome.NOT_ASSESSED in applicable:
                expected = Outcome.NOT_ASSESSED
            else:
                expected = Outcome.MET
            assert fold(sum({1 << part for part in parts})) is expected


def test_every_mixture_of_indicator_outcomes_gives_the_criterion_outcome():
    tests = [
        indicator(
            f"1.{n}", [compare(f"f{n}", Operator.AT_LEAST)], [threshold(1)], arises_when=f"a{n}"
        )
        for n in (1, 2, 3)
    ]
    figures = [figure(f"f{n}", Kind.NUMBER) for n in (1, 2, 3)]
    figures += [figure(f"a{n}", Kind.BOOLEAN, is_fact=True) for n in (1, 2, 3)]
    of_set = criteria_set([criterion("1", *tests)], figures)
    told = {
        "met": {"f": "1"},
        "not_met": {"f": "0"},
        "not_assessed": {},
        "not_applicable": {"a": False},
    }
    for mixture in itertools.product(told, repeat=3):
        figures = {f"{k}{n}": v for n, part in enumerate(mixture, 1) for k, v in told[part].items()}
        verdict = judge_filings([row(figures)], of_set)[0]
        assert tuple(verdict.indicators.values()) == mixture
        seen = sum({1 << Outcome[part.upper()] for part in mixture})
        assert verdict.criteria == {"1": fold(seen).key}


def test_whether_not_applicable_counts_is_a_rule_of_the_set():
    told = full_figures(market_planned=False)
    judged = [
        judge_filings([row(told)], whole_set(not_applicable_counts=counts))[0]
        for counts in (True, False)
    ]
    assert [verdict.criteria["2"] for verdict in judged] == ["not_applicable"] * 2
    assert judged[0].criteria_met == judged[1].criteria_met + 1


def test_two_tests_are_met_only_together():
    of_set = whole_set()
    low, none = {"num": "1", "den": "100"}, None
    for hygienic, clean, expected in (
        (low, none, "not_met"),
        (none, {"num": "60", "den": "100"}, "not_assessed"),
        (full_figures()["hygienic"], low, "not_met"),
        (full_figures()["hygienic"], full_figures()["clean"], "met"),
    ):
        told = full_figures(hygienic=hygienic, clean=clean)
        assert judge_filings([row(told)], of_set)[0].indicators["3.1"] == expected


@pytest.mark.parametrize(
    ("month", "zone", "unit", "expected"),
    [
        (date(2018, 12, 1), "central_highlands", "62001", "met"),
        (date(2019, 1, 1), "central_highlands", "62001", "not_met"),
        (date(2019, 1, 1), "Tây Nguyên", "62001", "not_met"),
        (date(2019, 1, 1), "red_river_delta", "62001", "not_met"),
        (date(2019, 1, 1), "red_river_delta", "62101", "met"),
    ],
)
def test_the_threshold_is_that_of_zone_day_and_place(month, zone, unit, expected):
    told = full_figures(income="42")
    judged = judge_filings([row(told, month=month, zone=zone, unit=unit)], whole_set())[0]
    assert judged.indicators["1.2"] == expected


def test_a_fact_of_the_unit_puts_it_into_another_zone():
    told = full_figures(area="1")
    plain = judge_filings([row(told)], whole_set())[0]
    difficult = judge_filings([row(told, facts=["specially_difficult"])], whole_set())[0]
    said = judge_filings([row({**told, "specially_difficult": True})], whole_set())[0]
    assert plain.indicators["5.2"] == "not_assessed"
    assert difficult.indicators["5.2"] == said.indicators["5.2"] == "not_met"


def test_rows_outside_the_law_in_force_are_named():
    rows = [row(), row(unit="62002", month=date(2022, 4, 1)), row(month=date(2016, 10, 1))]
    with pytest.raises(LawGap, match=r"dòng 2 \(62002, tháng 04/2022\)") as gap:
        judge_filings(rows, whole_set())
    assert gap.value.rows == (1, 2)


def test_a_row_without_a_known_zone_is_named():
    for zone in (None, "Đồng bằng sao Hỏa"):
        with pytest.raises(UnknownZone, match=r"dòng 1 \(62001, tháng 12/2019\)"):
            judge_filings([row(zone=zone)], whole_set())


def test_an_incomplete_set_refuses_to_judge():
    of_set = whole_set(is_complete=False, incomplete_reason="mới có 2 trong 9 tiêu chí")
    with pytest.raises(DomainError, match="Chưa đánh giá được theo .*mới có 2 trong 9 tiêu chí"):
        rule_table(of_set)


def test_a_share_threshold_beyond_a_hundred_is_refused():
    with pytest.raises(DomainError, match="không phải là tỷ lệ từ 0 đến 100"):
        outcome(one_test_set(Operator.AT_LEAST, 101, Kind.SHARE), {"f": {"num": "1", "den": "1"}})


def test_floats_are_refused_and_booleans_and_small_integers_taken():
    of_set = one_test_set(Operator.IS_TRUE, True, Kind.BOOLEAN)
    keys = {"unit": ["1"], "month": pa.array([MONTH], pa.date32()), "zone": ["Tây Nguyên"]}
    for told in (pa.array([True]), pa.array([10_000], pa.int32())):
        batch = pa.RecordBatch.from_pydict({**keys, "f": told})
        assert judge(batch, rule_table(of_set)).indicators.tolist() == [[Outcome.MET]]
    with pytest.raises(DomainError, match="Cột f có kiểu double"):
        judge(pa.RecordBatch.from_pydict({**keys, "f": [1.0]}), rule_table(of_set))


def test_a_batch_without_rows_gives_no_verdicts():
    verdicts = judge(batch_of([], whole_set()), rule_table(whole_set()))
    assert len(verdicts) == 0
    assert verdicts.indicators.shape == (0, len(whole_set().indicators))
    assert judge_filings([], whole_set()) == []


def test_a_batch_without_a_key_column_is_refused():
    batch = batch_of([row()], whole_set()).drop_columns(["zone"])
    with pytest.raises(DomainError, match="Thiếu cột zone"):
        judge(batch, rule_table(whole_set()))


def test_figures_in_a_dictionary_of_zones_are_judged_alike():
    of_set = whole_set()
    batch = batch_of([row(), row(zone="Tây Nguyên", unit="2")], of_set)
    place = batch.schema.get_field_index("zone")
    encoded = batch.set_column(place, "zone", batch.column("zone").dictionary_encode())
    first, second = (judge(b, rule_table(of_set)) for b in (batch, encoded))
    assert first.indicators.tolist() == second.indicators.tolist()


def test_outcomes_have_keys_labels_and_signs():
    assert [o.key for o in Outcome] == ["not_assessed", "met", "not_met", "not_applicable"]
    assert [o.sign for o in Outcome] == ["?", "Đ", "x", "–"]
    assert Outcome.NOT_APPLICABLE.label == "không áp dụng"


def test_a_set_without_zones_needs_none():
    of_set = one_test_set(Operator.AT_LEAST, 1)
    of_set = type(of_set)(**{**vars(of_set), "zones": ()})
    judged = judge_filings([FilingRow("1", MONTH, None, {"f": "1"})], of_set)
    assert judged[0].criteria == {"1": "met"}
