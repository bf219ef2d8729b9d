"""“100% số xã đạt tiêu chí 18, 19” measured from the figures of a month."""

from __future__ import annotations

from datetime import date
from fractions import Fraction

import pytest

from langmoi.core.errors import DomainError
from langmoi.direction.targets import read_target
from langmoi.overview.measures import measure_target

MONTH = date(2019, 12, 1)
SA_THAY = "616"
TARGET = {
    "what": "communes_meeting_criteria",
    "criteria": ["18", "19"],
    "bound": "at_least",
    "number": "100",
    "unit": "percent",
    "by": "2019-12-31",
}


def test_the_target_measures_itself_over_every_commune(file, key_of):
    file(MONTH, {"23542": 19, "23539": ["18"]})

    found = measure_target(read_target(TARGET), MONTH)

    assert found.measured.whole == 85
    assert found.measured.counting == (key_of("23542"),)
    assert found.measured.share == Fraction(1, 85)
    assert not found.measured.is_met
    assert len(found.measured.unknown) == 83
    assert found.overview.is_closed
    missing = {line.unit.key: line.missing() for line in found.missing}
    assert "19" in missing[key_of("23539")]
    assert "18" not in missing[key_of("23539")]


def test_it_is_measured_for_a_district_too(file, key_of):
    file(MONTH, {"23542": 19})

    found = measure_target(read_target(TARGET), MONTH, unit_key=key_of(SA_THAY, level="district"))

    assert found.measured.whole == 10
    assert found.measured.counting == (key_of("23542"),)


def test_all_criteria_and_numbers_of_communes(file):
    file(MONTH, {"23542": 19, "23539": 18})
    two = {"what": "communes_meeting_all", "bound": "at_least", "number": "2", "unit": "communes"}

    found = measure_target(read_target(two), MONTH)

    assert (len(found.measured.counting), found.measured.short_by) == (1, 1)


def test_recognised_is_not_the_same_as_having_met_all(file):
    file(MONTH, {"23542": 19})
    one = {"what": "communes_recognised", "bound": "at_least", "number": "1", "unit": "communes"}

    assert not measure_target(read_target(one), MONTH).measured.counting


def test_a_criterion_that_the_set_has_not_is_said(file):
    file(MONTH, {"23542": 19})

    with pytest.raises(DomainError, match="không có tiêu chí 20"):
        measure_target(read_target({**TARGET, "criteria": ["20"]}), MONTH)
