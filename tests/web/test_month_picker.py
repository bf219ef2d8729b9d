"""The month is in the address, and links stay in it."""

from __future__ import annotations

import pytest


def test_the_newest_month_is_shown_where_the_address_names_none(page):
    assert "tháng 12/2019" in page("/")
    assert 'href="/xa/23542/"' in page("/")


@pytest.mark.parametrize("written", ["2019-11", "11/2019", "2019-11-01"])
def test_the_address_names_a_month_and_links_keep_it(page, written):
    text = page(f"/?thang={written}")

    assert "tháng 11/2019" in text
    assert 'href="/xa/23542/?thang=2019-11"' in text
    assert 'href="/bang-tieu-chi/?thang=2019-11"' in text


def test_the_picker_offers_the_months_there_are_and_keeps_the_filters(page):
    text = page("/bang-tieu-chi/?thieu=10")

    assert 'href="?thieu=10&amp;thang=2019-11"' in text
    assert "đang tổng hợp" in text
    assert "thang=2019-10" not in text


@pytest.mark.parametrize(
    ("written", "sentence"),
    [
        ("2031-01", "Chưa có tháng 01/2031 trong hệ thống. Hãy chọn tháng khác"),
        ("2019-13", "Không có tháng 13/2019."),
        ("hôm qua", "Không hiểu tháng “hôm qua”."),
    ],
)
def test_a_month_that_there_is_not_is_a_sentence(enter, office, months, written, sentence):
    answer = enter(office).get("/", {"thang": written})

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_before_the_first_month_the_home_page_says_so_calmly(enter, office):
    answer = enter(office).get("/")

    assert answer.status_code == 200
    assert "chưa có tháng nào được mở" in answer.content.decode()
    assert enter(office).get("/bang-tieu-chi/").status_code == 422


def test_a_month_opened_ahead_is_not_the_one_shown(page, office):
    from datetime import date

    from langmoi.reporting.actions import open_month

    open_month(date(2020, 1, 1), by=office)

    assert "tháng 12/2019" in page("/")
