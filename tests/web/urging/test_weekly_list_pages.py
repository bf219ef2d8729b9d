"""The weekly list with its files, writing reminders down, and the chairman's page, as pages."""

from __future__ import annotations

import io
import re
import zipfile
from datetime import date

import pytest
from openpyxl import load_workbook

from langmoi.core.models import AuditEntry
from langmoi.direction.models import TaskEvent

DUE = date(2019, 7, 31)
pytestmark = pytest.mark.usefixtures("later")


def page(client, user, address, status=200):
    client.force_login(user)
    answer = client.get(address)
    assert answer.status_code == status
    return answer.content.decode()


def send(client, user, address, told, status=302):
    client.force_login(user)
    answer = client.post(address, told)
    assert answer.status_code == status
    return answer.content.decode()


def test_the_office_reads_who_is_overdue_with_whom_to_call(client, give, sides, chairman):
    give(due_on=DUE, clause="1/-1")

    shown = page(client, sides.committee, "/don-doc/")

    assert "Quá hạn 20 ngày" in shown
    assert "Huyện Sa Thầy" in shown
    assert chairman.full_name in shown
    assert "Chưa có phản hồi từ ngày giao 22/07/2019" in shown
    assert "Từ ngày 20/08/2019 đến ngày 26/08/2019" in shown


def test_who_follows_no_documents_has_no_such_page(client, given, sides, leader, reader):
    for user in (leader, reader):
        for address in ("/don-doc/", "/don-doc.docx"):
            page(client, user, address, 404)
    # A district follows its own documents, and the province's are not among them.
    assert "không phải đôn đốc việc nào" in page(client, sides.district, "/don-doc/")


def test_a_reminder_is_written_down_and_shown(client, given, sides):
    told = {"viec": [given.pk], "note": "Gọi điện thoại"}
    send(client, sides.committee, "/don-doc/ghi/", told)

    event = TaskEvent.objects.get(step="remind")
    assert (event.instance_id, event.note, event.by) == (
        given.pk,
        "Gọi điện thoại",
        sides.committee,
    )
    assert AuditEntry.objects.filter(action="task.remind").count() == 1
    shown = page(client, sides.committee, "/don-doc/")
    assert re.search(r"Đã đôn đốc: 1 lần, gần nhất \d\d/\d\d/\d{4}", shown)


def test_nothing_marked_or_a_list_that_has_moved_on_is_told_and_nothing_is_written(
    client, given, sides
):
    shown = send(client, sides.committee, "/don-doc/ghi/", {}, 422)
    assert "Chưa đánh dấu nhiệm vụ nào" in shown
    shown = send(client, sides.committee, "/don-doc/ghi/", {"viec": [given.pk, 999_999]}, 422)
    assert "Danh sách vừa thay đổi" in shown
    assert "checked" in shown
    assert not TaskEvent.objects.filter(step="remind").exists()


def test_nobody_writes_reminders_for_anothers_documents(client, given, sides, reader):
    shown = send(client, sides.district, "/don-doc/ghi/", {"viec": [given.pk]}, 422)
    assert "Danh sách vừa thay đổi" in shown
    send(client, reader, "/don-doc/ghi/", {"viec": [given.pk]}, 403)
    assert not TaskEvent.objects.filter(step="remind").exists()


def test_the_notice_of_the_office_says_the_same_in_word_and_excel(client, give, sides):
    give(due_on=DUE, clause="1/-1", text="Rà soát từng tiêu chí.")
    client.force_login(sides.committee)

    word = client.get("/don-doc.docx")
    with zipfile.ZipFile(io.BytesIO(word.content)) as archive:
        text = re.sub(r"<[^>]+>", " ", archive.read("word/document.xml").decode())
    for said in ("THÔNG BÁO", "VĂN PHÒNG", "/TB-VP", "Quá hạn 20 ngày", "CHÁNH VĂN PHÒNG"):
        assert said in text
    assert 'filename="don-doc-2019-08-20-62.docx"' in word["Content-Disposition"]
    sheet = load_workbook(io.BytesIO(client.get("/don-doc.xlsx").content))["Đôn đốc"]
    cells = [cell.value for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert "Quá hạn 20 ngày" in cells
    assert "Mục 1/-1: Rà soát từng tiêu chí." in cells
    assert client.get("/don-doc.pdf").content.startswith(b"%PDF")


def test_the_leader_reads_what_is_overdue_long_and_says_what_is_to_be_done(
    client, given, sides, leader
):
    shown = page(client, leader, "/qua-han-lau/")
    assert "Nhiệm vụ quá hạn từ 15 ngày trở lên" in shown
    assert "chưa có văn bản quy định" in shown

    told = {"note": "Báo cáo trước ngày 25/8."}
    send(client, leader, f"/nhiem-vu/{given.pk}/instruct/", told)

    for user in (leader, sides.committee):
        assert "Báo cáo trước ngày 25/8." in page(client, user, "/qua-han-lau/")
    assert "Cho ý kiến chỉ đạo" not in page(client, sides.committee, "/qua-han-lau/")


def test_an_instruction_without_words_is_told_and_nobody_else_gives_one(
    client, given, sides, leader, chairman
):
    address = f"/nhiem-vu/{given.pk}/instruct/"
    send(client, leader, address, {"note": ""}, 422)
    for user in (sides.committee, sides.district, chairman):
        assert "Chỉ người đứng đầu" in send(client, user, address, {"note": "Làm ngay."}, 422)
    assert not TaskEvent.objects.filter(step="instruct").exists()


def test_a_chairman_sees_the_district_own_documents_only(
    client, given, chairman, sides, district_plan
):
    shown = page(client, chairman, "/qua-han-lau/")
    assert "Không có việc nào quá hạn lâu" in shown
    assert "huyện Sa Thầy" in shown


def test_the_task_itself_offers_both_to_who_may(client, given, sides, leader):
    address = f"/nhiem-vu/{given.pk}/"
    assert "Cho ý kiến chỉ đạo" in page(client, leader, address)
    shown = page(client, sides.committee, address)
    assert "Ghi đã đôn đốc" in shown
    assert "Cho ý kiến chỉ đạo" not in shown

    send(client, sides.committee, f"{address}remind/", {"note": "Gửi công văn."})
    assert "Gửi công văn." in page(client, sides.district, address)
