"""December of Măng Cành from two village sheets to the close, in a real browser, by each person."""

from __future__ import annotations

from datetime import date

import pytest
from chromium import PHONE, chromium_path, is_missing_allowed
from walk import (
    agree,
    attach,
    explain,
    give_opinion,
    put_solution,
    send_back,
    submit,
    type_figure,
    type_sheet,
)

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
DECEMBER, MONTH = date(2019, 12, 1), "thang=2019-12"
COMMUNE, FILING = "23470", f"/phieu/23470/?{MONTH}"
FACILITIES = "hygienic_facilities_households"  # the figure of 17.6
STORY = (
    "73,59% (471/640) → 72,81% (466/640)",
    "Đính kèm minh chứng chỉ tiêu 17.6",
    "Gửi phiếu, bản 1",
    "Số hộ chưa khớp tổng của các thôn.",  # below the name of its step
    "Trả lại chỉ tiêu 17.6",
    "72,81% (466/640) → 73,59% (471/640)",
    "Gửi phiếu, bản 2",
    "Đồng ý tiêu chí 17",
    "Ký kết quả rà soát",
    "Sở Y tế tỉnh Kon Tum đồng ý chỉ tiêu 17.6",
    "Chốt số liệu tháng",
)


@pytest.fixture
def filing(address):
    """On a copy of the demo: December of Măng Cành has only just been opened."""
    from langmoi.demo.load import load_demo
    from langmoi.reporting.models import Filing

    load_demo(drafts=[COMMUNE], progress=lambda items, **told: iter(items))
    return Filing.objects.get(month=DECEMBER, unit__versions__code=COMMUNE)


@pytest.fixture
def told(filing):
    """What the month's figures come to in the demo."""
    from langmoi.demo.figures import SET_ID
    from langmoi.demo.load import documents_by_month
    from langmoi.law.sets import load_set

    return documents_by_month(load_set(SET_ID))[DECEMBER][COMMUNE]


def test_the_month_of_mang_canh_from_the_villages_to_the_close(walker, filing, told):
    from langmoi.reporting.models import ReportingMonth

    enter(walker, filing, told)
    send(walker)
    filing.refresh_from_db()
    unmet = [n for n, outcome in filing.latest.criteria.items() if outcome == "not_met"]
    assert filing.state == "submitted"
    assert (filing.latest.criteria_met, len(unmet)) == (17, 2)

    review_and_send_back(walker, filing)
    correct(walker, told)
    send(walker, note="Đã sửa theo tổng của các thôn.")
    review_the_rest(walker, filing, unmet)
    sign(walker)
    filing.refresh_from_db()
    assert filing.state == "signed"

    give_opinions(walker)
    close(walker)
    filing.refresh_from_db()
    assert ReportingMonth.objects.get(month=DECEMBER).is_closed
    assert filing.official["9"] == "not_met"
    story = read_story(walker)
    assert [part for part in STORY if part not in story] == []
    # Newest first: each part stands below the one that came after it.
    assert sorted(STORY, key=story.index, reverse=True) == list(STORY)


def enter(walker, filing, told):
    """Two villages brought their sheets on paper; the rest is typed from the commune's books."""
    from langmoi.demo.villages import _split
    from langmoi.reporting.villages import villages_of
    from langmoi.reporting.workbook.changes import is_same

    villages = villages_of(filing.unit_id, DECEMBER)
    sheets = list(zip(villages, _split(told, DECEMBER, len(villages)), strict=True))
    with walker(f"thon{villages[-2].code}", viewport=PHONE) as head:
        head.go(f"/?{MONTH}")
        head.shoot("village-sheet-phone")
    with walker("xa23470") as officer:
        for village, sheet in sheets[-2:]:
            type_sheet(officer, village.code, sheet, MONTH)
        officer.shoot("village-sheet")
        officer.go(f"/phieu/{COMMUNE}/thon/?{MONTH}")
        officer.shoot("village-sheets")
        officer.go(FILING)
        before = filing.draft or {}
        for figure, value in sorted(told.items()):
            if figure != FACILITIES and not is_same(before.get(figure), value):
                type_figure(officer, figure, value)
        wrong = {**told[FACILITIES], "num": str(int(told[FACILITIES]["num"]) - 5)}
        type_figure(officer, FACILITIES, wrong)
        officer.shoot("filing-warning", at="#ct-17-6")
        explain(officer, FILING, "Theo kết quả điều tra cuối năm.")
        officer.go(FILING)
        attach(officer, "17.6", "nha-tieu.png")
        officer.shoot("filing-evidence", at="#ct-17-6")
        officer.go(FILING)
        officer.shoot("filing")


def send(walker, note=""):
    with walker("ctxa23470") as chairman:
        submit(chairman, FILING, "Gửi huyện rà soát", note)
        chairman.shoot("submitted")


def review_and_send_back(walker, filing):
    with walker("huyen613") as district:
        page = district.go(f"/ra-soat/phieu/{filing.pk}/")
        district.shoot("review")
        send_back(district, "17.6", "Số hộ chưa khớp tổng của các thôn.")
        district.shoot("review-send-back", at="[id='ct-17.6']")
        district.post(lambda: page.click("text=Trả lại chỉ tiêu đã chọn"))


def correct(walker, told):
    with walker("xa23470", viewport=PHONE) as officer:
        officer.go("/viec-cua-toi/")
        officer.shoot("inbox-phone")
        officer.go(FILING)
        officer.shoot("sent-back-phone")
        type_figure(officer, FACILITIES, told[FACILITIES])
        officer.shoot("filing-phone", at="#ct-17-6")
        explain(officer, FILING, "Đã đối chiếu với phiếu của các thôn.")


def review_the_rest(walker, filing, unmet):
    with walker("huyen613") as district:
        page = district.go(f"/ra-soat/phieu/{filing.pk}/")
        district.post(lambda: page.click("button:has-text('tiêu chí giữ nguyên')"))
        filing.refresh_from_db()
        reviewed = set(filing.latest.reviews.values_list("criterion", flat=True))
        for number in filing.latest.criteria:
            if number not in reviewed:
                agree(district, number)
        for number in unmet:
            put_solution(
                district,
                number,
                text="Lồng ghép vốn, vận động nhân dân góp công.",
                responsible="Chủ tịch UBND xã Măng Cành",
                due_on="30/06/2020",
            )
        district.shoot("review-solution", at="#tc-10")
        page = district.go(f"/ra-soat/phieu/{filing.pk}/")
        assert "Đã rà soát 19/19" in page.inner_text("#review-bar")


def sign(walker):
    with walker("cthuyen613") as chairman:
        page = chairman.go(f"/ra-soat/ky/?{MONTH}#ky-{COMMUNE}")
        page.evaluate(f"document.getElementById('ky-{COMMUNE}').open = true")
        chairman.shoot("signing", at=f"#ky-{COMMUNE}")
        chairman.post(lambda: page.click(f"#ky-{COMMUNE} >> text=Ký phiếu xã Măng Cành"))


def give_opinions(walker):
    opinions = f"/ra-soat/y-kien/?{MONTH}&xem=tat-ca&tim=Mang+Canh&chi-so="
    with walker("soxd") as housing:
        housing.go(opinions + "9.2")
        give_opinion(housing, agrees=False, reason="Số nhà đạt chuẩn chưa khớp kết quả của Sở.")
        housing.shoot("opinion")
    with walker("soyt") as health:
        health.go(opinions + "17.6")
        give_opinion(health, agrees=True)


def close(walker):
    with walker("vpdp") as office:
        page = office.go(f"/ra-soat/chot/?{MONTH}")
        assert "Số nhà đạt chuẩn chưa khớp kết quả của Sở." in page.inner_text("main")
        office.shoot("closing")
        page.fill("#close-reason", "Đến hạn chốt; các xã còn thiếu gửi sau bằng đính chính.")
        office.post(lambda: page.click("main button:has-text('Chốt số liệu tháng')"))
        office.shoot("closed")


def read_story(walker):
    with walker("kiemtoan") as auditor:
        page = auditor.go(f"/xa/{COMMUNE}/?{MONTH}")
        page.click("#tc-17 > summary")
        page.click(f"#tc-17 a[href*='/{FACILITIES}/']")
        auditor.shoot("figure-history")
        return page.inner_text("main")
