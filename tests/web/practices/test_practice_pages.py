"""The register's pages: what each person finds, writes, and is refused."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest

from langmoi.practices.actions import Practice, add_practice
from langmoi.practices.models import Adoption, GoodPractice

LIST = "/cach-lam-hay/"
TYPED = {
    "title": "Thu gom rác theo tổ",
    "criterion": "environment",
    "origin": "",
    "origin_text": "Đà Nẵng",
    "steps": "Họp thôn.\nLập tổ.",
    "cost": "15.000.000",
    "source": "Tài liệu thử",
}


def made(by, **told):
    usual = {"title": "=1+1 hay", "criterion": "income", "steps": "Một.", "origin_text": "Huế"}
    return add_practice(
        Practice(**{**usual, **told}),
        criteria={"income", "environment"},
        by=by,
        on=date(2019, 12, 20),
        at=datetime(2019, 12, 20, tzinfo=UTC),
    )


def test_everyone_with_a_post_reads_the_register(enter, office, clerk, stranger):
    entry = made(office)

    for who in (clerk, stranger):
        assert entry.title in enter(who).get(LIST).content.decode()
        text = enter(who).get(f"{LIST}{entry.pk}/").content.decode()
        assert "Huế" in text
        assert "Ghi nơi áp dụng" not in text
        assert "/sua/" not in text


def test_the_office_writes_an_entry(enter, office):
    answer = enter(office).post(f"{LIST}moi/", TYPED)

    entry = GoodPractice.objects.get()
    assert answer.status_code == 302
    assert (entry.cost, entry.criterion) == (15_000_000, "environment")
    assert "15.000.000 đồng" in enter(office).get(f"{LIST}{entry.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"title": ""}, "Ô này còn trống"),
        ({"cost": "nhiều"}, "không phải là số"),
        ({"cost": "-5"}, "từ 0 trở lên"),
        ({"origin_text": ""}, "một nơi xuất xứ"),
        ({"source": ""}, "phải có nguồn"),
        ({"criterion": "khong"}, "Hãy chọn trong danh sách"),
        ({"origin": "999999"}, "Hãy chọn trong danh sách"),
    ],
)
def test_what_cannot_be_is_said_and_what_was_typed_stays(enter, office, changed, said):
    answer = enter(office).post(f"{LIST}moi/", {**TYPED, **changed})

    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert "Lập tổ." in text
    assert not GoodPractice.objects.exists()


def test_who_does_not_keep_the_register_has_no_form(enter, clerk, office):
    entry = made(office)

    for address in (f"{LIST}moi/", f"{LIST}{entry.pk}/sua/"):
        assert enter(clerk).get(address).status_code == 404
    assert enter(clerk).post(f"{LIST}{entry.pk}/ap-dung/", {}).status_code == 404


def test_another_districts_entry_is_read_but_not_changed(enter, district_officer, person):
    other = person("other", "district_officer", "612", "district")
    entry = made(other)

    browser = enter(district_officer)
    assert browser.get(f"{LIST}{entry.pk}/").status_code == 200
    assert browser.get(f"{LIST}{entry.pk}/sua/").status_code == 404
    assert browser.post(f"{LIST}{entry.pk}/sua/", TYPED | {"seen": "1"}).status_code == 404


def test_whoever_saves_second_is_told_and_keeps_what_they_typed(enter, office, district_officer):
    entry = made(district_officer)
    first = {**TYPED, "seen": "1", "title": "Bản đầu"}
    second = {**TYPED, "seen": "1", "title": "Bản sau"}

    assert enter(office).post(f"{LIST}{entry.pk}/sua/", first).status_code == 302
    answer = enter(district_officer).post(f"{LIST}{entry.pk}/sua/", second)

    entry.refresh_from_db()
    assert answer.status_code == 422
    assert "vừa được người khác sửa" in answer.content.decode()
    assert "Bản sau" in answer.content.decode()
    assert 'name="seen" value="1"' in answer.content.decode()  # so that saving again is refused too
    assert entry.title == "Bản đầu"


def test_a_district_says_which_commune_took_it_up(enter, office, district_officer, kontum):
    from langmoi.places.queries import unit_by_code

    entry = made(office)
    commune = unit_by_code("23542", date(2019, 12, 20), "commune")
    told = {"unit": str(commune.unit_id), "since": "02/09/2019", "result": "Xong 600 m."}

    answer = enter(district_officer).post(f"{LIST}{entry.pk}/ap-dung/", told)

    assert answer.status_code == 302
    assert Adoption.objects.get().result == "Xong 600 m."
    assert "Xã Sa Nghĩa" in enter(office).get(f"{LIST}{entry.pk}/").content.decode()


@pytest.mark.parametrize(
    ("changed", "said"),
    [({"since": "31/02/2019"}, "Không hiểu ngày này"), ({"since": "01/01/2030"}, "chưa tới")],
)
def test_an_adoption_that_cannot_be_is_said(enter, office, kontum, changed, said):
    from langmoi.places.queries import unit_by_code

    entry = made(office)
    commune = unit_by_code("23542", date(2019, 12, 20), "commune")
    told = {"unit": str(commune.unit_id), "since": "02/09/2019", "result": ""}

    answer = enter(office).post(f"{LIST}{entry.pk}/ap-dung/", told | changed)

    assert answer.status_code == 422
    assert said in answer.content.decode()


def test_the_register_is_a_file_in_which_nothing_becomes_a_formula(enter, office):
    made(office)

    answer = enter(office).get(f"{LIST}?tep=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Số liệu"]
    text = b"".join(enter(office).get(f"{LIST}?tep=csv").streaming_content).decode()
    assert sheet["A2"].value == "=1+1 hay"
    assert sheet["A2"].data_type == "s"
    assert "'=1+1 hay" in text


def test_an_unmet_criterion_offers_what_others_did(page, office, clerk):
    entry = made(office, is_illustrative=True)

    text = page("/xa/23542/?thang=2019-12", user=clerk)

    unmet = text.split('id="h-unmet"')[1].split("</section>")[0]
    assert f'href="/cach-lam-hay/{entry.pk}/"' in unmet
    assert "(minh họa)" in unmet


def test_the_review_offers_it_beside_the_solution(page, office, district_officer):
    from langmoi.reporting.models import Filing

    entry = made(office)
    filing = Filing.objects.get(unit__versions__code="23542", month=date(2019, 12, 1))

    text = page(f"/ra-soat/phieu/{filing.pk}/", user=district_officer)

    assert f'href="/cach-lam-hay/{entry.pk}/"' in text


def test_a_word_that_nothing_has_finds_nothing(enter, office):
    made(office)

    assert "Không có cách làm nào khớp" in enter(office).get(f"{LIST}?tim=xyz").content.decode()


def test_an_entry_that_there_is_not_is_not_found(enter, office):
    assert enter(office).get(f"{LIST}4711/").status_code == 404


def test_a_withdrawn_entry_leaves_the_list_but_not_its_page(enter, office, clerk):
    entry = made(office)
    address = f"{LIST}{entry.pk}/"

    answer = enter(office).post(f"{address}rut/", {"why": "Giống chết."})

    assert answer.status_code == 302
    text = enter(clerk).get(address).content.decode()
    assert "Đã rút, không còn giới thiệu." in text
    assert "Giống chết." in text
    assert entry.title not in enter(clerk).get(LIST).content.decode()
    assert entry.title in enter(clerk).get(f"{LIST}?da-rut=1").content.decode()
    again = enter(office).get(address).content.decode()
    assert "/sua/" not in again
    assert "Ghi nơi áp dụng" not in again


def test_a_withdrawal_without_a_reason_is_refused_and_of_a_stranger_unknown(
    enter, office, clerk, person
):
    entry = made(office)
    address = f"{LIST}{entry.pk}/rut/"

    answer = enter(office).post(address, {"why": " "})
    assert answer.status_code == 422
    assert "Ô này còn trống" in answer.content.decode()
    assert enter(clerk).post(address, {"why": "Không hợp."}).status_code == 404
    assert GoodPractice.objects.offered().exists()


def test_a_file_of_the_register_says_its_filters_in_words(enter, office):
    made(office, title="Một cách")

    told = enter(office).get(f"{LIST}?tieu-chi=income&xuat-xu=ngoai-tinh&da-rut=1&tep=csv")

    text = b"".join(told.streaming_content).decode("utf-8-sig")
    assert "tiêu chí: 10. Thu nhập" in text
    assert "xuất xứ: ngoài tỉnh" in text
    assert "cả cách làm đã rút: có" in text
