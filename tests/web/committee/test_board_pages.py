"""Pages of boards and meetings: who reads, who writes, and a conclusion followed to the end."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from evidence_files import pdf, word

from langmoi.committee.actions import (
    Called,
    NewBoard,
    NewMember,
    add_board,
    add_meeting,
    add_member,
)
from langmoi.committee.models import Attendance, Board, BoardRole, Meeting, MeetingPaper
from langmoi.direction.models import Directive, TaskInstance
from langmoi.places.queries import unit_by_code
from langmoi.reporting.evidence import store

LIST = "/ban-chi-dao/"
TODAY = date(2019, 12, 20)
WHEN = {"on": TODAY, "at": datetime(2019, 12, 20, 3, tzinfo=UTC)}


def unit(code="616", level="district"):
    return unit_by_code(code, TODAY, level).unit


@pytest.fixture
def board(district_officer):
    made = add_board(NewBoard("Ban Chỉ đạo huyện Sa Thầy"), unit(), by=district_officer, **WHEN)
    head = NewMember("Chủ tịch huyện", BoardRole.HEAD, date(2016, 1, 1))
    add_member(made, head, seen=1, by=district_officer, on=TODAY)
    return made


@pytest.fixture
def meeting(board, district_officer):
    told = Called("Họp tháng 12", date(2019, 12, 10), agenda="1. Kết quả")
    return add_meeting(board, told, by=district_officer, **WHEN)


def text(answer):
    return answer.content.decode()


def conclusion(**changed):
    told = {"seen": "1", "text": "Bổ sung minh chứng.", "due_on": "16/12/2019"}
    return {**told, "lead": f"d{unit('23542', 'commune').pk}", **changed}


def test_a_district_puts_in_its_board_and_members(enter, district_officer, clerk):
    browser = enter(district_officer)
    told = {"unit": str(unit().pk), "name": "Ban Chỉ đạo", "decision_number": "", "decided_on": ""}
    address = browser.post(f"{LIST}ban/moi/", told)["Location"]
    member = {"seen": "1", "username": "clerk", "role": "head", "valid_from": "01/01/2016"}
    browser.post(f"{address}thanh-vien/", member)

    assert clerk.full_name in text(browser.get(address))
    again = browser.post(f"{address}thanh-vien/", {**member, "seen": "2"})
    assert again.status_code == 422
    assert "là Trưởng ban vào ngày" in text(again)
    key = Board.objects.get().members.get().pk
    left = {"seen": "2", "member": str(key), "last_day": "31/10/2019"}
    browser.post(f"{address}thoi-tham-gia/", left)
    assert "đến hết 31/10/2019" in text(browser.get(address))


def test_a_conclusion_is_written_issued_followed_and_numbered(
    enter, meeting, district_officer, clerk
):
    address, browser = f"{LIST}{meeting.pk}/", enter(district_officer)
    browser.post(f"{address}ket-luan/", conclusion())
    assert "Giao các kết luận chưa giao" in text(browser.get(address))
    browser.post(f"{address}giao/", {"seen": "2"})
    browser.post(f"{address}so-hieu/", {"seen": "3", "number": "9/TB", "dated_on": "12/12/2019"})

    shown = text(browser.get(address))
    assert "quá hạn 4 ngày" in shown
    assert "số 9/TB ngày 12/12/2019" in shown
    assert TaskInstance.objects.visible_to(clerk, on=TODAY).count() == 1
    assert "Bổ sung minh chứng." in text(browser.get(f"{address}in/"))


def test_the_next_meeting_shows_and_prints_what_is_open(enter, meeting, board, district_officer):
    browser = enter(district_officer)
    browser.post(f"{LIST}{meeting.pk}/ket-luan/", conclusion())
    browser.post(f"{LIST}{meeting.pk}/giao/", {"seen": "2"})
    told = {"title": "Họp cuối năm", "held_on": "27/12/2019", "agenda": "1. Tổng kết"}
    following = browser.post(f"{LIST}ban/{board.pk}/hop/", told)["Location"]

    for address in (following, f"{following}in/"):
        assert "Bổ sung minh chứng." in text(browser.get(address))


@pytest.mark.parametrize(
    ("changed", "said"),
    [
        ({"text": " "}, "Ô này còn trống"),
        ({"lead": "d999999"}, "Hãy chọn trong danh sách"),
        ({"lead": ""}, "Ô này còn trống"),
        ({"seen": "9"}, "vừa được người khác sửa"),
    ],
)
def test_a_conclusion_that_cannot_be_is_told(enter, meeting, district_officer, changed, said):
    answer = enter(district_officer).post(f"{LIST}{meeting.pk}/ket-luan/", conclusion(**changed))

    assert answer.status_code == 422
    assert said in text(answer)
    assert not Directive.objects.exists()


def test_attendance_is_written_by_member(enter, meeting, board, district_officer):
    member = board.members.get()
    told = {f"tv{member.pk}-presence": "stand_in", f"tv{member.pk}-stand_in": ""}
    browser = enter(district_officer)

    refused = browser.post(f"{LIST}{meeting.pk}/du-hop/", {"seen": "1", **told})
    assert "hãy ghi tên người dự thay" in text(refused)
    told[f"tv{member.pk}-stand_in"] = "Phó Chủ tịch"
    browser.post(f"{LIST}{meeting.pk}/du-hop/", {"seen": "1", **told})

    assert Attendance.objects.get().stand_in == "Phó Chủ tịch"


def test_a_paper_is_kept_read_and_a_secret_one_refused(
    enter, meeting, district_officer, office, stranger, tmp_path, monkeypatch
):
    monkeypatch.setattr(store, "home", lambda: tmp_path)
    address, browser = f"{LIST}{meeting.pk}/them-tai-lieu/", enter(district_officer)
    secret = SimpleUploadedFile("TỐI MẬT.docx", word())
    answer = browser.post(address, {"seen": "1", "title": "", "file": secret})
    assert answer.status_code == 422
    assert "không được chứa tài liệu mật" in text(answer)
    assert [path for path in tmp_path.rglob("*") if path.is_file()] == []

    browser.post(
        address, {"seen": "1", "title": "", "file": SimpleUploadedFile("bao-cao.pdf", pdf())}
    )

    paper = MeetingPaper.objects.get()
    assert enter(office).get(f"{LIST}tai-lieu/{paper.pk}/").content == pdf()
    assert enter(stranger).get(f"{LIST}tai-lieu/{paper.pk}/").status_code == 404


def test_minutes_are_written_after_the_meeting(enter, meeting, district_officer):
    told = {"title": "Họp", "held_on": "10/12/2019", "minutes": "Đã kết luận.", "seen": "1"}
    enter(district_officer).post(f"{LIST}{meeting.pk}/sua/", told)

    assert Meeting.objects.get().minutes == "Đã kết luận."


def test_others_read_or_find_nothing_and_drafts_are_the_offices(
    enter, meeting, district_officer, office, clerk, stranger
):
    enter(district_officer).post(f"{LIST}{meeting.pk}/ket-luan/", conclusion())

    shown = text(enter(office).get(f"{LIST}{meeting.pk}/"))
    assert "Bổ sung minh chứng." not in shown
    assert "Ghi thêm kết luận" not in shown
    assert enter(office).post(f"{LIST}{meeting.pk}/giao/", {"seen": "2"}).status_code == 404
    for who in (clerk, stranger):
        assert enter(who).get(f"{LIST}{meeting.pk}/").status_code == 404
        assert "Chưa có Ban Chỉ đạo nào" in text(enter(who).get(LIST))
