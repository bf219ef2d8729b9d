"""The page that asks what another threshold would make of the month."""

from __future__ import annotations

import re

import pytest

NOVEMBER = "thang=2019-11"


def test_a_raised_threshold_shows_who_would_lose_it(page):
    text = page(f"/thu-muc-khac/?{NOVEMBER}&muc=15.1=99")

    assert "Chỉ tiêu 15.1: ≥ 99%" in text
    assert "không ghi gì, kết quả chính thức giữ nguyên" in text


def test_the_form_leads_to_an_address_that_can_be_sent_on(enter, office, months):
    typed = "chi-tieu=17.1/clean&gia-tri=60&vung=central_highlands"

    answer = enter(office).get(f"/thu-muc-khac/?{NOVEMBER}&muc=9.2=80&{typed}")

    assert answer.status_code == 302
    assert "muc=9.2%3D80" in answer.url
    assert "muc=17.1%2Fclean%40central_highlands%3D60" in answer.url


def test_each_thing_supposed_can_be_taken_back(page):
    text = page(f"/thu-muc-khac/?{NOVEMBER}&muc=9.2=80&muc=10.1=60")

    links = re.findall(r'href="(/thu-muc-khac/[^"]+)"\s+aria-label="Bỏ giả định', text)
    assert len(links) == 2
    assert "10.1" in links[0]
    assert "9.2" not in links[0]


def test_the_counts_equal_the_communes_listed(page):
    text = page(f"/thu-muc-khac/?{NOVEMBER}&muc=10.1=999")

    lost = re.search(r"Không còn đạt</div>\s*<div class=\"lm-tile__v\">(\d+)", text)
    rows = text.split("Các xã đổi kết quả")[1].split("</tbody>")[0].count("<tr>") - 1
    assert int(lost[1]) == rows > 0


def test_another_set_says_in_whose_time_it_was_read(page):
    text = page(f"/thu-muc-khac/?{NOVEMBER}&bo=commune-2021-2025")

    assert "phép thử dùng mức của tháng 03/2022" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("chi-tieu=9.2&gia-tri=", "Còn thiếu mức giả định"),
        ("chi-tieu=9.2&gia-tri=tám", "không phải là số"),
        ("chi-tieu=9.2&gia-tri=180", "tỷ lệ từ 0 đến 100"),
        ("muc=abc", "Đã bỏ giả định “abc”"),
        ("muc=99.1=5", "không có chỉ tiêu 99.1"),
    ],
)
def test_what_cannot_be_supposed_is_said_in_place(enter, office, months, query, said):
    answer = enter(office).get(f"/thu-muc-khac/?{NOVEMBER}&{query}")

    assert answer.status_code == 422
    assert said in answer.content.decode()


@pytest.mark.parametrize("key", ["khong-co", "commune-2026-2030", "district-2016-2020"])
def test_a_set_that_cannot_judge_a_commune_is_not_there(enter, office, months, key):
    assert enter(office).get(f"/thu-muc-khac/?{NOVEMBER}&bo={key}").status_code == 404


def test_a_district_tries_it_on_its_own_communes(page, district_officer):
    text = page(f"/thu-muc-khac/?{NOVEMBER}&muc=10.1=999", district_officer)

    assert "Sa Sơn" in text
    assert "Kon Đào" not in text


def test_it_is_not_a_commune_s_page(enter, months, clerk):
    assert enter(clerk).get(f"/thu-muc-khac/?{NOVEMBER}").status_code == 404
