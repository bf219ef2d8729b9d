"""Pages of accounts and people in a real Chromium: nothing serious for axe, wide and narrow."""

from __future__ import annotations

import os
from datetime import date
from pathlib import Path

import pytest
from django.conf import settings as project
from django.db import connections
from django.test import Client
from django.urls import reverse

from langmoi.people.duties import load_responsibility
from langmoi.people.models import Role, Substitution
from tests.browser.chromium import chromium_path, is_missing_allowed, open_browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(
        chromium_path() is None and is_missing_allowed(), reason="no Chromium on this machine"
    ),
    pytest.mark.django_db(transaction=True),
]
TODAY = date(2019, 12, 20)
AXE = project.NODE_MODULES / "axe-core/axe.min.js"
SIZES = {"wide": {"width": 1366, "height": 768}, "phone": {"width": 390, "height": 844}}
RUN = """async () => (await axe.run()).violations
    .filter(v => ["serious", "critical"].includes(v.impact))
    .map(v => v.id + ": " + v.nodes.map(n => n.html).join(" | "))"""


@pytest.fixture
def browser():
    # The browser's own event loop runs in this thread; Django would refuse the database beside it.
    before = os.environ.get("DJANGO_ALLOW_ASYNC_UNSAFE")
    os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"] = "1"
    with open_browser() as opened:
        yield opened
        # Beside the loop Django has a connection of its own, which nobody else would close.
        connections.close_all()
    if before is None:
        del os.environ["DJANGO_ALLOW_ASYNC_UNSAFE"]


@pytest.fixture
def addresses(settings, person, office, clerk, stranger):
    settings.TODAY = "2019-12-20"
    load_responsibility(by="test")
    person("tv.sn", Role.VILLAGE_HEAD, "23542", "commune")
    post = clerk.posts.get()
    Substitution.objects.create(
        post=post, user=stranger, valid_from=TODAY, valid_to=date(2019, 12, 31), reason="nghỉ phép"
    )
    names = ["account", "people", "new_person", "people_upload", "duties", "setup"]
    names += ["account_change_password", "account_reauthenticate"]
    found = {name: reverse(name) for name in names}
    found["person"] = reverse("person", args=[clerk.pk])
    found["post"] = reverse("post", args=[post.pk])
    return found


def signed_in(browser, user, base, size):
    client = Client()
    client.force_login(user)
    context = browser.new_context(viewport=SIZES[size], locale="vi-VN", reduced_motion="reduce")
    cookie = client.cookies["sessionid"].value
    context.add_cookies([{"name": "sessionid", "value": cookie, "url": base}])
    return context


def problems(page, address):
    """What axe finds, and whether the page is wider than the screen."""
    page.goto(address)
    page.evaluate(AXE.read_text(encoding="utf-8"))
    found = page.evaluate(RUN)
    width = page.evaluate("document.documentElement.scrollWidth - window.innerWidth")
    return [*found, f"{width} px too wide"] if width > 0 else found


@pytest.mark.parametrize("size", SIZES)
def test_axe_finds_nothing_serious(browser, live_server, office, addresses, size):
    with signed_in(browser, office, live_server.url, size) as context:
        page = context.new_page()
        found = {}
        for name, address in addresses.items():
            found[name] = problems(page, live_server.url + address)
            _keep(page, f"{name}-{size}")
    with browser.new_context(viewport=SIZES[size], locale="vi-VN") as context:
        page = context.new_page()
        found["sign_in"] = problems(page, f"{live_server.url}/dang-nhap/")
        _keep(page, f"sign_in-{size}")

    assert {name: what for name, what in found.items() if what} == {}


def _keep(page, name):
    """Pictures for people, where LANGMOI_SHOTS names a folder."""
    if folder := os.environ.get("LANGMOI_SHOTS"):
        page.screenshot(path=Path(folder) / f"{name}.png", full_page=True)
