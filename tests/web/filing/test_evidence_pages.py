"""Evidence by the web: attached, shown, served with care, taken off, refused."""

from __future__ import annotations

import re

import pytest
from chain_world import explain_papers
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from evidence_files import pdf, picture
from filing_world import ADDRESS, AT, COMMUNE, HTMX, TODAY, fields

from langmoi.core.models import AuditEntry
from langmoi.reporting.evidence import store
from langmoi.reporting.models import Evidence, EvidenceFile

pytestmark = pytest.mark.django_db
ATTACH = f"/phieu/{COMMUNE}/minh-chung/?thang=2019-12"


def send(client, *files, indicator="9.1", headers=HTMX, **more):
    given = [SimpleUploadedFile(name, content) for name, content in files]
    return client.post(ATTACH, {"indicator": indicator, "file": given, **more}, headers=headers)


def test_files_are_kept_by_their_hash_and_shown_with_a_small_picture(clerks_page, draft, tmp_path):
    answer = send(clerks_page, ("../../Biên bản 9.1.pdf", pdf()), ("nha.jpg", picture()))

    page = answer.content.decode()
    assert answer.status_code == 200
    assert "Biên bản 9.1.pdf" in page
    assert "nha.jpg" in page
    assert page.count("anh-nho") == 2
    assert [e.name for e in Evidence.objects.order_by("pk")] == ["Biên bản 9.1.pdf", "nha.jpg"]
    kept = EvidenceFile.objects.get(kind="application/pdf")
    path = tmp_path / "evidence" / kept.sha256[:2] / kept.sha256
    assert path.read_bytes() == pdf()
    assert AuditEntry.objects.filter(action="evidence.attach").count() == 2


def test_without_scripts_attaching_leads_back_to_the_indicator(clerks_page, draft):
    answer = send(clerks_page, ("nha.jpg", picture()), headers={})

    assert answer.status_code == 302
    assert answer.url.endswith("#ct-9-1")
    assert "nha.jpg" in clerks_page.get(ADDRESS).content.decode()


def test_the_same_file_twice_is_one_file(clerks_page, draft):
    send(clerks_page, ("a.jpg", picture()))
    send(clerks_page, ("b.jpg", picture()))
    send(clerks_page, ("a.jpg", picture()), indicator="9.2")

    assert EvidenceFile.objects.count() == 1
    assert Evidence.objects.count() == 2


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("bien-ban.pdf", picture(), "nội dung là ảnh JPG"),
        ("anh.jpg", b"<script>alert(1)</script>", "trang web"),
        ("anh.jpg", picture()[:200], "bị hỏng"),
        ("rong.pdf", b"", "rỗng"),
    ],
)
def test_a_bad_file_is_refused_in_place_and_nothing_is_kept(
    clerks_page, draft, tmp_path, name, content, said
):
    answer = send(clerks_page, (name, content))

    assert said in answer.content.decode()
    assert not Evidence.objects.exists()
    assert not (tmp_path / "evidence").exists()
    assert send(clerks_page, (name, content), headers={}).status_code == 422


def test_a_picture_of_a_hundred_megabytes_is_refused_with_its_limit(clerks_page, draft):
    large = picture() + bytes(100 * 1024 * 1024)

    answer = send(clerks_page, ("to.jpg", large))

    assert "quá mức 20 MB" in answer.content.decode()
    assert not Evidence.objects.exists()


def test_the_limit_is_a_setting(clerks_page, draft, settings):
    settings.EVIDENCE_LIMIT_BYTES = 100

    assert "quá mức" in send(clerks_page, ("anh.jpg", picture())).content.decode()


def test_a_forged_form_without_its_token_is_refused(clerk, draft):
    client = Client(enforce_csrf_checks=True)
    client.force_login(clerk)

    assert send(client, ("nha.jpg", picture())).status_code == 403
    assert not Evidence.objects.exists()


@pytest.mark.parametrize(
    ("name", "content", "how"),
    [("nha ở.jpg", picture(), "inline"), ("bien-ban.pdf", pdf(), "inline")],
)
def test_files_come_back_as_they_were_with_nothing_that_could_run(
    clerks_page, draft, name, content, how
):
    send(clerks_page, (name, content))
    found = Evidence.objects.get()

    answer = clerks_page.get(f"/minh-chung/{found.pk}/")

    assert answer.content == content
    assert answer["X-Content-Type-Options"] == "nosniff"
    assert answer["Content-Disposition"].startswith(f"{how}; filename*=UTF-8''")
    assert "default-src 'none'" in answer["Content-Security-Policy"]
    assert answer["Cache-Control"] == "private, no-store"
    small = clerks_page.get(f"/minh-chung/{found.pk}/anh-nho/")
    assert small["Content-Type"] == "image/png"
    assert small.content.startswith(b"\x89PNG")


def test_word_files_are_saved_not_shown(clerks_page, draft):
    import io

    import docx

    buffer = io.BytesIO()
    docx.Document().save(buffer)
    send(clerks_page, ("bien-ban.docx", buffer.getvalue()))
    found = Evidence.objects.get()

    answer = clerks_page.get(f"/minh-chung/{found.pk}/")

    assert answer["Content-Disposition"].startswith("attachment")
    assert clerks_page.get(f"/minh-chung/{found.pk}/anh-nho/").status_code == 404


def test_a_file_that_was_changed_on_the_disk_is_not_served(clerks_page, draft):
    send(clerks_page, ("nha.jpg", picture()))
    found = Evidence.objects.get()
    store.file_path(found.file.sha256).write_bytes(b"other")

    assert clerks_page.get(f"/minh-chung/{found.pk}/").status_code == 422


def test_taking_a_file_off_leaves_its_row(clerks_page, draft):
    send(clerks_page, ("nha.jpg", picture()))
    found = Evidence.objects.get()

    form = {"indicator": "9.1", "action": "remove", "evidence": str(found.pk)}
    answer = clerks_page.post(ATTACH, form, headers=HTMX)

    assert "nha.jpg" not in answer.content.decode()
    found.refresh_from_db()
    assert found.removed_at is not None


def test_the_signed_copy_comes_after_sending_and_proofs_no_longer(client, chairman, draft):
    from langmoi.reporting.steps import submit_filing

    explain_papers(draft)
    submit_filing(draft, by=chairman, on=TODAY, at=AT)
    client.force_login(chairman)

    assert send(client, ("nha.jpg", picture())).status_code == 403
    answer = send(client, ("ban-ky.pdf", pdf()), indicator="", headers={})

    assert answer.status_code == 302
    assert "ban-ky.pdf" in client.get(ADDRESS).content.decode()


@pytest.mark.parametrize(
    "form",
    [
        {"indicator": "99.9"},
        {"indicator": "9.1", "action": "remove", "evidence": "abc"},
        {"indicator": "9.1", "action": "reuse", "evidence": "999999"},
        {"indicator": "9.1", "expires_on": "31/02/2020"},
        {"indicator": "9.1"},
    ],
)
def test_forged_requests_attach_nothing(clerks_page, draft, form):
    file = {"file": SimpleUploadedFile("nha.jpg", picture())} if form.get("expires_on") else {}

    assert clerks_page.post(ATTACH, {**form, **file}).status_code in (404, 422)
    assert not Evidence.objects.exists()


def test_a_missing_paper_shows_until_it_is_attached_or_explained(clerks_page, draft):
    page = clerks_page.get(ADDRESS).content.decode()
    assert "Thiếu minh chứng bắt buộc: Danh sách thôn, bản được công nhận" in page
    assert "Đính kèm minh chứng 16.1, hoặc giải trình" in page

    answer = send(clerks_page, ("ds.pdf", pdf()), indicator="16.1", paper="village_list")
    assert "Thiếu minh chứng" not in answer.content.decode()
    assert Evidence.objects.get().paper == "village_list"

    field = re.search(r'name="(why_evidence\.general_plan_approved\.\w+)"', page).group(1)
    draft.refresh_from_db()
    told = fields("1", draft, **{field: "Bản giấy ở văn phòng, đang quét."})
    saved = clerks_page.post(ADDRESS, told, headers=HTMX).content.decode()

    assert 'id="gt-1-1" hx-swap-oob="true"' in saved
    assert "Bản giấy ở văn phòng, đang quét." in saved
    assert "Đính kèm minh chứng 1.1" not in clerks_page.get(ADDRESS).content.decode()


def test_a_paper_of_another_indicator_is_refused_in_place(clerks_page, draft):
    answer = send(clerks_page, ("ds.pdf", pdf()), indicator="9.1", paper="village_list")

    assert "không đòi giấy tờ đã chọn" in answer.content.decode()
    assert not Evidence.objects.exists()
