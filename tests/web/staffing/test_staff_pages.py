"""Pages of posts, of officials below standard, and of criteria 18 and 19."""

from __future__ import annotations

from datetime import UTC, date, datetime
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from langmoi.places.queries import unit_by_code
from langmoi.staffing.actions import NewHolder, NewPosition, add_position, fill_position
from langmoi.staffing.models import OfficialCount, StaffHolder, StaffPosition, StaffTraining
from langmoi.staffing.staff_file import write_staff_template

LIST = "/can-bo-ntm/"
TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}
HELD = {"seen": "1", "name": "Người A", "valid_from": "01/03/2016", "is_full_time": "on"}
COUNT = {
    "seen": "0",
    "counted_on": "14/12/2019",
    "total": "20",
    "below": "2",
    "nhom0-lack": "politics",
    "nhom0-people": "2",
    "nhom0-remedy": "train",
    "nhom0-responsible": "Chủ tịch UBND xã",
    "nhom0-due_on": "30/06/2020",
    **{f"nhom{n}-lack": "other" for n in (1, 2, 3)},
}


def post_of(by, code="23542", title="Cán bộ phụ trách NTM"):
    unit = unit_by_code(code, TODAY, "commune").unit
    return add_position(NewPosition(title, date(2016, 1, 1)), unit, by=by, **WHEN)


def text(answer):
    return answer.content.decode()


def test_the_list_shows_who_holds_what_and_what_is_vacant(enter, months, clerk, office, stranger):
    held, _ = post_of(clerk, title="=1 Vị trí một"), post_of(clerk, title="Vị trí hai")
    fill_position(held, NewHolder("Người A", date(2016, 1, 1), True), seen=1, by=clerk, **WHEN)

    shown = text(enter(office).get(LIST))
    assert "Người A" in shown
    assert "trống từ 01/01/2016" in shown
    assert "Huyện Sa Thầy" in shown
    only = text(enter(office).get(f"{LIST}?nhom=trong&huyen=616"))
    assert "Vị trí hai" in only
    assert "Vị trí một" not in only
    assert "Vị trí hai" not in text(enter(stranger).get(LIST))


def test_the_list_asks_as_often_for_many_posts_as_for_few(
    enter, months, clerk, office, django_assert_max_num_queries
):
    for number in range(12):
        position = post_of(clerk, title=f"Vị trí {number}")
        fill_position(position, NewHolder("A", date(2016, 1, 1)), seen=1, by=clerk, **WHEN)
    browser = enter(office)
    browser.get(LIST)

    with django_assert_max_num_queries(20):
        browser.get(LIST)


def test_an_earlier_month_shows_that_day(enter, months, clerk, office):
    position = post_of(clerk)
    told = NewHolder("Người mới", date(2019, 12, 1))
    fill_position(position, told, seen=1, by=clerk, **WHEN)

    shown = text(enter(office).get(f"{LIST}?thang=2019-11"))

    assert "Ngày 14/11/2019" in shown
    assert "Người mới" not in shown


def test_the_list_as_a_workbook_keeps_signs_as_text(enter, months, clerk, office):
    post_of(clerk, title="=1+1 vị trí")

    answer = enter(office).get(f"{LIST}?tep=xlsx")

    page = openpyxl.load_workbook(BytesIO(answer.content))["Số liệu"]
    assert [cell.value for cell in page[2]][2] == "=1+1 vị trí"
    assert page.cell(2, 3).data_type == "s"


def test_a_commune_makes_fills_and_vacates_its_post(enter, months, clerk):
    unit = str(unit_by_code("23542", TODAY, "commune").unit.pk)
    browser = enter(clerk)
    made = browser.post(
        f"{LIST}moi/", {"unit": unit, "title": "Cán bộ NTM", "valid_from": "01/03/2016"}
    )
    address = made["Location"]
    browser.post(f"{address}giu/", HELD)
    course = {"name": "Tập huấn", "begun_on": "04/03/2019", "ended_on": "08/03/2019"}
    browser.post(f"{address}tap-huan/", {**course, "seen": "2", "given_by": "VPĐP"})
    browser.post(f"{address}thoi-giu/", {"seen": "3", "last_day": "30/11/2019", "why": "nghỉ"})

    shown = text(browser.get(address))
    assert "đến hết 30/11/2019" in shown
    assert "Đang trống" in shown
    assert StaffTraining.objects.get().given_by == "VPĐP"
    browser.post(f"{address}bo/", {"seen": "4", "last_day": "30/11/2019", "why": "nhập vị trí"})
    assert StaffPosition.objects.get().valid_to == date(2019, 11, 30)


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"name": ""}, "Chưa ghi họ tên"),
        ({"valid_from": "31/02/2019"}, "Không hiểu ngày này"),
        ({"valid_from": "01/01/2015"}, "không có vị trí này"),
        ({"username": "office"}, "không có người dùng “office”"),
        ({"seen": "7"}, "vừa được người khác sửa"),
    ],
)
def test_what_cannot_be_is_told_where_it_was_typed(enter, months, clerk, office, changed, said):
    position = post_of(clerk)

    answer = enter(clerk).post(f"{LIST}{position.pk}/giu/", {**HELD, **changed})

    assert answer.status_code == 422
    assert said in text(answer)
    assert not StaffHolder.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("reader", 403), ("stranger", 404), ("office", 302)])
def test_who_does_not_keep_the_post_cannot_fill_it(request, enter, months, clerk, who, status):
    position = post_of(clerk)

    answer = enter(request.getfixturevalue(who)).post(f"{LIST}{position.pk}/giu/", HELD)

    assert answer.status_code == status


def test_a_commune_tells_its_count_and_the_difference_from_its_filing_is_shown(
    enter, months, clerk, office
):
    address = f"{LIST}chua-dat-chuan/23542/"
    answer = enter(clerk).post(address, COUNT)

    assert answer.status_code == 302
    assert OfficialCount.objects.get().groups.get().responsible == "Chủ tịch UBND xã"
    shown = text(enter(clerk).get(address))
    assert "ghi 18.1 là <b>đạt</b>" in shown
    listed = text(enter(office).get(f"{LIST}chua-dat-chuan/?nhom=lech"))
    assert "Sa Nghĩa" in listed
    assert "Sa Sơn" not in listed


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"below": "x"}, "phải là số nguyên"),
        ({"nhom0-people": "1"}, "chưa đủ 2 người"),
        ({"nhom0-due_on": ""}, "còn thiếu người chịu trách nhiệm hoặc hạn"),
        ({"total": "1"}, "phải từ 0 đến số cán bộ"),
    ],
)
def test_a_count_that_cannot_be_is_told_and_not_kept(enter, months, clerk, changed, said):
    answer = enter(clerk).post(f"{LIST}chua-dat-chuan/23542/", {**COUNT, **changed})

    assert answer.status_code == 422
    assert said in text(answer)
    assert not OfficialCount.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("stranger", 404), ("reader", 403)])
def test_who_does_not_keep_the_commune_tells_no_count(request, enter, months, who, status):
    answer = enter(request.getfixturevalue(who)).post(f"{LIST}chua-dat-chuan/23542/", COUNT)

    assert answer.status_code == status


def test_criteria_18_and_19_are_held_against_the_end_of_2019(enter, months, office, stranger):
    shown = text(enter(office).get(f"{LIST}tieu-chi-18-19/"))

    assert "tháng 11/2019" in shown  # the last closed month
    assert "31/12/2019" in shown
    assert "còn 11 ngày" in shown
    assert "không được lưu" in shown
    assert "Sa Nghĩa" not in text(enter(stranger).get(f"{LIST}tieu-chi-18-19/"))


def filled(*rows):
    book = openpyxl.load_workbook(BytesIO(write_staff_template()))
    for row in rows:
        book["Cán bộ NTM"].append(row)
    buffer = BytesIO()
    book.save(buffer)
    return SimpleUploadedFile("can-bo.xlsx", buffer.getvalue())


GIVEN = ["xã Sa Nghĩa", "Cán bộ NTM", "Người A", "01/03/2016", "có"]
COURSE = ["Tập huấn", "04/03/2019", "08/03/2019", "VPĐP", "không"]


def test_a_workbook_makes_posts_holders_and_courses_once(enter, months, clerk):
    browser = enter(clerk)
    assert browser.get(f"{LIST}nhap/mau.xlsx").content.startswith(b"PK")
    second = ["23542", "Vị trí hai", "", "01/03/2017"]
    browser.post(f"{LIST}nhap/", {"file": filled([*GIVEN, *COURSE], second)})

    assert StaffPosition.objects.count() == 2
    assert StaffHolder.objects.get().is_full_time
    assert StaffTraining.objects.get().given_by == "VPĐP"
    more = [*GIVEN, "Khóa hai", *COURSE[1:]]
    answer = browser.post(f"{LIST}nhap/", {"file": filled(more)}, follow=True)
    assert "0 vị trí mới, 0 người giữ, 1 khóa học" in text(answer)


def test_every_fault_of_a_workbook_is_told_by_its_cell_and_nothing_is_written(enter, months, clerk):
    rows = (
        GIVEN,
        ["xã Kon Đào", *GIVEN[1:]],
        [*GIVEN[:3], "32/13/2019", "có"],
        [*GIVEN[:4], "chắc có"],
        ["23542", "Cán bộ NTM", "Người khác", "01/03/2016"],
        ["23542", "Vị trí hai", "", "01/03/2016", "", *COURSE],
        ["23542", "Vị trí ba", "Người B", "01/03/2016", "", "Khóa", "04/03/2019", "", "VPĐP"],
    )
    answer = enter(clerk).post(f"{LIST}nhap/", {"file": filled(*rows)})

    shown = text(answer)
    assert answer.status_code == 422
    for cell, said in (
        ("A3", "Không có đơn vị “xã Kon Đào” trong phạm vi"),
        ("D4", "Không có ngày"),
        ("E5", "Không hiểu “chắc có”"),
        ("D6", "Người A đang giữ vị trí này"),
        ("F7", "Có khóa học mà chưa ghi người giữ"),
        ("G8", "chưa đủ ngày bắt đầu và kết thúc"),
    ):
        assert f">{cell}<" in shown
        assert said in shown
    assert "có 6 chỗ cần sửa" in shown
    assert not StaffPosition.objects.exists()


@pytest.mark.parametrize(("who", "status"), [("reader", 404), ("clerk", 200)])
def test_only_who_keeps_posts_has_the_upload(request, enter, months, who, status):
    assert enter(request.getfixturevalue(who)).get(f"{LIST}nhap/").status_code == status
