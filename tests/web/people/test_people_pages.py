"""Pages on people: for those who manage them, in their scope; for others they do not exist."""

from __future__ import annotations

import io
from datetime import date

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from langmoi.people.duties import load_responsibility
from langmoi.people.models import Agency, PeopleUpload, Post, Role, Substitution, User
from langmoi.people.people_file import LABELS

TODAY = date(2019, 12, 20)
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@pytest.fixture(autouse=True)
def world(settings):
    settings.TODAY = "2019-12-20"


@pytest.fixture
def local_admin(person):
    return person("admin.st", Role.ADMINISTRATOR, "616", "district")


@pytest.fixture
def signed_in(client):
    def sign_in(user):
        client.force_login(user)
        return client

    return sign_in


def text(answer):
    return answer.content.decode()


PAGES = ["people", "new_person", "people_upload", "people_template"]


@pytest.mark.parametrize("name", PAGES)
def test_these_pages_exist_for_those_who_manage_people(signed_in, office, local_admin, name):
    for user in (office, local_admin):
        assert signed_in(user).get(reverse(name)).status_code == 200


@pytest.mark.parametrize("name", [*PAGES, "setup"])
def test_for_others_they_do_not_exist(signed_in, clerk, reader, district_officer, name):
    for user in (clerk, reader, district_officer):
        assert signed_in(user).get(reverse(name)).status_code == 404


def test_strangers_are_sent_to_sign_in(client, db):
    for name in [*PAGES, "setup", "duties", "account"]:
        assert client.get(reverse(name)).url.startswith("/dang-nhap/?next=")


def test_the_list_shows_the_people_of_ones_scope_and_counts_them(
    signed_in, office, local_admin, clerk, stranger
):
    page = text(signed_in(local_admin).get("/nguoi-dung/"))
    assert "Người dùng clerk" in page
    assert "2 người" in page
    for hidden in ("stranger", "office"):
        assert f"Người dùng {hidden}" not in page
    assert "4 người" in text(signed_in(office).get("/nguoi-dung/"))


@pytest.mark.parametrize(
    ("query", "found"),
    [
        ("tim=nguoi+dung+CLERK", {"clerk"}),
        ("vai-tro=commune_officer", {"clerk", "stranger"}),
        ("don-vi=sa+thay", {"clerk", "admin.st"}),
        ("don-vi=23434", {"stranger"}),
        ("tinh-trang=chua-vao&vai-tro=commune_officer", {"clerk", "stranger"}),
        ("tinh-trang=da-nghi", {"former"}),
        ("tinh-trang=da-khoa", {"off"}),
        ("tim=khong-co", set()),
    ],
)
def test_the_filters(signed_in, office, local_admin, clerk, stranger, person, query, found):
    person("former", Role.READER, "616", "district", valid_to=date(2019, 12, 1))
    off = person("off", Role.READER, "62", "province")
    User.objects.filter(pk=off.pk).update(is_active=False)

    page = text(signed_in(office).get(f"/nguoi-dung/?{query}"))

    names = {"clerk", "stranger", "admin.st", "former", "off", "office"}
    assert {name for name in names if f">Người dùng {name}</a>" in page} == found


def test_every_address_of_a_person_or_post_elsewhere_is_a_404(
    signed_in, local_admin, stranger, office, reader
):
    client = signed_in(local_admin)
    post = stranger.posts.get()
    made = Substitution.objects.create(
        post=post, user=reader, valid_from=TODAY, valid_to=TODAY, reason="ốm"
    )
    posts = ["change_person", "switch_person", "drop_second_factor", "give_post"]

    assert client.get(reverse("person", args=[stranger.pk])).status_code == 404
    assert client.get(reverse("post", args=[post.pk])).status_code == 404
    for name in posts:
        assert client.post(reverse(name, args=[stranger.pk])).status_code == 404
    for name in ("end_post", "hand_over", "substitute"):
        assert client.post(reverse(name, args=[post.pk])).status_code == 404
    assert client.post(reverse("end_substitution", args=[made.pk])).status_code == 404
    chosen = {"nguoi": [str(stranger.pk)]}
    assert client.post(reverse("reset_passwords"), chosen).status_code == 404
    assert Post.objects.get(pk=post.pk).valid_to is None


def new_person(**change):
    given = {
        "username": "lan.sn",
        "full_name": "Y Lan",
        "email": "lan@kt.vn",
        "phone": "",
        "role": "commune_officer",
        "unit_text": "Sa Nghĩa",
        "agency": "",
        "valid_from": "2019-12-20",
        "valid_to": "",
    }
    return given | change


def test_a_person_is_made_with_a_first_post(signed_in, local_admin):
    answer = signed_in(local_admin).post("/nguoi-dung/moi/", new_person(), follow=True)

    lan = User.objects.get(username="lan.sn")
    assert lan.posts.get().role == Role.COMMUNE_OFFICER
    assert "Chưa có mật khẩu" in text(answer)


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"username": ""}, "Ô này còn trống"),
        ({"email": "lan"}, "không phải địa chỉ e-mail"),
        ({"unit_text": "Kon Đào"}, "Không có đơn vị này trong phạm vi quản lý"),
        ({"role": ""}, "Ô này còn trống"),
        ({"valid_from": "31/02/2019"}, "Không hiểu ngày này"),
        ({"username": "admin.st"}, "Đã có người dùng tên đăng nhập"),
        ({"role": "district_officer"}, "chỉ giao ở cấp huyện"),
        ({"role": "administrator", "unit_text": "616"}, "quản trị cấp tỉnh"),
        (
            {"role": "district_officer", "unit_text": "616", "valid_from": "01/07/2025"},
            "Ngày 01/07/2025 không có đơn vị cấp huyện nào",
        ),
    ],
)
def test_a_person_is_refused_with_the_reason_and_nothing_is_made(
    signed_in, local_admin, change, says
):
    answer = signed_in(local_admin).post("/nguoi-dung/moi/", new_person(**change))

    assert answer.status_code in (403, 422)
    assert says in text(answer)
    assert User.objects.count() == 1


@pytest.mark.parametrize(("today", "offered"), [("2025-06-30", True), ("2025-07-20", False)])
def test_roles_of_a_district_are_offered_while_there_are_districts(
    signed_in, person, settings, today, offered
):
    settings.TODAY = today
    office = person("vp", Role.PROVINCE_OFFICE, "62", "province")

    page = text(signed_in(office).get("/nguoi-dung/moi/"))

    assert ('value="district_officer"' in page) is offered
    assert 'value="commune_officer"' in page


def test_a_post_is_given_ended_and_handed_over(signed_in, office, clerk, stranger):
    client = signed_in(office)
    given = new_person(role="reader", unit_text="23545", valid_from="01/12/2019")
    client.post(reverse("give_post", args=[clerk.pk]), given)
    reader_post = clerk.posts.get(role=Role.READER)

    client.post(reverse("end_post", args=[reader_post.pk]), {"last_day": "2019-12-31"})
    reader_post.refresh_from_db()
    assert reader_post.valid_to == date(2019, 12, 31)

    post = clerk.posts.get(role=Role.COMMUNE_OFFICER)
    over = {"username": "stranger", "last_day": "2019-12-20"}
    answer = client.post(reverse("hand_over", args=[post.pk]), over, follow=True)
    assert "giữ chức vụ từ 21/12/2019" in text(answer)
    over = {"username": "khong-co", "last_day": "2019-12-20"}
    answer = client.post(reverse("hand_over", args=[post.pk]), over)
    assert (answer.status_code, "Không có người dùng “khong-co”" in text(answer)) == (422, True)


def test_a_holder_appoints_a_substitute_from_their_own_unit(signed_in, clerk, stranger, person):
    deputy = person("pct", Role.COMMUNE_DEPUTY, "23542", "commune")
    client, post = signed_in(clerk), clerk.posts.get()
    assert "Cử người làm thay" in text(client.get("/tai-khoan/"))
    given = {"valid_from": "2019-12-20", "valid_to": "2019-12-25", "reason": "nghỉ phép"}

    answer = client.post(reverse("substitute", args=[post.pk]), {**given, "username": "stranger"})
    assert answer.status_code == 422
    answer = client.post(reverse("substitute", args=[post.pk]), {**given, "username": "pct"})
    assert answer.url == "/tai-khoan/"
    made = Substitution.objects.get()
    assert made.user == deputy
    client.post(reverse("end_substitution", args=[made.pk]))
    assert not Substitution.objects.exists()


def test_one_time_passwords_come_as_a_sheet_once(signed_in, office, clerk, stranger, client):
    chosen = {"nguoi": [str(clerk.pk), str(stranger.pk)]}
    answer = signed_in(office).post(reverse("reset_passwords"), chosen)

    sheet = openpyxl.load_workbook(io.BytesIO(answer.content)).active
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=4)]
    assert [row[1] for row in rows] == ["clerk", "stranger"]
    assert answer["Cache-Control"].startswith("max-age=0")
    client.logout()
    answer = client.post("/dang-nhap/", {"login": "clerk", "password": rows[0][2]}, follow=True)
    assert "Mật khẩu đang dùng do người khác cấp" in text(answer)


def test_names_are_corrected_and_accounts_switched_off_and_on(signed_in, office, clerk):
    client = signed_in(office)
    page = reverse("person", args=[clerk.pk])
    given = {"full_name": "Y Mới", "email": "", "phone": "0905 111 222"}

    answer = client.post(reverse("change_person", args=[clerk.pk]), given, follow=True)
    assert "Y Mới" in text(answer)
    client.post(reverse("switch_person", args=[clerk.pk]))
    assert "Đã ngừng dùng" in text(client.get(page))
    client.post(reverse("switch_person", args=[clerk.pk]))
    assert "Đã ngừng dùng" not in text(client.get(page))
    answer = client.post(reverse("drop_second_factor", args=[clerk.pk]))
    assert "chưa bật xác thực hai lớp" in text(answer)


def test_the_last_administrator_is_told_why_not(signed_in, office):
    answer = signed_in(office).post(reverse("switch_person", args=[office.pk]))

    assert answer.status_code == 422
    assert "người cuối cùng quản lý người dùng của tỉnh" in text(answer)


def workbook(*rows):
    made = openpyxl.Workbook()
    for row in (tuple(LABELS.values()), *rows):
        made.active.append(list(row))
    buffer = io.BytesIO()
    made.save(buffer)
    return SimpleUploadedFile("nguoi-dung.xlsx", buffer.getvalue(), XLSX)


ROW = ["lan.sn", "Y Lan", "", "", "công chức xã phụ trách NTM", "Sa Nghĩa", "", ""]


def test_people_come_by_workbook_after_a_preview(signed_in, office):
    client = signed_in(office)
    answer = client.post("/nguoi-dung/tep/", {"file": workbook(ROW)}, follow=True)
    assert "Lập 1 người dùng, giao 1 chức vụ?" in text(answer)
    assert "Y Lan" in text(answer) and "lan.sn" in text(answer)
    assert not User.objects.filter(username="lan.sn").exists()
    kept = PeopleUpload.objects.get()

    answer = client.post(reverse("confirm_people", args=[kept.pk]), follow=True)

    assert "Đã lập 1 người dùng" in text(answer)
    assert "Y Lan" in text(answer)
    assert client.post(reverse("confirm_people", args=[kept.pk])).status_code == 422


def test_a_faulty_workbook_shows_its_cells_and_a_dropped_one_is_gone(signed_in, office):
    client = signed_in(office)
    bad = [*ROW[:5], "Không Có", "", ""]
    answer = client.post("/nguoi-dung/tep/", {"file": workbook(bad)})
    assert (answer.status_code, ">F2<" in text(answer)) == (422, True)
    assert not PeopleUpload.objects.exists()
    client.post("/nguoi-dung/tep/", {"file": workbook(ROW)})
    kept = PeopleUpload.objects.get()
    client.post(reverse("drop_people", args=[kept.pk]))
    assert client.post(reverse("confirm_people", args=[kept.pk])).status_code == 422
    assert not User.objects.filter(username="lan.sn").exists()


def test_another_persons_workbook_does_not_exist(signed_in, office, local_admin):
    signed_in(office).post("/nguoi-dung/tep/", {"file": workbook(ROW)})
    kept = PeopleUpload.objects.get()
    client = signed_in(local_admin)

    assert client.get(reverse("people_uploaded", args=[kept.pk])).status_code == 404
    for name in ("confirm_people", "drop_people"):
        assert client.post(reverse(name, args=[kept.pk])).status_code == 404


def test_everyone_reads_who_is_in_charge_and_the_office_assigns(signed_in, clerk, office):
    load_responsibility(by="test")
    page = text(signed_in(clerk).get("/phan-cong/"))
    assert "Sở Lao động - Thương binh và Xã hội tỉnh Kon Tum" in page
    assert "chưa kiểm chứng" in page
    assert "Phân công lại" not in page
    agency = Agency.objects.get(name="Cục Thống kê tỉnh Kon Tum")
    given = {
        "indicator": "11.1",
        "agency": agency.pk,
        "valid_from": "2019-12-20",
        "document": "QĐ 1/QĐ-UBND",
    }
    assert signed_in(clerk).post("/phan-cong/giao/", given).status_code == 403
    answer = signed_in(office).post("/phan-cong/giao/", given, follow=True)
    assert "Cục Thống kê tỉnh Kon Tum chủ trì 11.1" in text(answer)
    assert "QĐ 1/QĐ-UBND" in text(answer)


def test_the_set_up_page_says_what_is_missing(signed_in, office, clerk):
    page = text(signed_in(office).get("/chuan-bi/"))

    assert "Thiếu 84/85" in page  # one commune of the 85 has its officer
    assert "Thiếu 49/49" in page  # nobody is in charge of anything
    assert "Tháng 12/2019 đang mở" in page
    load_responsibility(by="test")
    page = text(signed_in(office).get("/chuan-bi/"))
    assert "Thiếu 49/49" not in page
    assert "Sở Y tế tỉnh Kon Tum" in page  # leads, and has nobody yet


def test_the_administrator_of_a_district_has_no_set_up_page(signed_in, local_admin):
    assert signed_in(local_admin).get("/chuan-bi/").status_code == 404
