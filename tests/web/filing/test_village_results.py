"""A village by the set of its own: judged where that set is whole, told why not where it is not."""

from __future__ import annotations

from datetime import date

import pytest
from filing_world import COMMUNE, DECEMBER
from village_law import made_library

from langmoi.reporting.models import VillageSheet
from langmoi.reporting.village_judging import judge_sheets
from langmoi.reporting.villages import item_sums, village_lines, village_set

pytestmark = pytest.mark.django_db
SHEET = f"/phieu-thon/{COMMUNE}-01/?thang=2019-12"
SHEETS = f"/phieu/{COMMUNE}/thon/?thang=2019-12"
GOOD = {
    "version": "0",
    "households": "100",
    "poor_households": "7",
    "village_income": "41,5",
    "lit_road": "1",
    "lit_road_den": "2",
    "village_rules": "yes",
}


@pytest.fixture
def whole_set(tmp_path, monkeypatch):
    """The month has a whole set for villages."""
    library = made_library(tmp_path)
    monkeypatch.setattr("langmoi.law.sets.in_use", lambda: library)


def text_of(answer):
    return " ".join(answer.content.decode().split())


def outcomes(unit):
    lines = village_lines(unit.pk, DECEMBER)
    return judge_sheets(lines, DECEMBER)


def test_a_sheet_at_every_threshold_meets_every_criterion(
    client, head, villages, months, unit, whole_set
):
    client.force_login(head)
    page = text_of(client.get(SHEET))
    for name in ("Thu nhập bình quân của thôn", "Số km có đèn", "Tổng số km", "Có hương ước"):
        assert name in page
    assert "Lưu phiếu để xem kết quả." in page

    answer = client.post(SHEET, GOOD, follow=True)

    verdict = outcomes(unit)[villages[0].unit_id]
    assert verdict.outcomes.criteria == {"1": "met", "2": "met", "3": "met"}
    assert (verdict.met, verdict.total) == (3, 3)
    assert VillageSheet.objects.get().figures["village_income"] == "41.5"
    said = text_of(answer)
    assert "Kết quả theo bộ tiêu chí thôn" in said
    assert "Đạt <b>3/3</b> tiêu chí" in said
    assert said.count("chưa kiểm chứng") == 4
    assert "386/QĐ-UBND" in said or "Bộ tiêu chí thôn kiểm thử" in said


def test_short_of_a_threshold_is_not_met_and_untold_is_not_assessed(
    clerks_page, villages, months, unit, whole_set
):
    typed = {**GOOD, "poor_households": "8", "village_rules": ""}
    answer = clerks_page.post(SHEET, typed, follow=True)

    verdict = outcomes(unit)[villages[0].unit_id]
    assert verdict.outcomes.criteria == {"1": "not_met", "2": "met", "3": "not_assessed"}
    assert verdict.outcomes.indicators["1.2"] == "met"
    assert "8,00%" in text_of(answer) or "8%" in text_of(answer)
    page = text_of(clerks_page.get(SHEETS))
    assert "đạt <b>1/3</b> tiêu chí thôn" in page
    assert page.count("tiêu chí thôn</div>") == 1  # the other village has no sheet


def test_what_only_villages_are_asked_is_not_added_up_for_the_commune(
    clerks_page, villages, months, unit, whole_set
):
    clerks_page.post(SHEET, GOOD)

    figures = {found.item.figure for found in item_sums(unit.pk, DECEMBER)}
    assert "poor_households" in figures
    assert not figures & {"lit_road", "village_rules", "village_income"}


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"village_income": "900"}, "900"),
        ({"lit_road": "3"}, "lớn hơn tổng số km (2)"),
        ({"village_income": "nhiều"}, "“nhiều” không phải là số"),
    ],
)
def test_what_the_villages_set_cannot_take_stays_in_its_field(
    clerks_page, villages, months, whole_set, typed, said
):
    answer = clerks_page.post(SHEET, {**GOOD, **typed})

    assert answer.status_code == 422
    assert said in text_of(answer)
    assert not VillageSheet.objects.filter(version__gt=0).exists()


def test_an_incomplete_set_is_named_and_judges_nobody(clerks_page, villages, months, unit):
    answer = clerks_page.post(SHEET, {"version": "0", "households": "100"}, follow=True)

    found = village_set(DECEMBER)
    assert (found.id, found.is_complete) == ("kontum-village-2019", False)
    assert outcomes(unit) == {}
    for page in (text_of(answer), text_of(clerks_page.get(SHEETS))):
        assert "Chưa đánh giá theo bộ tiêu chí thôn." in page
        assert "Mới biết 4 trong 16 tiêu chí" in page
        assert "tiêu chí thôn</div>" not in page


def test_where_no_set_is_in_force_nothing_is_said_of_one(kontum):
    assert village_set(date(2018, 12, 1)) is None
