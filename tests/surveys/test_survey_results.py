"""Coverage, shares, their margin, and cells that must not be told."""

from __future__ import annotations

import itertools
from decimal import Decimal

import pytest
from scipy import stats
from survey_world import COMMUNE, closed, new, opened, published, rule, take_in, unit

from langmoi.surveys.results import LEAST, reaches, result_of, shown_cells, survey_for
from langmoi.surveys.statistics import interval, wilson

VILLAGES = (("A", 50), ("B", 50))


def result(front, *papers, villages=VILLAGES, asked=None):
    campaign = opened(front, villages=villages, asked=asked)
    take_in(campaign, front, *papers)
    return result_of(published(campaign, front))


@pytest.mark.parametrize(
    ("papers", "covered", "enough"),
    [
        (((25, 4), (24, 5)), False, False),  # 58 of 100
        (((25, 5), (25, 5)), True, True),  # exactly 60
        (((24, 6), (24, 6)), True, True),  # exactly 80 % of them
        (((24, 6), (23, 7)), True, False),
    ],
)
def test_exactly_the_threshold_is_enough_and_less_is_not(front, papers, covered, enough):
    found = result(front, *papers)

    assert (found.is_covered, found.is_enough) == (covered, enough)


def test_a_share_is_compared_exactly():
    assert reaches((60, 100), Decimal(60))
    assert not reaches((59_999, 100_000), Decimal(60))
    assert reaches((2, 3), Decimal("66.66"))
    assert not reaches((2, 3), Decimal("66.67"))
    assert not reaches((0, 0), Decimal(60))


def test_coverage_may_have_to_hold_in_every_village(front):
    found = result(front, (40, 10), (10, 5), asked=rule(60, 80, in_each_village=True))

    assert found.coverage == (65, 100)
    assert [v.name for v in found.short_villages] == ["B"]
    assert found.is_enough is False


def test_while_it_runs_coverage_is_told_and_no_share(front):
    campaign = opened(front, villages=VILLAGES)
    take_in(campaign, front, (30, 5), (20, 3))
    found = survey_for(unit(COMMUNE).pk, 2019)

    assert (found.coverage, found.satisfied, found.is_enough) == ((58, 100), None, False)
    assert found.missing == 2
    assert found.questions == ()
    assert all(village.satisfied is None for village in found.villages)


def test_once_closed_the_front_knows_and_others_only_once_it_is_published(front):
    campaign = opened(front, villages=VILLAGES)
    take_in(campaign, front, (30, 5), (25, 6))
    campaign = closed(campaign, front)

    assert result_of(campaign, before_publishing=True).satisfied == (55, 66)
    assert survey_for(unit(COMMUNE).pk, 2019).satisfied is None
    assert survey_for(unit(COMMUNE).pk, 2019).is_enough is None
    assert survey_for(unit(COMMUNE).pk, 2018) is None


def test_a_survey_in_preparation_is_no_survey_yet(front):
    new(front)

    assert survey_for(unit(COMMUNE).pk, 2019) is None


def test_fewer_than_five_papers_tell_nothing(front):
    found = result(front, (3, 1), (0, 0), villages=(("A", 4), ("B", 1)))

    assert (found.satisfied, found.questions) == (None, ())
    assert found.is_enough is None


def test_questions_have_shares_of_all_papers(front):
    campaign = opened(front, villages=VILLAGES)
    from survey_world import TODAY, codes_of, paper

    from langmoi.surveys.actions import enter_papers

    [codes] = codes_of(campaign, front, 6)
    papers = [
        paper(code, q17="satisfied" if i < 2 else "no_opinion") for i, code in enumerate(codes)
    ]
    enter_papers(campaign, papers, by=front, on=TODAY)
    found = result_of(published(campaign, front))

    shares = {q.key: q.satisfied for q in found.questions}
    assert (shares["chung"], shares["q17"], shares["q1"]) == ((6, 6), (2, 6), (0, 6))


@pytest.mark.parametrize(("k", "n"), [(71, 72), (72, 72), (0, 30), (50, 100), (1, 5)])
def test_without_a_finite_population_it_is_the_interval_of_wilson(k, n):
    ours = wilson(Decimal(k) / n, Decimal(n))
    theirs = stats.binomtest(k, n).proportion_ci(0.95, method="wilson")

    assert float(ours.low) == pytest.approx(theirs.low, abs=1e-12)
    assert float(ours.high) == pytest.approx(theirs.high, abs=1e-12)


@pytest.mark.parametrize(("k", "n", "of"), [(71, 72, 76), (200, 261, 450), (45, 58, 100)])
def test_with_a_finite_population_it_is_narrower_and_holds_what_scipy_says(k, n, of):
    ours = interval(k, n, of)
    size = n * (of - 1) / (of - n)
    share, z = k / n, stats.norm.ppf(0.975)
    centre = (share + z**2 / (2 * size)) / (1 + z**2 / size)
    half = z * (share * (1 - share) / size + z**2 / (4 * size**2)) ** 0.5 / (1 + z**2 / size)

    assert float(ours.margin) == pytest.approx(half, rel=1e-9)
    assert float(ours.low + ours.high) / 2 == pytest.approx(centre, rel=1e-9)
    assert ours.margin < wilson(Decimal(k) / n, Decimal(n)).margin


@pytest.mark.parametrize(("of", "n"), [(450, 261), (100, 60), (76, 50)])
def test_drawn_without_putting_back_it_holds_the_true_share_about_as_often_as_it_says(of, n):
    """For true shares of 50 to 95 %, by the exact hypergeometric law, on average 95 % within 2."""
    held = []
    for true in range(of // 2, of * 95 // 100 + 1, 3):
        law = stats.hypergeom(of, true, n)
        inside = 0.0
        for k in range(n + 1):
            bounds = interval(k, n, of)
            if bounds.low <= Decimal(true) / of <= bounds.high:
                inside += law.pmf(k)
        held.append(inside)

    assert 0.93 <= sum(held) / len(held) <= 0.975
    assert min(held) > 0.88


def test_with_every_household_answering_the_margin_is_nothing():
    found = interval(50, 100, 100)

    assert (found.low, found.margin) == (Decimal("0.5"), 0)
    assert interval(0, 0, 100) is None


def test_a_village_hidden_alone_takes_another_with_it():
    shown = shown_cells([(30, 40), (20, 30), (20, 21), (50, 80)])

    assert shown == [True, False, False, True]


def test_when_nothing_safe_can_be_told_by_village_only_the_total_is():
    assert shown_cells([(71, 72)]) == [False]
    assert shown_cells([(30, 30), (40, 41), (20, 22)]) == [False, False, False]
    assert shown_cells([]) == []


def test_no_hidden_cell_can_be_found_by_subtraction():
    """Every mixture: what remains of the total is two or more villages and no small cell."""
    kinds = [(30, 32), (30, 35), (3, 33), (50, 50), (20, 40), (6, 15), (0, 9), (1, 2)]
    for cells in itertools.combinations_with_replacement(kinds, 4):
        shown = shown_cells(cells)
        hidden = [cell for cell, is_shown in zip(cells, shown, strict=True) if not is_shown]
        for (yes, of), is_shown in zip(cells, shown, strict=True):
            assert not is_shown or min(yes, of - yes) >= LEAST
        if hidden and len(hidden) < len(cells):
            yes, of = sum(y for y, _ in hidden), sum(n for _, n in hidden)
            assert len(hidden) > 1
            assert min(yes, of - yes) >= LEAST


def test_the_hidden_village_is_marked_and_its_answers_still_count(front):
    villages = (("A", 50), ("B", 50), ("C", 20))
    found = result(front, (30, 10), (20, 10), (12, 1), villages=villages)

    assert [v.is_hidden for v in found.villages] == [False, True, True]
    assert [v.satisfied for v in found.villages] == [(30, 40), None, None]
    assert found.satisfied == (62, 83)
