"""Pictures of every page, for the README and for looking at: python -m tests.browser.shots DIR.

Serves the database of LANGMOI_HOME (the demo) from a thread of its own and saves each page at
1366 and at 390 pixels.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path

from tests.browser.chromium import open_browser

PASSWORD = "nong-thon-moi"
WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
# name, person, address
PAGES = [
    ("sign-in", None, "/dang-nhap/"),
    ("province", "vpdp", "/"),
    ("province-2017", "vpdp", "/?thang=2017-11"),
    ("district", "vpdp", "/huyen/616/"),
    ("commune", "vpdp", "/xa/23542/"),
    ("commune-late", "vpdp", "/xa/23362/"),
    ("criterion", "vpdp", "/tieu-chi/17/"),
    ("matrix", "vpdp", "/bang-tieu-chi/"),
    ("matrix-filtered", "vpdp", "/bang-tieu-chi/?huyen=616&thieu=10"),
    ("communes", "vpdp", "/xa/?tim=dak+long"),
    ("uploads", "vpdp", "/nhap-so-lieu/"),
    ("reports", "vpdp", "/bao-cao/"),
    ("district-officer", "huyen616", "/"),
    ("commune-officer", "xa23542", "/"),
    ("not-found", "vpdp", "/xa/99999/"),
    ("problem", "vpdp", "/?thang=2031-01"),
]


def main(folder: Path, only: list[str]) -> None:
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
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
    folder.mkdir(parents=True, exist_ok=True)
    with open_browser() as browser:
        for size, viewport in (("1366", WIDE), ("390", PHONE)):
            for name, person, address in PAGES:
                if only and name not in only:
                    continue
                _shoot(browser, f"http://127.0.0.1:{server.port}", viewport, person, address).save(
                    folder / f"{name}-{size}.png"
                )
    server.terminate()


class _Shot:
    def __init__(self, page: object) -> None:
        self.page = page

    def save(self, path: Path) -> None:
        self.page.screenshot(path=path, full_page=True)
        self.page.context.close()
        sys.stdout.write(f"{path}\n")


def _shoot(browser, base, viewport, person, address) -> _Shot:
    context = browser.new_context(viewport=viewport, locale="vi-VN", reduced_motion="reduce")
    page = context.new_page()
    page.on("console", lambda m: m.type in ("error", "warning") and sys.stdout.write(f"{m.text}\n"))
    page.on("pageerror", lambda e: sys.stdout.write(f"PAGE ERROR {e}\n"))
    if person:
        page.goto(f"{base}/dang-nhap/")
        page.fill("#id_login", person)
        page.fill("#id_password", PASSWORD)
        page.press("#id_password", "Enter")
        page.wait_for_url(lambda url: "/dang-nhap/" not in url)
    page.goto(f"{base}{address}")
    page.evaluate("document.fonts.ready")
    page.wait_for_timeout(150)
    return _Shot(page)


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
