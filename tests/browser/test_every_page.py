"""Every page, wide and on a phone: nothing for axe to find, no sideways scrolling, no errors."""

from __future__ import annotations

import pytest
from axe import violations

PAGES = [
    (None, "/dang-nhap/"),
    ("vpdp", "/"),
    ("vpdp", "/?thang=2017-11"),
    ("vpdp", "/huyen/616/"),
    ("vpdp", "/xa/23542/"),
    ("vpdp", "/xa/23362/"),
    ("vpdp", "/xa/23473/"),
    ("vpdp", "/tieu-chi/17/"),
    ("vpdp", "/tieu-chi/1/"),
    ("vpdp", "/bang-tieu-chi/"),
    ("vpdp", "/bang-tieu-chi/?tim=khong-co"),
    ("vpdp", "/xa/"),
    ("vpdp", "/xa/?tim=dak+long"),
    ("vpdp", "/nhap-so-lieu/"),
    ("vpdp", "/nhap-so-lieu/?thang=2019-11"),
    ("vpdp", "/bao-cao/"),
    ("huyen616", "/"),
    ("huyen616", "/bang-tieu-chi/"),
    ("xa23542", "/"),
    ("xa23542", "/nhap-so-lieu/"),
]


@pytest.mark.parametrize(("person", "address"), PAGES)
def test_axe_finds_nothing_and_the_page_keeps_to_the_screen(browse, size, person, address):
    with browse(person, address, size=size) as page:
        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


@pytest.mark.parametrize("address", ["/khong-co/", "/?thang=2031-01"])
def test_axe_finds_nothing_on_pages_of_trouble(chromium, site, signed_in, size, address):
    context = chromium.new_context(
        base_url=site, viewport=size, storage_state=signed_in("vpdp"), locale="vi-VN"
    )
    page = context.new_page()
    page.goto(address)

    assert violations(page) == []
    context.close()


@pytest.mark.parametrize("opened", [".lm-tb-btn >> nth=0", ".lm-tb-btn >> nth=1"])
def test_axe_finds_nothing_in_the_menus(browse, size, opened):
    with browse("vpdp", "/bao-cao/", size=size) as page:
        page.click(opened)

        assert violations(page) == []
        assert page.evaluate("document.documentElement.scrollWidth") <= size["width"]


def test_axe_finds_nothing_in_an_opened_cell_and_opened_criteria(browse, size):
    with browse("vpdp", "/bang-tieu-chi/?tim=sa+nghia", size=size) as page:
        page.click('[aria-label^="Sa Nghĩa, tiêu chí 17"]')
        page.wait_for_selector("#pop:visible")
        assert violations(page) == []

        page.goto("/xa/23542/#tc-17")
        page.click("text=Mở tất cả")
        assert page.locator("details.lm-crit:not([open])").count() == 0
        assert violations(page) == []


def test_what_a_finger_presses_is_large_enough(browse):
    small = """(selector) => [...document.querySelectorAll(selector)]
        .map((e) => [e.textContent.trim().slice(0, 20), e.getBoundingClientRect()])
        .filter(([, box]) => box.width && (box.width < 24 || box.height < 24))
        .map(([text, box]) => `${text} ${box.width}×${box.height}`)"""
    with browse("vpdp", "/", size={"width": 390, "height": 844}) as page:
        pressed = ".lm-map a rect, .lm-topnav a, .btn, .lm-chip, summary"
        assert page.evaluate(small, pressed) == []
        page.goto("/bang-tieu-chi/")
        assert page.evaluate(small, ".lm-mx td a, .btn, select, input") == []


def test_charts_are_drawn_and_say_what_they_show(browse):
    for address in ("/", "/huyen/616/", "/xa/23542/"):
        with browse("vpdp", address) as page:
            chart = page.locator("[data-chart]")
            assert chart.locator("svg").count() == 1
            assert chart.get_attribute("aria-label").startswith("Biểu đồ")


def test_on_paper_only_what_was_asked_for_is_left(browse):
    with browse("vpdp", "/xa/23542/") as page:
        page.emulate_media(media="print")

        assert not page.locator(".lm-topbar").is_visible()
        assert not page.locator(".btn").first.is_visible()
        assert page.locator("h1").is_visible()
