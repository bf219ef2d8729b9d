"""Finding a unit by any spelling of its name, by its type and by its code."""

from __future__ import annotations

from datetime import date

import pytest

from langmoi.places.models import Level
from langmoi.places.queries import district_of, find_units, unit_by_code

AUGUST, DECEMBER = date(2019, 8, 14), date(2019, 12, 14)


def test_the_three_dak_long_of_2019_are_found_with_their_districts(kontum):
    found = find_units("dak long", on=AUGUST)

    districts = [str(district_of(v.unit_id, AUGUST)) for v in found]
    assert [str(v) for v in found] == ["xã Đăk Long"] * 3
    assert districts == ["huyện Đăk Glei", "huyện Kon Plông", "huyện Đăk Hà"]
    assert len(find_units("dak long", on=DECEMBER)) == 2


@pytest.mark.parametrize(
    ("written", "code"),
    [
        ("Pờ Y", "23395"),
        ("Bờ Y", "23395"),
        ("xã Po Y", "23395"),
        ("Ya Chim", "23326"),
        ("Ia Chim", "23326"),
        ("Măng Buk", "23458"),
        ("Đắk PXi", "23503"),
        ("Đăk Pxy", "23503"),
        ("Ngọc Tem", "23464"),
        ("Ngok Tem", "23464"),
        ("Đắk Plô", "23344"),
        ("Rơ Kơi", "23530"),
        ("thị trấn Đắk Tô", "23401"),
        ("TT. Đăk Tô", "23401"),
        ("  KROONG ", "23314"),
        ("YaLy", "23554"),
        ("23542", "23542"),
        ("La Dal", "23535"),
    ],
)
def test_any_spelling_finds_the_commune(kontum, written, code):
    assert [v.code for v in find_units(written, on=DECEMBER, level=Level.COMMUNE)] == [code]


@pytest.mark.parametrize(
    ("written", "found"),
    [
        ("Đắk Hà", ["huyện Đăk Hà", "xã Đăk Hà", "thị trấn Đăk Hà"]),
        ("huyện Đăk Hà", ["huyện Đăk Hà"]),
        ("Kon Tum", ["tỉnh Kon Tum", "TP Kon Tum"]),
        ("TP Kon Tum", ["TP Kon Tum"]),
        ("thành phố Kon Tum", ["TP Kon Tum"]),
        ("huyện Ia H' Drai", ["huyện Ia H'Drai"]),
        ("Đăk", []),
        ("", []),
        ("Hà Nội", []),
    ],
)
def test_a_type_before_the_name_narrows_the_search(kontum, written, found):
    assert [str(v) for v in find_units(written, on=DECEMBER)] == found


def test_the_beginning_of_a_name_counts_only_when_asked(kontum):
    assert find_units("măng", on=DECEMBER) == []
    names = [v.name for v in find_units("măng", on=DECEMBER, begins=True)]
    assert names == ["Măng Ri", "Măng Bút", "Măng Cành", "Măng Đen"]
    assert [v.name for v in find_units("Hiếu", on=DECEMBER, begins=True)] == ["Hiếu"]


def test_a_search_can_be_held_within_some_units(kontum):
    long_of_dak_ha = unit_by_code("23504", AUGUST).unit_id

    assert [v.unit_id for v in find_units("Đăk Long", on=AUGUST, within={long_of_dak_ha})] == [
        long_of_dak_ha
    ]


def test_without_a_day_every_period_of_the_name_is_found_in_order(kontum):
    found = find_units("Đăk Long")

    assert [(v.code, v.valid_to) for v in found] == [
        ("23368", date(2025, 6, 30)),
        ("23368", None),
        ("23473", date(2019, 8, 31)),
        ("23504", date(2025, 6, 30)),
    ]


def test_a_unit_that_does_not_exist_yet_is_not_found(kontum):
    assert find_units("Măng Đen", on=AUGUST) == []
    assert [str(v) for v in find_units("Măng Đen", on=DECEMBER)] == ["thị trấn Măng Đen"]
