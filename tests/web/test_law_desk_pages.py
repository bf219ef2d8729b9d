"""The law desk in the browser: drafts begun, filled in, compared by another, put into use."""

from __future__ import annotations

import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from law_drafts import WHEN, begun_2026, check_all, completed_2026, indicator, pdf, put

from langmoi.law.parcel import pack, trees_of
from langmoi.law.sets import set_ids
from langmoi.law.yaml_writer import Plain
from langmoi.lawdesk.drafts import begin_draft, latest
from langmoi.lawdesk.edits import block_of
from langmoi.lawdesk.models import DraftPaper, DraftValue, SetDraft
from langmoi.reporting.models import Revision


@pytest.fixture(autouse=True)
def own_folder(monkeypatch, tmp_path):
    monkeypatch.setenv("LANGMOI_HOME", str(tmp_path))


@pytest.fixture
def colleague(person):
    return person("colleague", "province_office", "62", "province")


@pytest.fixture
def leader(person):
    return person("leader", "province_leader", "62", "province")


def fields(**others):
    """The form of a new indicator 1.1, filled in; every value is invented."""
    return {
        "seen": "",
        "number": "1.1",
        "text": "Chỉ tiêu giả định",
        "operator": "at_least",
        "kind": "share",
        "figure_name": "Số liệu giả định",
        "measure": "%",
        "numerator_name": "Số đạt",
        "denominator_name": "Tổng số",
        "r0-value": "50,5",
        "r0-start": "15/02/2026",
        "r0-document": "qd-51-2025",
        "r0-clause": "(giả định)",
        "r0-status": "placeholder",
        "r0-note": "Mức giả định để thử phần mềm.",
        "r1-status": "reported",
        "r2-status": "reported",
    } | others


def seen_in(text):
    return re.search(r'name="seen" value="([0-9a-f]*)"', text)[1]


def test_the_office_begins_a_draft_and_fills_it_in(enter, office):
    browser = enter(office)
    answer = browser.post("/bo-tieu-chi/lap/", {"set": "commune-2026-2030"})
    draft = SetDraft.objects.get()
    assert answer.url == f"/bo-tieu-chi/{draft.pk}/"
    assert "Thêm chỉ tiêu" in browser.get(answer.url).content.decode()

    saved = browser.post(f"/bo-tieu-chi/{draft.pk}/muc/1/", fields())
    assert saved.status_code == 302, saved.content.decode()
    text = browser.get(f"/bo-tieu-chi/{draft.pk}/").content.decode()
    assert "≥ 50,5%" in text and "Mức tạm, chờ văn bản" in text and "chờ người thứ hai" in text
    assert draft.set_id in browser.get("/bo-tieu-chi/").content.decode()


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"r0-value": "nhiều"}, "“nhiều” không phải là số"),
        ({"r0-value": ""}, "Chưa ghi mức"),
        ({"r0-start": "30/02/2026"}, "trong lịch"),
        ({"r0-clause": ""}, "Chưa ghi điều, khoản"),
        ({"r0-value": "140"}, "nằm ngoài khoảng"),
        ({"number": "2.1"}, "Số hiệu phải có dạng 1.1"),
        ({"text": ""}, "đúng như văn bản"),
        ({"operator": "is_true"}, "không dùng được cho kiểu số liệu"),
        ({"r0-document": "khong-co"}, "Không có văn bản"),
        ({"r0-status": "checked"}, "đã được đối chiếu"),
        ({"figure": "Số Liệu"}, "Mã số liệu"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_written(enter, office, wrong, said):
    draft = begun_2026(office)
    answer = enter(office).post(f"/bo-tieu-chi/{draft.pk}/muc/1/", fields(**wrong))
    text = answer.content.decode()
    assert answer.status_code == 422
    assert said in text
    assert latest(draft).number == 1
    if "r0-value" in wrong:
        assert f'value="{wrong["r0-value"]}"' in text


def test_two_people_at_once_see_both_values(enter, office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1", "50"), office)
    address = f"/bo-tieu-chi/{draft.pk}/muc/1.1/"
    page = enter(office).get(address).content.decode()
    shown = {"seen": seen_in(page), "figure": "made_1_1", "text": "Chỉ tiêu giả định số 1.1"}
    theirs = enter(colleague).post(address, fields(**shown) | {"r0-value": "60"})
    assert theirs.status_code == 302, theirs.content.decode()
    mine = enter(office).post(address, fields(**shown) | {"r0-value": "70"})
    text = mine.content.decode()
    assert mine.status_code == 422
    assert "bạn ghi “70”, đang có “60”" in text
    again = enter(office).post(address, fields(**shown) | {"r0-value": "70", "seen": seen_in(text)})
    assert again.status_code == 302


def test_the_author_cannot_compare_and_a_second_person_can(enter, office, colleague):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    row = DraftValue.objects.get()
    told = {"value": f"{row.digest} {row.key}"}
    address = f"/bo-tieu-chi/{draft.pk}/doi-chieu/"
    assert "bạn ghi" in enter(office).get(address).content.decode()
    refused = enter(office).post(address, told)
    assert refused.status_code == 403 and "do chính bạn ghi" in refused.content.decode()
    assert enter(colleague).post(address, {}).status_code == 422
    assert enter(colleague).post(address, told).status_code == 302
    assert "Không còn mức nào" in enter(colleague).get(address).content.decode()


def test_the_set_of_2026_is_put_into_use_by_a_leader(enter, office, colleague, leader):
    draft = completed_2026(office)
    address = f"/bo-tieu-chi/{draft.pk}/"
    assert "47 mức chưa có người thứ hai" in enter(leader).get(address).content.decode()
    day = {"effective_on": "15/02/2026"}
    assert enter(leader).post(f"{address}dua-vao-dung/", day).status_code == 422
    check_all(draft, colleague)
    assert enter(office).post(f"{address}dua-vao-dung/", day).status_code == 403
    assert enter(leader).post(f"{address}dua-vao-dung/", day).status_code == 302
    assert draft.set_id in set_ids()
    assert "đã đưa vào dùng từ 15/02/2026" in enter(office).get(address).content.decode()


def test_a_draft_is_tried_on_a_closed_month_and_nothing_is_stored(page, enter, office, reader):

    page("/")
    before = Revision.objects.count()
    draft = begin_draft("commune-2016-2020", by=office, **WHEN)
    block = block_of(trees_of(latest(draft).texts), "health", "health.insured")
    seen = block.digest
    block.indicator["thresholds"][0]["value"] = Plain("99")
    put(draft, "health", block, office, seen=seen)
    text = page(f"/thu-muc-khac/?thang=2019-11&bo=ban-thao-{draft.pk}")
    assert "xã đổi kết quả" in text
    assert Revision.objects.count() == before
    tried = f"/thu-muc-khac/?thang=2019-11&bo=ban-thao-{draft.pk}"
    assert enter(reader).get(tried).status_code == 404


def test_a_draft_with_gaps_is_not_tried_and_they_are_named(enter, office, months):
    draft = begun_2026(office)
    answer = enter(office).get(f"/thu-muc-khac/?thang=2019-11&bo=ban-thao-{draft.pk}")
    assert answer.status_code == 422
    assert "văn bản có 47" in answer.content.decode()


def test_what_a_draft_says_otherwise_is_listed(enter, office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    text = enter(office).get(f"/bo-tieu-chi/{draft.pk}/khac/").content.decode()
    assert "Thêm chỉ tiêu" in text and "Chỉ tiêu giả định số 1.1" in text


def test_export_and_import_are_the_same_bytes(enter, office):
    draft = begun_2026(office)
    put(draft, "planning", indicator("planning", "1.1"), office)
    browser = enter(office)
    content = browser.get(f"/bo-tieu-chi/{draft.pk}/bo-tieu-chi.zip").content
    file = SimpleUploadedFile("bo.zip", content)
    answer = browser.post("/bo-tieu-chi/nhap-tep/", {"file": file})
    again = SetDraft.objects.latest("pk")
    assert answer.url == f"/bo-tieu-chi/{again.pk}/"
    assert pack(latest(again).texts) == content


def test_a_broken_import_names_file_and_line(enter, office):
    draft = begun_2026(office)
    texts = {**latest(draft).texts, "01-planning.yaml": "id: planning\n  number: ["}
    file = SimpleUploadedFile("hong.zip", pack(texts))
    answer = enter(office).post("/bo-tieu-chi/nhap-tep/", {"file": file})
    assert answer.status_code == 422
    assert "01-planning.yaml:2" in answer.content.decode()
    assert SetDraft.objects.count() == 1


def test_a_scan_stands_beside_the_form(enter, office, clerk):
    draft = begun_2026(office)
    browser = enter(office)
    content = pdf()
    sent = {"document": "qd-51-2025", "file": SimpleUploadedFile("51.pdf", content)}
    assert browser.post(f"/bo-tieu-chi/{draft.pk}/van-ban/tep/", sent).status_code == 302
    paper = DraftPaper.objects.get()
    address = f"/bo-tieu-chi/tep/{paper.pk}/"
    form = browser.get(f"/bo-tieu-chi/{draft.pk}/muc/1/")
    assert f'src="{address}"' in form.content.decode()
    assert "frame-src 'self'" in form["Content-Security-Policy"]
    answer = browser.get(address)
    assert answer.content == content and answer["X-Frame-Options"] == "SAMEORIGIN"
    assert "frame-ancestors 'self'" in answer["Content-Security-Policy"]
    fake = {"document": "qd-51-2025", "file": SimpleUploadedFile("51.pdf", b"<script>")}
    assert browser.post(f"/bo-tieu-chi/{draft.pk}/van-ban/tep/", fake).status_code == 422
    assert enter(clerk).get(address).status_code == 404


def test_a_document_is_entered_and_changed(enter, office):
    draft = begun_2026(office)
    browser, address = enter(office), f"/bo-tieu-chi/{draft.pk}/van-ban/"
    told = {
        "seen": "",
        "kind": "Quyết định",
        "number": "999/QĐ-MAU",
        "issuer": "(văn bản mẫu)",
        "issued_on": "",
        "title": "Văn bản mẫu để thử",
    }
    assert browser.post(address, {**told, "issued_on": "31/02/2026"}).status_code == 422
    assert browser.post(address, told).status_code == 302
    text = browser.get(address).content.decode()
    assert "999/QĐ-MAU" in text and "chưa rõ ngày" in text
    [key] = re.findall(r"van-ban=([\w-]+)", text)
    change = f"{address}?van-ban={key}"
    seen = seen_in(browser.get(change).content.decode())
    later = {**told, "seen": seen, "issued_on": "05/01/2026"}
    assert browser.post(change, later).status_code == 302
    assert browser.post(change, later | {"title": "Khác"}).status_code == 422


def test_the_head_is_changed_and_faults_are_told(enter, office):
    draft = begun_2026(office)
    browser, address = enter(office), f"/bo-tieu-chi/{draft.pk}/chung/"
    page = browser.get(address).content.decode()
    told = {
        "seen": seen_in(page),
        "name": "Bộ thử",
        "document": "qd-51-2025",
        "start": "15/02/2026",
        "end": "",
        "criteria": "10",
        "indicators": "47",
        "zones": "urbanising: Nhóm 1\nother: Nhóm 2",
        "note": "",
    }
    wrong = browser.post(address, {**told, "zones": "chỉ có tên"})
    assert wrong.status_code == 422 and "thiếu dấu hai chấm" in wrong.content.decode()
    assert browser.post(address, {**told, "criteria": "9"}).status_code == 422
    assert browser.post(address, told).status_code == 302
    assert browser.post(address, {**told, "name": "Bộ khác"}).status_code == 422
    assert "Bộ thử" in browser.get(f"/bo-tieu-chi/{draft.pk}/").content.decode()


def test_pages_are_for_those_who_read_drafts(enter, office, clerk, reader, leader):
    draft = begun_2026(office)
    pages = ["", "muc/1/", "chung/", "van-ban/", "doi-chieu/", "khac/", "bo-tieu-chi.zip"]
    for user in (clerk, reader):
        assert enter(user).get("/bo-tieu-chi/").status_code == 404
        for part in pages:
            assert enter(user).get(f"/bo-tieu-chi/{draft.pk}/{part}").status_code == 404
    for part in pages:
        assert enter(leader).get(f"/bo-tieu-chi/{draft.pk}/{part}").status_code == 200
    assert enter(leader).post(f"/bo-tieu-chi/{draft.pk}/muc/1/", fields()).status_code == 403
    assert enter(leader).post("/bo-tieu-chi/lap/", {"set": "commune-2026-2030"}).status_code == 403


def test_a_dropped_draft_is_read_only(enter, office):
    draft = begun_2026(office)
    browser = enter(office)
    assert browser.post(f"/bo-tieu-chi/{draft.pk}/bo/").status_code == 302
    assert browser.post(f"/bo-tieu-chi/{draft.pk}/muc/1/", fields()).status_code == 422
    assert "Bỏ bản thảo này" not in browser.get(f"/bo-tieu-chi/{draft.pk}/").content.decode()


def test_a_full_draft_is_read_with_few_queries(enter, office, django_assert_max_num_queries):
    from law_drafts import WHEN

    from langmoi.lawdesk.drafts import begin_draft

    draft = begin_draft("commune-2021-2025", by=office, **WHEN)
    browser = enter(office)
    with django_assert_max_num_queries(16):
        assert browser.get(f"/bo-tieu-chi/{draft.pk}/").status_code == 200
