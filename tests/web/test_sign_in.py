"""Signing in and out."""

from __future__ import annotations

import pytest


@pytest.fixture
def known(office):
    office.set_password("mot-mat-khau-dai")
    office.save()
    return office


def sign_in(client, name, password, **more):
    return client.post("/dang-nhap/", {"username": name, "password": password, **more})


def test_the_page_names_the_program_and_asks_for_name_and_password(client, db):
    text = client.get("/dang-nhap/").content.decode()

    assert "Làng Mới" in text
    assert "Quản lý xây dựng nông thôn mới" in text
    assert 'name="username"' in text
    assert 'autocomplete="current-password"' in text


def test_the_right_password_leads_to_the_page_that_was_asked_for(client, known, months):
    answer = sign_in(client, "office", "mot-mat-khau-dai", next="/bao-cao/")

    assert answer.status_code == 302
    assert answer.url == "/bao-cao/"


def test_a_wrong_password_says_what_to_do_and_not_which_was_wrong(client, known):
    text = sign_in(client, "office", "khong-phai").content.decode()

    assert "Tên đăng nhập hoặc mật khẩu chưa đúng. Hãy kiểm tra" in text
    assert 'role="alert"' in text
    assert 'value="office"' in text


@pytest.mark.parametrize(
    ("name", "password", "sentence"),
    [("", "x", "Hãy nhập tên đăng nhập."), ("office", "", "Hãy nhập mật khẩu.")],
)
def test_an_empty_field_is_named_beside_it(client, known, name, password, sentence):
    text = sign_in(client, name, password).content.decode()

    assert sentence in text
    assert 'aria-invalid="true"' in text


def test_a_page_elsewhere_is_never_the_next_one(client, known, months):
    answer = sign_in(client, "office", "mot-mat-khau-dai", next="https://example.com/")

    assert answer.url == "/"


def test_signing_out_needs_a_press_and_leads_to_the_sign_in_page(client, known):
    client.force_login(known)

    assert client.get("/dang-xuat/").status_code == 405
    assert client.post("/dang-xuat/").url == "/dang-nhap/"
    assert client.get("/bao-cao/").url == "/dang-nhap/?next=/bao-cao/"


@pytest.mark.parametrize(
    "address",
    ["/", "/huyen/616/", "/xa/", "/xa/23542/", "/tieu-chi/17/", "/bang-tieu-chi/",
     "/bang-tieu-chi/23542/17/", "/nhap-so-lieu/", "/nhap-so-lieu/1/", "/nhap-so-lieu/mau.xlsx",
     "/bao-cao/", "/bao-cao/62.pdf"],
)  # fmt: skip
def test_no_page_is_shown_to_someone_who_has_not_signed_in(client, db, address):
    answer = client.get(address)

    assert answer.status_code == 302
    assert answer.url.startswith("/dang-nhap/?next=")
