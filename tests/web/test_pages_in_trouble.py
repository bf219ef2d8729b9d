"""When something is wrong: a page in Vietnamese with what to do; and no inline code anywhere."""

from __future__ import annotations

import re

import pytest
from django.template.loader import render_to_string
from django.test import Client, override_settings


@pytest.mark.parametrize("debug", [True, False])
def test_an_unknown_address_is_our_own_page(enter, office, months, debug):
    with override_settings(DEBUG=debug):
        answer = enter(office).get("/khong-co-trang-nay/")

    assert answer.status_code == 404
    assert "Không tìm thấy trang" in answer.content.decode()
    assert "Về trang chính" in answer.content.decode()


def test_an_old_page_sent_again_is_refused_in_vietnamese(db):
    answer = Client(enforce_csrf_checks=True).post("/dang-nhap/", {})

    assert answer.status_code == 403
    assert "Trang đã cũ nên chưa gửi được" in answer.content.decode()


@pytest.mark.parametrize("name", ["400.html", "500.html"])
def test_the_page_of_last_resort_needs_nothing(name):
    assert "Về trang chính" in render_to_string(name)


def test_a_fault_of_ours_is_said_to_be_ours(enter, office, months, monkeypatch):
    client = enter(office)
    client.raise_request_exception = False
    monkeypatch.setattr("langmoi.web.overview.matrix.overview", lambda *a, **k: 1 / 0)

    answer = client.get("/bang-tieu-chi/")

    assert answer.status_code == 500
    assert "Nguyên nhân nằm ở chương trình" in answer.content.decode()


def test_a_broken_rule_leads_back_to_the_page_before_but_never_elsewhere(enter, office, months):
    client = enter(office)
    asked = "/?thang=2031-01"

    ours = client.get(asked, headers={"Referer": "http://testserver/bao-cao/"}).content.decode()
    theirs = client.get(asked, headers={"Referer": "https://example.com/"}).content.decode()

    assert 'href="http://testserver/bao-cao/"' in ours
    assert "example.com" not in theirs


def test_pages_hold_no_inline_script_and_no_inline_style(page):
    for address in ("/", "/huyen/616/", "/xa/23542/", "/tieu-chi/17/", "/bang-tieu-chi/",
                    "/bang-tieu-chi/23542/17/", "/xa/", "/nhap-so-lieu/", "/bao-cao/"):  # fmt: skip
        text = page(address)
        scripts = [t for t in re.findall(r"<script[^>]*>", text) if "src=" not in t]
        assert all('type="application/json"' in tag for tag in scripts), address
        assert " style=" not in text, address
        assert not re.search(r"\son[a-z]+=", text), address
        assert "<style" not in text, address
