"""July 2025 in a commune of the new borders: the province's office does what districts did."""

from __future__ import annotations

import pytest
from chromium import PHONE, chromium_path, is_missing_allowed
from july_2025 import ADDRESS, COMMUNE, FACILITIES, MONTH, TODAY, TYPED, figures, open_july
from walk import (
    agree,
    attach,
    explain,
    give_opinion,
    put_solution,
    send_back,
    submit,
    type_figure,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
FILING = f"/phieu/{COMMUNE}/?{ADDRESS}"
STORY = (
    "chưa có → 86,69% (1.231/1.420)",
    "Đính kèm minh chứng chỉ tiêu 17.8",
    "Gửi phiếu, bản 1",
    "Số hộ chưa khớp danh sách của trạm y tế.",  # below the name of its step
    "Trả lại chỉ tiêu 17.8",
    "86,69% (1.231/1.420) → 87,04% (1.236/1.420)",
    "Gửi phiếu, bản 2",
    "Đồng ý tiêu chí 17",
    "Ký kết quả rà soát",
    "Sở Y tế tỉnh Quảng Ngãi đồng ý chỉ tiêu 17.8",
    "Chốt số liệu tháng",
)


@pytest.fixture
def july(address, settings):
    settings.TODAY = str(TODAY)
    open_july()


def test_july_2025_from_the_commune_to_the_close_without_a_district(walker, july):
    from langmoi.reporting.models import Filing, FilingState, ReportingMonth

    begin(walker)
    filing = Filing.objects.get(month=MONTH)
    enter(walker, filing)
    send(walker)
    filing.refresh_from_db()
    told = filing.latest.criteria
    # What the nation leaves to the province and the province has not set is not assessed.
    assert (told["9"], told["11"], told["17"]) == ("met", "not_met", "not_assessed")

    review_and_send_back(walker, filing)
    correct(walker)
    send(walker, note="Đã sửa theo danh sách của trạm y tế.")
    review_the_rest(walker, filing)
    sign(walker)
    filing.refresh_from_db()
    assert filing.state == FilingState.SIGNED

    give_opinions(walker)
    close(walker)
    filing.refresh_from_db()
    assert ReportingMonth.objects.get(month=MONTH).is_closed
    assert {**told, "9": "not_met"} == filing.official
    story = read_story(walker)
    assert [part for part in STORY if part not in story] == []
    assert sorted(STORY, key=story.index, reverse=True) == list(STORY)


def begin(walker):
    """There is no month before in these borders: the filing opens empty."""
    with walker("xa23473", viewport=PHONE) as officer:
        page = officer.go(FILING)
        without_district(officer)
        officer.shoot("2025-begin-phone")
        officer.post(lambda: page.click("button:has-text('Bắt đầu nhập phiếu')"))
        page = officer.go(f"/phieu/{COMMUNE}/thon/?{ADDRESS}")
        assert "Chưa có danh sách thôn của xã này" in page.inner_text("main")


def enter(walker, filing):
    """Most was typed the day before; the last criteria are typed here."""
    from langmoi.core.clock import now
    from langmoi.people.models import User
    from langmoi.reporting.drafting import save_draft

    known = {key: value for key, value in figures().items() if key not in TYPED}
    officer = User.objects.get(username="xa23473")
    filing.refresh_from_db()
    version = filing.draft_version
    save_draft(filing, known, base_version=version, by=officer, on=TODAY, at=now())
    with walker("xa23473") as officer:
        officer.go(FILING)
        wrong = {**TYPED[FACILITIES], "num": "1231"}
        for figure, value in {**TYPED, FACILITIES: wrong}.items():
            type_figure(officer, figure, value)
        explain(officer, FILING, "Theo kết quả rà soát của xã sau sắp xếp.")
        officer.go(FILING)
        attach(officer, "17.8", "danh-sach-ho.png")
        without_district(officer)
        officer.shoot("2025-filing", at="#ct-17-8")


def send(walker, note=""):
    with walker("ctxa23473") as chairman:
        submit(chairman, FILING, "Gửi tỉnh rà soát", note)
        without_district(chairman)
        chairman.shoot("2025-submitted")


def review_and_send_back(walker, filing):
    with walker("vpdp51") as office:
        office.go(f"/ra-soat/?{ADDRESS}")
        without_district(office)
        office.shoot("2025-review-list")
        page = office.go(f"/ra-soat/phieu/{filing.pk}/")
        without_district(office)
        office.shoot("2025-review")
        send_back(office, "17.8", "Số hộ chưa khớp danh sách của trạm y tế.")
        office.post(lambda: page.click("text=Trả lại chỉ tiêu đã chọn"))
        without_district(office)


def correct(walker):
    with walker("xa23473", viewport=PHONE) as officer:
        officer.go(FILING)
        officer.shoot("2025-sent-back-phone")
        type_figure(officer, FACILITIES, TYPED[FACILITIES])
        explain(officer, FILING, "Đã đối chiếu với trạm y tế.")


def review_the_rest(walker, filing):
    filing.refresh_from_db()
    with walker("vpdp51") as office:
        page = office.go(f"/ra-soat/phieu/{filing.pk}/")
        for number in filing.latest.criteria:
            agree(office, number)
        unmet = [n for n in filing.latest.criteria if page.locator(f"#rv-{n} [name=text]").count()]
        for number in unmet:
            put_solution(
                office,
                number,
                text="Giao Trung tâm Dịch vụ nông nghiệp hỗ trợ mô hình sinh kế.",
                responsible="Chủ tịch UBND xã Măng Đen",
                due_on="30/06/2026",
            )
        without_district(office)
        page = office.go(f"/ra-soat/phieu/{filing.pk}/")
        assert "Đã rà soát 19/19" in page.inner_text("#review-bar")


def sign(walker):
    """Nobody approves their own work: the head of the office signs what the officer reviewed."""
    with walker("cvpdp51") as head:
        page = head.go(f"/ra-soat/ky/?{ADDRESS}")
        page.evaluate(f"document.getElementById('ky-{COMMUNE}').open = true")
        without_district(head)
        head.shoot("2025-signing", at=f"#ky-{COMMUNE}")
        head.post(lambda: page.click(f"#ky-{COMMUNE} >> text=Ký phiếu xã Măng Đen"))
        without_district(head)


def give_opinions(walker):
    opinions = f"/ra-soat/y-kien/?{ADDRESS}&xem=tat-ca&tim=Mang+Den&chi-so="
    with walker("soxd51") as housing:
        housing.go(opinions + "9.2")
        give_opinion(housing, agrees=False, reason="Hai thôn chưa nghiệm thu nhà ở.")
        without_district(housing)
        housing.shoot("2025-opinion")
    with walker("soyt51") as health:
        health.go(opinions + "17.8")
        give_opinion(health, agrees=True)


def close(walker):
    with walker("vpdp51") as office:
        page = office.go(f"/ra-soat/chot/?{ADDRESS}")
        assert "Hai thôn chưa nghiệm thu nhà ở." in page.inner_text("main")
        without_district(office)
        office.shoot("2025-closing")
        page.fill("#close-reason", "Tháng đầu sau sắp xếp, các xã khác chưa có người nhập.")
        office.post(lambda: page.click("main button:has-text('Chốt số liệu tháng')"))
        without_district(office)


def read_story(walker):
    with walker("vpdp51") as office:
        page = office.go(f"/xa/{COMMUNE}/?{ADDRESS}")
        without_district(office)
        page.click("#tc-17 > summary")
        page.click(f"#tc-17 a[href*='/{FACILITIES}/']")
        without_district(office)
        office.shoot("2025-figure-history")
        return page.inner_text("main")


def without_district(person):
    """A page of this month speaks of no district and links to none."""
    page = person.page
    said = page.inner_text("body").lower()
    around = [said[max(0, at - 60) : at + 60] for at in [said.find("huyện")] if at >= 0]
    assert not around, page.url
    assert page.locator("a[href^='/huyen/']").count() == 0, page.url
    assert "Tỉnh Quảng Ngãi" in page.inner_text("header"), page.url
