"""The trend as a drawing: the same on the page, for everyone, and saved with its words."""

from __future__ import annotations

import re
from datetime import date

import pytest
from figures_made import figures_missing, file_month

from langmoi.overview.detail import HistoryPoint
from langmoi.overview.series import SeriesPoint
from langmoi.web.overview.trend import commune_trend, unit_trend

OLD, NEW = "kontum-commune-2017-2020", "commune-2021-2025"
SAID = {"unit": "tỉnh thử", "source": "Nguồn thử."}


def month(number, of=2019):
    return date(of, number, 1)


def point(number, total, **told):
    usual = {"is_closed": True, "set_id": OLD, "is_new_set": False, "communes": 10, "filed": 10}
    return SeriesPoint(month=month(number), sum=total, met_all=2, **{**usual, **told})


def lines_of(chart):
    return re.findall(r'<path d="(M[^"]+)" fill="none"', chart.drawn)


def test_a_line_never_crosses_a_change_of_law_or_of_borders():
    points = [
        point(8, 100),
        point(9, 101),
        point(10, 102, communes_before=11),
        point(11, 90, set_id=NEW, is_new_set=True),
        point(12, 91, set_id=NEW),
    ]
    chart = unit_trend(points, [], month(12), **SAID)

    assert [line.count("L") + 1 for line in lines_of(chart)] == [2, 1, 2]
    assert "11 → 10 xã" in chart.drawn
    assert "QĐ 318/QĐ-TTg" in chart.drawn
    assert "<title>Tháng 12/2019: bình quân 9,10 tiêu chí; 2/10 xã đạt 19/19</title>" in chart.drawn


def test_one_point_is_drawn_and_none_is_not():
    assert "12/2019" in unit_trend([point(12, 100)], [], month(12), **SAID).drawn
    assert unit_trend([], [], month(12), **SAID) is None
    assert unit_trend([point(12, 0, communes=0)], [], month(12), **SAID) is None
    assert commune_trend([], 19, month(12), **SAID) is None


def test_a_commune_goes_up_by_steps_to_all_criteria():
    history = [
        HistoryPoint(month(n), met, OLD, is_closed=True, is_new_set=False)
        for n, met in ((10, 15), (11, 16), (12, 16))
    ]
    chart = commune_trend(history, 19, month(12), **SAID)

    assert lines_of(chart)[0].count("H") == 2
    assert "Đạt đủ 19" in chart.drawn
    assert "Tháng 11/2019: đạt 16/19 tiêu chí" in chart.drawn


@pytest.mark.parametrize("address", ["/", "/huyen/616/", "/xa/23542/"])
def test_a_trend_is_saved_with_caption_unit_source_and_day(enter, office, months, address):
    browser = enter(office)
    assert "tep=svg" in browser.get(address).content.decode()

    saved = browser.get(f"{address}?tep=svg")
    picture = browser.get(f"{address}?tep=png")

    text = saved.content.decode()
    assert saved["Content-Type"] == "image/svg+xml"
    assert "theo tháng, " in text
    assert "Đơn vị tính: " in text
    assert "Nguồn: phiếu tháng của các xã, Làng Mới." in text
    assert "Lập ngày 20/12/2019." in text
    assert picture.content.startswith(b"\x89PNG")
    assert browser.get(f"{address}?tep=gif").status_code == 404


def test_another_districts_trend_is_not_to_be_had(enter, district_officer, months):
    assert enter(district_officer).get("/huyen/612/?tep=svg").status_code == 404


def test_a_month_without_figures_keeps_its_place(page, office):
    for number in (6, 9):
        file_month(month(number), {"23542": figures_missing({"10"})}, by=office)

    text = page("/")
    for name in ("06/2019", "07/2019", "12/2019"):
        assert re.search(rf"<text[^>]*>{name}</text>", text)
