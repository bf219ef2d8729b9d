"""A figure that is cited stays citable; a corrected one shows on the next request."""

from __future__ import annotations

from datetime import datetime

import pytest
from django.test import Client
from page_words import words

from langmoi.core.clock import HANOI
from langmoi.reporting.models import Filing
from langmoi.reporting.steps import ask_correction, decide_correction

COMMUNE = "/cong-khai/xa/23542/2019-11/"
FIRST = f"{COMMUNE}ban-1/"
AT = datetime(2019, 12, 20, 10, tzinfo=HANOI)
WHEN = {"on": AT.date(), "at": AT}


@pytest.fixture
def correct(months, person, office):
    """Correct Sa Nghĩa's income of November, so that criterion 10 is met."""
    chairman = person("chairman", "commune_chairman", "23542", "commune")
    filing = Filing.objects.get(unit__versions__code="23542", month=months.november)

    def run(income="99"):
        told = {"income_per_capita": income}
        asked = ask_correction(filing, told, reason="Nhập nhầm", by=chairman, **WHEN)
        return decide_correction(asked, approve=True, note="", by=office, **WHEN)

    return run


def get(address, **headers):
    return Client().get(address, headers=headers)


@pytest.mark.parametrize("address", ["/cong-khai/", COMMUNE, "/cong-khai/so-lieu/2019-11.csv"])
def test_caches_may_keep_a_page_and_ask_each_time(opened, address):
    first = get(address)
    assert first.headers["Cache-Control"] == "public, no-cache"
    again = get(address, if_none_match=first.headers["ETag"])

    assert again.status_code == 304
    assert not again.content


@pytest.mark.parametrize("address", ["/cong-khai/", COMMUNE, "/cong-khai/so-lieu/2019-11.json"])
def test_a_corrected_figure_shows_on_the_next_request(opened, correct, address):
    first = get(address)
    before = first.content
    correct()
    after = get(address, if_none_match=first.headers["ETag"])

    assert after.status_code == 200
    assert after.content != before
    assert after.headers["ETag"] != first.headers["ETag"]


def test_after_a_correction_the_old_link_says_that_there_is_a_newer_one(opened, correct):
    old = Filing.objects.get(unit__versions__code="23542", month="2019-11-01").latest
    said = words(get(FIRST).content.decode())
    assert "Đây là bản mới nhất" in said
    assert old.hash in said
    correct()

    said = words(get(FIRST).content.decode())
    assert "Đã có bản mới hơn: bản 2" in said
    assert old.hash in said
    assert "10 Thu nhập Chưa đạt" in said
    assert "10 Thu nhập Đạt" in words(get(f"{COMMUNE}ban-2/").content.decode())
    assert "17 / 19 tiêu chí đạt" in words(get(COMMUNE).content.decode())


def test_a_revision_corrected_twice_keeps_what_was_official_then(opened, correct):
    correct("99")
    correct("1")

    said = words(get(f"{COMMUNE}ban-2/").content.decode())
    assert "Đã có bản mới hơn: bản 3" in said
    assert "10 Thu nhập Đạt" in said


def test_a_correction_that_is_only_asked_for_changes_nothing(opened, person, months):
    chairman = person("chairman", "commune_chairman", "23542", "commune")
    filing = Filing.objects.get(unit__versions__code="23542", month=months.november)
    first = get(COMMUNE)
    told = {"income_per_capita": "99"}
    ask_correction(filing, told, reason="Nhập nhầm", by=chairman, **WHEN)

    assert get(COMMUNE, if_none_match=first.headers["ETag"]).status_code == 304


def test_a_filing_of_the_open_month_changes_no_public_figure(opened):
    assert "16 / 19 tiêu chí đạt" in words(get("/cong-khai/xa/23542/").content.decode())
