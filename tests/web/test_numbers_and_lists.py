"""Every number of a page opens the list behind it, and the list is as long as the number says."""

from __future__ import annotations

import html
import re
from urllib.parse import urlsplit

import pytest
from page_words import words

LINK = re.compile(r'<a [^>]*?href="(/(?:danh-sach|nguong)/[^"]*)"[^>]*>(.*?)</a>', re.DOTALL)


def links_of(text):
    found = {(html.unescape(href), words(said)) for href, said in LINK.findall(text)}
    return {(href, said) for href, said in found if said != "Xem dạng bảng"}


def length_of(text):
    return int(re.search(r"<h1>(\d+)", text)[1])


def change_of(text):
    """The change that the foot of the list adds up to; nothing where the list is empty."""
    found = re.search(r"[▲▼] [+−]\d+", words(text.partition("<tfoot>")[2]))
    return found[0] if found else ""


@pytest.mark.parametrize("address", ["/", "/?thang=2019-11", "/huyen/616/", "/huyen/612/"])
def test_each_number_is_the_length_of_its_list(page, address):
    links = links_of(page(address))

    assert len(links) > 15
    for href, said in links:
        answer = page(href)
        if "thay-doi" in href and " xã" not in said:
            assert said.removesuffix(" tiêu chí") in (change_of(answer), "0", "–")
        else:
            assert length_of(answer) == int(re.search(r"\d+", said)[0]), (href, said)
            assert answer.count('<th scope="row"') >= length_of(answer)


def test_the_sum_of_criteria_is_that_of_the_matrix(page):
    home = page("/")
    href, total = re.search(r'<a href="(/bang-tieu-chi/[^"]*)">(\d+)/85</a>', home).groups()

    assert f"Tổng {total}" in words(page(href)) or total in words(page(href).split("<tfoot>")[1])


def test_a_list_says_why_each_commune_is_in_it(page):
    text = words(page("/danh-sach/?nhom=thay-doi"))

    assert "1 xã có số tiêu chí đạt thay đổi so với tháng trước" in text
    assert "Sa Nghĩa Sa Thầy 17 ▲ +1 6; –" in text


def test_a_criterion_lost_since_last_month_is_said_on_the_page_and_in_its_list(page, office):
    from datetime import date

    from figures_made import figures_missing

    from langmoi.law.sets import set_for
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures
    from langmoi.reporting.models import RevisionSource

    assert "Không có xã nào mất tiêu chí" in words(page("/"))
    unit = unit_by_code("23539", date(2019, 12, 14), "commune")
    worse = NewFigures(unit.unit_id, "23539", "central_highlands", figures_missing({"17"}))
    file_figures(
        [worse],
        month=date(2019, 12, 1),
        criteria_set=set_for(date(2019, 12, 1)),
        by=office,
        source=RevisionSource.WORKBOOK,
    )

    # The next request says so everywhere: nothing is kept between two of them.
    assert "Sa Sơn mất TC 17" in words(page("/"))
    assert "Sa Sơn mất TC 17" in words(page("/huyen/616/"))
    assert "Xã đạt 19/19 tiêu chí 0 / 85 xã" in words(page("/"))
    listed = words(page("/danh-sach/?nhom=mat-tieu-chi"))
    assert "1 xã mất tiêu chí so với tháng trước" in listed
    assert "Sa Sơn Sa Thầy 18 ▼ −1 17" in listed


def test_an_unmet_criterion_without_a_solution_is_counted_until_there_is_one(page, office):
    from datetime import UTC, date, datetime

    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.models import Solution

    before = words(page("/danh-sach/?nhom=chua-co-giai-phap"))
    assert "Sa Nhơn Sa Thầy 18 0 10" in before
    Solution.objects.create(
        unit=unit_by_code("23533", date(2019, 12, 14), "commune").unit,
        month=date(2019, 12, 1),
        criterion="10",
        text="Mở lớp nghề",
        responsible="Phòng Lao động",
        due_on=date(2020, 3, 1),
        by=office,
        at=datetime(2019, 12, 18, tzinfo=UTC),
    )

    assert "Sa Nhơn" not in words(page("/danh-sach/?nhom=chua-co-giai-phap"))
    assert "Sa Nhơn" in words(page("/danh-sach/?nhom=chua-co-giai-phap&thang=2019-11"))


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("nhom=la", "Không có danh sách “la”"),
        ("xem=tc-99&lop=met", "không có tiêu chí số “99”"),
        ("xem=ct-99.9", "không có chỉ tiêu số “99.9”"),
        ("xem=abc", "Không hiểu cách xem “abc”"),
        ("xem=tc-17&lop=abc", "Không có mức “abc”"),
        ("thang=2031-01", "Chưa có tháng 01/2031"),
        ("thang=13/2019", "tháng"),
    ],
)
def test_what_makes_no_sense_is_refused_with_a_sentence(enter, office, months, query, said):
    answer = enter(office).get(f"/danh-sach/?{query}")

    assert answer.status_code == 422
    assert said in words(answer.content.decode())


def test_another_districts_list_does_not_exist(enter, district_officer, months):
    client = enter(district_officer)

    assert client.get("/danh-sach/?huyen=616").status_code == 200
    assert client.get("/danh-sach/?huyen=612").status_code == 404
    assert client.get("/nguong/?huyen=612").status_code == 404
    said = client.get("/danh-sach/").content.decode()
    assert length_of(said) == 10
    assert "Kon Đào" not in said


def test_a_commune_has_no_lists(enter, clerk, months):
    assert enter(clerk).get("/danh-sach/").status_code == 404
    assert enter(clerk).get("/nguong/").status_code == 404


def test_every_link_of_a_list_leads_to_a_page(page):
    text = page("/danh-sach/?xem=tc-17&lop=not_met")
    (href,) = set(re.findall(r'href="(/xa/23542/[^"]*)"', text))

    assert urlsplit(href).fragment == "tc-17"
    assert 'id="tc-17"' in page(href.split("#")[0])
