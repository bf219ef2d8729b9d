"""The filing page in a real browser, on a phone: typed, saved, lost and found, clashed, sent."""

from __future__ import annotations

import os
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from chain_world import explain_papers
from chromium import chromium_path, is_missing_allowed, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
]
AXE = Path(__file__).resolve().parents[2] / "node_modules/axe-core/axe.min.js"
NOVEMBER, DECEMBER, TODAY = date(2019, 11, 1), date(2019, 12, 1), date(2019, 12, 16)
AT = datetime(2019, 12, 16, 8, 20, tzinfo=UTC)
ADDRESS = "/phieu/23542/?thang=2019-12"
PHONE, WIDE = {"width": 390, "height": 844}, {"width": 1366, "height": 768}
PASSWORD = "mua-xuan-2019-ve"


def whole(criteria_set):
    figures = {}
    for figure in criteria_set.figures:
        share = {"num": "90", "den": "100"}
        figures[figure.id] = {"boolean": True, "share": share, "count": "3"}.get(
            figure.kind, "41.5"
        )
    return figures


@pytest.fixture(scope="session")
def server(django_db_setup):
    """The site over HTTP; static files come straight from their packages."""
    from django.test import override_settings
    from pytest_django.live_server_helper import LiveServer

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        running = LiveServer("127.0.0.1")
        yield running
        running.stop()


@pytest.fixture
def site(server, transactional_db, settings, tmp_path, monkeypatch):
    settings.TODAY = "2019-12-16"
    monkeypatch.setattr("langmoi.reporting.evidence.store.home", lambda: tmp_path)
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return server.url


@pytest.fixture
def draft(site, kontum, office, clerk):
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.drafting import open_draft
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.workbook.contents import set_of_month

    unit = unit_by_code("23542", TODAY, "commune").unit
    open_month(NOVEMBER, by=office)
    open_month(DECEMBER, by=office)
    criteria_set = set_of_month(NOVEMBER)
    row = NewFigures(unit.pk, "23542", "central_highlands", whole(criteria_set))
    file_figures(
        [row], month=NOVEMBER, criteria_set=criteria_set, by=clerk, source=RevisionSource.FORM
    )
    opened = open_draft(unit.pk, DECEMBER, by=clerk, on=TODAY, at=AT)
    explain_papers(opened)
    opened.refresh_from_db()
    return opened


@pytest.fixture
def browser(site):
    from django.db import connections

    with open_browser() as opened:
        yield opened
        # While a browser is open, a test's queries go by a connection of their own.
        connections.close_all()


@pytest.fixture
def visit(browser, site, client):
    """visit(user, address) opens the page as that person; errors of scripts fail the test."""
    problems = []

    def open_page(user, address=ADDRESS, viewport=PHONE, **options):
        client.force_login(user)
        context = browser.new_context(
            viewport=viewport, locale="vi-VN", reduced_motion="reduce", **options
        )
        cookie = client.cookies["sessionid"].value
        context.add_cookies([{"name": "sessionid", "value": cookie, "url": site}])
        page = context.new_page()
        page.on("pageerror", lambda error: problems.append(str(error)))
        page.goto(site + address)
        return page

    yield open_page
    assert not problems


def open_criterion(page, number):
    page.locator(f"#tc-{number}").evaluate("part => (part.open = true)")


def serious(page):
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    return [
        (v["id"], [n["html"][:150] for n in v["nodes"]][:3])
        for v in found["violations"]
        if v["impact"] in ("serious", "critical")
    ]


def change(page, field, value):
    """Type and leave the field; wait until the server has answered."""
    with page.expect_response(lambda r: "/phieu/" in r.url and r.request.method == "POST"):
        page.fill(field, value)
        page.press(field, "Tab")


def test_a_change_is_saved_by_itself_and_the_hands_stay_on_the_keyboard(visit, clerk, draft):
    page = visit(clerk)
    open_criterion(page, 9)

    change(page, "#i-standard_houses-n", "70")

    page.wait_for_selector("#kq-9-2:has-text('Còn thiếu 5,00 điểm %')")
    assert "Hiểu là 70,00% (70/100)" in page.inner_text("#e-standard_houses")
    assert "Đã lưu lúc" in page.inner_text("#bar")
    assert page.evaluate("document.activeElement.id") == "i-standard_houses-d"
    assert "Giải trình cảnh báo ở 9.2" in page.inner_text("#rail")
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
    assert serious(page) == []
    draft.refresh_from_db()
    assert draft.draft["standard_houses"] == {"num": "70", "den": "100"}
    page.fill("textarea[name^='why_jump.standard_houses']", "Bão số 6.")
    page.press("textarea[name^='why_jump.standard_houses']", "Tab")
    page.wait_for_selector("#mprog:not(:has-text('Đến chỗ cần sửa'))")
    draft.refresh_from_db()
    assert "Bão số 6." in draft.explanations.values()


def test_a_yes_or_no_is_taken_back_by_keyboard_and_saved_as_nothing(visit, clerk, draft):
    page = visit(clerk)
    open_criterion(page, 1)
    yes = page.locator("input[name='general_plan_approved'][value='yes']")
    assert yes.is_checked()

    yes.focus()
    for _ in range(2):  # past “chưa đạt” to “chưa trả lời”
        with page.expect_response(lambda r: "/phieu/" in r.url and r.request.method == "POST"):
            page.keyboard.press("ArrowRight")

    page.wait_for_selector("#kq-1-1:has-text('Chưa đánh giá')")
    assert page.evaluate("document.activeElement.value") == ""
    assert "Nhập số liệu 1.1" in page.inner_text("#rail")
    assert serious(page) == []
    draft.refresh_from_db()
    assert "general_plan_approved" not in draft.draft


def test_half_a_share_is_not_sent_while_its_other_half_is_typed(visit, clerk, draft):
    page = visit(clerk)
    open_criterion(page, 9)
    sent = []
    page.on("request", lambda r: sent.append(r) if r.method == "POST" else None)

    page.fill("#i-standard_houses-n", "")
    page.press("#i-standard_houses-n", "Tab")
    page.press("#i-standard_houses-d", "Shift+Tab")
    change(page, "#i-standard_houses-n", "70")

    page.wait_for_selector("#kq-9-2:has-text('Còn thiếu 5,00 điểm %')")
    assert len(sent) == 1
    draft.refresh_from_db()
    assert draft.draft["standard_houses"] == {"num": "70", "den": "100"}


def test_what_is_no_number_is_marked_and_kept_until_it_is_mended(visit, clerk, draft):
    page = visit(clerk)
    open_criterion(page, 9)

    change(page, "#i-dilapidated_houses", "7O")

    page.wait_for_selector("#i-dilapidated_houses[aria-invalid=true]")
    assert page.input_value("#i-dilapidated_houses") == "7O"
    assert serious(page) == []
    change(page, "#i-dilapidated_houses", "2")
    page.wait_for_selector("#i-dilapidated_houses:not([aria-invalid])")


def test_two_people_at_once_see_both_values_and_one_is_chosen(
    visit, clerk, district_officer, draft
):
    from langmoi.reporting.drafting import save_draft

    page = visit(clerk)
    open_criterion(page, 9)
    save_draft(
        draft,
        {"dilapidated_houses": "1", "poor_households": {"num": "5", "den": "100"}},
        base_version=0,
        by=district_officer,
        on=TODAY,
        at=AT,
    )

    change(page, "#i-dilapidated_houses", "0")

    page.wait_for_selector(".lm-clash:has-text('Bạn nhập 0 nhà')")
    assert page.input_value("#i-dilapidated_houses") == "1"
    assert page.input_value("#i-poor_households-n") == "5"  # theirs, elsewhere on the page
    assert serious(page) == []
    page.click("text=Dùng số của tôi")
    page.wait_for_load_state()
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "0"
    assert draft.draft["poor_households"] == {"num": "5", "den": "100"}


def test_an_expired_session_keeps_what_was_typed_until_after_signing_in(visit, clerk, draft):
    clerk.set_password(PASSWORD)
    clerk.save()
    page = visit(clerk)
    open_criterion(page, 9)
    page.context.clear_cookies(name="sessionid")

    page.fill("#i-dilapidated_houses", "2")
    page.press("#i-dilapidated_houses", "Tab")

    page.wait_for_url("**/dang-nhap/**")
    page.fill("input[name=login]", clerk.username)
    page.fill("input[name=password]", PASSWORD)
    page.press("input[name=password]", "Enter")
    page.wait_for_selector("#unsaved:has-text('9.1')")
    assert serious(page) == []
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.click("text=Điền lại vào phiếu")
    page.wait_for_selector("#bar:has-text('Đã lưu lúc')")
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "2"


def test_the_same_figure_typed_over_waits_for_nothing(visit, clerk, draft):
    from walk import until_saved

    page = visit(clerk)
    open_criterion(page, 9)
    page.fill("#i-dilapidated_houses", page.input_value("#i-dilapidated_houses"))
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.press("#i-dilapidated_houses", "Tab")
    until_saved(page)
    version = draft.draft_version
    draft.refresh_from_db()
    assert draft.draft_version == version


def test_without_network_the_number_waits_and_is_saved_when_it_is_back(visit, clerk, draft):
    page = visit(clerk)
    open_criterion(page, 9)
    page.context.set_offline(True)

    page.fill("#i-dilapidated_houses", "1")
    page.press("#i-dilapidated_houses", "Tab")
    page.wait_for_selector("#trouble:has-text('Mất mạng')")
    with page.expect_response(lambda r: r.request.method == "POST"):
        page.context.set_offline(False)

    page.wait_for_selector("#trouble", state="hidden")
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "1"


def test_without_scripts_the_criterion_has_its_own_button(visit, clerk, draft):
    page = visit(clerk, java_script_enabled=False)
    page.click("#tc-9 > summary")

    page.fill("#i-dilapidated_houses", "0")
    page.click("text=Lưu tiêu chí 9")

    page.wait_for_url("**#tc-9")
    draft.refresh_from_db()
    assert draft.draft["dilapidated_houses"] == "0"


def test_evidence_is_attached_in_place(visit, clerk, draft, tmp_path):
    from PIL import Image

    picture = tmp_path / "nha-moi.jpg"
    Image.new("RGB", (80, 60), (20, 120, 90)).save(picture)
    page = visit(clerk)
    open_criterion(page, 9)

    page.click("#ev-9-1 summary")
    page.set_input_files("#tep-9-1", picture)
    page.click("#ev-9-1 >> text='Đính kèm'")

    page.wait_for_selector("#ev-9-1 .lm-evf:has-text('nha-moi.jpg') img")
    assert serious(page) == []


@pytest.mark.parametrize("viewport", [PHONE, WIDE])
def test_the_chairman_sends_and_the_paper_bears_the_hash(visit, person, clerk, draft, viewport):
    chairman = person("chairman", "commune_chairman", "23542", "commune")
    page = visit(chairman, viewport=viewport)
    assert serious(page) == []

    page.click("summary:has-text('Gửi phiếu')")
    page.click("text=Gửi huyện rà soát")

    page.wait_for_selector("text=Phiếu đã gửi nên chỉ xem")
    assert serious(page) == []
    page.click("text=In bản đã gửi")
    draft.refresh_from_db()
    assert draft.latest.hash in page.inner_text("main")
    assert serious(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= viewport["width"]


def test_every_control_is_large_enough_for_a_thumb(visit, clerk, draft):
    page = visit(clerk)
    page.evaluate("document.querySelectorAll('details').forEach(part => (part.open = true))")

    small = page.evaluate("""() => [...document.querySelectorAll(
        '#filing .form-control, #filing .btn, #filing summary, #filing .lm-yn label, .lm-send .btn'
    )].filter(e => e.getBoundingClientRect().height > 0 && e.getBoundingClientRect().height < 43.5)
      .map(e => e.outerHTML.slice(0, 120))""")

    assert small == []
    assert page.evaluate("document.documentElement.scrollWidth") <= 390
