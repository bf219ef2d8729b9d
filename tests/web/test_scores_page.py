"""The yearly score sheet: from closed months, by a rule that is shown to be nobody's decision."""

from __future__ import annotations

import html
import io
import re

import openpyxl
import pytest
from page_words import words

ADDRESS = "/cham-diem/"


def row_of(text, name):
    return words(
        re.search(rf'<th scope="row" class="lm-nowrap">{name}</th>.*?</tr>', text, re.DOTALL)[0]
    )


def test_a_commune_s_score_is_made_of_its_closed_months(page):
    text = page(ADDRESS)

    # Only November is closed: Sa Sơn meets 19 of 19, nothing is left to plan, no December before.
    assert row_of(text, "Xã Sa Sơn").startswith("Xã Sa Sơn 70,00 / 70 50,00 100,0% –")
    # Sa Nghĩa meets 16 of 19 and has planned nothing.
    assert "52,11 / 70" in row_of(text, "Xã Sa Nghĩa")
    assert "42,11 84,2%" in row_of(text, "Xã Sa Nghĩa")
    assert "chưa có số liệu" in row_of(text, "Xã Ya Ly")


def test_the_rule_is_said_to_rest_on_no_document(page):
    text = words(page(ADDRESS))

    assert "Quy tắc mặc định, chưa có văn bản" in text
    assert "mức tạm, chờ văn bản" in text
    assert "1 tháng đã chốt, đến tháng 11/2019 (chưa đủ năm)" in text


def test_each_part_leads_to_its_figures(page):
    text = page(ADDRESS)
    district = re.search(
        r'<th scope="row" class="lm-nowrap">Huyện Sa Thầy</th>.*?</tr>', text, re.DOTALL
    )[0]
    links = [html.unescape(href) for href in re.findall(r'href="([^"]+)"', district)]

    assert len(links) == 5
    for href in links:
        assert "huyen=616" in href
        assert "thang=2019-11" in href
        page(href)
    commune = re.search(
        r'<th scope="row" class="lm-nowrap">Xã Sa Nghĩa</th>.*?</tr>', text, re.DOTALL
    )[0]
    assert "/xa/23542/?thang=2019-11" in commune


def test_the_file_holds_the_same_numbers_as_numbers(enter, office, months):
    answer = enter(office).get("/cham-diem.xlsx?nam=2019")
    book = openpyxl.load_workbook(io.BytesIO(answer.content), data_only=True)

    told = [[c.value for c in row] for row in book["Thông tin"].iter_rows()]
    assert ["Quy tắc", "Quy tắc mặc định: Quy tắc mặc định, chưa có văn bản"] in told
    sheet = book["Xã"]
    (row,) = [r for r in sheet.iter_rows(min_row=2, values_only=True) if r[0] == "23539"]
    assert row[4:6] == (1, 50)
    assert row[6] == "chưa có số liệu"
    assert row[-2:] == (70, 70)
    assert sheet.freeze_panes == "C2"
    assert len(list(book["Huyện"].iter_rows(min_row=2))) == 10


def test_a_district_sees_its_own_and_a_commune_itself(page, district_officer, clerk):
    text = page(ADDRESS, user=district_officer)
    assert text.count('<th scope="row" class="lm-nowrap">') == 11
    assert "Kon Đào" not in text

    text = page(ADDRESS, user=clerk)
    assert text.count('<th scope="row" class="lm-nowrap">') == 1
    assert "Xã Sa Nghĩa" in text


@pytest.mark.parametrize(
    ("year", "said"),
    [
        ("2018", "Năm 2018 chưa có tháng nào chốt"),
        ("hai nghìn", "Không hiểu năm “hai nghìn”"),
        ("99999", "Không hiểu năm “99999”"),
    ],
)
def test_a_year_that_cannot_be_scored_is_refused(enter, office, months, year, said):
    for address in (ADDRESS, "/cham-diem.xlsx"):
        answer = enter(office).get(address, {"nam": year})
        assert answer.status_code == 422
        assert said in words(answer.content.decode())


def test_before_any_month_is_closed_there_is_nothing_to_score(enter, office):
    from datetime import date

    from langmoi.reporting.actions import open_month

    open_month(date(2019, 12, 1), by=office)
    answer = enter(office).get(ADDRESS)

    assert answer.status_code == 422
    assert "Chưa có tháng nào chốt" in words(answer.content.decode())


def test_what_is_gained_and_lost_counts_against_last_december(page, office):
    from datetime import date

    from figures_made import figures_missing, file_month

    file_month(date(2018, 12, 1), {"23542": figures_missing({"9", "10", "17"})}, by=office)

    # Then 16 as now, but 9 was gained and 6 was lost.
    row = row_of(page(ADDRESS), "Xã Sa Nghĩa")
    assert "20,00 1,00 tiêu chí 0,00 1,00 tiêu chí" in row
