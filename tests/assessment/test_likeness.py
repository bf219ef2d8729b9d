"""How alike places are: by ratio, by amount, by yes and no; the unknown is named, never “no”."""

from __future__ import annotations

import pytest

from langmoi.assessment.likeness import Feature, Form, Place, alike

PEOPLE = Feature("people", "Dân số", Form.RATIO)
START = Feature("start", "Điểm xuất phát", Form.AMOUNT)
BORDER = Feature("border", "Biên giới", Form.YES_NO)
ALL = (PEOPLE, START, BORDER)


def place(key, **features):
    return Place(key, features)


def test_the_same_place_is_wholly_alike():
    one = place(1, people=1000, start=5, border=1)

    assert alike(one, [place(2, people=1000, start=5, border=1)], ALL)[0].value == 1


def test_the_nearest_comes_first_and_people_are_compared_by_ratio():
    one = place(1, people=1000, start=5)
    small, large = place(2, people=500, start=5), place(3, people=1600, start=5)

    found = alike(one, [small, large, place(4, people=8000, start=9)], ALL)

    assert [each.key for each in found] == [3, 2, 4]
    assert found[-1].value < found[0].value


def test_what_is_unknown_counts_for_nothing_and_is_named():
    one = place(1, people=1000, start=5, border=1)

    [found] = alike(one, [place(2, people=1000, start=5)], ALL)

    assert found.value == 1
    assert found.missing == ("border",)


def test_with_too_little_in_common_nothing_is_said():
    one = place(1, people=1000)

    unknown, known = alike(one, [place(2, people=1000), place(3)], ALL)

    assert unknown.value is None
    assert known.value is None
    assert known.missing == ("people", "start", "border")


@pytest.mark.parametrize(("other", "apart"), [(1.0, 0.0), (0.0, 1.0)])
def test_yes_and_no_are_the_same_or_not(other, apart):
    one = place(1, start=5, border=1)

    [found] = alike(one, [place(2, start=5, border=other)], ALL)

    assert found.apart["border"] == apart
    assert found.value == 1 - apart / 2
