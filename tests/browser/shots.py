"""Pictures of every page, for the README and for looking at: python -m tests.browser.shots DIR.

Serves the database of LANGMOI_HOME (the demo) from a thread of its own and saves each page at
1366 and at 390 pixels. Names of pages after DIR limit it to those.
"""

from __future__ import annotations

import io
import os
import sys
from collections.abc import Callable
from pathlib import Path

import openpyxl
from playwright.sync_api import Page

from tests.browser.chromium import PASSWORD, PHONE, WIDE, open_browser

Step = Callable[[Page], None]


def open_cell(page: Page) -> None:
    page.click('[aria-label^="Ngọk Bay, tiêu chí 11"]')
    page.wait_for_selector("#pop:visible")


def open_months(page: Page) -> None:
    page.click(".lm-tb-btn >> nth=0")


def open_criterion(page: Page) -> None:
    page.evaluate("location.hash = '#tc-17'")


def wrong_password(page: Page) -> None:
    page.fill("#id_login", "vpdp")
    page.fill("#id_password", "khong-phai")
    page.press("#id_password", "Enter")
    page.wait_for_selector("[role=alert]")


def give_workbook(page: Page, *, is_wrong: bool) -> None:
    """Upload the commune's own figures again with a few changes, or with mistakes."""
    answer = page.request.get("/nhap-so-lieu/da-nop.xlsx")
    book = openpyxl.load_workbook(io.BytesIO(answer.body()))
    wrong = {"income_per_capita": "41.5x", "lanes_clean_num": "7O", "dilapidated_houses": -5}
    right = {"income_per_capita": 41.5, "lanes_clean_num": 20, "dilapidated_houses": 2}
    for sheet in book.worksheets:
        for column in sheet.iter_cols():
            keys = {str(c.value) for c in column} & wrong.keys()
            for key in keys:
                column[-1].value = (wrong if is_wrong else right)[key]
    saved = io.BytesIO()
    book.save(saved)
    file = {"name": "so-lieu-thang-12.xlsx", "mimeType": "", "buffer": saved.getvalue()}
    page.set_input_files("#id_file", file)
    page.click("button:has-text('Kiểm tra tệp')")
    page.wait_for_selector("h1:has-text('so-lieu-thang-12.xlsx')")


def with_faults(page: Page) -> None:
    give_workbook(page, is_wrong=True)


def with_changes(page: Page) -> None:
    give_workbook(page, is_wrong=False)


# name, person, address, and what to do there first
PAGES: list[tuple[str, str | None, str, Step | None]] = [
    ("sign-in", None, "/dang-nhap/", None),
    ("sign-in-wrong", None, "/dang-nhap/", wrong_password),
    ("province", "vpdp", "/", None),
    ("province-2017", "vpdp", "/?thang=2017-11", None),
    ("province-months", "vpdp", "/", open_months),
    ("district", "vpdp", "/huyen/616/", None),
    ("commune", "vpdp", "/xa/23542/", None),
    ("commune-criterion", "vpdp", "/xa/23542/", open_criterion),
    ("commune-late", "vpdp", "/xa/23362/", None),
    ("criterion", "vpdp", "/tieu-chi/17/", None),
    ("matrix", "vpdp", "/bang-tieu-chi/", None),
    ("matrix-cell", "vpdp", "/bang-tieu-chi/", open_cell),
    ("matrix-filtered", "vpdp", "/bang-tieu-chi/?huyen=616&thieu=10", None),
    ("communes", "vpdp", "/xa/", None),
    ("communes-found", "vpdp", "/xa/?tim=dak+long", None),
    ("uploads", "vpdp", "/nhap-so-lieu/", None),
    ("upload-faults", "xa23542", "/nhap-so-lieu/", with_faults),
    ("upload-changes", "xa23542", "/nhap-so-lieu/", with_changes),
    ("reports", "vpdp", "/bao-cao/", None),
    ("district-officer", "huyen616", "/", None),
    ("commune-officer", "xa23542", "/", None),
    ("not-found", "vpdp", "/xa/99999/", None),
    ("problem", "vpdp", "/?thang=2031-01", None),
]


def main(folder: Path, only: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    address = serve()
    with open_browser() as browser:
        for size, viewport in (("1366", WIDE), ("390", PHONE)):
            for name, person, path, step in PAGES:
                if only and name not in only:
                    continue
                context = browser.new_context(
                    base_url=address, viewport=viewport, locale="vi-VN", reduced_motion="reduce"
                )
                page = context.new_page()
                page.on("pageerror", lambda error: sys.stdout.write(f"{error}\n"))
                visit(page, person, path, step)
                file = folder / f"{name}-{size}.png"
                page.screenshot(path=file, full_page=True)
                context.close()
                sys.stdout.write(f"{file}\n")


def serve() -> str:
    """The pages on the database of LANGMOI_HOME, from a thread that ends with the program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    from django.contrib.staticfiles.handlers import StaticFilesHandler
    from django.test.testcases import LiveServerThread

    server = LiveServerThread("127.0.0.1", StaticFilesHandler)
    server.daemon = True
    server.start()
    server.is_ready.wait()
    if server.error:
        raise server.error
    return f"http://127.0.0.1:{server.port}"


def visit(page: Page, person: str | None, path: str, step: Step | None) -> None:
    if person:
        page.goto("/dang-nhap/")
        page.fill("#id_login", person)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    page.goto(path)
    if step:
        step(page)
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
