"""Putting a document in, checking what was read, and making a document of it."""

from __future__ import annotations

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test.utils import CaptureQueriesContext

from langmoi.direction.models import Directive, Reading
from langmoi.direction.reading import passages_in
from langmoi.people.models import Duty

UPLOAD = "/van-ban/doc/"
SMALL = """UBND tỉnh yêu cầu:

1. Ủy ban nhân dân các huyện, thành phố báo cáo kết quả trước ngày 15/01/2020.
"""


def number_of(reading, clause):
    return next(n for n, one in enumerate(passages_in(reading)) if one.clause == clause)


def form_of(passage, **told):
    kept = [
        f"{'lead' if party.duty == Duty.LEAD else 'co'}:{token}"
        for party in passage.parties
        for token in party.tokens
    ]
    return {
        "kind": str(passage.kind),
        "clause": passage.clause,
        "text": passage.text,
        "due": f"{passage.due:%d/%m/%Y}" if passage.due else "",
        "recurring": str(passage.recurring),
        "kept": kept,
        "bound": "at_least",
        "unit": "percent",
        **told,
    }


def test_a_pasted_text_is_read_and_shown(enter, committee, kontum):
    answer = enter(committee).post(UPLOAD, {"text": SMALL}, follow=True)
    text = answer.content.decode()
    assert answer.status_code == 200
    assert "báo cáo kết quả trước ngày 15/01/2020" in text
    assert "→ 10 nơi" in text
    assert "15/01/2020" in text


@pytest.mark.parametrize(
    ("file", "said"),
    [
        (SimpleUploadedFile("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"), "không nhận loại tệp"),
        (SimpleUploadedFile("a.docx", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1x"), "mật khẩu"),
        (None, "Chưa chọn tệp và chưa dán chữ"),
    ],
)
def test_what_cannot_be_read_is_told_and_nothing_kept(enter, committee, kontum, file, said):
    answer = enter(committee).post(UPLOAD, {"file": file} if file else {})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Reading.objects.exists()


def test_a_file_that_is_too_large_is_told(enter, committee, kontum, settings):
    settings.EVIDENCE_LIMIT_BYTES = 20
    file = SimpleUploadedFile("a.txt", SMALL.encode())
    answer = enter(committee).post(UPLOAD, {"file": file})
    assert answer.status_code == 422
    assert "quá mức" in answer.content.decode()


def test_a_text_that_is_here_already_is_told_with_a_link(enter, committee, kontum):
    enter(committee).post(UPLOAD, {"text": SMALL})
    reading = Reading.objects.get()
    answer = enter(committee).post(UPLOAD, {"text": SMALL})
    assert answer.status_code == 422
    assert f'href="/van-ban/doc/{reading.pk}/"' in answer.content.decode()


def test_others_have_no_such_pages(enter, july, district_officer, office, clerk):
    for who in (district_officer, clerk):
        assert enter(who).get(f"{UPLOAD}{july.pk}/").status_code == 404
        assert enter(who).get(f"{UPLOAD}{july.pk}/tep/").status_code == 404
    assert enter(office).get(f"{UPLOAD}{july.pk}/").status_code == 200


def test_the_page_marks_every_passage_on_both_sides(enter, july, committee):
    with CaptureQueriesContext(__import__("django.db").db.connection) as queries:
        text = enter(committee).get(f"{UPLOAD}{july.pk}/").content.decode()
    for number in range(len(july.passages)):
        assert f'id="d-{number}"' in text
        assert f'id="m-{number}"' in text
    assert "Tên cơ quan chưa rõ" in text
    assert "chưa có số" in text
    assert len(queries) < 40


def test_a_passage_is_corrected_with_its_day_and_target(enter, july, committee):
    number = number_of(july, "1/-5/+4")
    address = f"{UPLOAD}{july.pk}/doan/{number}/"
    passage = passages_in(july)[number]
    assert "đến hết năm 2019" in enter(committee).get(address).content.decode()
    form = form_of(
        passage,
        seen=july.version,
        text="Đạt nhóm tiêu chí 18, 19.",
        what="communes_meeting_criteria",
        number="100",
        criteria="18, 19",
        by="31/12/2019",
        co_more="Sở NN&PTNT",
    )
    assert enter(committee).post(address, form).status_code == 302
    july.refresh_from_db()
    changed = passages_in(july)[number]
    assert changed.text == "Đạt nhóm tiêu chí 18, 19."
    assert changed.target["criteria"] == ["18", "19"]
    assert [p.name for p in changed.of(Duty.CO_OPERATE)] == ["Sở NN&PTNT"]
    assert len(changed.of(Duty.LEAD)[0].tokens) == 10


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ({"due": "32/13/2019"}, "Không hiểu ngày này"),
        ({"lead_more": "Sở Không Có"}, "Không tìm thấy “Sở Không Có”"),
        ({"recurring": "monthly", "due": "31/12/2019"}, "Hãy bỏ ngày hạn, hoặc bỏ chu kỳ"),
        ({"what": "communes_meeting_criteria", "number": "100"}, "phải ghi các tiêu chí"),
        ({"what": "communes_meeting_all", "number": "nhiều"}, "nhiều"),
        ({"text": ""}, "Ô này còn trống"),
        ({"seen": 99}, "vừa được người khác sửa"),
    ],
)
def test_a_faulty_correction_is_told_and_not_kept(enter, july, committee, told, said):
    number = number_of(july, "1/-4")
    form = form_of(passages_in(july)[number], **{"seen": july.version, **told})
    answer = enter(committee).post(f"{UPLOAD}{july.pk}/doan/{number}/", form)
    assert answer.status_code == 422
    assert said in answer.content.decode()
    july.refresh_from_db()
    assert july.version == 1


def test_a_heading_becomes_a_task_and_a_task_is_cut(enter, july, committee):
    heading = next(n for n, one in enumerate(passages_in(july)) if str(one.kind) == "heading")
    form = form_of(passages_in(july)[heading], seen=1, kind="order", lead_more="Sở NN&PTNT")
    enter(committee).post(f"{UPLOAD}{july.pk}/doan/{heading}/", form)
    july.refresh_from_db()
    assert passages_in(july)[heading].is_task
    number = number_of(july, "1/-1")
    place = july.text.index("Phải nắm chắc")
    cut = {"action": "split", "place": place, "seen": july.version}
    assert enter(committee).post(f"{UPLOAD}{july.pk}/doan/{number}/", cut).status_code == 302
    before = len(july.passages)
    july.refresh_from_db()
    assert len(july.passages) == before + 1


def test_from_names_to_a_document(enter, july, committee):
    browser, address = enter(committee), f"{UPLOAD}{july.pk}/"
    early = browser.post(f"{address}lap/", {"seen": july.version})
    assert early.status_code == 422
    assert "tên cơ quan chưa rõ" in early.content.decode()

    def settle(name, **told):
        july.refresh_from_db()
        sent = {"seen": july.version, "name": name, **told}
        assert browser.post(f"{address}ten/", sent).status_code == 302

    refused = browser.post(f"{address}ten/", {"seen": july.version, "name": "x", "chosen": ""})
    assert refused.status_code == 422
    settle("Sở Kế hoạch và Đầu tư", action="add")
    settle("các Huyện ủy, thành ủy", action="add")
    settle("các tổ chức chính trị - xã hội", action="add")
    settle("các đơn vị, địa phương liên quan", chosen="gbelow")
    july.refresh_from_db()
    head = {"seen": july.version, "issuer": "UBND tỉnh", "title": "Triển khai Thông báo 980"}
    assert browser.post(f"{address}van-ban/", head).status_code == 302
    july.refresh_from_db()
    answer = browser.post(f"{address}lap/", {"seen": july.version}, follow=True)
    directive = Directive.objects.get()
    assert answer.redirect_chain[-1][0] == f"/van-ban/{directive.pk}/"
    assert directive.tasks.count() == 14
    assert browser.get(address).status_code == 302
