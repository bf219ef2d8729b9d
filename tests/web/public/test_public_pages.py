"""What people without an account see: closed months and official outcomes, each with its why."""

from __future__ import annotations

import re

import pytest
from django.test import Client
from page_words import words

from langmoi.overview.published import published_series

ADDRESSES = [
    "/cong-khai/",
    "/cong-khai/2019-11/",
    "/cong-khai/huyen/616/",
    "/cong-khai/huyen/616/2019-11/",
    "/cong-khai/xa/23542/",
    "/cong-khai/xa/23542/2019-11/",
    "/cong-khai/xa/23542/2019-11/ban-1/",
    "/cong-khai/xa/23542/2019-11/gop-y/17/",
    "/cong-khai/da-gui/",
    "/cong-khai/so-lieu/",
    "/cong-khai/so-lieu/2019-11.csv",
    "/cong-khai/so-lieu/2019-11.json",
    "/cong-khai/so-lieu/2019-11.zip",
]


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_is_off_is_not_there_for_anybody(months, office, address):
    assert Client().get(address).status_code == 404
    signed_in = Client()
    signed_in.force_login(office)
    assert signed_in.get(address).status_code == 404
    assert Client().post(address).status_code in (404, 405)


@pytest.mark.parametrize("address", ADDRESSES)
def test_a_page_that_is_on_is_there_for_everyone_and_off_again_at_once(look, put, address):
    look(address)
    put(False)
    look(address, 404)


@pytest.mark.parametrize(
    "address",
    [
        "/cong-khai/2019-12/",
        "/cong-khai/xa/23542/2019-12/",
        "/cong-khai/huyen/616/2019-12/",
        "/cong-khai/xa/23542/2019-12/ban-1/",
        "/cong-khai/xa/23542/2019-12/gop-y/17/",
        "/cong-khai/so-lieu/2019-12.csv",
        "/cong-khai/so-lieu/2019-12.json",
        "/cong-khai/so-lieu/2019-12.zip",
        "/cong-khai/so-lieu/2019-13.csv",
        "/cong-khai/2010-01/",
        "/cong-khai/2019-13/",
        "/cong-khai/xa/99999/",
        "/cong-khai/huyen/23542/",
        "/cong-khai/xa/23542/2019-11/ban-2/",
        "/cong-khai/xa/23542/2019-11/ban-0/",
        "/cong-khai/xa/23542/2019-11/gop-y/20/",
    ],
)
def test_what_is_not_closed_or_not_there_is_not_published(look, address):
    status = 422 if "2019-13.csv" in address else 404
    look(address, status)


def test_the_province_shows_the_last_closed_month(look):
    said = words(look("/cong-khai/"))

    assert "Tháng 11/2019, đã chốt số liệu" in said
    assert "12/2019" not in said


def test_a_communes_page_explains_each_criterion(look):
    said = words(look("/cong-khai/xa/23542/"))

    assert "16 / 19 tiêu chí đạt" in said
    assert "Còn thiếu: 6. Cơ sở vật chất văn hóa; 10. Thu nhập; 17." in said
    assert "Thu nhập bình quân một người dân nông thôn trong một năm" in said
    assert re.search(r"Mức phải đạt: từ \d+ triệu đồng", said)
    assert "Căn cứ: 22/2017/QĐ-UBND" in said
    assert "mức tạm" in said
    assert "Góp ý về tiêu chí 10" in said


def test_a_wards_page_says_that_it_is_not_judged(look):
    assert "Phường, thị trấn không đánh giá" in words(look("/cong-khai/xa/23473/"))


def test_the_published_series_of_2016_to_2019_stands_there_with_each_source(look):
    text = look("/cong-khai/")
    table = text.split("Bảng số đã công bố và nguồn")[1].split("</table>")[0]

    series = published_series("62")
    assert {p.month.year for p in series} == {2016, 2017, 2018, 2019}
    for item in series:
        assert item.value in table
        assert f'href="{item.source}"' in table


def test_the_contradiction_of_autumn_2019_is_said_to_everyone(look):
    said = words(look("/cong-khai/"))

    assert "Số công bố mâu thuẫn Tháng 10/2019, bình quân tiêu chí/xã: 12,23." in said
    assert "12,23 là 1052/86" in said


@pytest.mark.parametrize("address", ADDRESSES[:10])
def test_every_link_stays_in_the_public_page_or_names_a_source(look, address):
    links = re.findall(r'(?:href|action|src)="([^"]+)"', look(address))

    inside = ("/cong-khai/", "/static/", "#", "?")
    assert links
    assert [li for li in links if not li.startswith((*inside, "http"))] == []


def test_internal_pages_still_ask_to_sign_in(look):
    for address in ("/", "/xa/23542/", "/huyen/616/", "/gop-y/", "/trang-cong-khai/", "/bao-cao/"):
        look(address, 302)


def test_a_page_of_all_communes_asks_few_questions_of_the_database(
    look, django_assert_max_num_queries
):
    look("/cong-khai/")
    with django_assert_max_num_queries(30):
        look("/cong-khai/")
    with django_assert_max_num_queries(30):
        look("/cong-khai/xa/23542/")
