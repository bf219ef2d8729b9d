"""Outlines from GeoJSON: all of it or nothing, every fault named, neighbours without gaps."""

from __future__ import annotations

import json
from datetime import date

import pytest

from langmoi.core.errors import DomainError, FaultyInput
from langmoi.core.models import AuditEntry
from langmoi.places.models import UnitOutline
from langmoi.places.outline_lines import inside_point, simplified
from langmoi.places.outlines import load_outlines, outlines_of
from langmoi.places.queries import unit_by_code

TODAY = date(2019, 12, 20)


def square(x, y, side=0.1):
    return [[x, y], [x + side, y], [x + side, y + side], [x, y + side], [x, y]]


def feature(code, *rings, kind="Polygon", **properties):
    return {
        "type": "Feature",
        "properties": {"code": code, **properties},
        "geometry": {"type": kind, "coordinates": list(rings)},
    }


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features}).encode()


def load(content, **more):
    told = {"source": "bản đồ thử", "is_approximate": False, "by": "thử", "on": TODAY} | more
    return load_outlines(content, file_name="ranh-gioi.geojson", **told)


def test_outlines_are_kept_by_unit_with_their_source(kontum):
    file = collection(feature("23542", square(107.7, 14.4)), feature("616", square(107.6, 14.3, 1)))

    assert load(file, is_approximate=True) == 2
    commune = unit_by_code("23542", TODAY, "commune")
    outline = outlines_of([commune.unit_id])[commune.unit_id]
    assert outline.source == "bản đồ thử"
    assert outline.is_approximate
    assert [10770000, 1440000] in outline.rings[0]
    assert AuditEntry.objects.get().action == "places.outlines"


def test_a_new_file_takes_the_place_of_the_old(kontum):
    load(collection(feature("23542", square(107.7, 14.4))))
    load(collection(feature("23542", square(107.8, 14.4))), source="bản mới")

    assert UnitOutline.objects.get().source == "bản mới"


def test_a_unit_of_several_parts_and_another_name_of_the_code_are_read(kontum):
    parts = feature(
        "x", [square(107.7, 14.4)], [square(107.9, 14.4)], kind="MultiPolygon", ma=23542
    )

    assert load(collection(parts), code_property="ma") == 1
    assert len(UnitOutline.objects.get().rings) == 2


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"\xff\xfe", "không phải là JSON"),
        (b"{", "không phải là JSON"),
        (b"[]", "không phải là GeoJSON"),
        (b'{"type": "Feature"}', "không phải là GeoJSON"),
        (collection(), "không có vùng nào"),
    ],
)
def test_a_file_that_is_no_geojson_is_refused(kontum, content, said):
    with pytest.raises(DomainError, match=said):
        load(content)


@pytest.mark.parametrize(
    ("told", "said"),
    [
        (feature("99999", square(107.7, 14.4)), "không có đơn vị nào mang mã này"),
        (feature(None, square(107.7, 14.4)), "Không có mã đơn vị"),
        (feature("23542", [107.7, 14.4], kind="Point"), "Hình là “Point”, không phải là vùng"),
        ({"properties": {"code": "23542"}, "geometry": None}, "Hình là “trống”"),
        (feature("23542", square(14.4, 107.7)), "kinh độ và vĩ độ bị đổi chỗ"),
        (feature("23542", square(550000, 1590000)), "không nằm ở Việt Nam"),
        (feature("23542", square(107.7, 14.4)[:-1]), "không khép kín"),
        (feature("23542", [["a", "b"]] * 4), "không phải là hai con số"),
        (feature("23542", [[True, 14.4]] * 4), "không phải là hai con số"),
        (feature("23542"), "không có đường biên nào"),
    ],
)
def test_each_bad_outline_is_named_and_nothing_is_kept(kontum, told, said):
    good = feature("23539", square(107.9, 14.4))

    with pytest.raises(FaultyInput) as refusal:
        load(collection(good, told))

    (fault,) = refusal.value.faults
    assert said in fault.message
    assert fault.unit.startswith("đối tượng 2")
    assert fault.remedy.endswith(".")
    assert not UnitOutline.objects.exists()


def test_the_same_code_twice_and_a_unit_of_others_are_refused(kontum):
    commune = unit_by_code("23542", TODAY, "commune")
    twice = [feature("23542", square(107.7, 14.4)), feature("23542", square(107.9, 14.4))]
    with pytest.raises(FaultyInput) as refusal:
        load(collection(*twice))
    assert len(refusal.value.faults) == 2

    with pytest.raises(FaultyInput) as refusal:
        load(collection(feature("23434", square(107.7, 14.4))), allowed={commune.unit_id})
    assert "Bạn không phụ trách" in refusal.value.faults[0].message


def test_neighbours_keep_one_line_between_them():
    """A wavy border of 200 points, walked up by one and down by the other."""
    wave = [(1000 + n % 3, n * 10) for n in range(201)]
    left = ((0, 0), *wave, (0, 2000), (0, 0))
    right = ((2000, 0), (2000, 2000), *wave[::-1], (2000, 0))

    found = simplified({"left": [left], "right": [right]}, tolerance=5)

    ours, theirs = (set(found[code][0]) for code in ("left", "right"))
    assert len(ours) < 10
    assert {p for p in ours if p[0] >= 1000} == {p for p in theirs if p[0] <= 1002}


def test_what_is_too_small_to_be_simplified_stays():
    tiny = ((0, 0), (2, 0), (2, 2), (0, 2), (0, 0))

    assert simplified({"a": [tiny]}, tolerance=100)["a"] == [tiny]


def test_the_number_of_a_crescent_stands_inside_it():
    crescent = (
        (0, 0),
        (100, 0),
        (100, 20),
        (20, 20),
        (20, 80),
        (100, 80),
        (100, 100),
        (0, 100),
        (0, 0),
    )

    x, y = inside_point([crescent])
    assert 0 < x < 20
    assert 20 < y < 80
