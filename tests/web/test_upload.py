"""Figures in by the browser: template, faults beside cells, changes, confirm; two at once."""

from __future__ import annotations

import io
import re

import openpyxl
import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from page_words import words

from langmoi.core.models import AuditEntry
from langmoi.reporting.models import Filing, Revision, Upload, UploadState

SA_NGHIA = "23542"


def book_of(answer):
    return openpyxl.load_workbook(io.BytesIO(answer.content))


def cell(book, code, key):
    """The cell of a commune and a figure, by the keys that the workbook keeps for itself."""
    for sheet in book.worksheets:
        columns = {c.value: c.column for row in sheet.iter_rows() for c in row if c.value == key}
        rows = {c.row for row in sheet.iter_rows() for c in row if str(c.value) == code}
        if columns and rows:
            return sheet.cell(rows.pop(), columns[key])
    raise LookupError((code, key))


def file_of(book, name="thang-12.xlsx"):
    saved = io.BytesIO()
    book.save(saved)
    return SimpleUploadedFile(name, saved.getvalue())


@pytest.fixture
def clerks(enter, clerk, months):
    return enter(clerk)


@pytest.fixture
def template(clerks):
    return book_of(clerks.get("/nhap-so-lieu/mau.xlsx"))


def give(client, book, address="/nhap-so-lieu/"):
    return client.post(address, {"file": file_of(book)})


def latest():
    return Filing.objects.get(unit__versions__code=SA_NGHIA, month="2019-12-01").latest


def test_the_page_says_what_to_do_and_who_has_not_filed(page, office):
    text = page("/nhap-so-lieu/")

    assert "Nhập số liệu tháng 12/2019" in text
    assert 'href="/nhap-so-lieu/mau.xlsx"' in text
    assert "Chưa nộp tháng 12/2019: 81 xã" in text


def test_a_clerk_gets_a_template_of_their_commune_alone(clerks):
    answer = clerks.get("/nhap-so-lieu/mau.xlsx")

    assert "so-lieu-ntm-xa-sa-nghia-2019-12-mau.xlsx" in answer["Content-Disposition"]
    values = {str(c.value) for sheet in book_of(answer) for row in sheet.iter_rows() for c in row}
    assert SA_NGHIA in values
    assert "23539" not in values


def test_faults_are_shown_beside_their_cells_and_nothing_is_kept(clerks, template):
    wrong = cell(template, SA_NGHIA, "income_per_capita")
    wrong.value = "bốn mươi"

    answer = give(clerks, template)
    text = words(answer.content.decode())

    assert answer.status_code == 422
    assert "Chưa ghi gì: tệp có 1 chỗ cần sửa." in text
    assert wrong.coordinate in text
    assert wrong.parent.title in text
    assert not Upload.objects.exists()


def test_changes_are_seen_old_beside_new_and_written_only_when_confirmed(clerks, template):
    before = latest()
    cell(template, SA_NGHIA, "income_per_capita").value = 42

    seen = clerks.get(give(clerks, template).url)
    text = words(seen.content.decode())
    assert "Thay đổi: 1 số liệu" in text
    assert re.search(r" 40 → 42 ", text)
    assert latest() == before

    upload = Upload.objects.get()
    answer = clerks.post(f"/nhap-so-lieu/{upload.pk}/ghi/", {"seen": upload.seen}, follow=True)

    assert "Đã ghi số liệu tháng 12/2019 của 1 xã từ tệp thang-12.xlsx." in answer.content.decode()
    assert latest().number == before.number + 1
    assert latest().figures["income_per_capita"] == "42"
    assert latest().previous_hash == before.hash
    assert AuditEntry.objects.filter(action="filings.import").count() == 1
    upload.refresh_from_db()
    assert upload.state == UploadState.IMPORTED


def test_pressing_twice_writes_once(clerks, template):
    cell(template, SA_NGHIA, "income_per_capita").value = 42
    give(clerks, template)
    upload = Upload.objects.get()

    for _ in range(2):
        clerks.post(f"/nhap-so-lieu/{upload.pk}/ghi/", {"seen": upload.seen})

    assert Revision.objects.filter(upload=upload).count() == 1


def test_what_someone_else_changed_meanwhile_is_never_overwritten_unseen(
    client, enter, clerk, office, template
):
    cell(template, SA_NGHIA, "income_per_capita").value = 42
    mine = Upload.objects.get(pk=int(give(client, template).url.strip("/").split("/")[-1]))
    cell(template, SA_NGHIA, "income_per_capita").value = 43
    theirs_at = give(enter(office), template).url
    theirs = Upload.objects.get(uploaded_by=office)
    client.post(f"{theirs_at}ghi/", {"seen": theirs.seen})

    enter(clerk)
    refused = client.post(f"/nhap-so-lieu/{mine.pk}/ghi/", {"seen": mine.seen})
    again = client.get(f"/nhap-so-lieu/{mine.pk}/").content.decode()

    assert refused.status_code == 422
    assert "số liệu của một số xã trong tệp đã được người khác thay đổi" in refused.content.decode()
    assert latest().figures["income_per_capita"] == "43"
    assert "Số liệu đã thay đổi từ lúc tải tệp lên." in again


def test_a_workbook_that_changes_nothing_says_so(clerks):
    same = book_of(clerks.get("/nhap-so-lieu/da-nop.xlsx"))

    answer = give(clerks, same)

    assert answer.status_code == 200
    assert "Tệp không thay đổi gì." in answer.content.decode()
    assert not Upload.objects.exists()


def test_a_workbook_can_be_given_up(clerks, template):
    cell(template, SA_NGHIA, "income_per_capita").value = 42
    give(clerks, template)
    upload = Upload.objects.get()

    clerks.post(f"/nhap-so-lieu/{upload.pk}/bo/")

    upload.refresh_from_db()
    assert upload.state == UploadState.DROPPED
    assert (
        "không làm thay đổi số liệu nào"
        in clerks.get(f"/nhap-so-lieu/{upload.pk}/").content.decode()
    )


@pytest.mark.parametrize("path", ["", "ghi/", "bo/"])
def test_another_persons_workbook_does_not_exist(enter, clerk, stranger, template, client, path):
    cell(template, SA_NGHIA, "income_per_capita").value = 42
    give(client, template)
    upload = Upload.objects.get()
    other = enter(stranger)

    address = f"/nhap-so-lieu/{upload.pk}/{path}"
    answer = other.post(address) if path else other.get(address)

    assert answer.status_code == 404


def test_a_closed_month_takes_no_workbook_and_says_who_can_help(clerks):
    page = clerks.get("/nhap-so-lieu/?thang=2019-11").content.decode()
    november = book_of(clerks.get("/nhap-so-lieu/mau.xlsx?thang=2019-11"))
    cell(november, SA_NGHIA, "income_per_capita").value = 42

    answer = give(clerks, november, "/nhap-so-lieu/?thang=2019-11")

    assert "Tháng 11/2019 đã chốt số liệu nên không nhận thêm." in page
    assert answer.status_code == 422
    assert "đã chốt" in answer.content.decode()


@pytest.mark.parametrize(
    ("given", "sentence"),
    [
        ({}, "Chưa chọn tệp."),
        ({"file": SimpleUploadedFile("rong.xlsx", b"")}, "rỗng (0 byte)"),
        ({"file": SimpleUploadedFile("anh.xlsx", b"\x89PNG" * 100)}, "chỗ cần sửa"),
    ],
)
def test_what_is_no_workbook_is_refused_with_what_to_do(clerks, given, sentence):
    answer = clerks.post("/nhap-so-lieu/", given)

    assert answer.status_code == 422
    assert sentence in answer.content.decode()


def test_a_file_beyond_the_limit_is_refused_before_it_is_read(clerks, settings):
    settings.UPLOAD_LIMIT_BYTES = 1024

    answer = clerks.post("/nhap-so-lieu/", {"file": SimpleUploadedFile("to.xlsx", b"x" * 2048)})

    assert answer.status_code == 422
    assert "quá mức" in answer.content.decode()


def test_a_reader_is_told_that_they_may_only_read(enter, reader, months):
    answer = enter(reader).get("/nhap-so-lieu/")

    assert answer.status_code == 403
    assert "chỉ được xem" in answer.content.decode()
