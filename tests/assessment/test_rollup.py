"""Pure roll-ups: whatever the outcomes, the numbers must agree with each other."""

from dataclasses import dataclass, field
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from langmoi.assessment import rollup
from langmoi.assessment.rollup import DEFAULT_BANDS, Band
from langmoi.core.errors import DomainError

NUMBERS = [str(n) for n in range(1, 20)]
OUTCOMES = ("met", "not_met", "not_applicable", "not_assessed")


@dataclass(frozen=True)
class Line:
    criteria: dict = field(default_factory=dict, hash=False)

    @property
    def criteria_met(self):
        return sum(map(rollup.counted, self.criteria.values())) if self.criteria else None

    def missing(self):
        return tuple(n for n, o in self.criteria.items() if not rollup.counted(o))


def line(met):
    return Line({n: "met" if int(n) <= met else "not_met" for n in NUMBERS})


outcomes = st.fixed_dictionaries({n: st.sampled_from(OUTCOMES) for n in NUMBERS})
lines_of_units = st.lists(st.builds(Line, st.one_of(st.just({}), outcomes)), max_size=30)
cuts = st.sets(st.integers(1, 19))


def bands_cut_at(points):
    bounds = [0, *sorted(points), 20]
    return [Band(low, high - 1) for low, high in zip(bounds, bounds[1:], strict=False)]


@given(lines_of_units, cuts)
def test_bands_add_up_to_the_units_that_have_figures(lines, points):
    bands = rollup.check_bands(bands_cut_at(points), 19)

    placed = [line for band in bands for line in rollup.in_band(lines, band)]
    assert len(placed) == sum(line.criteria_met is not None for line in lines)


@given(lines_of_units)
def test_counts_by_criterion_add_up_to_the_sum(lines):
    counts = rollup.by_criterion(lines, NUMBERS)

    assert sum(counts.values()) == sum(line.criteria_met or 0 for line in lines)
    assert list(counts) == NUMBERS


@given(lines_of_units)
def test_a_unit_two_short_stands_under_both_of_its_missing_criteria(lines):
    short = rollup.short_by(lines, NUMBERS)

    for step, under in short.items():
        units = [line for line in lines if line.criteria and len(line.missing()) == step]
        assert sum(len(found) for found in under.values()) == step * len(units)
        assert all(number in line.missing() for number, found in under.items() for line in found)
        assert list(under) == sorted(under, key=int)


@given(lines_of_units)
def test_who_meets_all_has_nothing_missing(lines):
    assert all(not line.missing() for line in rollup.meeting_all(lines, 19))


@given(st.lists(st.one_of(st.none(), st.integers(-19, 19))))
def test_a_total_change_is_that_of_the_units_comparable_and_none_where_nobody_is(changes):
    known = [change for change in changes if change is not None]

    assert rollup.total_change(changes) == (sum(known) if known else None)


@pytest.mark.parametrize(
    ("total", "units", "printed"),
    [(1052, 86, "12.23"), (890, 86, "10.35"), (981, 86, "11.41"), (1, 8, "0.13"), (0, 3, "0.00")],
)
def test_the_mean_is_rounded_half_up_to_two_decimals(total, units, printed):
    assert rollup.mean(total, units) == Decimal(printed)


def test_the_mean_of_nothing_is_nothing():
    assert rollup.mean(0, 0) is None


def test_bands_are_read_as_people_write_them():
    assert rollup.parse_bands("19,15-18, 10 – 14,9-5,0-4") == DEFAULT_BANDS


@given(cuts)
def test_bands_come_back_from_the_highest_down_whatever_their_order(points):
    bands = bands_cut_at(points)

    assert rollup.check_bands(bands, 19) == tuple(sorted(bands, reverse=True))


@pytest.mark.parametrize(
    ("text", "why"),
    [
        ("19,15-18,9-14,5-9,0-4", "Mức 9 tiêu chí nằm trong hai nhóm"),
        ("19,15-18,0-4", "Mức 14 tiêu chí không thuộc nhóm nào"),
        ("15-18,0-14", "Mức 19 tiêu chí không thuộc nhóm nào"),
        ("10-19,1-9", "Mức 0 tiêu chí không thuộc nhóm nào"),
        ("0-20", "chỉ có 19 tiêu chí, không có mức 20"),
        ("0-9,0-9,10-19", "Mức 9 tiêu chí nằm trong hai nhóm"),
        ("", "Không hiểu nhóm “”"),
        ("cao,thấp", "Không hiểu nhóm “cao”"),
    ],
)
def test_bands_with_a_gap_or_an_overlap_are_refused(text, why):
    with pytest.raises(DomainError, match=why):
        rollup.check_bands(rollup.parse_bands(text), 19)


def test_the_default_bands_fit_a_set_of_fewer_criteria():
    fitted = rollup.fit_bands(DEFAULT_BANDS, 10)

    assert fitted == (Band(10, 10), Band(5, 9), Band(0, 4))
    assert rollup.check_bands(fitted, 10) == fitted


def test_whether_not_applicable_counts_is_a_rule_of_the_set():
    lines = [Line({"7": "not_applicable"}), Line({"7": "met"})]

    assert rollup.by_criterion(lines, ["7"]) == {"7": 2}
    assert rollup.by_criterion(lines, ["7"], not_applicable_counts=False) == {"7": 1}
