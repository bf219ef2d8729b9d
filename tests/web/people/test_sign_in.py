"""Signing in: by name or address, locked after failures, with a second factor, while one may."""

from __future__ import annotations

import re
from datetime import date, timedelta

import pytest
from allauth.mfa.models import Authenticator
from allauth.mfa.recovery_codes.internal.auth import RecoveryCodes
from allauth.mfa.totp.internal.auth import (
    TOTP,
    format_hotp_value,
    hotp_value,
    yield_hotp_counters_from_time,
)
from django.urls import reverse
from django.utils import timezone

from langmoi.core.models import AuditEntry
from langmoi.people.accounts import reset_passwords, switch_off
from langmoi.people.actions import end_post
from langmoi.people.models import Role, SignInGuard, User

TODAY = date(2019, 12, 20)
SECRET = "một câu dài dễ nhớ"
SIGN_IN = "/dang-nhap/"


@pytest.fixture(autouse=True)
def world(settings):
    settings.TODAY = "2019-12-20"


@pytest.fixture
def lan(person):
    user = person("lan.sn", Role.COMMUNE_OFFICER, "23542", "commune")
    user.email = "lan@kontum.example"
    user.set_password(SECRET)
    user.save()
    return user


def sign_in(client, login="lan.sn", password=SECRET, **more):
    return client.post(SIGN_IN, {"login": login, "password": password, **more})


def is_in(client):
    return "_auth_user_id" in client.session


@pytest.mark.parametrize("login", ["lan.sn", "LAN.SN", " lan.sn ", "lan@kontum.example"])
def test_people_sign_in_by_name_or_address(client, lan, login):
    answer = sign_in(client, login)

    assert (answer.status_code, answer.url) == (302, "/")
    assert is_in(client)


def test_they_come_to_the_page_that_they_wanted_and_to_no_other_site(client, lan):
    assert sign_in(client, next="/tai-khoan/").url == "/tai-khoan/"
    client.post("/dang-xuat/")
    assert sign_in(client, next="https://evil.example/").url == "/"


@pytest.mark.parametrize(
    ("login", "password", "says"),
    [
        ("lan.sn", "sai mật khẩu", "hay mật khẩu chưa đúng"),
        ("khong-co", SECRET, "hay mật khẩu chưa đúng"),
        ("", SECRET, "Hãy nhập tên đăng nhập hoặc e-mail"),
        ("lan.sn", "", "Hãy nhập mật khẩu"),
    ],
)
def test_what_is_wrong_is_said_and_not_which_of_the_two(client, lan, login, password, says):
    answer = sign_in(client, login, password)

    assert says in answer.content.decode()
    assert not is_in(client)


def test_someone_switched_off_is_told_so(client, lan):
    User.objects.filter(pk=lan.pk).update(is_active=False)

    answer = client.post(SIGN_IN, {"login": "lan.sn", "password": SECRET}, follow=True)

    assert "đã ngừng dùng" in answer.content.decode()
    assert not is_in(client)


def test_after_five_failures_the_right_password_is_refused_with_the_waiting_time(client, lan):
    for login in ("lan.sn", "LAN.SN", "lan@kontum.example", "lan.sn", "lan.sn"):
        sign_in(client, login, "sai mật khẩu")

    answer = sign_in(client)

    assert re.search(r"Hãy chờ 15 phút, đến \d\d:\d\d", answer.content.decode())
    assert not is_in(client)
    # Another process counts in the same table: nothing is held in this one.
    assert SignInGuard.objects.get().failures == 5


def test_the_lock_ends_and_a_right_password_forgets_the_failures(client, lan):
    for _ in range(5):
        sign_in(client, password="sai mật khẩu")
    SignInGuard.objects.update(locked_until=timezone.now() - timedelta(seconds=1))

    sign_in(client)

    assert is_in(client)
    assert not SignInGuard.objects.exists()


def test_a_name_that_does_not_exist_is_locked_like_one_that_does(client, lan):
    for _ in range(5):
        sign_in(client, "khong-co", "sai")

    assert "Hãy chờ 15 phút" in sign_in(client, "khong-co", "sai").content.decode()


def test_the_session_ends_with_the_last_post(client, lan, office):
    sign_in(client)
    assert client.get("/tai-khoan/").status_code == 200
    end_post(lan.posts.get(), last_day=TODAY - timedelta(days=1), by=office, on=TODAY)

    answer = client.get("/tai-khoan/", follow=True)

    assert "không giữ chức vụ nào đang hiệu lực" in answer.content.decode()
    assert not is_in(client)


def test_the_session_ends_when_the_account_is_switched_off(client, lan, office):
    sign_in(client)
    switch_off(lan, by=office, on=TODAY)

    assert client.get("/tai-khoan/").url == "/dang-nhap/?next=/tai-khoan/"


def test_a_reset_password_ends_the_session_and_must_be_changed_first(client, lan, office):
    sign_in(client)
    [made] = reset_passwords([lan], by=office, on=TODAY)

    assert client.get("/tai-khoan/").url == "/dang-nhap/?next=/tai-khoan/"
    sign_in(client, password=made.password)
    assert client.get("/tai-khoan/").url == "/tai-khoan/mat-khau/"
    change = {"oldpassword": made.password, "password1": "câu mới của riêng tôi"}
    answer = client.post("/tai-khoan/mat-khau/", {**change, "password2": change["password1"]})
    assert answer.url == "/tai-khoan/"
    assert client.get("/tai-khoan/").status_code == 200
    assert made.password not in str(list(AuditEntry.objects.values_list("detail", flat=True)))


@pytest.mark.parametrize(
    ("old", "new", "again", "says"),
    [
        ("sai", "câu mới của riêng tôi", None, "Mật khẩu hiện tại chưa đúng"),
        (SECRET, "ngắn", None, "cần ít nhất 10 ký tự"),
        (SECRET, "95073162408712", None, "chỉ gồm chữ số"),
        (SECRET, "Lan.SN yêu quê hương", None, "chứa tên đăng nhập"),
        (SECRET, SECRET, None, "trùng mật khẩu cũ"),
        (
            SECRET,
            "câu mới của riêng tôi",
            "câu khác hẳn thế",
            "Hai lần nhập mật khẩu mới khác nhau",
        ),
        (SECRET, "", "", "Ô này còn trống"),
    ],
)
def test_a_new_password_keeps_the_rules(client, lan, old, new, again, says):
    sign_in(client)

    fields = {"oldpassword": old, "password1": new, "password2": new if again is None else again}
    answer = client.post("/tai-khoan/mat-khau/", fields)

    assert says in answer.content.decode()
    lan.refresh_from_db()
    assert lan.check_password(SECRET)


def test_changing_the_password_ends_the_other_sessions_only(client, lan, django_user_model):
    from django.test import Client

    elsewhere = Client()
    sign_in(client)
    sign_in(elsewhere)
    new = "câu mới của riêng tôi"

    client.post("/tai-khoan/mat-khau/", {"oldpassword": SECRET, "password1": new, "password2": new})

    assert client.get("/tai-khoan/").status_code == 200
    assert elsewhere.get("/tai-khoan/").status_code == 302


def test_changing_the_password_does_not_turn_back_when_one_last_signed_in(client, lan):
    sign_in(client)
    client.get("/tai-khoan/")  # from here on the person is kept
    later = timezone.now() + timedelta(hours=1)
    User.objects.filter(pk=lan.pk).update(last_login=later)
    new = "câu mới của riêng tôi"

    client.post("/tai-khoan/mat-khau/", {"oldpassword": SECRET, "password1": new, "password2": new})

    lan.refresh_from_db()
    assert lan.check_password(new)
    assert lan.last_login == later


def code_now(secret):
    counter = next(iter(yield_hotp_counters_from_time()))
    return format_hotp_value(hotp_value(secret, counter))


def confirm_and_get(client, address):
    """Open a page that asks for the password again."""
    answer = client.get(address)
    assert answer.url.startswith("/tai-khoan/xac-nhan/")
    answer = client.post(answer.url, {"password": SECRET})
    assert answer.url == address
    return client.get(address)


def test_a_second_factor_is_switched_on_by_its_qr_code(client, lan):
    sign_in(client)
    page = confirm_and_get(client, reverse("mfa_activate_totp")).content.decode()
    secret = re.search(r'class="lm-hash">([A-Z2-7]+)<', page)[1]
    assert "data:image/svg+xml" in page

    answer = client.post(reverse("mfa_activate_totp"), {"code": "000000"})
    assert "Mã chưa đúng hoặc đã dùng" in answer.content.decode()
    answer = client.post(reverse("mfa_activate_totp"), {"code": code_now(secret)}, follow=True)

    assert "Còn 10 mã chưa dùng" in answer.content.decode()
    stored = Authenticator.objects.get(type=Authenticator.Type.TOTP).data["secret"]
    assert secret not in stored  # lies encrypted
    codes = client.get(reverse("mfa_download_recovery_codes"))
    assert len(codes.content.decode().split()) == 10


def test_with_a_second_factor_the_password_alone_does_not_let_in(client, lan):
    secret = "JBSWY3DPEHPK3PXP"
    TOTP.activate(lan, secret)
    RecoveryCodes.activate(lan)

    assert sign_in(client).url == "/dang-nhap/ma/"
    assert not is_in(client)
    assert "Mã xác thực" in client.get("/dang-nhap/ma/").content.decode()
    assert "Mã chưa đúng" in client.post("/dang-nhap/ma/", {"code": "123456"}).content.decode()
    assert client.post("/dang-nhap/ma/", {"code": code_now(secret)}).status_code == 302
    assert is_in(client)


def test_a_recovery_code_lets_in_once(client, lan):
    TOTP.activate(lan, "JBSWY3DPEHPK3PXP")
    code = RecoveryCodes.activate(lan).get_unused_codes()[0]

    for expected in (True, False):
        sign_in(client)
        client.post("/dang-nhap/ma/", {"code": code})
        assert is_in(client) is expected
        client.post("/dang-xuat/")


def test_guessing_codes_locks_too(client, lan):
    TOTP.activate(lan, "JBSWY3DPEHPK3PXP")
    RecoveryCodes.activate(lan)
    sign_in(client)
    for guess in range(5):
        client.post("/dang-nhap/ma/", {"code": f"00000{guess}"})

    answer = client.post("/dang-nhap/ma/", {"code": code_now("JBSWY3DPEHPK3PXP")})

    assert "Hãy chờ 15 phút" in answer.content.decode()
    assert not is_in(client)


def test_the_second_factor_is_switched_off_after_confirming(client, lan):
    sign_in(client)
    TOTP.activate(lan, "JBSWY3DPEHPK3PXP")
    confirm_and_get(client, reverse("mfa_deactivate_totp"))

    client.post(reverse("mfa_deactivate_totp"))

    assert not Authenticator.objects.exists()


def test_nobody_signs_themselves_up(client, db):
    for address in ("/signup/", "/accounts/signup/", "/dang-ky/", "/accounts/login/"):
        assert client.get(address).status_code == 404
