"""Signing in through the province's own accounts, against a real OpenID Connect provider."""

from __future__ import annotations

import html
import json
import os
import re
import shutil
import socket
import subprocess
import sys
from datetime import date
from pathlib import Path
from urllib.parse import urljoin, urlsplit

import pytest
import requests
from allauth.mfa.totp.internal.auth import TOTP
from allauth.socialaccount.models import SocialAccount

from config.sign_in import openid_connect
from langmoi.core.models import AuditEntry
from langmoi.people.models import Role, User

TODAY = date(2019, 12, 20)
HERE = Path(__file__).resolve().parent
OURS = "http://testserver"
START = "/dang-nhap/qua/tinh/"
CLIENT, SECRET = "langmoi", "a secret between the two"
ACCOUNTS = {
    "lan": {"email": "Lan@kontum.example", "email_verified": True, "name": "Y Lan"},
    "claims-lan": {"email": "lan@kontum.example", "email_verified": False},
    "unknown": {"email": "khac@kontum.example", "email_verified": True},
    "no-address": {"name": "Không có e-mail"},
}


def node():
    return shutil.which("node", path=f"{Path(sys.executable).parent}:{os.environ['PATH']}")


def free_port():
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return probe.getsockname()[1]


@pytest.fixture(scope="module")
def provider():
    """The provider's address; a process of its own that ends with the tests."""
    port = free_port()
    environment = {
        "PATH": os.environ["PATH"],
        "PORT": str(port),
        "CLIENT": CLIENT,
        "SECRET": SECRET,
        "REDIRECT": f"{OURS}{START}ve/",
        "ACCOUNTS": json.dumps(ACCOUNTS),
    }
    process = subprocess.Popen(
        [node(), HERE / "oidc_provider.mjs"],
        env=environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    for line in process.stdout:
        if line.strip() == "ready":
            break
    yield f"http://127.0.0.1:{port}"
    process.terminate()
    process.wait()
    process.stdout.close()


@pytest.fixture(autouse=True)
def world(settings, provider):
    settings.TODAY = "2019-12-20"
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect(
        {
            "LANGMOI_OIDC_URL": provider,
            "LANGMOI_OIDC_CLIENT": CLIENT,
            "LANGMOI_OIDC_SECRET": SECRET,
            "LANGMOI_OIDC_NAME": "tài khoản công vụ tỉnh",
        }
    )


@pytest.fixture
def lan(person):
    user = person("lan.sn", Role.COMMUNE_OFFICER, "23542", "commune")
    User.objects.filter(pk=user.pk).update(email="lan@kontum.example")
    return user


def walk(address, login):
    """What a browser does at the provider: follow, sign in, consent; gives the way back to us."""
    session = requests.Session()
    answer = session.get(address, allow_redirects=False)
    for _ in range(12):
        if "location" in answer.headers:
            address = urljoin(address, answer.headers["location"])
            if address.startswith(OURS):
                return address.removeprefix(OURS)
            answer = session.get(address, allow_redirects=False)
            continue
        assert answer.status_code == 200, answer.text
        action = html.unescape(re.search(r'<form[^>]*action="([^"]+)"', answer.text)[1])
        prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)[1]
        fields = {"prompt": prompt, "login": login, "password": "any"}
        address = urljoin(address, action)
        answer = session.post(address, data=fields, allow_redirects=False)
    raise AssertionError(f"The provider does not lead back: {address}")


def sign_in(client, login, start=START):
    leaving = client.post(start)
    assert leaving.status_code == 302
    return client.get(walk(leaving.url, login), follow=True)


def is_in(client):
    return "_auth_user_id" in client.session


def test_the_page_shows_the_button_only_where_a_provider_is_set_up(client, lan, settings):
    assert "Đăng nhập bằng tài khoản công vụ tỉnh" in client.get("/dang-nhap/").content.decode()
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect({})
    assert "Đăng nhập bằng" not in client.get("/dang-nhap/").content.decode()
    assert client.post(START).status_code == 404


def test_who_is_here_signs_in_by_the_address_that_the_provider_verified(client, lan):
    sign_in(client, "lan")

    assert client.session["_auth_user_id"] == str(lan.pk)
    assert SocialAccount.objects.get().uid == "lan"
    assert AuditEntry.objects.last().action == "user.link"


def test_once_linked_a_change_of_address_does_not_matter(client, lan):
    sign_in(client, "lan")
    client.post("/dang-xuat/")
    User.objects.filter(pk=lan.pk).update(email="")

    sign_in(client, "lan")

    assert client.session["_auth_user_id"] == str(lan.pk)
    assert SocialAccount.objects.count() == 1


@pytest.mark.parametrize("login", ["claims-lan", "unknown", "no-address"])
def test_nobody_else_gets_in_and_no_account_is_made(client, lan, login):
    answer = sign_in(client, login)

    assert "chưa gắn với người dùng nào ở đây" in answer.content.decode()
    assert not is_in(client)
    assert User.objects.count() == 1
    assert not SocialAccount.objects.exists()


def test_who_is_switched_off_does_not_get_in(client, lan):
    sign_in(client, "lan")
    client.post("/dang-xuat/")
    User.objects.filter(pk=lan.pk).update(is_active=False)

    answer = sign_in(client, "lan")

    assert "đã ngừng dùng" in answer.content.decode()
    assert not is_in(client)


def test_the_second_factor_is_asked_all_the_same(client, lan):
    TOTP.activate(lan, "JBSWY3DPEHPK3PXP")

    answer = sign_in(client, "lan")

    assert answer.redirect_chain[-1][0] == "/dang-nhap/ma/"
    assert not is_in(client)


def test_a_signed_in_person_links_their_account(client, lan):
    client.force_login(lan)

    answer = sign_in(client, "no-address", start=f"{START}?process=connect")

    assert "Đã gắn" in answer.content.decode()
    client.post("/dang-xuat/")
    sign_in(client, "no-address")
    assert client.session["_auth_user_id"] == str(lan.pk)


def test_a_way_back_that_we_did_not_ask_for_is_refused(client, lan):
    leaving = client.post(START)
    back = walk(leaving.url, "lan")
    client.cookies.clear()  # another browser: no state of ours in its session

    answer = client.get(back, follow=True)

    assert "Chưa đăng nhập được bằng tài khoản của tỉnh" in answer.content.decode()
    assert not is_in(client)


def test_a_link_alone_does_not_start_it(client, lan):
    assert client.get(START).status_code == 405


def test_a_provider_that_does_not_answer_is_said_so(client, lan, settings):
    settings.SOCIALACCOUNT_PROVIDERS = openid_connect(
        {"LANGMOI_OIDC_URL": f"http://127.0.0.1:{free_port()}", "LANGMOI_OIDC_CLIENT": "x"}
    )

    answer = client.post(START, follow=True)

    assert "Chưa đăng nhập được bằng tài khoản của tỉnh" in answer.content.decode()


def test_the_request_is_bound_by_pkce_and_state(client, lan, provider):
    asked = urlsplit(client.post(START).url)

    assert f"{asked.scheme}://{asked.netloc}" == provider
    assert "code_challenge_method=S256" in asked.query
    assert "state=" in asked.query
