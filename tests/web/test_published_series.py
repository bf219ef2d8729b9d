"""The trend shows what was published, with the source of each point and the contradictions."""

from __future__ import annotations

import re
from datetime import date

from figures_made import figures_missing, file_month
from page_words import words

from langmoi.overview.published import published_series


def test_the_province_shows_each_published_figure_of_2016_to_2019_with_its_source(page):
    text = page("/")
    table = text.split("Bảng số đã công bố và nguồn")[1].split("</table>")[0]

    series = published_series("62")
    assert {p.month.year for p in series} == {2016, 2017, 2018, 2019}
    assert table.count('rel="noreferrer"') == len(series)
    for item in series:
        assert item.value in table
        assert f'href="{item.source}"' in table


def test_the_contradiction_of_autumn_2019_is_said_beside_the_chart(page):
    said = words(page("/"))

    assert "Số công bố mâu thuẫn Tháng 10/2019, bình quân tiêu chí/xã: 12,23." in said
    assert "không tổng nào chia cho 85 ra 12,23 (1039/85 = 12,22; 1040/85 = 12,24)" in said
    assert "12,23 là 1052/86" in said


def test_published_means_stand_on_the_chart_only_in_months_that_there_are(page, office):
    for month in (date(2017, 11, 1), date(2019, 10, 1)):
        file_month(month, {"23542": figures_missing({"10"})}, by=office)

    drawn = re.findall(r'fill="([^"]+)"[^>]*><title>Đã công bố, ([^<]+)<', page("/"))
    assert drawn == [("#a32a1c", "tháng 11/2017: 10,35"), ("#fff", "tháng 10/2019: 12,23")]
    assert "Hình thoi: số đã công bố" in page("/")


def test_a_change_of_the_borders_is_marked_in_chart_and_table(page, office):
    for month in (date(2019, 8, 1), date(2019, 9, 1)):
        file_month(month, {"23542": figures_missing({"10"})}, by=office)
    text = page("/")

    assert re.search(r"<text[^>]*>86 → 85 xã</text>", text)
    assert "09/2019 đổi địa giới: 86 → 85 xã" in words(text)


def test_a_district_shows_its_own_published_figures_only(page):
    text = words(page("/huyen/612/"))

    assert "Đăk Tô, bình quân tiêu chí/xã" in text
    assert "12,23" not in text


def test_a_district_of_which_nothing_was_published_shows_no_table(page):
    assert "số đã công bố" not in words(page("/huyen/616/"))
