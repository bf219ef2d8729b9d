"""The month of Măng Cành from two village sheets to the close, in a real browser, person by person.

Set LANGMOI_SHOTS to a folder to keep the pictures; else they go to the test's own folder.
"""

from __future__ import annotations

import base64
import os
from datetime import date
from pathlib import Path

import pytest
from chromium import chromium_path, is_missing_allowed, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
DECEMBER, MONTH = date(2019, 12, 1), "thang=2019-12"
COMMUNE, FILING = "23470", f"/phieu/23470/?{MONTH}"
WIDE, PHONE = {"width": 1366, "height": 768}, {"width": 390, "height": 844}
PICTURE = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)
FACILITIES = "hygienic_facilities_households"  # the figure of 17.6


@pytest.fixture(scope="session")
def journey_server(django_db_setup):
    from django.test import override_settings
    from pytest_django.live_server_helper import LiveServer

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        running = LiveServer("127.0.0.1")
        yield running
        running.stop()


@pytest.fixture
def demo(journey_server, transactional_db, tmp_path, monkeypatch):
    """A copy of the demo in which December of Măng Cành has only just been opened."""
    from langmoi.demo.load import load_demo

    monkeypatch.setattr("langmoi.reporting.evidence.store.home", lambda: tmp_path)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    load_demo(drafts=[COMMUNE], progress=lambda items, **told: iter(items))
    return journey_server.url


@pytest.fixture
def shots(tmp_path):
    folder = Path(os.environ.get("LANGMOI_SHOTS", tmp_path / "shots"))
    folder.mkdir(parents=True, exist_ok=True)
    return folder


class Person:
    """Someone of the demo with a browser of their own."""

    def __init__(self, browser, base, client, username, shots, viewport=WIDE):
        from langmoi.people.models import User

        client.force_login(User.objects.get(username=username))
        self.base, self.shots, self.name = base, shots, username
        self.context = browser.new_context(
            viewport=viewport, locale="vi-VN", reduced_motion="reduce"
        )
        cookie = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        self.page = self.context.new_page()
        self.problems = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self.context.close()
        if not any(error):
            assert not self.problems

    def go(self, address):
        self.page.goto(self.base + address)
        return self.page

    def post(self, press):
        """Do it and wait for the server's answer."""
        with self.page.expect_response(lambda r: r.request.method == "POST") as answer:
            press()
        assert answer.value.status < 400, answer.value.status
        self.page.wait_for_load_state("networkidle")

    def shoot(self, name):
        self.page.screenshot(path=self.shots / f"{name}.png", full_page=True)
        self.page.evaluate(AXE.read_text(encoding="utf-8"))
        found = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        bad = [v["id"] for v in found["violations"] if v["impact"] in ("serious", "critical")]
        assert not bad, (name, bad)


@pytest.fixture
def person(demo, client, shots):
    with open_browser() as browser:
        yield lambda name, **told: Person(browser, demo, client, name, shots, **told)


def december_figures():
    """What the month's figures come to in the demo, and how the villages share in them."""
    from langmoi.demo.figures import SET_ID
    from langmoi.demo.load import documents_by_month
    from langmoi.law.sets import load_set

    return documents_by_month(load_set(SET_ID))[DECEMBER][COMMUNE]


def plain(value):
    return str(value).replace(".", ",")


def open_all(page):
    page.evaluate("document.querySelectorAll('details').forEach(d => (d.open = true))")


def type_sheet(person, village, sheet):
    """The officer types in what a village brought on paper."""
    page = person.go(f"/phieu-thon/{village}/?{MONTH}")
    for key, value in sheet.items():
        if isinstance(value, bool):
            page.check(f"[name={key}][value={'yes' if value else 'no'}]")
        elif page.locator(f"[name={key}]").count():
            page.fill(f"[name={key}]", plain(value))
    person.post(lambda: page.click("text=Lưu phiếu thôn"))


def type_figure(person, figure_id, value):
    """Change a figure on the filing page and leave the field; it saves itself."""
    page = person.page
    if isinstance(value, bool):
        field = f"[name={figure_id}][value={'yes' if value else 'no'}]"
        person.post(lambda: page.check(field))
        return
    parts = {"": value} if isinstance(value, str) else {"-n": value["num"], "-d": value["den"]}
    for suffix, text in parts.items():
        field = f"#i-{figure_id}{suffix}"
        if page.input_value(field) == plain(text):
            continue

        def change(field=field, text=text):
            page.fill(field, plain(text))
            page.press(field, "Tab")

        person.post(change)


def explain(person):
    """Answer every warning that still asks for it."""
    page = person.go(FILING)
    open_all(page)
    for box in page.locator("textarea[name^=why_]").all():
        if not box.input_value():
            name = box.get_attribute("id")

            def say(name=name):
                page.fill(f"[id='{name}']", "Theo kết quả điều tra cuối năm.")
                page.press(f"[id='{name}']", "Tab")

            person.post(say)


def submit(person, note=""):
    page = person.go(FILING)
    page.click("summary:has-text('Gửi phiếu')")
    page.fill("#note", note)
    person.post(lambda: page.click("text=Gửi huyện rà soát"))


def test_the_month_of_mang_canh_from_the_villages_to_the_close(person, demo):
    from langmoi.demo.villages import _split
    from langmoi.reporting.models import Filing, ReportingMonth
    from langmoi.reporting.villages import villages_of
    from langmoi.reporting.workbook.changes import is_same

    filing = Filing.objects.get(month=DECEMBER, unit__versions__code=COMMUNE)
    told = december_figures()
    villages = villages_of(filing.unit_id, DECEMBER)
    sheets = _split(told, DECEMBER, len(villages))
    wrong = {**told[FACILITIES], "num": str(int(told[FACILITIES]["num"]) - 5)}

    with person("xa23470") as officer:
        for village, sheet in list(zip(villages, sheets, strict=True))[-2:]:
            type_sheet(officer, village.code, sheet)
        officer.shoot("01-village-sheet")
        page = officer.go(FILING)
        open_all(page)
        before = filing.draft or {}
        for figure, value in sorted(told.items()):
            if figure != FACILITIES and not is_same(before.get(figure), value):
                type_figure(officer, figure, value)
        type_figure(officer, FACILITIES, wrong)
        explain(officer)
        page = officer.go(FILING)
        open_all(page)
        page.set_input_files(
            "#tep-17-6", {"name": "nha-tieu.png", "mimeType": "image/png", "buffer": PICTURE}
        )
        officer.post(lambda: page.locator("#ev-17-6 button:has-text('Đính kèm')").click())
        officer.shoot("02-filing")

    with person("ctxa23470") as chairman:
        submit(chairman)
        chairman.shoot("03-submitted")
    filing.refresh_from_db()
    assert filing.state == "submitted"
    unmet = [n for n, outcome in filing.latest.criteria.items() if outcome == "not_met"]
    assert (filing.latest.criteria_met, len(unmet)) == (17, 2)

    review = f"/ra-soat/phieu/{filing.pk}/"
    with person("huyen613") as district:
        page = district.go(review)
        district.shoot("04-review")
        page.evaluate("document.getElementById('tc-17').open = true")
        page.click("#ct-17\\.6 summary:has-text('Trả lại chỉ tiêu này')")
        page.check("[name='back-17.6']")
        page.fill("[name='back-reason-17.6']", "Số hộ chưa khớp tổng của các thôn.")
        district.post(lambda: page.click("text=Trả lại chỉ tiêu đã chọn"))
        district.shoot("05-sent-back")

    with person("xa23470", viewport=PHONE) as officer:
        page = officer.go(FILING)
        open_all(page)
        officer.shoot("06-correcting-phone")
        type_figure(officer, FACILITIES, told[FACILITIES])
        explain(officer)
    with person("ctxa23470") as chairman:
        submit(chairman, "Đã sửa theo tổng của các thôn.")

    with person("huyen613") as district:
        page = district.go(review)
        filing.refresh_from_db()
        for number in filing.latest.criteria:
            page.evaluate(f"document.getElementById('tc-{number}').open = true")
            district.post(lambda n=number, p=page: p.click(f"#rv-{n} button[value='1']"))
        for number in unmet:
            form = f"#rv-{number} [name=%s]"
            page.fill(form % "text", "Lồng ghép vốn, vận động nhân dân góp công.")
            page.fill(form % "responsible", "Chủ tịch UBND xã Măng Cành")
            page.fill(form % "due_on", "30/06/2020")
            district.post(lambda n=number, p=page: p.click(f"#rv-{n} >> text=Lưu giải pháp"))
        page = district.go(review)
        assert "Đã rà soát 19/19" in page.inner_text("#review-bar")
        district.shoot("07-reviewed")

    with person("cthuyen613") as chairman:
        page = chairman.go(f"/ra-soat/ky/?{MONTH}#ky-{COMMUNE}")
        page.evaluate(f"document.getElementById('ky-{COMMUNE}').open = true")
        chairman.shoot("08-signing")
        chairman.post(lambda: page.click(f"#ky-{COMMUNE} >> text=Ký phiếu xã Măng Cành"))
    filing.refresh_from_db()
    assert filing.state == "signed"

    opinions = f"/ra-soat/y-kien/?{MONTH}&xem=tat-ca&tim=Mang+Canh&chi-so="
    with person("soxd") as housing:
        page = housing.go(opinions + "9.2")
        page.fill("article textarea[name=reason]", "Số nhà đạt chuẩn chưa khớp kết quả của Sở.")
        housing.post(lambda: page.click("article button[value='0']"))
        housing.shoot("09-opinion")
    with person("soyt") as health:
        page = health.go(opinions + "17.6")
        health.post(lambda: page.click("article button[value='1']"))

    with person("vpdp") as office:
        page = office.go(f"/ra-soat/chot/?{MONTH}")
        assert "Số nhà đạt chuẩn chưa khớp kết quả của Sở." in page.inner_text("main")
        office.shoot("10-closing")
        page.fill("#close-reason", "Đến hạn chốt; các xã còn thiếu gửi sau bằng đính chính.")
        office.post(lambda: page.click("main button:has-text('Chốt số liệu tháng')"))
        office.shoot("11-closed")
        page = office.go(f"/xa/{COMMUNE}/?{MONTH}")
        page.click("#tc-17 > summary")
        page.click(f"#tc-17 a[href*='/{FACILITIES}/']")
        office.shoot("12-history")
        story = page.inner_text("main")

    filing.refresh_from_db()
    assert ReportingMonth.objects.get(month=DECEMBER).is_closed
    assert filing.official["9"] == "not_met"
    for part in (
        "Đính kèm minh chứng chỉ tiêu 17.6",
        "Gửi phiếu, bản 1",
        "Trả lại chỉ tiêu 17.6",
        "Số hộ chưa khớp tổng của các thôn.",
        "Gửi phiếu, bản 2",
        "Đồng ý tiêu chí 17",
        "Ký kết quả rà soát",
        "Sở Y tế tỉnh Kon Tum đồng ý chỉ tiêu 17.6",
        "Chốt số liệu tháng",
    ):
        assert part in story, part
