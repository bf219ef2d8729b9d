"""Village sheets by the web: filled in, refused, two at once, printed, added up, explained."""

from __future__ import annotations

import re

import pytest
from filing_world import ADDRESS, COMMUNE, DECEMBER, HTMX, fields

from langmoi.core.models import AuditEntry
from langmoi.reporting.models import VillageSheet
from langmoi.reporting.villages import village_sums

pytestmark = pytest.mark.django_db
SHEET = f"/phieu-thon/{COMMUNE}-01/?thang=2019-12"
OTHER = f"/phieu-thon/{COMMUNE}-02/?thang=2019-12"
FULL = {
    "households": "120",
    "villages_with_culture_house": "yes",
    "cultured_villages": "yes",
    "dilapidated_houses": "2",
    "standard_houses": "96",
    "hygienic_livestock_households": "30",
    "hygienic_livestock_households_den": "40",
}


def test_the_head_comes_straight_to_the_sheet_and_saves_it(client, head, villages, months):
    client.force_login(head)
    assert client.get("/?thang=2019-12").url.startswith(f"/phieu-thon/{COMMUNE}-01/")

    answer = client.post(SHEET, {"version": "0", **FULL}, follow=True)

    sheet = VillageSheet.objects.get()
    assert sheet.figures["standard_houses"] == "96"
    assert sheet.figures["villages_with_culture_house"] is True
    assert (sheet.version, sheet.typed_by_commune, sheet.by) == (1, False, head)
    assert "Đã lưu phiếu thôn Nghĩa Dũng" in answer.content.decode()
    assert AuditEntry.objects.filter(action="village_sheet.save").exists()


def test_what_the_commune_types_in_is_marked(clerks_page, villages, months):
    page = clerks_page.post(SHEET, {"version": "0", **FULL}, follow=True).content.decode()

    assert VillageSheet.objects.get().typed_by_commune
    assert "(xã nhập thay)" in page


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"standard_houses": "121"}, "lớn hơn tổng số hộ của thôn (120)"),
        ({"hygienic_livestock_households": "41"}, "lớn hơn tổng số hộ chăn nuôi (40)"),
        ({"households": "trăm"}, "“trăm” không phải là số"),
        ({"dilapidated_houses": "1,5"}, "không phải là số"),
        ({"households": "-3"}, "số nguyên không âm"),
        ({"households": "9000000"}, "số nguyên không âm"),
    ],
)
def test_what_cannot_be_stays_in_its_field_with_the_reason(
    clerks_page, villages, months, typed, said
):
    answer = clerks_page.post(SHEET, {"version": "0", **FULL, **typed})

    page = answer.content.decode()
    assert answer.status_code == 422
    assert said in page
    assert 'value="96"' in page or "standard_houses" in typed
    assert not VillageSheet.objects.filter(version__gt=0).exists()


def test_the_second_of_two_sees_the_first_and_decides(client, clerk, head, villages, months):
    client.force_login(head)
    client.post(SHEET, {"version": "0", **FULL})
    client.force_login(clerk)

    answer = client.post(SHEET, {"version": "0", **FULL, "standard_houses": "90"})

    page = answer.content.decode()
    assert answer.status_code == 409
    assert "Đang lưu: <b>96</b>" in page
    assert 'value="90"' in page
    assert VillageSheet.objects.get().figures["standard_houses"] == "96"
    version = re.search(r'name="version" value="(\d+)"', page)[1]
    client.post(SHEET, {"version": version, **FULL, "standard_houses": "90"})
    assert VillageSheet.objects.get().figures["standard_houses"] == "90"


def test_sums_wait_for_every_village_and_then_are_offered_and_taken(
    clerks_page, draft, unit, villages
):
    clerks_page.post(SHEET, {"version": "0", **FULL})
    assert village_sums(unit.pk, DECEMBER) == {}
    assert "mới có 1/2 thôn" in clerks_page.get(ADDRESS).content.decode()

    second = {**FULL, "households": "80", "standard_houses": "64", "cultured_villages": "no"}
    clerks_page.post(OTHER, {"version": "0", **second})

    sums = village_sums(unit.pk, DECEMBER)
    assert sums["standard_houses"] == {"num": "160", "den": "200"}
    assert sums["cultured_villages"] == {"num": "1", "den": "2"}
    assert sums["dilapidated_houses"] == "4"
    assert sums["hygienic_livestock_households"] == {"num": "60", "den": "80"}
    assert "poor_households" not in sums
    page = clerks_page.get(ADDRESS).content.decode()
    assert "các thôn cộng lại được 160/200 (80%)" in page
    assert "Giải trình cảnh báo ở 9.2" in page

    take = {"action": "take", "figure": "standard_houses", "anchor": "ct-9-2"}
    answer = clerks_page.post(ADDRESS, take)
    assert answer.url.endswith("#ct-9-2")
    draft.refresh_from_db()
    assert draft.draft["standard_houses"] == {"num": "160", "den": "200"}
    assert "Giải trình cảnh báo ở 9.2" not in clerks_page.get(ADDRESS).content.decode()


def test_a_difference_from_the_villages_must_be_explained(clerks_page, draft, villages):
    for address in (SHEET, OTHER):
        clerks_page.post(address, {"version": "0", **FULL})

    said = clerks_page.post(
        ADDRESS, fields("9", draft, dilapidated_houses="3"), headers=HTMX
    ).content.decode()

    assert "xã ghi 3, các thôn cộng lại được 4" in said
    assert "why_villages.dilapidated_houses" in said


def test_the_commune_sees_who_has_a_sheet_and_what_they_come_to(clerks_page, villages, months):
    clerks_page.post(SHEET, {"version": "0", **FULL})

    page = clerks_page.get(f"/phieu/{COMMUNE}/thon/?thang=2019-12").content.decode()

    assert "1/2 thôn đã có phiếu" in page
    assert "chờ đủ thôn" in page


def test_the_sheet_prints_with_what_it_holds_and_room_for_the_rest(clerks_page, villages, months):
    clerks_page.post(SHEET, {"version": "0", **FULL})

    page = clerks_page.get(f"/phieu-thon/{COMMUNE}-01/ban-in/?thang=2019-12").content.decode()

    assert "PHIẾU SỐ LIỆU CỦA THÔN, THÁNG 12/2019" in page
    assert "TRƯỞNG THÔN" in page
    assert "<td>96</td>" in page


def test_a_head_fills_in_no_other_village(client, head, villages, months):
    client.force_login(head)

    assert client.get(OTHER).status_code == 404
    assert client.post(OTHER, {"version": "0", **FULL}).status_code == 404
    assert client.get(ADDRESS).status_code == 404


def test_a_reader_sees_the_sheet_and_cannot_save_it(client, reader, villages, months):
    client.force_login(reader)

    assert "Phiếu này chỉ xem" in client.get(SHEET).content.decode()
    assert client.post(SHEET, {"version": "0", **FULL}).status_code == 403


def test_a_closed_month_takes_no_sheet(clerks_page, villages, months):
    months.state = "closed"
    months.save()

    assert clerks_page.post(SHEET, {"version": "0", **FULL}).status_code == 422
    assert not VillageSheet.objects.exists()


def test_a_sheet_for_a_month_by_another_set_asks_what_that_set_knows(kontum):
    from datetime import date

    from langmoi.reporting.villages import sheet_items

    old = {item.figure for item in sheet_items(DECEMBER)}
    new = {item.figure for item in sheet_items(date(2023, 6, 1))}
    assert "standard_houses" in old - new
    assert "solid_houses" in new - old
