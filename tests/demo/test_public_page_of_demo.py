"""The demo's public page is on, marked as illustration, and names none of the demo's people."""

from __future__ import annotations

import io
import re
import zipfile

import pytest
from django.test import Client, override_settings

from langmoi.people.models import User
from langmoi.public.models import Comment

MONTHS = ("2016-12", "2018-12", "2019-11")


@pytest.fixture
def look(demo_database):
    with override_settings(WHITENOISE_AUTOREFRESH=True):
        yield _text


def _text(address):
    answer = Client().get(address)
    assert answer.status_code == 200, address
    content = b"".join(answer.streaming_content) if answer.streaming else answer.content
    if not content.startswith(b"PK"):
        return content.decode()
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return "\n".join(archive.read(name).decode() for name in archive.namelist())


def addresses(look):
    """The province's pages and downloads of three months, each district, and many communes."""
    yield from ("/cong-khai/", "/cong-khai/so-lieu/", "/cong-khai/da-gui/?xa=23542")
    for month in MONTHS:
        yield f"/cong-khai/{month}/"
        yield from (f"/cong-khai/so-lieu/{month}.{kind}" for kind in ("csv", "json", "zip"))
    districts = re.findall(r'href="(/cong-khai/huyen/\d+/2019-11/)"', look("/cong-khai/"))
    communes = sorted(set(re.findall(r'"(/cong-khai/xa/\d+/2019-11/)"', look("/cong-khai/"))))
    assert (len(districts), len(communes)) == (10, 85)
    yield from districts
    for page in {"/cong-khai/xa/23542/2019-11/", "/cong-khai/xa/23467/2019-11/", *communes[::9]}:
        yield page
        yield f"{page}ban-1/"
        yield f"{page}gop-y/17/"


def test_no_page_and_no_download_names_anybody(look):
    people = list(User.objects.values_list("username", "full_name", "email", "phone"))
    assert len(people) > 100
    names = {value for person in people for value in person[1:] if value}
    names |= {"Người dân (minh họa)", "nguoi-dan@langmoi.invalid"}
    # “xem”, “doan” and the like are words of every day as well.
    usernames = {person[0] for person in people if not person[0].isalpha()}
    usernames |= {"vpdp", "lanhdao", "kiemtoan", "tinhuy", "mattran", "quantri"}
    for address in addresses(look):
        text = look(address)
        assert [name for name in names if name in text] == [], address
        assert usernames & set(re.findall(r"[\w-]+", text)) == set(), address


def test_every_page_and_download_says_that_its_figures_are_invented(look):
    for address in addresses(look):
        if not address.endswith((".json", "/", "=23542")):
            assert "số liệu minh họa" in look(address).lower(), address
        elif address.endswith(".json"):
            assert '"illustrative": true' in look(address)
        else:
            assert "Số liệu minh họa" in look(address), address


def test_the_demo_has_comments_in_every_state(look):
    found = [(c.state, c.answered_at is None) for c in Comment.objects.order_by("sent_at")]

    assert found == [
        ("published", False),
        ("published", True),
        ("published", True),
        ("hidden", True),
        ("new", True),
    ]
    text = look("/cong-khai/xa/23542/")
    assert "UBND xã Sa Nghĩa" in text
    assert "Quá hạn trả lời" in text
    assert "vay tiền" not in text
    assert "nhà tạm, đề nghị" not in text
