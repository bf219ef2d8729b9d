"""The demo, served as `make run` serves it, and a real Chromium to walk it with."""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
import sys
import tempfile
import time
import urllib.error
import urllib.request
from contextlib import closing, contextmanager
from datetime import UTC, datetime
from datetime import time as clock_time
from pathlib import Path

import pytest
from chromium import PASSWORD, PHONE, WIDE, chromium_path, open_browser
from walk import Walker

START = "import sys; from langmoi.cli import main; sys.exit(main())"


def pytest_collection_modifyitems(items):
    for item in items:
        if "browser" in item.path.parts:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def site():
    """The address of a demo of its own, with its own database, gone afterwards."""
    home = Path(tempfile.mkdtemp(prefix="langmoi-browser-"))
    home.chmod(0o755)  # the embedded server may run as another user
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = probe.getsockname()[1]
    told = {k: v for k, v in os.environ.items() if k not in ("DATABASE_URL", "LANGMOI_TODAY")}
    server = subprocess.Popen(
        [sys.executable, "-c", START, "run", "--demo", "--port", str(port)],
        env={**told, "LANGMOI_HOME": str(home)},
        stdout=subprocess.DEVNULL,
    )
    address = f"http://127.0.0.1:{port}"
    wait_until_it_answers(address, server)
    yield address
    server.terminate()
    server.wait()
    shutil.rmtree(home, ignore_errors=True)


def wait_until_it_answers(address, server):
    while server.poll() is None:
        try:
            with urllib.request.urlopen(f"{address}/dang-nhap/") as answer:  # noqa: S310 - ours
                if answer.status == 200:
                    return
        except (urllib.error.URLError, ConnectionError):
            time.sleep(0.2)
    pytest.fail(f"langmoi run ended with {server.returncode} before it answered.")


@pytest.fixture(scope="module")
def chromium():
    """One browser for a module; in CI a missing one is a failure (tests/conftest.py)."""
    if chromium_path() is None:
        pytest.skip("Chromium is not installed: apt-get install chromium")
    with open_browser() as browser:
        yield browser


@pytest.fixture(scope="module")
def signed_in(chromium, site):
    """The cookies of a person, signed in once for a module."""
    known = {}

    def cookies(person):
        if person not in known:
            context = chromium.new_context()
            page = context.new_page()
            page.goto(f"{site}/dang-nhap/")
            page.fill("#id_login", person)
            page.fill("#id_password", PASSWORD)
            page.click("button:has-text('Đăng nhập')")
            page.wait_for_url(lambda url: "/dang-nhap/" not in url)
            known[person] = context.storage_state()
            context.close()
        return known[person]

    return cookies


@pytest.fixture
def browse(chromium, site, signed_in):
    """with browse("vpdp", "/") as page: a page of its own; any error on its console fails.

    `allowed` are the answers that the browser may call errors: one of 422 names faults in a file.
    """

    @contextmanager
    def opened(person, address="/", *, size=WIDE, allowed=(422,), **options):
        state = signed_in(person) if person else None
        context = chromium.new_context(
            base_url=site, viewport=size, locale="vi-VN", storage_state=state, **options
        )
        context.set_default_timeout(10_000)
        page = context.new_page()
        errors = []
        page.on("console", lambda m: errors.append(m.text) if m.type == "error" else None)
        page.on("pageerror", lambda e: errors.append(str(e)))
        with closing(context):
            if address:
                page.goto(address)
            yield page
        assert not [e for e in errors if not any(f"status of {code}" in e for code in allowed)]

    return opened


@pytest.fixture(params=[WIDE, PHONE], ids=["1366", "390"])
def size(request):
    return request.param


# ---- A site on the test database, for people who walk through a month and change it.


@pytest.fixture(scope="session")
def served(django_db_setup):
    """Static files come straight from their packages."""
    from django.test import override_settings
    from pytest_django.live_server_helper import LiveServer

    with override_settings(WHITENOISE_AUTOREFRESH=True):
        running = LiveServer("127.0.0.1")
        yield running
        running.stop()


@pytest.fixture
def address(served, transactional_db, tmp_path, monkeypatch):
    """The site's address; evidence goes to a folder of the test's own."""
    monkeypatch.setattr("langmoi.reporting.evidence.store.home", lambda: tmp_path)
    monkeypatch.setattr("langmoi.core.clock.datetime", OfficeHours(datetime.now(UTC)))
    monkeypatch.setitem(os.environ, "DJANGO_ALLOW_ASYNC_UNSAFE", "1")
    return served.url


class OfficeHours:
    """The clock of a day that stands still begins at eight: at midnight it would run backwards."""

    combine = datetime.combine

    def __init__(self, started):
        self.started = started

    def now(self, zone):
        eight = datetime.combine(datetime.now(zone).date(), clock_time(8), zone)
        return eight + (datetime.now(UTC) - self.started)


@pytest.fixture
def walker(address, client):
    """with walker("xa23470") as officer: that person, with a browser of their own."""
    from django.db import connections

    with open_browser() as browser:
        yield lambda name, **told: Walker(browser, address, client, name, **told)
        # While a browser is open, a test's queries go by a connection of their own.
        connections.close_all()
