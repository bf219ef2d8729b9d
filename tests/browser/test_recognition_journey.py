"""A commune from its registration to the decision, in a real browser, by each person.

Blocked first by 350 million đồng of construction debt and by 58 % of households where 60 % are
asked; then the capital is allocated, more papers come back, and the council votes.
"""

from __future__ import annotations

import io

import pytest
from chromium import PHONE, chromium_path, is_missing_allowed
from recognition_world import owing, survey, when, world_of

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
NOTICE = {"begins_on": "20/11/2019", "ends_on": "09/12/2019", "ways": "Nhà rông, loa xã"}
MINUTES = {"members": "Các phòng, ban", "minutes": "Đủ điều kiện."}
NAMES = "\n".join(f"Thành viên thứ {number}" for number in range(1, 11))


@pytest.fixture
def world(address, kontum, settings):
    settings.TODAY = "2019-12-20"
    made = world_of(kontum)
    made.project = owing(made, 350_000_000)
    made.campaign = survey(made, households=100, answers=58, satisfied=55, published=False)
    return made


def take(person, step, *, refused=False, **told):
    """Open the form of a step, fill it in and send it."""
    from langmoi.web.recognition.words import WORDS

    word = next(word for word, words in WORDS.items() if words.name == step)
    form = person.page.locator(f"form[action$='/{word}/']")
    form.evaluate("part => { part.closest('details').open = true }")
    for name, value in told.items():
        field = form.locator(f"#{step}-{name}")
        if field.evaluate("part => part.tagName") == "SELECT":
            field.select_option(value)
        else:
            field.fill(str(value))
    person.post(form.locator("button[type=submit]").click, refused=(422,) if refused else ())


def say_met(person, prefix):
    for field in person.page.locator(f"select[name^='{prefix}'][name$='-is_met']").all():
        field.evaluate("part => { part.closest('details').open = true }")
        field.select_option("true")


def test_a_commune_from_its_registration_to_the_decision(walker, world):
    from langmoi.recognition.models import Dossier

    page_of = register(walker)
    gather(walker, page_of)
    verify(walker, page_of)
    confirm_and_appraise(walker, page_of)
    be_blocked(walker, page_of)
    clear(world)
    vote_and_decide(walker, page_of)
    dossier = Dossier.objects.get()
    assert dossier.state == "announced"
    read_the_file(dossier)


def register(walker):
    with walker("chairman") as chairman:
        page = chairman.go("/cong-nhan/dang-ky/moi/")
        page.fill("[name=year]", "2019")
        chairman.post(lambda: page.click("button:has-text('Gửi đăng ký')"))
        address = page.url.removeprefix(chairman.base)
    with walker("reviewer") as reviewer:
        reviewer.go(address)
        take(reviewer, "confirm")
    with walker("office1") as office:
        page = office.go("/cong-nhan/dang-ky/?nam=2019")
        page.check("[name=dossier]")
        page.fill("[name=document]", "99/UBND-NNTN")
        page.fill("[name=dated_on]", "15/01/2019")
        office.shoot("cong-nhan-danh-sach")
        office.post(lambda: page.click("button:has-text('Đưa vào danh sách')"))
    return address


def gather(walker, address):
    with walker("officer") as officer:
        page = officer.go(address)
        take(officer, "assess", month="2019-11-01")
        take(officer, "notice", **NOTICE)
        said = {"received_on": "01/12/2019", "text": "Đường thôn 2 còn lầy."}
        take(officer, "comment", **said)
        assert "Còn 1 ý kiến của người dân chưa trả lời" in page.inner_text("main")
        take(officer, "answer", text="Đã nghiệm thu ngày 30/11.")
        told = {"organisation": "Mặt trận xã", "given_on": "05/12/2019"}
        take(officer, "opinion", **told)
        told = {"held_on": "10/12/2019", "present": 40, "agreeing": 40, "minutes": "Thống nhất."}
        take(officer, "meeting", **told)
        officer.shoot("cong-nhan-xa")
    with walker("chairman", viewport=PHONE) as chairman:
        page = chairman.go(address)
        chairman.shoot("cong-nhan-xa-dien-thoai")
        take(chairman, "submit")
        assert "chờ thẩm tra" in page.inner_text("main")


def verify(walker, address):
    with walker("reviewer") as reviewer:
        reviewer.go(address)
        say_met(reviewer, "verify-")
        take(reviewer, "verify", held_on="12/12/2019", **MINUTES)
        told = {"held_on": "12/12/2019", "present": 20, "agreeing": 19, "minutes": "Đồng ý."}
        take(reviewer, "district_meeting", **told)
    with walker("signer") as signer:
        signer.go(address)
        take(signer, "hand_over")


def confirm_and_appraise(walker, address):
    for person in ("doctor", "builder"):
        with walker(person) as one:
            page = one.go("/viec-cua-toi/")
            assert "Xác nhận tiêu chí của hồ sơ" in page.inner_text("main")
            one.go(address)
            say_met(one, "confir-")
            take(one, "confirm_criteria")
    with walker("office1") as office:
        office.go(address)
        take(office, "appraise", held_on="16/12/2019", **MINUTES)


def be_blocked(walker, address):
    with walker("office2") as office:
        page = office.go(address)
        for part in ("Còn nợ đọng 350 triệu đồng ở công trình", "58/100 hộ trả lời (58%, cần từ"):
            assert part in page.inner_text("main")
        office.shoot("cong-nhan-con-vuong")
        take(office, "vote", refused=True, held_on="18/12/2019",
             members=NAMES, votes_for=10, minutes="Thống nhất.")  # fmt: skip
        said = page.inner_text("[role=alert]")
        assert "Còn nợ đọng 350 triệu đồng" in said and "Cần thêm ít nhất 2 phiếu" in said


def clear(world):
    """The capital is allocated and more households answer: by the domains whose work that is."""
    from datetime import date

    from funding_world import line

    from langmoi.funding.actions import add_line
    from langmoi.surveys.models import SurveyAnswer, SurveyState

    told = line(world.project, "allocation", 350, day=date(2019, 12, 19))
    add_line(told, by=world.reviewer, **when())
    village = world.campaign.villages.get()
    SurveyAnswer.objects.bulk_create(
        SurveyAnswer(village=village, choices={"chung": "satisfied"}) for _ in range(4)
    )
    world.campaign.state = SurveyState.PUBLISHED
    world.campaign.save(update_fields=["state"])


def vote_and_decide(walker, address):
    with walker("office2") as office:
        page = office.go(address)
        told = {"held_on": "18/12/2019", "members": NAMES, "minutes": "Thống nhất."}
        take(office, "vote", refused=True, votes_for=11, **told)
        assert "11 phiếu nhưng chỉ 10 thành viên" in page.inner_text("[role=alert]")
        take(office, "vote", votes_for=9, votes_blank=1, **told)
        assert "chờ quyết định" in page.inner_text("main")
    with walker("leader") as leader:
        page = leader.go(address)
        told = {"number": "1500/QĐ-UBND", "signer": "Chủ tịch UBND tỉnh"}
        take(leader, "decide", refused=True, dated_on="17/12/2019", **told)
        assert "trước ngày Hội đồng họp" in page.inner_text("[role=alert]")
        take(leader, "decide", dated_on="19/12/2019", **told)
        leader.shoot("cong-nhan-quyet-dinh")
        assert "1500/QĐ-UBND" in leader.go("/cong-nhan/?nam=2019").inner_text("main")
        leader.shoot("cong-nhan-bang")
    with walker("office1", viewport=PHONE) as office:
        office.go(address)
        take(office, "announce", announced_on="20/12/2019", way="Lễ công bố")
        office.shoot("cong-nhan-da-cong-bo-dien-thoai")


def read_the_file(dossier):
    from pypdf import PdfReader

    from langmoi.publishing.dossier.certificate import write_certificate
    from langmoi.publishing.dossier.joining import write_dossier

    whole = PdfReader(io.BytesIO(write_dossier(dossier, on=when()["on"])))
    text = " ".join(" ".join(page.extract_text().split()) for page in whole.pages)
    for part in ("MỤC LỤC", "Đã nghiệm thu ngày 30/11.", "9 tán thành", "1500/QĐ-UBND"):
        assert part in text
    certificate = PdfReader(io.BytesIO(write_certificate(dossier)))
    assert len(certificate.pages) == 1
