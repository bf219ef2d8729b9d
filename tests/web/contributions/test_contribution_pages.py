"""Pages of what residents give: written, listed, added up, taken back; names for few."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from gifts import WHEN, commune, gift, load_gift_villages, village

from langmoi.funding.contribution_actions import add_contribution
from langmoi.funding.models import Contribution

LIST = "/dong-gop/"
TYPED = {
    "given_on": "03/11/2019",
    "households": "40",
    "money": "12,5",
    "workdays": "30",
    "workday_rate": "150.000",
    "land": "200,5",
    "land_value": "40",
    "basis": "Biên bản họp thôn",
    "told_total": "57",
    "donors": "A Nhôi: 2\nY Hlim: 0,5",
}


@pytest.fixture
def villages(months):
    load_gift_villages()


@pytest.fixture
def head(villages, person):
    return person("head", "village_head", "23542-01", "village")


def typed(**changed):
    return TYPED | {"unit": str(village("Đăk Tăng").unit_id)} | changed


def give(by, **told):
    return add_contribution(gift(**told), by=by, **WHEN)


def text(answer):
    return answer.content.decode()


def book_of(answer, sheet="Số liệu"):
    return str([list(row) for row in openpyxl.load_workbook(BytesIO(answer.content))[sheet].values])


def test_a_village_head_writes_down_what_the_village_gave(enter, head):
    browser = enter(head)
    shown = text(browser.get(f"{LIST}moi/"))
    assert "Thôn Đăk Tăng" in shown or "thôn Đăk Tăng" in shown
    assert "Hòa Bình" not in shown
    assert "chưa rõ" in shown  # no rule of a day's worth is known

    answer = browser.post(f"{LIST}moi/", typed(), follow=True)

    made = Contribution.objects.get()
    assert made.total == 57_000_000
    assert "30 công × 150.000 đồng" in text(answer)
    assert "A Nhôi: 2 triệu đồng" in text(answer)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"money": "-1"}, "không thể âm"),
        ({"money": "1.234"}, "có thể là"),
        ({"told_total": "58"}, "lệch 1"),
        ({"households": "999999"}, "chỉ có"),
        ({"households": ""}, "Chưa ghi số hộ"),
        ({"given_on": "25/12/2019"}, "chưa tới"),
        ({"given_on": "mai"}, "Không hiểu ngày"),
        ({"donors": "A Nhôi"}, "Không hiểu"),
        ({"unit": "1"}, "Không có lựa chọn"),
        ({"project": "1"}, "Không có lựa chọn"),
    ],
)
def test_what_cannot_be_is_said_at_its_field_as_it_was_typed(enter, head, changed, said):
    answer = enter(head).post(f"{LIST}moi/", typed(**changed))

    assert answer.status_code == 422
    assert said in text(answer)
    assert "Biên bản họp thôn" in text(answer)
    assert not Contribution.objects.exists()


@pytest.mark.parametrize("who", ["office", "district_officer", "reader"])
def test_who_enters_for_no_village_has_no_form(enter, villages, request, who):
    browser = enter(request.getfixturevalue(who))

    for address in ("moi/", "nhap/", "nhap/mau.xlsx"):
        assert browser.get(f"{LIST}{address}").status_code == 404
    assert browser.post(f"{LIST}moi/", typed()).status_code in (403, 404)
    assert not Contribution.objects.exists()


def test_the_list_is_narrowed_and_adds_up_what_stands(enter, head, clerk, office, stranger):
    give(head)
    give(clerk, unit=commune().pk, given_on=date(2018, 5, 1), donors=(), money=7_000_000)
    browser = enter(office)

    shown = text(browser.get(LIST))
    assert "2 khoản" in shown
    assert "108,5" in shown  # 57 + 51,5
    for query, count in (
        ("huyen=616", 2),
        ("huyen=612", 0),
        ("huyen=616&xa=23542&thon=23542-01", 1),
        ("nam=2018", 1),
        ("nam=2019", 1),
        ("hinh-thuc=dat", 2),
        ("hinh-thuc=khac", 0),
        ("tinh-trang=da-rut", 0),
        ("nam=xyz&hinh-thuc=xyz&tinh-trang=xyz&huyen=xyz", 2),
    ):
        assert f"{count} khoản" in text(browser.get(f"{LIST}?{query}")), query
    assert "0 khoản" in text(enter(stranger).get(LIST))


def test_the_list_asks_as_often_for_many_as_for_few(
    enter, head, office, django_assert_max_num_queries
):
    for number in range(60):
        give(head, note=f"đợt {number}")
    browser = enter(office)
    browser.get(LIST)

    with django_assert_max_num_queries(20):
        shown = text(browser.get(f"{LIST}?trang=2"))
    assert "Trang 2/2" in shown


def test_names_stand_on_no_page_and_in_no_file_of_who_needs_them_not(
    enter, head, office, reader, person
):
    made = give(head)
    leader = person("leader", "province_leader", "62", "province")
    for user in (reader, leader):
        browser = enter(user)
        page = text(browser.get(f"{LIST}{made.pk}/"))
        assert "2 người. Tên chỉ hiện" in page
        file = book_of(browser.get(f"{LIST}?tep=xlsx"))
        assert "2 người được ghi tên" in file
        csv = b"".join(browser.get(f"{LIST}?tep=csv").streaming_content).decode()
        template = book_of(browser.get(f"{LIST}bang.xlsx"), "Đóng góp")
        listed = text(browser.get(LIST))
        assert not [told for told in (page, file, csv, template, listed) if "Nhôi" in told]

    browser = enter(office)
    assert "A Nhôi: 2" in text(browser.get(f"{LIST}{made.pk}/"))
    assert "A Nhôi: 2; Y Hlim: 0,5" in book_of(browser.get(f"{LIST}?tep=xlsx"))


def test_the_log_shows_words_and_amounts_and_no_names(enter, head, office):
    give(head)

    shown = text(enter(office).get("/nhat-ky/"))

    assert "hi đóng góp của dân" in shown
    assert "Nhôi" not in shown


def test_out_of_scope_there_is_no_contribution(enter, head, stranger):
    made = give(head)
    browser = enter(stranger)

    assert browser.get(f"{LIST}{made.pk}/").status_code == 404
    assert browser.post(f"{LIST}{made.pk}/rut/", {"why": "Ghi nhầm"}).status_code == 404


def test_it_is_taken_back_with_a_reason_and_shown_so(enter, head, office):
    made = give(head)
    browser = enter(head)

    assert browser.post(f"{LIST}{made.pk}/rut/", {"why": "x"}).status_code == 422
    answer = browser.post(f"{LIST}{made.pk}/rut/", {"why": "Ghi nhầm thôn"}, follow=True)

    assert "Đã rút, không tính" in text(answer)
    assert "Ghi nhầm thôn" in text(answer)
    assert "0 khoản" in text(browser.get(LIST))
    assert "đã rút" in text(browser.get(f"{LIST}?tinh-trang=da-rut"))
    assert enter(office).post(f"{LIST}{made.pk}/rut/", {"why": "Nữa"}).status_code == 403


def test_sums_go_from_district_to_commune_to_village(enter, head, clerk, office):
    give(head)
    give(clerk, unit=commune().pk, donors=())
    browser = enter(office)

    districts = text(browser.get(f"{LIST}theo-noi/"))
    assert "Huyện Sa Thầy" in districts
    assert "114" in districts
    communes = text(browser.get(f"{LIST}theo-noi/?huyen=616"))
    assert "Xã Sa Nghĩa" in communes
    villages = text(browser.get(f"{LIST}theo-noi/?xa=23542&nam=2019"))
    assert "Thôn Đăk Tăng" in villages
    assert "Chung cả xã Sa Nghĩa" in villages
    assert villages.count("chưa ghi khoản nào") == 1  # Hòa Bình
    assert "Thôn Đăk Tăng" in text(enter(head).get(f"{LIST}theo-noi/"))


def upload(browser, *rows):
    from langmoi.funding.contribution_file import write_contribution_file

    content = write_contribution_file(rows)
    file = SimpleUploadedFile("gop.xlsx", content)
    return browser.post(f"{LIST}nhap/", {"file": file})


def row(**changed):
    told = {"unit": "Đăk Tăng", "given_on": date(2019, 11, 3), "households": 4, "money": 5}
    return told | changed


def test_a_workbook_is_checked_shown_and_only_then_written(enter, clerk, villages):
    browser = enter(clerk)

    shown = text(upload(browser, row(), row(unit="Hòa Bình", donors="A Nhôi: 1")))
    assert "Ghi 2 khoản, cộng 10 triệu đồng" in shown
    assert "Nhôi" not in shown
    assert not Contribution.objects.exists()
    checked = shown.split('name="checked"')[1].split('value="')[1].split('"')[0]

    answer = browser.post(f"{LIST}nhap/ghi/", {"checked": checked}, follow=True)
    assert "Đã ghi 2 khoản" in text(answer)
    assert Contribution.objects.get(unit=village("Hòa Bình").unit).donors.get().name == "A Nhôi"
    again = browser.post(f"{LIST}nhap/ghi/", {"checked": checked})
    assert again.status_code == 422
    assert Contribution.objects.count() == 2


def test_a_workbook_with_a_fault_writes_nothing_and_names_the_cell(enter, clerk, villages):
    answer = upload(enter(clerk), row(), row(money=-5))

    assert answer.status_code == 422
    assert "F3" in text(answer)
    assert "không thể âm" in text(answer)
    assert not Contribution.objects.exists()


def test_what_another_person_checked_is_not_written(enter, clerk, head):
    shown = text(upload(enter(head), row()))
    checked = shown.split('name="checked"')[1].split('value="')[1].split('"')[0]

    assert enter(clerk).post(f"{LIST}nhap/ghi/", {"checked": checked}).status_code == 422
    assert enter(clerk).post(f"{LIST}nhap/ghi/", {"checked": "x"}).status_code == 422
    assert not Contribution.objects.exists()


def test_too_many_for_a_file_is_said(enter, head, office, monkeypatch):
    from langmoi.web.contributions import listing

    give(head)
    monkeypatch.setattr(listing, "MOST_IN_A_FILE", 0)

    assert enter(office).get(f"{LIST}?tep=xlsx").status_code == 422


def test_published_money_says_what_its_parts_lack(enter, head, office, clerk):
    give(head, given_on=date(2017, 11, 3))

    shown = text(enter(office).get(f"{LIST}so-da-cong-bo/"))

    assert "lệch tổng đã in 700 triệu đồng" in shown
    assert "lệch tổng đã in 100 triệu đồng" in shown
    assert "8.943" in shown  # of the published nine billions
    assert enter(clerk).get(f"{LIST}so-da-cong-bo/").status_code == 404


def test_a_village_gone_or_not_yet_there_is_told(enter, clerk, villages):
    answer = enter(clerk).post(
        f"{LIST}moi/",
        typed(unit=str(village("Hòa Bình").unit_id), given_on="31/12/2017"),
    )
    assert "không có thôn Hòa Bình" in text(answer)
