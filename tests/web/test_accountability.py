"""Who answers for a unit: each chairman's term, from the months closed in it."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from figures_made import figures_missing, file_month
from page_words import words

SHEET = "/trach-nhiem/xa/23542/"


@pytest.fixture
def chairmen(person, months):
    """One until 30/11/2019, the next from the day after."""
    return (
        person("old", "commune_chairman", "23542", "commune", valid_to=date(2019, 11, 30)),
        person("new", "commune_chairman", "23542", "commune", valid_from=date(2019, 12, 1)),
    )


def term_of(text, name):
    parts = text.split('<section class="lm-panel" aria-labelledby="h-term-')[1:]
    return words(next(part for part in parts if f'">{name}</h2>' in part))


def test_each_term_shows_results_at_both_ends_and_the_hand_over(page, office, chairmen):
    file_month(date(2018, 12, 1), {"23542": figures_missing({"6", "9", "10", "17"})}, by=office)
    text = page(SHEET)

    old = term_of(text, "Người dùng old")
    assert "Tháng đầu có số, 12/2018 Khi bàn giao, 11/2019" in old
    assert "Số tiêu chí đạt 15 16 ▲ +1" in old
    assert "giao cho Người dùng new ngày 01/12/2019" in old
    new = term_of(text, "Người dùng new")
    assert "Khi nhận, 11/2019 Đến nay, 11/2019" in new
    assert "nhận từ Người dùng old ngày 01/12/2019" in new
    assert text.index("Người dùng new") < text.index("Người dùng old")


def test_an_open_month_counts_for_nobody_yet(page, chairmen):
    text = words(page(SHEET))

    assert "Chỉ tính các tháng đã chốt, đến tháng 11/2019" in text
    assert "Số tiêu chí đạt 16 16 0" in text  # December's 17 is not closed


def test_reasons_are_what_the_commune_notes_and_what_will_be_done(page, office, chairmen):
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.models import Filing, Solution

    unit = unit_by_code("23542", date(2019, 12, 14), "commune").unit
    Filing.objects.filter(unit=unit, month=date(2019, 11, 1)).update(
        notes={"income_per_capita": "Giá mủ cao su xuống"}
    )
    Solution.objects.create(
        unit=unit,
        month=date(2019, 11, 1),
        criterion="10",
        text="Trồng xen cà phê",
        responsible="Hội Nông dân",
        due_on=date(2020, 6, 30),
        by=office,
        at=datetime(2019, 11, 18, tzinfo=UTC),
    )
    text = words(page(SHEET))

    assert "“Giá mủ cao su xuống”" in text
    assert "Giải pháp: Trồng xen cà phê Hội Nông dân, hạn 30/06/2020." in text
    assert "6. Cơ sở vật chất văn hóa : xã không ghi chú. chưa có giải pháp" in text


def test_who_signed_and_how_late_is_told_beside_the_one_who_answers(page, chairmen):
    from langmoi.reporting.models import Filing, FilingEvent

    filing = Filing.objects.get(unit__versions__code="23542", month=date(2019, 12, 1))
    FilingEvent.objects.create(
        filing=filing,
        step="submit",
        by=chairmen[0],
        capacity="KT. Chủ tịch UBND xã",
        at=datetime(2019, 12, 20, 2, tzinfo=UTC),
    )
    text = words(page(SHEET))

    assert "Người dùng old KT. Chủ tịch UBND xã 1 20/12/2019 18/12/2019 chậm 2 ngày" in text
    assert "không đổi người chịu trách nhiệm" in text


def test_no_targets_means_no_columns_for_them(page, chairmen):
    assert "chỉ tiêu giao" not in words(page(SHEET)).lower()
    assert "mục tiêu được giao" not in words(page(SHEET)).lower()


def test_without_enough_months_the_forecast_says_why(page, chairmen):
    forecast = words(page(SHEET).split('id="h-forecast"')[1].split("</section>")[0])

    assert "tháng" in forecast
    assert "khoảng" not in forecast


def test_a_unit_that_nobody_heads_says_so(page):
    assert "Chưa ghi ai giữ chức Chủ tịch UBND huyện Đăk Tô" in words(
        page("/trach-nhiem/huyen/612/")
    )


def test_a_change_of_the_set_is_not_subtracted(page, office, chairmen):
    """Before 17/10/2016 there is no set of the demo's; from 15/5/2017 the province has its own."""
    from langmoi.overview.accountability import account_of
    from langmoi.places.queries import unit_by_code

    file_month(date(2016, 12, 1), {"23542": figures_missing({"6"})}, by=office)
    unit = unit_by_code("23542", date(2019, 12, 14), "commune")
    found = account_of(unit, on=date(2019, 12, 20)).terms[-1]

    if found.start.set_id != found.end.set_id:
        assert found.gained is None
        assert "không trừ cho nhau" in words(page(SHEET))
    else:
        assert found.gained == found.end.sum - found.start.sum


def test_the_list_names_who_heads_each_unit_now(page, chairmen, district_officer):
    text = words(page("/trach-nhiem/"))
    assert "Xã Sa Nghĩa Người dùng new 01/12/2019 17" in text

    text = words(page("/trach-nhiem/", user=district_officer))
    assert "Xã Sa Nghĩa" in text
    assert "Kon Đào" not in text


def test_others_do_not_see_the_sheet(enter, page, months, district_officer, clerk, stranger):
    assert enter(district_officer).get("/trach-nhiem/huyen/616/").status_code == 200
    assert enter(district_officer).get("/trach-nhiem/huyen/612/").status_code == 404
    assert enter(district_officer).get("/trach-nhiem/xa/23434/").status_code == 404
    assert enter(stranger).get(SHEET).status_code == 404
    assert enter(clerk).get("/trach-nhiem/").headers["Location"] == SHEET
    assert enter(clerk).get("/trach-nhiem/xa/00000/").status_code == 404
    assert "không lập phiếu" in page("/trach-nhiem/xa/23473/")
