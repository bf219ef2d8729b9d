"""Pictures of every page, for the README and for looking at: python -m tests.browser.shots DIR.

Serves the database of LANGMOI_HOME (the demo) from a thread of its own and saves each page at
1366 and at 390 pixels. Names of pages after DIR (or of one size, 1366 or 390) limit it to those.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Error, Page

from tests.browser.chromium import PHONE, WIDE, open_browser
from tests.browser.page_example import Example
from tests.browser.page_steps import sign_in
from tests.browser.page_table import examples

SIZES = {"1366": WIDE, "390": PHONE}


def main(folder: Path, only: list[str]) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    address = serve()
    with open_browser() as browser:
        sizes = SIZES.keys() & set(only) or SIZES.keys()
        names = set(only) - SIZES.keys()
        for size in sorted(sizes):
            for example in examples():
                if not names or example.name in names:
                    try:
                        said = take(browser, address, example, folder, size)
                    except Error as error:  # told, and the other pages are taken all the same
                        said = f"{example.name}-{size}: {error}"
                    sys.stdout.write(f"{said}\n")


def take(browser: Browser, address: str, example: Example, folder: Path, size: str) -> str:
    @contextmanager
    def browse(person: str | None, at: str | None) -> Iterator[Page]:
        context = browser.new_context(
            base_url=address, viewport=SIZES[size], locale="vi-VN", reduced_motion="reduce"
        )
        page = context.new_page()
        context.set_default_timeout(10_000)
        page.on("pageerror", lambda error: sys.stdout.write(f"{error}\n"))
        if person:
            sign_in(page, person)
            page.wait_for_url(lambda url: "/dang-nhap/" not in url)
        if at:
            page.goto(at)
        yield page
        context.close()

    if example.before:
        example.before(browse)
    with browse(example.person, None) as page:
        example.open(page)
        page.wait_for_timeout(150)
        file = folder / f"{example.name}-{size}.png"
        page.screenshot(path=file, full_page=True)
        if example.undo:
            example.undo(page)
    return str(file)


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


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
