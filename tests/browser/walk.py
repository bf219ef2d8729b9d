"""People who walk through a month, each with a browser of their own, and what they do there.

Pictures go to the folder of LANGMOI_SHOTS, as the manual shows them; without it nothing is kept.
"""

from __future__ import annotations

import base64
import io
import os
from contextlib import suppress
from pathlib import Path
from typing import Any

from axe import serious
from chromium import WIDE
from PIL import Image
from playwright.sync_api import Error as PlaywrightError

ONE_PIXEL = base64.b64decode(
    "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJg"
    "gg=="
)


def shoot(page, name, *, at="", tall=0):
    """The picture of what is on the screen, with the part named by `at` on top."""
    folder = os.environ.get("LANGMOI_SHOTS")
    size = page.viewport_size
    if tall:
        page.set_viewport_size({**size, "height": tall})
    if at:
        bring_to_the_top(page, at)
    page.evaluate("document.fonts.ready")
    if folder:
        page.wait_for_timeout(150)
        save_picture(page.screenshot(), Path(folder) / f"{name}.png")
    page.set_viewport_size(size)


def bring_to_the_top(page, selector):
    """Scroll so that the part stands below the bar that stays."""
    page.locator(selector).first.evaluate(
        "part => window.scrollTo(0, part.getBoundingClientRect().top + scrollY - 76)"
    )


def until_gone(page, selector):
    """By hand: the page's policy forbids Playwright's own waiting for a condition."""
    for _ in range(2400):
        if not page.locator(selector).count():
            return
        page.wait_for_timeout(50)
    raise AssertionError(f"{selector} is still there.")


def save_picture(content, file):
    """In 128 colours: a page needs no more, and the repository stays light."""
    file.parent.mkdir(parents=True, exist_ok=True)
    picture = Image.open(io.BytesIO(content)).convert("RGB")
    picture.quantize(128, dither=Image.Dither.NONE).save(file, optimize=True)


class Walker:
    """Someone signed in with a browser of their own; an error of a script fails the test."""

    def __init__(self, browser, base, client, username, viewport=WIDE):
        from langmoi.people.models import User

        client.force_login(User.objects.get(username=username))
        self.base = base
        self.context = browser.new_context(
            viewport=viewport, locale="vi-VN", reduced_motion="reduce"
        )
        self.context.set_default_timeout(120_000)  # a busy machine is slow, not wrong
        cookie = client.cookies["sessionid"].value
        self.context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
        self.page = self.context.new_page()
        self.problems: list[str] = []
        self.page.on("pageerror", lambda error: self.problems.append(str(error)))

    def __enter__(self):
        return self

    def __exit__(self, *error):
        folder = os.environ.get("LANGMOI_SHOTS")
        if any(error) and folder:  # what the person saw last
            with suppress(PlaywrightError):
                self.page.screenshot(path=Path(folder) / "failed.png")
        self.context.close()
        if not any(error):
            assert not self.problems

    def go(self, address):
        self.page.goto(self.base + address)
        return self.page

    def post(self, press, *, refused=()):
        """Do it and wait for the server's answer, which may be one of these refusals."""
        with self.page.expect_response(lambda r: r.request.method == "POST") as answer:
            press()
        status = answer.value.status
        assert status < 400 or status in refused, status
        self.page.wait_for_load_state("networkidle")
        until_gone(self.page, ".htmx-request, .htmx-swapping, .htmx-settling")

    def shoot(self, name, **told):
        """Keep the picture; nothing serious for axe to find, no sideways scrolling."""
        shoot(self.page, name, **told)
        found = serious(self.page)
        assert not found, (name, found)
        width = self.page.viewport_size["width"]
        assert self.page.evaluate("document.documentElement.scrollWidth") <= width, name


# ---- What an officer does on the filing page.


def plain(value: Any) -> str:
    return str(value).replace(".", ",")


def open_all(page):
    """Every criterion of the page, so that its fields can be typed in."""
    page.evaluate("document.querySelectorAll('details.lm-fcrit').forEach(d => (d.open = true))")


def open_criterion(page, number):
    page.locator(f"#tc-{number}").evaluate("part => (part.open = true)")


def type_sheet(officer, village, sheet, query):
    """Type in what a village brought on paper."""
    page = officer.go(f"/phieu-thon/{village}/?{query}")
    for key, value in sheet.items():
        if isinstance(value, bool):
            page.check(f"[name={key}][value={'yes' if value else 'no'}]")
        elif page.locator(f"[name={key}]").count():
            page.fill(f"[name={key}]", plain(value))
    officer.post(lambda: page.click("text=Lưu phiếu thôn"))


def type_figure(officer, figure_id, value):
    """Change a figure on the filing page and leave the field; it saves itself."""
    page = officer.page
    if isinstance(value, bool):
        field = f"[name={figure_id}][value={'yes' if value else 'no'}]"
        open_around(page, field)
        if not page.is_checked(field):
            officer.post(lambda: page.check(field))
            until_saved(page)
        return
    parts = {"": value} if isinstance(value, str) else {"-n": value["num"], "-d": value["den"]}
    wanted = {f"#i-{figure_id}{suffix}": plain(text) for suffix, text in parts.items()}
    open_around(page, next(iter(wanted)))
    if any(page.input_value(field) != text for field, text in wanted.items()):
        # Between the two parts of a share the numerator may exceed what it is a part of: 422.
        officer.post(lambda: [leave_with(page, *part) for part in wanted.items()], refused=[422])
        until_saved(page)


def until_saved(page):
    """The page keeps what was typed until the server has told that it has it."""
    kept = "Object.keys(sessionStorage).some((key) => key.startsWith('lm-filing:'))"
    for _ in range(2400):  # by hand: the page's policy forbids Playwright's own waiting
        if not page.evaluate(kept):
            return
        page.wait_for_timeout(50)
    raise AssertionError("What was typed is still not saved.")


def open_around(page, field):
    """Open the criterion in which the field stands."""
    page.locator(field).first.evaluate("field => (field.closest('details.lm-fcrit').open = true)")


def leave_with(page, field, text):
    page.fill(field, text)
    page.press(field, "Tab")


def explain(officer, address, text):
    """Answer every question that still asks for it."""
    page = officer.go(address)
    open_all(page)
    boxes = page.locator("textarea[name^=why_]").all()
    for field in [f"[id='{box.get_attribute('id')}']" for box in boxes]:
        if page.locator(field).count() and not page.input_value(field):
            officer.post(lambda f=field: leave_with(page, f, text))
            until_saved(page)


def attach(officer, number, name):
    """Attach a picture to an indicator as its evidence."""
    page, place = officer.page, number.replace(".", "-")
    open_criterion(page, number.split(".")[0])
    page.locator(f"#ev-{place} details").evaluate_all("all => all.forEach(d => (d.open = true))")
    file = {"name": name, "mimeType": "image/png", "buffer": ONE_PIXEL}
    page.set_input_files(f"#tep-{place}", file)
    officer.post(lambda: page.locator(f"#ev-{place} button:has-text('Đính kèm')").click())


def submit(chairman, address, press, note=""):
    page = chairman.go(address)
    page.click("summary:has-text('Gửi phiếu')")
    page.fill("#note", note)
    chairman.post(lambda: page.click(f"text={press}"))


# ---- What reviewers do.


def send_back(reviewer, number, reason):
    page, criterion = reviewer.page, number.split(".")[0]
    open_criterion(page, criterion)
    page.locator(f"[id='ct-{number}'] summary:has-text('Trả lại chỉ tiêu này')").click()
    page.check(f"[name='back-{number}']")
    page.fill(f"[name='back-reason-{number}']", reason)


def agree(reviewer, number):
    page = reviewer.page
    open_criterion(page, number)
    reviewer.post(lambda: page.click(f"#rv-{number} button[value='1']"))


def put_solution(reviewer, number, *, text, responsible, due_on):
    page, form = reviewer.page, f"#rv-{number} [name=%s]"
    open_criterion(page, number)
    page.fill(form % "text", text)
    page.fill(form % "responsible", responsible)
    page.fill(form % "due_on", due_on)
    reviewer.post(lambda: page.click(f"#rv-{number} >> text=Lưu giải pháp"))


def give_opinion(officer, *, agrees, reason=""):
    """On a list that shows but one line."""
    page = officer.page
    if reason:
        page.fill("article textarea[name=reason]", reason)
    officer.post(lambda: page.click(f"article button[value='{int(agrees)}']"))
