"""The grid of a district: what it shows, saves, refuses and keeps, cell by cell."""

from __future__ import annotations

import re

import pytest
from filing_world import AT, COMMUNE, DECEMBER, HTMX, TODAY

from langmoi.reporting.models import DraftSave, Filing

pytestmark = pytest.mark.django_db
GRID = "/phieu/bang/?thang=2019-12&xem=9"
ROW = f"/phieu/bang/{COMMUNE}/?thang=2019-12&xem=9"
OTHER_DISTRICT = "23434"  # Kon Đào of Đăk Tô


@pytest.fixture
def district_page(client, district_officer):
    client.force_login(district_officer)
    return client


def text_of(answer):
    return re.sub(r"\s+", " ", answer.content.decode())


def row(draft, **typed):
    """What a row sends: all its fields, some of them typed anew."""
    had = {
        "dilapidated_houses": draft.draft["dilapidated_houses"],
        "standard_houses_num": draft.draft["standard_houses"]["num"],
        "standard_houses_den": draft.draft["standard_houses"]["den"],
    }
    return {"action": "save", "version": str(draft.draft_version), **had, **typed}


def test_the_district_sees_its_communes_by_the_figures_of_a_criterion(district_page, draft):
    page = text_of(district_page.get(GRID))

    assert "Sa Nghĩa" in page and "Ya Xiêr" in page
    assert "Kon Đào" not in page
    assert 'aria-label="Sa Nghĩa, 9.2: số hộ có nhà ở đạt tiêu chuẩn"' in page.replace(
        "Số hộ", "số hộ"
    )
    assert "Nhập thay xã." in page
    assert "income_per_capita" not in page
    assert "income_per_capita" in text_of(district_page.get(GRID.replace("=9", "=10")))


def test_a_group_brings_all_its_criteria_and_an_unknown_choice_is_not_there(district_page, draft):
    page = text_of(district_page.get(GRID.replace("=9", "=nhom-2")))

    assert "standard_houses_num" in page and "dilapidated_houses" in page
    assert "Cả nhóm II." in page
    assert district_page.get(GRID.replace("=9", "=99")).status_code == 404
    assert district_page.get(GRID.replace("=9", "=nhom-9")).status_code == 404


def test_a_row_is_saved_by_the_district_and_marked_so(district_page, draft, district_officer):
    answer = district_page.post(ROW, row(draft, dilapidated_houses="1.234"), follow=True)

    assert "Đã lưu số liệu của" in text_of(answer)
    assert "(nhập thay)" in text_of(answer)
    save = DraftSave.objects.get()
    assert save.by == district_officer
    assert list(save.changes) == ["dilapidated_houses"]
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "1234"


def test_the_communes_own_save_bears_no_mark(client, district_page, clerk, draft, district_officer):
    client.force_login(clerk)
    client.post(ROW, row(draft, dilapidated_houses="1"))
    client.force_login(district_officer)

    page = text_of(district_page.get(GRID))

    assert clerk.full_name in page
    assert "(nhập thay)" not in page


def test_with_htmx_only_the_pieces_come_back_with_the_judges_word(district_page, draft):
    answer = district_page.post(
        ROW, row(draft, standard_houses_num="70", dilapidated_houses="0"), headers=HTMX
    )

    said = text_of(answer)
    assert answer["X-Filing-Version"] == "1"
    assert "70,00% (70/100)" in said
    assert "Chưa đạt" in said
    assert "cảnh báo cần giải trình" in said
    assert "<input" not in said
    assert "lm-topbar" not in said


def test_what_cannot_be_read_stays_in_its_cell_and_the_rest_is_saved(district_page, draft):
    answer = district_page.post(ROW, row(draft, dilapidated_houses="7O", standard_houses_num="80"))

    said = text_of(answer)
    assert answer.status_code == 422
    assert "“7O” không phải là số" in said
    assert 'value="7O"' in said
    assert "1 ô chưa lưu" in said
    draft.refresh_from_db()
    assert draft.draft["standard_houses"] == {"num": "80", "den": "100"}
    assert draft.draft["dilapidated_houses"] == "3"


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ({"standard_houses_num": "101"}, "lớn hơn mẫu số"),
        ({"standard_houses_den": ""}, "thiếu mẫu số"),
        ({"dilapidated_houses": "-1"}, "ngoài khoảng"),
        ({"dilapidated_houses": "1,5"}, "không phải là số nguyên"),
        ({"dilapidated_houses": "9" * 400}, "dài quá một số liệu"),
    ],
)
def test_every_wrong_number_is_told_in_a_sentence(district_page, draft, typed, told):
    answer = district_page.post(ROW, row(draft, **typed), headers=HTMX)

    assert told in text_of(answer)
    assert not DraftSave.objects.exists()


def test_two_who_change_one_figure_both_see_both_values(client, clerk, district_page, draft):
    from langmoi.reporting.drafting import save_draft

    told = {"base_version": 0, "by": clerk, "on": TODAY, "at": AT}
    save_draft(draft, {"dilapidated_houses": "1"}, **told)

    answer = district_page.post(ROW, row(draft, dilapidated_houses="2", standard_houses_num="80"))

    said = text_of(answer)
    assert answer.status_code == 409
    assert "Đang giữ <b>1 nhà</b>" in said and "Bạn nhập <b>2 nhà</b>" in said
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "1"
    assert draft.draft["standard_houses"]["num"] == "80"
    mine = {"action": "save", "version": str(draft.draft_version), "dilapidated_houses": "2"}
    district_page.post(ROW, mine)
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "2"


@pytest.mark.parametrize("version", ["", "x", "-1", "99", "9" * 30])
def test_a_version_that_never_was_writes_nothing(district_page, draft, version):
    answer = district_page.post(ROW, row(draft, dilapidated_houses="1", version=version))

    assert answer.status_code == 422
    assert not DraftSave.objects.exists()


def test_a_filing_is_opened_from_the_grid_one_or_all(district_page, last_month):
    page = text_of(district_page.get(GRID))
    assert "xã chưa mở phiếu" in page
    assert 'data-col="' not in page

    district_page.post(ROW, {"action": "start"})
    assert (
        Filing.objects.get(unit=last_month.unit, month=DECEMBER).draft["dilapidated_houses"] == "3"
    )
    district_page.post("/phieu/bang/mo/?thang=2019-12")

    assert "chưa mở phiếu" not in text_of(district_page.get(GRID))


def test_what_was_sent_is_read_only_with_the_reason(district_page, draft):
    Filing.objects.filter(pk=draft.pk).update(state="submitted", draft=None)

    page = text_of(district_page.get(GRID))
    assert "đã gửi, chờ rà soát" in page
    assert f'id="r-{COMMUNE}"' not in page
    answer = district_page.post(ROW, row(draft, dilapidated_houses="1"))
    assert answer.status_code == 422
    assert "hãy tải lại trang" in text_of(answer)


def test_a_closed_month_is_read_only(district_page, draft, months):
    months.state = "closed"
    months.save()

    page = text_of(district_page.get(GRID))

    assert "tháng đã chốt số liệu" in page
    assert "Mở để nhập" not in page
    assert district_page.post(ROW, row(draft, dilapidated_houses="1")).status_code == 422
    assert district_page.post("/phieu/bang/mo/?thang=2019-12").status_code == 302


def test_another_districts_commune_is_not_there(district_page, draft):
    assert district_page.get("/phieu/bang/?huyen=612").status_code == 404
    address = ROW.replace(COMMUNE, OTHER_DISTRICT)
    assert district_page.post(address, {"action": "start"}).status_code == 404
    assert district_page.post(address, row(draft)).status_code == 404
    assert not Filing.objects.filter(month=DECEMBER).exclude(pk=draft.pk).exists()


def test_a_stranger_goes_to_their_own_filing_and_cannot_save_a_row(client, stranger, draft):
    client.force_login(stranger)

    assert client.get(GRID).url.startswith(f"/phieu/{OTHER_DISTRICT}/")
    assert client.post(ROW, row(draft, dilapidated_houses="1")).status_code == 404


def test_a_reader_reads_and_types_nothing(client, reader, draft):
    client.force_login(reader)

    page = text_of(client.get(f"{GRID}&huyen=616"))

    assert "không nhập thay xã" in page
    assert "data-col" not in page
    assert client.post(ROW, row(draft, dilapidated_houses="1")).status_code == 403
    assert client.post(ROW, {"action": "start"}).status_code in (302, 403)
    assert not DraftSave.objects.exists()


def test_the_office_chooses_a_district(client, office, draft):
    client.force_login(office)

    page = text_of(client.get(f"{GRID}&huyen=616"))

    assert '<option value="616" selected>' in page
    assert f'id="r-{COMMUNE}"' in page


def test_an_address_of_a_row_leads_to_the_grid_after_signing_in(client, district_officer, draft):
    assert "/dang-nhap/" in client.post(ROW, row(draft)).url
    client.force_login(district_officer)

    assert client.get(ROW).url == GRID
