"""`langmoi init`: an empty real province with its first person."""

from __future__ import annotations

import io
import re
from datetime import date

import pytest

from langmoi.cli import main
from langmoi.core.audit import first_broken_entry
from langmoi.core.installation import claim_database, installation
from langmoi.core.models import AuditEntry, InstallationKind
from langmoi.people.access import holds, units_in_scope
from langmoi.people.models import Agency, Post, Responsibility, Role, User
from langmoi.places.models import Unit, UnitVersion
from langmoi.reporting.models import ReportingMonth

TODAY = date(2019, 12, 20)


@pytest.fixture
def begin(db, settings, monkeypatch):
    settings.TODAY = "2019-12-20"

    def call(*words, typed=""):
        monkeypatch.setattr("sys.stdin", io.StringIO(typed))
        return main(["init", *words])

    return call


def test_init_begins_an_empty_real_province(begin, capsys, client):
    assert begin("--user", "lan", "--full-name", "Trần Văn A") == 0

    out = capsys.readouterr().out
    user = User.objects.get()
    assert (installation().kind, installation().province_code) == (InstallationKind.REAL, "62")
    assert holds(user, Role.PROVINCE_OFFICE, on=TODAY)
    assert len(units_in_scope(user, on=TODAY)) == 1 + 10 + 102
    assert user.posts.get().agency.name == "Văn phòng Điều phối Nông thôn mới tỉnh Kon Tum"
    assert Agency.objects.filter(short_name="Sở Y tế").count() == 2  # Kon Tum's, then Quảng Ngãi's
    assert Responsibility.objects.filter(certainty="recalled").exists()
    assert not ReportingMonth.objects.exists()
    password = re.search(r"chỉ hiện lần này: (\S+)", out)[1]
    assert client.login(username="lan", password=password)


def test_init_leaves_a_line_for_each_thing_it_made(begin):
    begin()

    lines = [(line.actor, line.action) for line in AuditEntry.objects.all()]
    assert lines == [
        ("langmoi init", "installation.claim"),
        ("langmoi init", "places.load"),
        ("langmoi init", "responsibility.load"),
        ("langmoi init", "funding.programmes"),
        ("langmoi init", "target.published"),
        ("langmoi init", "agency.create"),
        ("langmoi init", "user.create"),
        ("langmoi init", "post.give"),
    ]
    assert first_broken_entry() is None


def test_a_password_given_is_used_and_not_printed(begin, capsys, client):
    assert begin("--password-stdin", typed="một câu dài dễ nhớ\n") == 0

    shown = capsys.readouterr()
    assert "một câu dài" not in shown.out + shown.err
    assert client.login(username="vanphong", password="một câu dài dễ nhớ")


def test_a_password_is_asked_for_on_a_terminal(begin, monkeypatch, client):
    class Terminal(io.StringIO):
        def isatty(self):
            return True

    answers = iter(["một câu dài dễ nhớ", "một câu khác hẳn", *["một câu dài dễ nhớ"] * 2])
    monkeypatch.setattr("getpass.getpass", lambda prompt: next(answers))
    monkeypatch.setattr("io.StringIO", Terminal)

    assert begin() == 1  # the two answers differ
    assert not User.objects.exists()
    assert begin() == 0
    assert client.login(username="vanphong", password="một câu dài dễ nhớ")


def test_a_poor_password_leaves_the_database_empty(begin, capsys):
    assert begin("--password-stdin", typed="ngắn\n") == 1

    assert "cần ít nhất 10 ký tự" in capsys.readouterr().err
    assert installation() is None
    assert not Unit.objects.exists()
    assert not AuditEntry.objects.exists()


def test_init_twice_is_refused_and_changes_nothing(begin, capsys):
    begin()
    capsys.readouterr()

    assert begin("--user", "khac") == 1

    assert "đã là của tỉnh thật (mã 62); không ghi đè" in capsys.readouterr().err
    assert User.objects.count() == 1
    assert UnitVersion.objects.filter(code="62").count() == 1


def test_init_refuses_the_demo(begin, capsys):
    claim_database(InstallationKind.DEMO, "62", by="langmoi demo")

    assert begin() == 1

    assert "đã là của tỉnh mẫu (mã 62); không ghi đè" in capsys.readouterr().err
    assert not User.objects.exists()


def test_init_refuses_a_province_that_it_does_not_know(begin, capsys):
    assert begin("--province", "99") == 1

    assert "Chưa có bảng đơn vị hành chính của tỉnh mã 99" in capsys.readouterr().err
    assert installation() is None


def test_after_the_merger_the_first_post_is_at_the_province_of_the_day(begin, settings, capsys):
    settings.TODAY = "2025-12-20"

    assert begin() == 0

    assert "Đã lập tỉnh Quảng Ngãi" in capsys.readouterr().out
    user, on = User.objects.get(), date(2025, 12, 20)
    assert Post.objects.get().unit == UnitVersion.objects.get(code="51").unit
    # The office answers for the months that Kon Tum filed before.
    former = UnitVersion.objects.get(code="23542").unit_id
    assert former in units_in_scope(user, on=on)
