"""Pages of conventions, village meetings, mobilisation sessions and campaigns."""

from __future__ import annotations

from datetime import date
from io import BytesIO

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from evidence_files import pdf
from village_world import TODAY, WHEN, convention, finding, meeting, session, villages

from langmoi.registers.actions import Move, NewEntry, add_entry
from langmoi.registers.models import Entry, EntryFile, EntryRecord

NEW = {
    "held_on": "12/11/2019",
    "purpose": "Bàn làm đường",
    "households": "100",
    "invited": "100",
    "attending": "80",
    "viec1-question": "Làm đường",
    "viec1-in_favour": "51",
    "viec1-against": "20",
    "viec1-abstained": "9",
}
SESSION = {
    "name": "Nói chuyện về rác",
    "held_on": "15/11/2019",
    "organiser": "front",
    "language": "xo_dang",
    "criterion": "17",
    "content": "Vì sao phải thu gom rác.",
    "money": "1,5",
}


@pytest.fixture
def world(person, months):
    return villages(person)


@pytest.fixture
def front(person):
    return person("mattran", "front_officer", "62", "province")


def text(answer):
    return answer.content.decode()


def campaign(unit, by, *, criterion="17", begins_on=date(2019, 12, 1), ends_on=None):
    fields = {
        "organiser": "front",
        "begins_on": begins_on,
        "ends_on": ends_on,
        "criterion": criterion,
        "content": "Thu gom rác.",
    }
    return add_entry(NewEntry("campaign", "Vì môi trường", Move("running", begins_on), fields),
                     unit, by=by, **WHEN)  # fmt: skip


def test_villages_without_a_convention_stand_beside_the_published_count(enter, world, office):
    convention(world.units[0], office, state="recognised", since=date(2019, 3, 1))
    shown = text(enter(office).get("/huong-uoc/"))
    assert "848<small>/874</small>" in shown
    assert "Chênh 847 hương ước, quy ước và 870 thôn, làng" in shown
    assert "chưa kiểm chứng" in shown
    none = text(enter(office).get("/huong-uoc/?nhom=chua-co"))
    assert "3 thôn, làng" in none


def test_the_published_count_is_not_set_beside_a_district(enter, world, district_officer):
    assert "874" not in text(enter(district_officer).get("/huong-uoc/"))


def test_lists_show_only_what_is_in_scope(enter, world, stranger, head_page):
    meeting(world.units[0], world.head)
    shown = text(enter(stranger).get("/hop-thon/"))
    assert "số 1" not in shown
    assert "Chưa có danh sách thôn" in shown
    assert enter(stranger).get(head_page).status_code == 404
    assert enter(stranger).get(f"{head_page}hop/").status_code == 404


@pytest.fixture
def head_page(world):
    return f"/thon/{world.versions[0].code}/"


def test_the_head_puts_a_meeting_down_with_its_votes_and_minutes(enter, world, head_page):
    minutes = SimpleUploadedFile("bien-ban.pdf", pdf(), "application/pdf")
    answer = enter(world.head).post(f"{head_page}hop/", {**NEW, "minutes": minutes}, follow=True)
    shown = text(answer)
    assert "Đã ghi biên bản họp" in shown
    assert "51/100 hộ tán thành, trên 50%." in shown
    assert Entry.objects.get().state == "signed"
    assert EntryFile.objects.get().label == "Biên bản họp thôn đã ký"


def test_more_ballots_than_households_come_back_as_typed_and_nothing_is_kept(
    enter, world, head_page
):
    told = {**NEW, "viec1-abstained": "10"}
    answer = enter(world.head).post(f"{head_page}hop/", told)
    assert answer.status_code == 422
    assert "= 81 phiếu, nhiều hơn 80 hộ dự họp" in text(answer)
    assert 'value="Làm đường"' in text(answer)
    assert not Entry.objects.exists()


def test_a_file_that_is_no_paper_leaves_no_meeting(enter, world, head_page):
    minutes = SimpleUploadedFile("bien-ban.pdf", b"khong phai pdf", "application/pdf")
    answer = enter(world.head).post(f"{head_page}hop/", {**NEW, "minutes": minutes})
    assert answer.status_code == 422
    assert not Entry.objects.exists()
    assert not EntryRecord.objects.exists()


@pytest.mark.parametrize(
    ("field", "typed", "said"),
    [
        ("attending", "tám mươi", "phải là số nguyên"),
        ("attending", "-1", "không thể nhỏ hơn 0"),
        ("held_on", "12.11", "Không hiểu ngày này"),
        ("viec1-question", "", "chưa ghi việc biểu quyết"),
        ("viec1-in_favour", "", "Chưa ghi số hộ tán thành"),
    ],
)
def test_what_cannot_be_read_is_said_at_its_field(enter, world, head_page, field, typed, said):
    answer = enter(world.head).post(f"{head_page}hop/", {**NEW, field: typed})
    assert answer.status_code == 422
    assert said in text(answer)
    assert not Entry.objects.exists()


def test_my_village_is_that_of_the_post(enter, world, office):
    assert "Thôn số 1" in text(enter(world.head).get("/thon-toi/"))
    assert enter(office).get("/thon-toi/").status_code == 404


def test_the_page_of_a_village_shows_all_that_it_has(enter, world, head_page, clerk):
    convention(world.units[0], clerk, state="recognised", since=date(2019, 3, 1))
    meeting(world.units[0], world.head)
    finding(world.units[0], world.head)
    session(world.units[0], world.head, {world.units[0]: (30, 20)})
    shown = text(enter(world.head).get(head_page))
    for said in ("Đã công nhận", "12/11/2019", "quá hạn 10 ngày", "30 người dự"):
        assert said in shown


def test_the_front_chooses_the_commune_then_tells_who_came(enter, world, front):
    chosen = text(enter(front).get("/tuyen-truyen/moi/"))
    assert '<option value="23542">' in chosen
    first, second = world.units[0].pk, world.units[1].pk
    told = {f"thon{first}-people": "60", f"thon{first}-households": "40",
            f"thon{second}-people": "25"}  # fmt: skip
    answer = enter(front).post("/tuyen-truyen/moi/?noi=23542", {**SESSION, **told}, follow=True)
    shown = text(answer)
    assert "Đã ghi buổi tuyên truyền ở xã Sa Nghĩa." in shown
    assert "1,5 triệu đồng" in shown
    assert EntryRecord.objects.count() == 2


def test_nobody_tells_of_a_session_where_they_may_not(enter, world, stranger):
    answer = enter(stranger).get("/tuyen-truyen/moi/?noi=23542")
    assert 'name="content"' not in text(answer)  # a place of their own is offered instead
    assert not Entry.objects.exists()


def test_who_only_reads_has_no_form(enter, world, person):
    reader = person("xem", "reader", "62", "province")
    assert enter(reader).get("/tuyen-truyen/moi/").status_code == 404
    assert "Ghi buổi tuyên truyền" not in text(enter(reader).get("/tuyen-truyen/"))


def test_sessions_add_up_by_language_and_as_a_file(enter, world, front):
    session(world.commune, front, {world.units[0]: (60, 40), world.units[1]: (30, None)})
    session(world.commune, front, name="Buổi hai", held_on=date(2019, 12, 1), language="kinh")
    shown = text(enter(front).get("/tuyen-truyen/?bang=tieng"))
    assert "1 buổi chưa ghi số dự" in shown
    assert "Xơ Đăng" in shown
    answer = enter(front).get("/tuyen-truyen/?bang=tieng&tep=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Số liệu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert rows[-1][:6] == ["Cộng", 2, 2, 90, 40, 1]
    narrowed = text(enter(front).get("/tuyen-truyen/?tieng=kinh"))
    assert "Buổi hai" in narrowed
    assert "Nói chuyện về vệ sinh" not in narrowed


def test_meetings_of_a_quarter_as_a_file_name_the_villages_without_one(enter, world, office):
    meeting(world.units[0], world.head, ("Làm đường", 51, 20, 9))
    answer = enter(office).get("/hop-thon/?quy=2019-4&tep=xlsx")
    sheet = openpyxl.load_workbook(BytesIO(answer.content))["Số liệu"]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=2)]
    assert len(rows) == 4
    assert rows[0][8:12] == ["Làm đường", 51, 20, 9]
    assert [row[4] for row in rows[1:]] == ["chưa họp"] * 3


def test_a_campaign_without_months_after_it_says_so_and_claims_no_cause(
    enter, world, front, office
):
    made = campaign(world.commune, front, begins_on=TODAY)
    session(world.commune, front, campaign="Vì môi trường")
    shown = text(enter(office).get(f"/phong-trao/{made.pk}/"))
    assert "Chưa đủ tháng để so" in shown
    assert "không chứng minh phong trào là nguyên nhân" in shown
    assert "1 buổi tuyên truyền" in shown
    listed = text(enter(front).get("/phong-trao/"))
    assert "Vì môi trường" in listed


def test_a_campaign_elsewhere_is_not_there(enter, world, front, stranger):
    made = campaign(world.commune, front)
    assert enter(stranger).get(f"/phong-trao/{made.pk}/").status_code == 404


def test_lists_take_as_many_queries_for_many_villages_as_for_few(
    enter, world, office, django_assert_max_num_queries
):
    for unit in world.units:
        convention(unit, office)
        meeting(unit, office, ("Làm đường", 51, 20, 9))
    browser = enter(office)
    for address in ("/huong-uoc/", "/hop-thon/", "/tuyen-truyen/", "/phong-trao/"):
        browser.get(address)
        with django_assert_max_num_queries(30):
            browser.get(address)


def test_a_finding_leads_to_the_project_whose_code_it_tells(enter, world, head_page, clerk):
    from langmoi.funding.models import Project

    finding(world.units[0], world.head, project_code="CT-01")
    assert "Đường huyện" not in text(enter(clerk).get(head_page))
    made = Project.objects.create(
        unit=world.commune, code="CT-01", name="Đường huyện", content="road", made_by=clerk,
        total=1, made_at=WHEN["at"],
    )  # fmt: skip
    assert f'href="/cong-trinh/{made.pk}/"' in text(enter(clerk).get(head_page))
