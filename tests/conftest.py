"""Shared by all tests: a throw-away PostgreSQL, and people and places to work with.

A test that asks for nothing finds an empty database; `kontum` fills in the province.
"""

from __future__ import annotations

import os
import tempfile
from datetime import date
from pathlib import Path

import pytest
from province_rows import copy_in, copy_out

os.environ.setdefault("LANGMOI_HOME", str(Path(tempfile.gettempdir()) / "langmoi-tests"))


@pytest.fixture(scope="session")
def django_db_modify_db_settings(django_db_modify_db_settings_parallel_suffix):
    """A live server's threads leave no connection behind, or the test database cannot go.

    Workers that share the tests among them have each their own database.
    """
    from django.db import connections

    connections.settings["default"]["CONN_MAX_AGE"] = 0


@pytest.fixture(scope="session")
def django_db_setup(django_db_setup, django_db_blocker):
    """Tests that commit are cleaned by TRUNCATE, which the append-only tables refuse."""
    from django.db import connection

    with django_db_blocker.unblock(), connection.cursor() as cursor:
        cursor.execute(
            "SELECT tgrelid::regclass::text FROM pg_trigger WHERE tgname = 'no_truncate'"
        )
        for (table,) in cursor.fetchall():
            cursor.execute(f"ALTER TABLE {table} DISABLE TRIGGER no_truncate")


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(item, call):
    """In CI a test that is skipped for want of a tool has failed."""
    report = yield
    if report.skipped and os.environ.get("CI") and not hasattr(report, "wasxfail"):
        report.outcome = "failed"
    return report


def pytest_collection_modifyitems(items):
    """Workers share out whole files, whose fixtures are dear; the pages of the demo one by one."""
    for item in items:
        if item.path.name != "test_every_page.py":
            item.add_marker(pytest.mark.xdist_group(item.path.name))


@pytest.fixture(scope="session", autouse=True)
def quick_passwords():
    """Hashing a password is slow on purpose; tests need no protection."""
    from django.test import override_settings

    with override_settings(PASSWORD_HASHERS=["django.contrib.auth.hashers.MD5PasswordHasher"]):
        yield


TODAY = date(2019, 12, 20)


@pytest.fixture(scope="session")
def kontum_rows(django_db_setup, django_db_blocker):
    """The rows of a loaded province: copied into each test that needs them, in milliseconds."""
    with django_db_blocker.unblock():
        return copy_out()


@pytest.fixture
def kontum(db, kontum_rows):
    """The province of Kon Tum with all its units; gives the province as it was in 2019."""
    from langmoi.places.queries import unit_by_code

    copy_in(kontum_rows)
    return unit_by_code("62", TODAY)


@pytest.fixture
def person(kontum):
    """Makes a person with one post: person("name", Role.READER, "62", "province")."""
    from langmoi.people.models import Post, User
    from langmoi.places.queries import unit_by_code

    def make(username, role, code, level, *, valid_from=date(2016, 1, 1), valid_to=None):
        # No password: hashing one is slow, and tests sign in with force_login.
        user = User.objects.create(username=username, full_name=f"Người dùng {username}")
        unit = unit_by_code(code, TODAY, level).unit
        Post.objects.create(
            user=user, role=role, unit=unit, valid_from=valid_from, valid_to=valid_to
        )
        return user

    return make


@pytest.fixture
def office(person):
    """A person of the province's coordination office."""
    return person("office", "province_office", "62", "province")


@pytest.fixture
def district_officer(person):
    """The officer of Sa Thầy district."""
    return person("district", "district_officer", "616", "district")


@pytest.fixture
def clerk(person):
    """The officer of Sa Nghĩa, a commune of Sa Thầy."""
    return person("clerk", "commune_officer", "23542", "commune")


@pytest.fixture
def stranger(person):
    """The officer of a commune of another district: Kon Đào of Đăk Tô."""
    return person("stranger", "commune_officer", "23434", "commune")


@pytest.fixture
def reader(person):
    """Someone who may see the whole province and write nothing."""
    return person("reader", "reader", "62", "province")
