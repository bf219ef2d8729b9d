"""The page of the forecast, on three years of one commune and its district."""

from __future__ import annotations

from datetime import date

import pytest
from figures_made import figures_missing, file_month

from langmoi.core.months import month_range

NGHIA = "23542"
MISSING = [str(number) for number in range(10, 20)]


@pytest.fixture
def years(kontum, office):
    """From 11/2017 to 11/2019 one criterion more each December and June."""
    met = 0
    for month in month_range(date(2017, 11, 1), date(2019, 11, 1)):
        met += month.month in (6, 12)
        file_month(month, {NGHIA: figures_missing(set(MISSING[met:]))}, by=office)


@pytest.fixture
def opened(enter, years):
    def get(address, user, status=200):
        answer = enter(user).get(address)
        assert answer.status_code == status
        return answer.content.decode()

    return get


def test_the_page_shows_months_and_the_back_test(opened, clerk):
    text = opened("/du-bao/?muc-tieu=19&den=6/2020", clerk)

    assert "Xã Sa Nghĩa, từ số liệu đã chốt đến tháng 11/2019" in text
    assert "Thử lại trên số liệu tháng 11/2017 đến 11/2019" in text
    assert "Khả năng đạt 19" in text
    assert "Số tiêu chí đạt" in text
    assert "lần thử" in text
    assert "<select" not in text  # one commune: nothing to choose


def test_an_officer_chooses_among_the_units_in_reach_and_both_numbers(opened, district_officer):
    text = opened("/du-bao/?den=6/2020&do=met-all", district_officer)

    assert '<option value="616" selected>Huyện Sa Thầy</option>' in text
    assert f'<option value="{NGHIA}">Xã Sa Nghĩa</option>' in text
    assert '<option value="met-all" selected>Số xã đạt đủ tiêu chí</option>' in text
    assert 'value="612"' not in text


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("muc-tieu=nhiều", "Mục tiêu: “nhiều” không phải là số"),
        ("den=mai", "mai"),
        ("den=10/2019", "Hãy chọn một tháng về sau"),
        ("den=12/2040", "từ 1 đến 60 tháng"),
    ],
)
def test_what_cannot_be_asked_is_said_in_place(opened, clerk, query, said):
    assert said in opened(f"/du-bao/?{query}", clerk, 422)


def test_another_place_is_not_there(opened, clerk, district_officer):
    opened("/du-bao/?don-vi=23434", clerk, 404)
    opened("/du-bao/?don-vi=612", district_officer, 404)
    opened(f"/du-bao/?don-vi={NGHIA}&den=6/2020", district_officer)


def test_a_ward_files_nothing_and_has_no_forecast(opened, office):
    assert "không có xã nào lập phiếu" in opened("/du-bao/?don-vi=23281&den=6/2020", office, 422)


def test_with_too_few_months_it_says_how_many_it_needs(enter, months, clerk):
    text = enter(clerk).get("/du-bao/").content.decode()

    assert "cần ít nhất 25 tháng" in text
