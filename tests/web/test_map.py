"""The map: by band, criterion, indicator or distance, in any month, as tiles or real outlines."""

from __future__ import annotations

import html
import json
import re
from datetime import date

import pytest
from page_words import words

from langmoi.places.outlines import load_outlines

TODAY = date(2019, 12, 20)


def map_of(text):
    return text.split('id="map"')[1].split("</section>")[0]


def tile_of(text, code):
    return re.search(rf'<a href="/xa/{code}/[^>]*aria-label="([^"]*)"', map_of(text))[1]


def test_by_default_it_shows_bands_with_a_list_behind_each_count(page):
    found = map_of(page("/"))

    assert 'href="/danh-sach/?thang=2019-12&amp;xem=muc&amp;lop=15">3 xã</a>' in found
    assert found.count("<rect class=") == 85


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("tc-17", "tiêu chí 17 chưa đạt"),
        ("ct-17.1", "chỉ tiêu 17.1 chưa đạt: 94,00%, mức từ 95% trở lên, còn thiếu 1,00 điểm %"),
        ("kc-17.1", "còn thiếu 1,00 điểm %"),
    ],
)
def test_a_criterion_an_indicator_and_a_distance_are_told_in_words(page, asked, said):
    assert said in tile_of(page(f"/?xem={asked}"), "23542")


def test_the_distance_is_shaded_and_printed(page):
    text = map_of(page("/?xem=kc-10.1"))

    assert "Còn thiếu dưới 5% của ngưỡng" in text
    assert re.search(r'<g class="lm-b4">(?:(?!</g>).)*−1</text>', text, re.DOTALL)


def test_the_map_alone_moves_to_another_month(page):
    text = page("/?ban-do=2019-11")

    assert "Số tiêu chí đạt theo xã, tháng 11/2019" in words(map_of(text))
    assert "Chỉ bản đồ là của tháng này" in words(map_of(text))
    assert tile_of(text, "23542").startswith("Xã Sa Nghĩa 16/19 tiêu chí")
    assert "tháng 12/2019" in words(text.split("<h1>")[1].split("</h1>")[0])


def test_without_a_script_links_lead_a_month_back_and_forth(page):
    back = re.search(r'<a href="([^"]*ban-do=2019-11[^"]*)">', map_of(page("/?xem=tc-17")))[1]
    text = page(html.unescape(back).split("#")[0])

    assert "Tiêu chí 17" in words(map_of(text))
    assert "ban-do=2019-12" in map_of(text)
    assert "Tháng trước" not in words(map_of(text))


def test_htmx_gets_the_map_and_nothing_else(page):
    piece = page("/?xem=tc-17&ban-do=2019-11", HX_Request="true", HX_Target="map")

    assert piece.lstrip().startswith('<section class="lm-panel" id="map"')
    assert "<html" not in piece


def test_after_the_back_button_htmx_gets_the_whole_page(page):
    headers = {"HX_Request": "true", "HX_Target": "map", "HX_History_Restore_Request": "true"}

    assert "<html" in page("/?xem=tc-17", **headers)


@pytest.mark.parametrize("address", ["/", "/huyen/616/"])
@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("xem=ct-99.9", "không có chỉ tiêu số “99.9”"),
        ("xem=tc-20", "không có tiêu chí số “20”"),
        ("xem=<b>", "Không hiểu cách xem"),
        ("ban-do=2031-01", "Chưa có tháng 01/2031"),
        ("ban-do=tháng", "tháng"),
    ],
)
def test_what_makes_no_sense_is_refused(enter, office, months, address, query, said):
    answer = enter(office).get(f"{address}?{query}")

    assert answer.status_code == 422
    assert said in words(answer.content.decode())


def test_a_district_sees_its_own_communes_only(page, district_officer):
    text = map_of(page("/huyen/616/", user=district_officer))

    assert "Sa Nghĩa" in text
    assert "Kon Đào" not in text
    assert "huyen=616" in text


def outlines(*codes):
    ring = [[107.7, 14.4], [107.9, 14.4], [107.9, 14.6], [107.7, 14.6], [107.7, 14.4]]
    geometry = {"type": "Polygon", "coordinates": [ring]}
    features = [{"properties": {"code": code}, "geometry": geometry} for code in codes]
    content = json.dumps({"type": "FeatureCollection", "features": features}).encode()
    load_outlines(content, file_name="a", source="Sở Thử", is_approximate=True, by="thử", on=TODAY)


def test_without_outlines_nobody_is_offered_them(page):
    assert "ranh-gioi" not in page("/")
    assert "lm-map--province" in page("/?kieu=ranh-gioi")


def test_real_outlines_are_drawn_when_asked_for_and_their_source_is_named(page):
    outlines("23542", "616")

    assert "lm-map__area" not in page("/")
    text = map_of(page("/?kieu=ranh-gioi"))
    assert text.count('class="lm-map__area') == 1
    assert text.count("lm-map__edge") == 1
    assert "Ranh giới gần đúng. Nguồn: Sở Thử." in words(text)
    assert "xã Sa Sơn" in words(text).split("Chưa có ranh giới:")[1]
    assert re.search(r'd="M\d+ \d+l[-\d ]+z"', text)
