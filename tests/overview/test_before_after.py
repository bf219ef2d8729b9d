"""A criterion before and after a campaign: closed months only, like with like."""

from datetime import date

from langmoi.overview.before_after import before_and_after

MARCH, APRIL, AUGUST, SEPTEMBER = (date(2019, month, 1) for month in (3, 4, 8, 9))
FIRST, LAST = date(2019, 4, 20), date(2019, 7, 31)
ALL, WITHOUT = ("2", "17"), ("2",)


def test_the_last_closed_month_before_stands_beside_the_last_of_three_after(file):
    file(MARCH, {"23467": WITHOUT, "23470": ALL, "23461": ALL})
    file(APRIL, {"23467": WITHOUT, "23470": ALL, "23461": ALL})
    file(AUGUST, {"23467": WITHOUT, "23470": ALL, "23461": WITHOUT})
    file(SEPTEMBER, {"23467": ALL, "23470": ALL, "23461": WITHOUT})
    found = before_and_after("17", FIRST, LAST, None)
    assert [(m.month, m.met) for m in found.before] == [(MARCH, 2), (APRIL, 2)]
    assert [(m.month, m.met) for m in found.after] == [(AUGUST, 1), (SEPTEMBER, 2)]
    assert [unit.code for unit in found.gained] == ["23467"]
    assert [unit.code for unit in found.lost] == ["23461"]
    assert (found.kept, found.still_not, found.compared) == (1, 0, 3)


def test_a_month_that_is_not_closed_is_not_official_and_does_not_count(file):
    file(APRIL, {"23467": WITHOUT})
    file(AUGUST, {"23467": ALL}, closed=False)
    found = before_and_after("17", FIRST, LAST, None)
    assert not found.is_compared
    assert found.why_not.startswith("Chưa đủ tháng để so: chưa có tháng nào sau")
    assert found.gained == ()


def test_a_month_within_the_campaign_is_neither_before_nor_after(file):
    file(date(2019, 5, 1), {"23467": WITHOUT})
    found = before_and_after("17", FIRST, LAST, None)
    assert (found.before, found.after) == ((), ())


def test_a_campaign_without_a_last_day_has_no_after(file):
    file(APRIL, {"23467": WITHOUT})
    file(AUGUST, {"23467": ALL})
    assert before_and_after("17", FIRST, None, None).after == ()


def test_a_criterion_that_the_set_does_not_have_is_said(file):
    file(APRIL, {"23467": WITHOUT})
    file(AUGUST, {"23467": ALL})
    assert "không có tiêu chí số 99" in before_and_after("99", FIRST, LAST, None).why_not


def test_only_the_communes_of_the_unit_are_compared(file, key_of):
    file(APRIL, {"23467": WITHOUT, "23539": WITHOUT})
    file(AUGUST, {"23467": ALL, "23539": ALL})
    found = before_and_after("17", FIRST, LAST, key_of("616", level="district"))
    assert [unit.code for unit in found.gained] == ["23539"]
