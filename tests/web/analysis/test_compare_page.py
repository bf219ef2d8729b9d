"""Two sides beside each other: what differs comes first, and a side beside itself is refused."""

from __future__ import annotations

import re
from io import BytesIO

import openpyxl
import pytest

PAGE = "/phan-tich/so-sanh/"
NOVEMBER = "thang=2019-11"


def numbers(text):
    body = text.split("<tbody>")[1].split("</tbody>")[0]
    return re.findall(r'<th scope="row"[^>]*>\s*<b>([\d.]+?)\.?</b>', body)


def test_two_communes_show_what_differs_first(page):
    text = page(f"{PAGE}?{NOVEMBER}&a=23542&b=23539")

    assert numbers(text)[:3] == ["6", "10", "17"]
    assert "3 tiêu chí khác nhau" in text
    assert "như nhau" in text


def test_indicators_bring_the_figures_of_both(page):
    text = page(f"{PAGE}?{NOVEMBER}&a=23542&b=23539&theo=chi-tieu")

    assert numbers(text)[0].startswith(("6.", "10.", "17."))
    assert "Thu nhập bình quân đầu người" in text
    assert re.search(r"[\d,]+ triệu đồng/người/năm · [\d,]+ triệu", text)


def test_two_districts_compare_shares(page):
    text = page(f"{PAGE}?{NOVEMBER}&a=616&b=612")

    assert "điểm %" in text
    assert "xã có số liệu" in text


def test_two_months_of_one_commune(page, clerk):
    text = page(f"{PAGE}?kieu=thang&a=2019-11&b=2019-12", user=clerk)

    assert numbers(text)[0] == "6"
    assert "1 tiêu chí khác nhau" in text


def test_two_sets_show_what_the_later_says_otherwise(page):
    text = page(f"{PAGE}?kieu=bo&a=commune-2016-2020&b=commune-2021-2025")

    assert "Đổi mức" in text
    assert "/thu-muc-khac/?" in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("a=616&b=616", "Hai bên giống hệt nhau"),
        ("a=616&b=23542", "khác cấp"),
        ("kieu=thang&a=2019-12&b=2019-12", "Hai bên giống hệt nhau"),
        ("kieu=thang&a=2018-01&b=2019-12", "chưa có số liệu"),
        ("kieu=thang&a=abc", "Không hiểu tháng"),
        ("kieu=bo&a=commune-2016-2020&b=commune-2016-2020", "Hai bộ tiêu chí giống nhau"),
    ],
)
def test_what_cannot_be_compared_is_said(enter, office, months, query, said):
    answer = enter(office).get(f"{PAGE}?{query}")

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_months_chosen_the_other_way_round_are_compared_all_the_same(page):
    assert "1 tiêu chí khác nhau" in page(f"{PAGE}?kieu=thang&a=2019-12&b=2019-11&don-vi=23542")


def test_a_unit_without_figures_is_said_to_have_none(page):
    text = page(f"{PAGE}?{NOVEMBER}&a=23542&b=23530")

    assert text.count("chưa có số liệu") >= 19


@pytest.mark.parametrize("query", ["a=612&b=616", "a=23434&b=23542", "kieu=thang&don-vi=23434"])
def test_another_districts_unit_is_not_found(enter, district_officer, months, query):
    assert enter(district_officer).get(f"{PAGE}?{query}").status_code == 404


def test_a_commune_compares_its_months_only(enter, clerk, months):
    assert enter(clerk).get(f"{PAGE}?kieu=don-vi").status_code == 404
    assert enter(clerk).get(f"{PAGE}?kieu=thang&don-vi=23539").status_code == 404


def test_an_unknown_set_is_not_found(enter, office, months):
    assert enter(office).get(f"{PAGE}?kieu=bo&a=khong&b=commune-2016-2020").status_code == 404


@pytest.mark.parametrize(
    "query", ["a=616&b=612", "kieu=bo&a=commune-2016-2020&b=commune-2021-2025"]
)
def test_a_comparison_is_a_file_too(enter, office, months, query):
    answer = enter(office).get(f"{PAGE}?{NOVEMBER}&{query}&tep=xlsx")

    book = openpyxl.load_workbook(BytesIO(answer.content))
    assert book.sheetnames == ["Thông tin", "Số liệu"]
    assert book["Số liệu"].max_row > 10
