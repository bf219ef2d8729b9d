"""The filing page: what it shows, what a save writes, what it refuses, two who save at once."""

from __future__ import annotations

import re

import pytest
from chain_world import explain_papers
from filing_world import ADDRESS, AT, COMMUNE, DECEMBER, HTMX, TODAY, fields

from langmoi.reporting.drafting import save_draft
from langmoi.reporting.models import DraftSave, Filing
from langmoi.reporting.workbook.contents import set_of_month

pytestmark = pytest.mark.django_db


def text_of(answer):
    return answer.content.decode()


def test_a_filing_is_begun_by_a_button_and_opens_with_last_months_figures(
    clerks_page, last_month, unit
):
    page = text_of(clerks_page.get(ADDRESS))
    assert "Bắt đầu nhập phiếu tháng 12/2019" in page
    assert not Filing.objects.filter(month=DECEMBER).exists()

    answer = clerks_page.post(ADDRESS, {"action": "start"}, follow=True)

    filing = Filing.objects.get(unit=unit, month=DECEMBER)
    assert filing.draft == last_month.latest.figures
    assert "Đã nhập 49/49" in text_of(answer)


def test_the_page_has_five_groups_nineteen_criteria_and_every_figure_once(clerks_page, draft):
    page = text_of(clerks_page.get(ADDRESS))

    assert len(re.findall(r'<div class="lm-gh">', page)) == 5
    assert len(re.findall(r'<details class="lm-crit', page)) == 19
    assert len(re.findall(r'<div class="lm-fi[ "]', page)) == 49
    shown = re.findall(r'id="sl-([a-z_0-9]+)"', page)
    assert len(shown) == len(set(shown)) == len(set_of_month(DECEMBER).figures)
    ids = re.findall(r'\bid="([^"]+)"', page)
    assert len(ids) == len(set(ids))


def test_unchanged_criteria_are_folded_and_those_with_a_gap_stand_open(clerks_page, draft, clerk):
    explain_papers(draft)
    save_draft(draft, {"dilapidated_houses": None}, base_version=0, by=clerk, on=TODAY, at=AT)

    page = text_of(clerks_page.get(ADDRESS))

    opened = re.findall(r'id="tc-(\d+)" open>', page)
    assert opened == ["9"]
    assert "giữ nguyên từ tháng 11/2019" in page
    assert "Đã nhập 48/49" in page
    assert "Nhập số liệu 9.1" in page


def test_a_change_is_saved_judged_by_the_server_and_said_back(clerks_page, draft):
    answer = clerks_page.post(
        ADDRESS,
        fields("9", draft, standard_houses_num="1120", standard_houses_den="1.600,0"),
        headers=HTMX,
    )

    assert answer.status_code == 200
    assert answer["X-Filing-Version"] == "1"
    said = text_of(answer)
    assert "Hiểu là <b>70,00% (1.120/1.600)</b>" in said
    assert "Còn thiếu 5,00 điểm %" in said
    assert "Đã lưu lúc" in said
    draft.refresh_from_db()
    assert draft.draft["standard_houses"] == {"num": "1120", "den": "1600"}
    assert DraftSave.objects.get().changes == {
        "standard_houses": [{"num": "90", "den": "100"}, {"num": "1120", "den": "1600"}]
    }


def test_the_fields_themselves_are_not_sent_back_so_that_typing_goes_on(clerks_page, draft):
    answer = clerks_page.post(ADDRESS, fields("9", draft, dilapidated_houses="0"), headers=HTMX)

    assert 'name="dilapidated_houses"' not in text_of(answer)


def test_sending_the_same_figures_again_saves_nothing(clerks_page, draft):
    clerks_page.post(
        ADDRESS, fields("9", draft, dilapidated_houses="3", standard_houses_num="90",
                        standard_houses_den="100"), headers=HTMX
    )  # fmt: skip

    assert not DraftSave.objects.exists()


def test_without_scripts_a_save_leads_back_to_its_criterion(clerks_page, draft):
    answer = clerks_page.post(ADDRESS, fields("9", draft, dilapidated_houses="2"))

    assert answer.status_code == 302
    assert answer.url == f"/phieu/{COMMUNE}/#tc-9"
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "2"


@pytest.mark.parametrize(
    ("typed", "said"),
    [
        ({"dilapidated_houses": "7O"}, "“7O” không phải là số"),
        ({"dilapidated_houses": "2,5"}, "không phải là số"),
        ({"dilapidated_houses": "-4"}, "ngoài khoảng"),
        ({"dilapidated_houses": "999999"}, "ngoài khoảng"),
        ({"standard_houses_num": "120", "standard_houses_den": "100"}, "lớn hơn mẫu số"),
        ({"standard_houses_num": "80", "standard_houses_den": ""}, "thiếu mẫu số"),
        ({"standard_houses_num": "1.234", "standard_houses_den": "2000"}, "có thể là 1234"),
    ],
)
def test_what_cannot_be_understood_is_kept_in_the_field_with_its_reason(
    clerks_page, draft, typed, said
):
    whole = {"dilapidated_houses": "1", "standard_houses_num": "80", "standard_houses_den": "90"}
    answer = clerks_page.post(ADDRESS, fields("9", draft, **{**whole, **typed}))

    page = text_of(answer)
    assert answer.status_code == 422
    assert said in page
    for value in typed.values():
        assert f'value="{value}"' in page
    draft.refresh_from_db()
    other = {"dilapidated_houses", "standard_houses"} - {k.rsplit("_num")[0] for k in typed}
    assert all(draft.draft[f] in ("1", {"num": "80", "den": "90"}) for f in other if f in (
        "standard_houses" if "dilapidated_houses" in typed else "dilapidated_houses",
    ))  # fmt: skip


def test_two_tabs_that_change_different_figures_are_merged_and_the_other_is_shown_anew(
    clerks_page, draft
):
    clerks_page.post(ADDRESS, fields("9", draft, dilapidated_houses="1"), headers=HTMX)

    answer = clerks_page.post(  # read at version 0, still showing 3 houses
        ADDRESS,
        fields("9", draft, dilapidated_houses="3", standard_houses_num="95",
               standard_houses_den="100"),
        headers=HTMX,
    )  # fmt: skip

    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "1"
    assert draft.draft["standard_houses"] == {"num": "95", "den": "100"}
    said = text_of(answer)
    assert re.search(r'name="dilapidated_houses"\s+value="1"', said)
    assert "vừa ghi lúc" in said


@pytest.mark.parametrize("headers", [HTMX, {}])
def test_two_who_change_the_same_figure_see_both_values_and_nothing_is_lost(
    client, clerk, district_officer, draft, headers
):
    save_draft(
        draft, {"dilapidated_houses": "1"}, base_version=0, by=district_officer, on=TODAY, at=AT
    )
    client.force_login(clerk)

    answer = client.post(ADDRESS, fields("9", draft, dilapidated_houses="7"), headers=headers)

    said = text_of(answer)
    assert answer.status_code == (200 if headers else 409)
    assert "Đang giữ <b>1 nhà</b> của Người dùng district" in said
    assert "Bạn nhập <b>7 nhà</b>" in said
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "1"

    client.post(ADDRESS, {**fields("9", draft), "dilapidated_houses": "7"})
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "7"
    assert DraftSave.objects.count() == 2


def test_notes_and_explanations_are_saved_and_two_notes_clash_like_figures(
    client, clerk, district_officer, draft
):
    save_draft(
        draft, {}, base_version=0, by=district_officer, on=TODAY, at=AT,
        notes={"dilapidated_houses": "Theo Phòng LĐ"},
    )  # fmt: skip
    client.force_login(clerk)

    answer = client.post(
        ADDRESS, fields("9", draft, note_dilapidated_houses="Theo thôn"), headers=HTMX
    )

    assert "Đang giữ <b>Theo Phòng LĐ</b>" in text_of(answer)
    assert "Bạn nhập <b>Theo thôn</b>" in text_of(answer)


def test_a_jump_must_be_explained_and_the_reason_is_kept(clerks_page, draft):
    answer = clerks_page.post(ADDRESS, fields("9", draft, dilapidated_houses="30"), headers=HTMX)
    said = text_of(answer)
    assert "tăng nhiều" in said
    assert "Giải trình cảnh báo ở 9.1" in said
    field = re.search(r'name="(why_[^"]+)"', said)[1]
    draft.refresh_from_db()

    answer = clerks_page.post(
        ADDRESS,
        fields("9", draft, **{"dilapidated_houses": "30", field: "Bão số 6 làm sập nhà."}),
        headers=HTMX,
    )

    assert "Giải trình cảnh báo ở 9.1" not in text_of(answer)
    draft.refresh_from_db()
    assert draft.explanations == {field.removeprefix("why_"): "Bão số 6 làm sập nhà."}


def test_what_does_not_arise_needs_a_reason(clerks_page, draft):
    fact = "trade_infrastructure_planned"
    box = {fact: "no", f"{fact}__shown": "1"}

    said = text_of(clerks_page.post(ADDRESS, fields("7", draft, **box), headers=HTMX))
    assert "Không phát sinh ở xã." in said
    assert "Nêu lý do không phát sinh 7.1" in said
    draft.refresh_from_db()
    assert draft.draft[fact] is False

    note = {f"note_{fact}": "Không có trong quy hoạch."}
    said = text_of(clerks_page.post(ADDRESS, fields("7", draft, **box, **note), headers=HTMX))
    assert "Nêu lý do không phát sinh" not in said

    draft.refresh_from_db()
    clerks_page.post(ADDRESS, fields("7", draft, **{f"{fact}__shown": "1"}, **note))
    draft.refresh_from_db()
    assert draft.draft[fact] is True


def test_one_criterion_goes_back_to_last_month_and_the_rest_fills_only_gaps(
    clerks_page, draft, clerk
):
    changes = {"dilapidated_houses": "9", "poor_households": None}
    save_draft(draft, changes, base_version=0, by=clerk, on=TODAY, at=AT)

    clerks_page.post(ADDRESS, {"action": "keep", "version": "1"})
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "9"
    assert draft.draft["poor_households"] == {"num": "90", "den": "100"}

    clerks_page.post(ADDRESS, {"action": "keep", "criterion": "9", "version": "2"})
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "3"


def test_the_chairman_sends_and_the_page_can_then_only_be_read_and_printed(
    client, chairman, clerk, draft
):
    client.force_login(clerk)
    assert "Chủ tịch hoặc Phó Chủ tịch UBND xã gửi" in text_of(client.get(ADDRESS))
    assert client.post(f"/phieu/{COMMUNE}/gui/?thang=2019-12").status_code == 403

    explain_papers(draft)
    client.force_login(chairman)
    answer = client.post(f"/phieu/{COMMUNE}/gui/?thang=2019-12", follow=True)

    page = text_of(answer)
    assert "Phiếu đã gửi nên chỉ xem" in page
    assert 'name="dilapidated_houses"' not in page
    draft.refresh_from_db()
    paper = text_of(client.get(f"/phieu/{COMMUNE}/ban-in/?thang=2019-12"))
    assert draft.latest.hash in paper
    assert "TM. ỦY BAN NHÂN DÂN" in paper
    assert "90,00% (90/100)" in paper
    assert client.post(ADDRESS, fields("9", draft, dilapidated_houses="1")).status_code == 422


def test_a_filing_with_a_gap_is_not_sent(client, chairman, clerk, draft):
    save_draft(draft, {"dilapidated_houses": None}, base_version=0, by=clerk, on=TODAY, at=AT)
    client.force_login(chairman)

    answer = client.post(f"/phieu/{COMMUNE}/gui/?thang=2019-12")

    assert answer.status_code == 422
    assert "Chưa gửi được phiếu" in text_of(answer)


def test_what_was_sent_back_stands_on_top_with_reason_and_day(
    client, chairman, clerk, district_officer, draft
):
    from datetime import date

    from langmoi.reporting.steps import SendBackItem, send_back, submit_filing

    explain_papers(draft)
    submit_filing(draft, by=chairman, on=TODAY, at=AT)
    item = SendBackItem("17.6", "Thiếu biên bản kiểm tra.", date(2019, 12, 23))
    send_back(draft, [item], by=district_officer, on=TODAY, at=AT)
    client.force_login(clerk)

    page = text_of(client.get(ADDRESS))

    assert "Bị trả lại 1 chỉ tiêu" in page
    assert page.count("Thiếu biên bản kiểm tra.") == 2
    assert "Hạn sửa 23/12/2019" in page
    assert 'id="tc-17" open' in page


def test_the_district_enters_for_a_commune_and_the_page_says_so(client, district_officer, draft):
    client.force_login(district_officer)

    page = text_of(client.get(ADDRESS))

    assert "Nhập thay xã Sa Nghĩa" in page
    assert "Gửi huyện rà soát" in page


def test_what_a_department_holds_stands_beside_the_figure(clerks_page, draft, unit, office):
    from langmoi.people.models import Agency
    from langmoi.reporting.models import ExpectedValue

    agency = Agency.objects.create(name="Bảo hiểm xã hội tỉnh", short_name="BHXH", unit=unit)
    ExpectedValue.objects.create(
        unit=unit, month=DECEMBER, figure="insured_people", value={"num": "70", "den": "100"},
        agency=agency, source="Danh sách 11/2019", by=office, at=AT,
    )  # fmt: skip

    page = text_of(clerks_page.get(ADDRESS))

    assert "BHXH: <b>70,00% (70/100)</b>" in page
    assert "Giải trình cảnh báo ở 15.1" in page


@pytest.mark.parametrize(
    ("post", "status"),
    [
        ({"action": "save", "criterion": "99", "version": "0"}, 404),
        ({"action": "save", "criterion": "9", "version": "x"}, 422),
        ({"action": "save", "criterion": "9", "version": "-1"}, 422),
        ({"action": "save", "criterion": "9", "version": "99999999999"}, 422),
        ({"action": "take", "figure": "password"}, 422),
        ({"action": "nothing"}, 422),
        ({}, 422),
    ],
)
def test_forged_requests_are_refused_with_a_sentence(clerks_page, draft, post, status):
    assert clerks_page.post(ADDRESS, post).status_code == status
    assert not DraftSave.objects.exists()


def test_a_closed_month_takes_nothing(client, clerk, draft, months):
    months.state = "closed"
    months.save()
    client.force_login(clerk)

    assert "đã chốt số liệu" in text_of(client.get(ADDRESS))
    answer = client.post(ADDRESS, fields("9", draft, dilapidated_houses="1"))
    assert answer.status_code == 422


def test_signing_in_again_leads_back_to_the_page(client, draft):
    answer = client.post(ADDRESS, fields("9", draft, dilapidated_houses="1"))

    assert answer.status_code == 302
    assert "/phieu/" in answer.url


def test_a_yes_or_no_can_be_taken_back_and_is_missing_again(clerks_page, draft):
    page = text_of(clerks_page.get(ADDRESS))
    assert 'name="general_plan_approved" value="">Chưa trả lời' in page

    answer = clerks_page.post(ADDRESS, fields("1", draft, general_plan_approved=""), headers=HTMX)

    draft.refresh_from_db()
    assert "general_plan_approved" not in draft.draft
    assert draft.saves.last().changes == {"general_plan_approved": [True, None]}
    assert "Nhập số liệu 1.1" in text_of(clerks_page.get(ADDRESS))
    assert "chưa đánh giá" in text_of(answer).lower()

    clerks_page.post(ADDRESS, fields("1", draft, general_plan_approved=""), headers=HTMX)
    assert draft.saves.count() == 1  # nothing new was said


def test_a_yes_or_no_that_the_form_did_not_ask_stays(clerks_page, draft):
    clerks_page.post(ADDRESS, fields("1", draft), headers=HTMX)

    draft.refresh_from_db()
    assert draft.draft["general_plan_approved"] is True
