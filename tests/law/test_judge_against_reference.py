"""The fast judge and the slow one agree on every cell."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from judging_world import ZONES, one_test_set, random_rows, whole_set

from langmoi.law import judge as judge_module
from langmoi.law.filing import FilingRow, batch_of, judge_filings
from langmoi.law.judge import OUTCOME_KEYS, judge
from langmoi.law.model import Kind, Operator
from langmoi.law.reference import judge_slowly
from langmoi.law.rules import rule_table
from langmoi.law.sets import load_set

SETS = ["commune-2016-2020", "kontum-commune-2017-2020"]
PARTS = st.integers(0, 10**9).map(lambda n: f"{n / 10_000:.4f}")
NUMBERS = st.integers(0, 2_000_000).map(lambda n: f"{n / 10_000:.4f}")
COMPARING = st.sampled_from([Operator.AT_LEAST, Operator.AT_MOST, Operator.EQUALS])


def of_filing(verdicts, at, of_set):
    indicators = [OUTCOME_KEYS[o] for o in verdicts.indicators[at].tolist()]
    criteria = [OUTCOME_KEYS[o] for o in verdicts.criteria[at].tolist()]
    assert len(indicators) == len(of_set.indicators)
    return indicators, criteria, int(verdicts.criteria_met[at])


def test_random_filings_of_an_invented_set_are_judged_alike():
    of_set = whole_set()
    rows = random_rows(of_set, 1500, seed=1)
    assert judge_filings(rows, of_set) == [judge_slowly(r, of_set) for r in rows]


@pytest.mark.parametrize("set_id", SETS)
def test_random_filings_of_the_real_sets_are_judged_alike(set_id):
    of_set = load_set(set_id)
    rows = [r for r in random_rows(of_set, 400, seed=2) if rule_table(of_set).covers(r.month)]
    assert judge_filings(rows, of_set) == [judge_slowly(r, of_set) for r in rows]


def test_columns_in_chunks_and_single_filings_are_judged_alike(monkeypatch):
    monkeypatch.setattr(judge_module, "CHUNK", 64)
    of_set = whole_set()
    rows = random_rows(of_set, 300, seed=3)
    verdicts = judge(batch_of(rows, of_set), rule_table(of_set))
    for at, row in enumerate(rows):
        alone = judge_filings([row], of_set)[0]
        together = of_filing(verdicts, at, of_set)
        assert together == (
            list(alone.indicators.values()),
            list(alone.criteria.values()),
            alone.criteria_met,
        )


@settings(deadline=None, max_examples=150)
@given(COMPARING, NUMBERS, st.one_of(st.none(), NUMBERS))
def test_any_number_is_held_exactly_against_any_threshold(operator, bound, told):
    _agree(one_test_set(operator, bound), {"f": told})


@settings(deadline=None, max_examples=300)
@given(
    COMPARING,
    st.integers(0, 1_000_000).map(lambda n: f"{n / 10_000:.4f}"),
    st.dictionaries(st.sampled_from(["num", "den", "pct"]), PARTS, min_size=1),
)
def test_any_share_is_held_exactly_against_any_threshold(operator, bound, told):
    _agree(one_test_set(operator, bound, Kind.SHARE), {"f": told})


@settings(deadline=None, max_examples=150)
@given(st.integers(1, 1_000_000), st.integers(1, 700_000_000), st.sampled_from([-1, 0, 1]))
def test_a_share_one_unit_beside_its_threshold_is_on_the_right_side(bound, den, shift):
    """bound/10**6 of den, rounded up, is the least numerator that meets the bound."""
    num = -(-bound * den // 1_000_000) + shift
    if num >= 0:
        of_set = one_test_set(Operator.AT_LEAST, f"{bound / 10_000:.4f}", Kind.SHARE)
        judged = _agree(of_set, {"f": {"num": str(num), "den": str(den)}})
        assert judged == ("met" if shift >= 0 else "not_met")


def _agree(of_set, figures):
    row = FilingRow("62001", date(2019, 12, 1), ZONES[0].id, figures)
    fast, slow = judge_filings([row], of_set)[0], judge_slowly(row, of_set)
    assert fast == slow
    return fast.indicators["1.1"]
