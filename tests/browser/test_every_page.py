"""Every page of the table, wide and on a phone: nothing for axe, no sideways scrolling, no errors.

The table (page_table.py) is held against the addresses of the site: a new one must have an example.
"""

from __future__ import annotations

import re
from urllib.parse import urlsplit

import pytest
from axe import violations
from chromium import PHONE, WIDE
from django.urls import get_resolver, resolve
from pypdfium2 import PdfDocument

from tests.browser import no_pages
from tests.browser.no_pages import ELSEWHERE, LIKE_ANOTHER
from tests.browser.page_table import DOMAINS, PAGES, TROUBLE

FILES = no_pages.FILES.union(*(domain.FILES for domain in DOMAINS))
FORMS = no_pages.FORMS.union(*(domain.FORMS for domain in DOMAINS))
EXAMPLES = [
    pytest.param(name, example, id=example.name) for name, es in PAGES.items() for example in es
]
WIDER = "document.documentElement.scrollWidth - window.innerWidth"
FOCUS = """() => {
    const e = document.activeElement, s = getComputedStyle(e);
    const around = e.closest(".lm-file");
    const drawn = around ? getComputedStyle(around) : s;
    const rect = e.querySelector?.("rect");
    const is_seen = drawn.outlineStyle !== "none" && parseFloat(drawn.outlineWidth) >= 2
        || (rect && parseFloat(getComputedStyle(rect).strokeWidth) >= 4);
    const place = [...document.querySelectorAll("*")].indexOf(e);
    return [e === document.body, is_seen, `${place} ${e.outerHTML.slice(0, 120)}`];
}"""


def routes(patterns=None, before=""):
    """The name and the route of every address."""
    for pattern in get_resolver().url_patterns if patterns is None else patterns:
        route = before + str(pattern.pattern)
        if hasattr(pattern, "url_patterns"):
            yield from routes(pattern.url_patterns, route)
        else:
            yield pattern.name, route


def test_every_address_has_an_example_or_is_no_page():
    listed = [*PAGES, *FILES, *FORMS, *ELSEWHERE, *LIKE_ANOTHER]

    assert {name for name, _ in routes()} == set(listed)
    assert len(listed) == len(set(listed))
    assert set(LIKE_ANOTHER.values()) <= set(PAGES)


def test_addresses_of_forms_show_nothing_to_who_merely_looks(browse):
    with browse("vpdp", None) as page:
        for name, route in routes():
            if name in FORMS:
                address = re.sub(r"<int:\w+>", "1", re.sub(r"<(str|slug):\w+>", "x", route))
                assert page.request.get(f"/{address}").status == 405, name


@pytest.mark.parametrize(("name", "example"), EXAMPLES)
def test_a_page_is_whole_for_eyes_ears_and_fingers(browse, name, example):
    if example.before:
        example.before(browse)
    with browse(example.person, None) as page:
        example.open(page)
        # A form that was refused shows the page again under its own address.
        assert resolve(urlsplit(page.url).path).url_name in (name, "home", *FORMS)
        wide = looked_at(page)
        page.set_viewport_size(PHONE)
        phone = looked_at(page)
        if example.undo:
            example.undo(page)

    assert (wide, phone) == ([], [])


@pytest.mark.parametrize("example", TROUBLE, ids=lambda example: example.name)
def test_pages_of_trouble_are_whole_too(browse, example):
    with browse(example.person, None, allowed=(404, 422)) as page:
        example.open(page)
        wide = looked_at(page)
        page.set_viewport_size(PHONE)

        assert (wide, looked_at(page)) == ([], [])


def looked_at(page):
    """What is wrong with the page at this size."""
    found = violations(page)
    wider = page.evaluate(WIDER)
    return [*found, f"{wider} px too wide"] if wider > 0 else found


BY_KEYBOARD = {
    "sign-in", "province", "matrix", "inbox", "filing-draft", "grid", "village-sheet", "review",
    "signing", "opinions", "closing", "people", "post", "duties", "log", "public",
    "public-commune", "comment-form", "comment-new", "draft-criteria", "draft-rules",
    "draft-indicator-sexes",
}  # fmt: skip


@pytest.mark.parametrize(("name", "example"), [e for e in EXAMPLES if e.id in BY_KEYBOARD])
def test_the_keyboard_sees_where_it_is_and_gets_on(browse, name, example):
    """From the top: first the link to the content, then stop after stop, each drawn round."""
    if example.before:
        example.before(browse)
    with browse(example.person, None) as page:
        example.open(page)
        page.evaluate("document.activeElement.blur()")
        page.keyboard.press("Tab")
        assert page.evaluate("document.activeElement.className") in ("lm-skip", "form-control")
        seen = []
        for _ in range(25):
            page.keyboard.press("Tab")
            is_over, is_seen, drawn = page.evaluate(FOCUS)
            if is_over:
                break
            assert is_seen, drawn
            seen.append(drawn)
        assert len(seen) >= 2
        assert len(set(seen)) == len(seen)  # no stop comes again: the keyboard is not caught


ROLES = "vpdp lanhdao quantri huyen616 cthuyen616 soyt gdsoyt xa23542 ctxa23542 thon23470-01 xem"


@pytest.mark.parametrize("person", ROLES.split())
def test_a_phones_bar_has_five_names_at_most_and_cuts_none(browse, person):
    shown = """() => [...document.querySelectorAll(".lm-topnav > a, .lm-topnav__more > summary")]
        .filter((e) => e.getBoundingClientRect().width)
        .map((e) => e.querySelector("span"))
        .map((e) => [e.textContent, e.scrollWidth > e.clientWidth])"""
    with browse(person, "/tai-khoan/", size=PHONE) as page:
        names = page.evaluate(shown)
        assert 2 <= len(names) <= 5
        assert [name for name, is_cut in names if is_cut] == []
        if names[-1][0] == "Thêm":
            page.focus(".lm-topnav__more > summary")
            page.keyboard.press("Enter")
            assert page.locator(".lm-topnav__more a").first.is_visible()
            assert looked_at(page) == []
            page.keyboard.press("Escape")
            assert not page.locator(".lm-topnav__more a").first.is_visible()
            assert page.evaluate("document.activeElement.innerText").strip() == "Thêm"


def test_the_first_stop_leads_past_the_bar(browse):
    with browse("vpdp", "/", size=WIDE) as page:
        page.keyboard.press("Tab")
        assert page.locator(".lm-skip").bounding_box()["x"] >= 0
        page.keyboard.press("Enter")

        assert page.evaluate("document.activeElement.id") == "main"


@pytest.mark.parametrize(
    "opened", [".lm-tb-btn >> nth=0", ".lm-tb-btn >> nth=1", ".lm-topnav__more > summary"]
)
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
            chart = page.locator("svg.lm-plot")
            assert chart.count() == 1
            assert chart.get_attribute("aria-label").startswith("Biểu đồ")


def test_on_paper_only_what_was_asked_for_is_left(browse):
    with browse("vpdp", "/xa/23542/") as page:
        page.emulate_media(media="print")

        assert not page.locator(".lm-topbar").is_visible()
        assert not page.locator(".btn").first.is_visible()
        assert page.locator("h1").is_visible()


def test_on_paper_a_page_names_its_source_and_day_and_colours_no_link(browse):
    for address in ("/phan-tich/?hang=don-vi&cot=thang&cap=xa", "/bang-tieu-chi/", "/cham-han/"):
        with browse("vpdp", address) as page:
            page.emulate_media(media="print")

            said = page.locator(".lm-printed").inner_text()
            assert "Nguồn: " in said
            assert "In ngày 20/12/2019" in said
            assert page.locator("nav:visible").count() == 0
            links = page.locator("main table a")
            for link in links.all()[:3]:
                around, own = link.evaluate(
                    "e => [e.parentElement, e].map((x) => getComputedStyle(x).color)"
                )
                assert own == around


def test_on_paper_the_head_of_a_long_table_stands_on_every_sheet(browse):
    with browse("vpdp", "/phan-tich/?hang=don-vi&cot=thang&cap=xa&tu=2019-11") as page:
        printed = PdfDocument(page.pdf(prefer_css_page_size=True))

    # Without its spaces: some sheets give their text letter by letter.
    sheets = [re.sub(r"\s", "", sheet.get_textpage().get_text_range()) for sheet in printed]
    printed.close()
    rows = [sheet for sheet in sheets if sheet.count("Xã") > 5]
    assert len(rows) > 2
    assert all("Sovới" in sheet and "12/2019" in sheet for sheet in rows)
    assert "Inngày20/12/2019" in sheets[-1]
