"""The Chromium that the tests drive: Debian's own, quiet and without a network of its own."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager

from playwright.sync_api import Browser, sync_playwright

FLAGS = [
    "--headless",
    "--no-sandbox",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]

WIDE = {"width": 1366, "height": 768}
PHONE = {"width": 390, "height": 844}
PASSWORD = "nong-thon-moi"  # of the demo's accounts, which hold invented figures only


def chromium_path() -> str | None:
    return shutil.which("chromium") or shutil.which("chromium-browser")


def is_missing_allowed() -> bool:
    """Only on a person's own machine: where the gate runs, pages must have been walked."""
    return os.environ.get("CI", "").lower() not in ("true", "1")


@contextmanager
def open_browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium_path(), args=FLAGS)
        yield browser
        browser.close()
