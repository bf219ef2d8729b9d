"""Targets that figures can measure: the form, what is refused, and exact measuring."""

from __future__ import annotations

from fractions import Fraction

import pytest

from langmoi.core.errors import DomainError
from langmoi.direction.targets import measure, read_target

ALL_18_19 = {
    "what": "communes_meeting_criteria",
    "criteria": ["18", "19"],
    "bound": "at_least",
    "number": "100",
    "unit": "percent",
    "by": "2019-12-31",
}


def told(**other):
    return {**ALL_18_19, **other}


def test_a_target_is_read_said_and_kept():
    target = read_target(ALL_18_19)

    assert str(target) == "ít nhất 100% số xã đạt tiêu chí 18, 19 đến 31/12/2019"
    assert target.as_data() == ALL_18_19
    assert read_target(target.as_data()) == target


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (told(extra=1), "không có phần extra"),
        (told(what="cooperatives"), "cần đủ"),
        (told(bound="more"), "cần đủ"),
        (told(number="nhiều"), "cần đủ"),
        (told(number="NaN"), "từ 0, và không quá 100"),
        (told(number="101"), "không quá 100"),
        (told(number="-1"), "từ 0"),
        (told(unit="communes", number="2.5"), "số nguyên"),
        (told(by="31/12/2019"), "cần đủ"),
        (told(criteria=[]), "phải ghi các tiêu chí"),
        (told(criteria="18"), "cần đủ"),
        (told(what="communes_meeting_all"), "mục tiêu khác thì không ghi"),
        ({"what": "communes_recognised"}, "cần đủ"),
    ],
)
def test_what_is_not_of_the_form_is_refused(data, said):
    with pytest.raises(DomainError, match=said):
        read_target(data)


@pytest.mark.parametrize(
    ("number", "bound", "unit", "there", "whole", "met", "short"),
    [
        ("100", "at_least", "percent", 85, 85, True, 0),
        ("100", "at_least", "percent", 84, 85, False, 1),
        ("80", "at_least", "percent", 68, 85, True, 0),  # 68/85 is just 80 %
        ("80", "at_least", "percent", 67, 85, False, 1),
        ("33.3", "at_least", "percent", 1, 3, True, 0),
        ("33.4", "at_least", "percent", 1, 3, False, 1),
        ("20", "equals", "communes", 20, 85, True, 0),
        ("20", "equals", "communes", 21, 85, False, 0),
        ("20", "at_least", "communes", 21, 85, True, 0),
        ("100", "at_least", "percent", 0, 0, False, 0),
    ],
)
def test_a_share_is_compared_exactly(number, bound, unit, there, whole, met, short):
    target = read_target(told(number=number, bound=bound, unit=unit))

    found = measure(target, {key: key < there for key in range(whole)})

    assert (found.is_met, found.short_by, found.whole) == (met, short, whole)


def test_a_commune_of_no_figures_does_not_count_and_is_named():
    found = measure(read_target(ALL_18_19), {1: True, 2: None, 3: False})

    assert (found.counting, found.missing, found.unknown) == ((1,), (2, 3), (2,))
    assert found.share == Fraction(1, 3)
