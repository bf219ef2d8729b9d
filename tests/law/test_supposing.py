"""A threshold supposed otherwise: read from words, laid over the set, the set itself untouched."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from langmoi.core.errors import DomainError
from langmoi.law.lookup import threshold_of
from langmoi.law.sets import load_set
from langmoi.law.supposing import find_indicator, read_supposition, suppose

ON = date(2019, 11, 14)


@pytest.fixture
def law():
    return load_set("kontum-commune-2017-2020")


@pytest.mark.parametrize(
    ("text", "indicator", "part", "zone", "value"),
    [
        ("9.2=80", "9.2", "", None, "80"),
        (" 9.2 = 80,5 % ", "9.2", "", None, "80.5"),
        ("17.1/nước sạch=60", "17.1", "clean", None, "60"),
        ("17.1/CLEAN@tay nguyen=60", "17.1", "clean", "central_highlands", "60"),
        ("15.3@Tây Nguyên=25", "15.3", "", "central_highlands", "25"),
    ],
)
def test_a_supposition_is_read_in_any_spelling(law, text, indicator, part, zone, value):
    found = read_supposition(text, law)

    assert (found.indicator, found.part, found.zone) == (indicator, part, zone)
    assert found.value == Decimal(value)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("ba", "Không hiểu “ba”"),
        ("9.2", "Hãy ghi CHỈ_TIÊU=MỨC"),
        ("99.1=80", "không có chỉ tiêu 99.1"),
        ("9.2=tám mươi", "không phải là số"),
        ("9.2=180", "không phải là tỷ lệ từ 0 đến 100"),
        ("10.1=-4", "không được âm"),
        ("1.1=80", "không có mức bằng số"),
        ("17.1=80", "có nhiều phần"),
        ("17.1/rác=80", "nước hợp vệ sinh; nước sạch"),
        ("9.2@Sao Hỏa=80", "Không có vùng “Sao Hỏa”"),
    ],
)
def test_what_cannot_be_supposed_is_said(law, text, said):
    with pytest.raises(DomainError, match=said):
        read_supposition(text, law)


def test_the_supposed_value_wins_and_the_set_stays_as_it_was(law):
    other = suppose(law, [read_supposition("9.2=80", law)])

    def value(of):
        return threshold_of(find_indicator("9.2", of), "", "central_highlands", ON).value

    assert (value(other), value(law)) == (Decimal(80), Decimal(75))
    assert other.version != law.version


def test_a_supposition_for_one_zone_leaves_the_others(law):
    other = suppose(law, [read_supposition("10.1@Tây Nguyên=50", law)])
    income = find_indicator("10.1", other)

    found = {zone.id: threshold_of(income, "", zone.id, ON).value for zone in law.zones}
    before = find_indicator("10.1", law)
    assert found.pop("central_highlands") == Decimal(50)
    assert found == {zone: threshold_of(before, "", zone, ON).value for zone in found}
