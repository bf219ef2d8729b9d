"""Preparing, issuing and packing reports on the pages."""

from __future__ import annotations

import io
import re

import docx
import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from langmoi.publishing.history_book import SHEET, write_history_template
from langmoi.publishing.models import HistoricCount, IssuedReport, Job, ReportDraft, ReportTemplate

NOVEMBER = "?thang=2019-11"


def choice(client, label, address=f"/bao-cao/{NOVEMBER}"):
    text = client.get(address).content.decode()
    return re.search(rf'<option value="([^"]*)">\s*{re.escape(label)}\s*</option>', text)[1]


@pytest.fixture
def chairman(person):
    return person("chairman616", "district_chairman", "616", "district")


@pytest.fixture
def drafted(enter, chairman, months):
    """The chairman's draft of November, and his browser."""
    client = enter(chairman)
    told = {"report": choice(client, "Báo cáo tháng")}
    answer = client.post(f"/bao-cao/du-thao/{NOVEMBER}", told)
    return client, answer["Location"]


def test_a_draft_shows_the_computed_text_and_takes_another(drafted):
    client, address = drafted
    text = client.get(address).content.decode()
    assert "Đến ngày 14/11/2019, trong 10 xã" in text

    told = {"section": "results", "version": "0", "text": "Kết quả khá, 98765 hộ."}
    assert client.post(f"{address}sua/", told).status_code == 302
    text = client.get(address).content.decode()
    assert "Đã sửa" in text
    assert "Số không có trong số liệu của báo cáo: 98765" in text
    stale = client.post(f"{address}sua/", told | {"text": "Khác."})
    assert stale.status_code == 422
    assert "Người khác vừa sửa" in stale.content.decode()


def test_the_files_of_a_draft_hold_the_edited_text(drafted):
    client, address = drafted
    client.post(f"{address}sua/", {"section": "results", "version": "0", "text": "Rất khá."})

    word = client.get(f"{address}tai.docx")
    assert "Rất khá." in [p.text for p in docx.Document(io.BytesIO(word.content)).paragraphs]
    assert client.get(f"{address}tai.pdf").content.startswith(b"%PDF")
    assert client.get(f"{address}tai.txt").status_code == 404


def test_issuing_freezes_the_report_and_shows_its_hashes(drafted):
    client, address = drafted
    told = {"number": "12", "symbol": "UBND", "dated": "20/11/2019", "signer": "A Văn B"}
    answer = client.post(f"{address}ban-hanh/", told, follow=True)
    text = answer.content.decode()

    report = IssuedReport.objects.get()
    assert "Báo cáo số 12/BC-UBND" in text
    assert report.hash in text
    assert all(file.sha256 in text for file in report.files.all())
    file = client.get(f"/bao-cao/da-ban-hanh/{report.pk}/tai.pdf")
    assert file.content == bytes(report.files.get(ending=".pdf").content)
    assert client.get(address)["Location"] == f"/bao-cao/da-ban-hanh/{report.pk}/"


def test_what_is_missing_in_the_form_is_said_beside_its_field(drafted):
    client, address = drafted
    answer = client.post(f"{address}ban-hanh/", {"number": "x", "dated": "32/13/2019"})

    assert answer.status_code == 422
    text = answer.content.decode()
    assert "Số văn bản chỉ gồm chữ số" in text
    assert "Không đọc được ngày này" in text
    assert not IssuedReport.objects.exists()


def test_an_open_month_is_drafted_and_cannot_be_issued(enter, chairman, months):
    client = enter(chairman)
    address = "/bao-cao/?thang=2019-12"
    told = {"report": choice(client, "Báo cáo tháng", address)}
    found = client.post("/bao-cao/du-thao/?thang=2019-12", told)["Location"]

    text = client.get(found).content.decode()
    assert "BẢN NHÁP" in text
    assert "Ban hành báo cáo" not in text
    told = {"number": "1", "symbol": "UBND", "dated": "20/12/2019", "signer": "A"}
    assert client.post(f"{found}ban-hanh/", told).status_code == 422


def test_a_template_is_checked_before_it_is_used(drafted):
    client, address = drafted
    house = client.get(f"{address}mau/").content
    good = SimpleUploadedFile("mau.docx", house)
    bad_document = docx.Document()
    bad_document.add_paragraph("{{Số xa}}")
    buffer = io.BytesIO()
    bad_document.save(buffer)
    bad = SimpleUploadedFile("xau.docx", buffer.getvalue())

    refused = client.post(f"{address}mau/", {"file": bad})
    assert refused.status_code == 422
    assert "Không có trường {{Số xa}}" in refused.content.decode()
    assert client.post(f"{address}mau/", {}).status_code == 422
    assert client.post(f"{address}mau/", {"file": good}).status_code == 302
    assert "mẫu riêng “mau.docx”, bản 1" in client.get(address).content.decode()
    client.post(f"{address}mau/", {"house": "1"})
    assert ReportTemplate.objects.count() == 2
    assert "đang dùng mẫu chung" in client.get(address).content.decode()


def test_a_reader_sees_by_their_own_scope(drafted, enter, stranger, reader, district_officer):
    _, address = drafted

    assert enter(stranger).get(address).status_code == 404
    assert enter(stranger).get(f"{address}tai.docx").status_code == 404
    assert enter(reader).get(address).status_code == 200
    text = enter(district_officer).get(address).content.decode()
    assert "Ban hành báo cáo" not in text
    assert "Báo cáo này do Chủ tịch UBND huyện" in text


def test_a_choice_that_is_not_the_persons_is_refused(enter, chairman, months):
    client = enter(chairman)

    for value in ("", "1::month:", "khong-co"):
        assert client.post(f"/bao-cao/du-thao/{NOVEMBER}", {"report": value}).status_code == 422
    assert not ReportDraft.objects.exists()


def test_a_pack_is_asked_for_followed_and_fetched(enter, person, months):
    from django.utils import timezone

    from langmoi.publishing.worker import work_on_next

    client = enter(person("officer616", "district_officer", "616", "district"))
    address = client.post(f"/bao-cao/goi/{NOVEMBER}", {"kind": "docx"})["Location"]
    assert "Đang chờ đến lượt" in client.get(address).content.decode()
    assert client.get(f"{address}tai.zip").status_code == 404
    work_on_next(timezone.now)

    piece = client.get(address, headers={"HX-Request": "true"}).content.decode()
    assert "<html" not in piece
    assert "đã xong: 10/10 xã" in piece
    assert "Xã Rờ Kơi" in piece  # it has filed nothing
    assert client.get(f"{address}tai.zip").content.startswith(b"PK")
    assert client.post(f"{address}huy/").status_code == 422


def test_a_pack_can_be_cancelled_and_others_do_not_see_it(enter, office, stranger, months):
    client = enter(office)
    address = client.post(f"/bao-cao/goi/{NOVEMBER}", {"kind": "pdf"})["Location"]

    assert client.post(f"{address}huy/").status_code == 302
    assert Job.objects.get().state == "cancelled"
    assert enter(stranger).get(address).status_code == 404


def test_counts_of_the_first_stage_are_loaded_or_every_cell_is_named(enter, office, kontum):
    book = openpyxl.load_workbook(io.BytesIO(write_history_template()))
    source = "https://www.kontumonline.com/"
    book[SHEET].append([2010, "62", *[None] * 5, 66, None, None, "đã công bố", source])
    client = enter(office)

    def give():
        buffer = io.BytesIO()
        book.save(buffer)
        file = SimpleUploadedFile("dem.xlsx", buffer.getvalue())
        return client.post("/bao-cao/giai-doan-2010-2015/", {"file": file})

    assert give().status_code == 302
    text = client.get("/bao-cao/giai-doan-2010-2015/").content.decode()
    assert f'href="{source}"' in text
    book[SHEET]["A2"] = 1999
    answer = give()
    assert answer.status_code == 422
    assert ">A2<" in answer.content.decode()
    assert HistoricCount.objects.count() == 1


def test_only_the_office_loads_counts(enter, district_officer, kontum):
    client = enter(district_officer)

    assert "Nạp từ tệp Excel" not in client.get("/bao-cao/giai-doan-2010-2015/").content.decode()
    assert client.post("/bao-cao/giai-doan-2010-2015/").status_code == 403
