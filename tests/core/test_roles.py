"""The role that serves the site adds to the trail and cannot change it."""

import psycopg
import pytest
from django.db import connection

from langmoi.cli import main
from langmoi.core.audit import first_broken_entry, record
from langmoi.core.errors import DomainError
from langmoi.core.roles import append_only_tables, grant_serving_role

ROLE, PASSWORD = "langmoi_test_web", "Một mật khẩu có dấu ' và \\"
TRAIL = {
    "core_auditentry", "reporting_revision", "reporting_filingevent", "reporting_draftsave",
}  # fmt: skip


@pytest.fixture
def role(transactional_db):
    guarded = grant_serving_role(ROLE, PASSWORD, by="test")
    yield guarded
    with connection.cursor() as cursor:
        cursor.execute(f"DROP OWNED BY {ROLE}")
        cursor.execute(f"DROP ROLE {ROLE}")


def connect():
    settings = connection.settings_dict
    return psycopg.connect(
        dbname=settings["NAME"], user=ROLE, password=PASSWORD, host=settings["HOST"],
        port=settings["PORT"] or None, autocommit=True,
    )  # fmt: skip


def test_the_trail_is_what_the_triggers_guard(transactional_db):
    assert set(append_only_tables()) >= TRAIL


@pytest.mark.parametrize("table", sorted(TRAIL))
@pytest.mark.parametrize(
    "sql", ["UPDATE {} SET id = id", "DELETE FROM {}", "TRUNCATE {} CASCADE",
            "ALTER TABLE {} DISABLE TRIGGER no_change", "DROP TABLE {}"],
)  # fmt: skip
def test_connected_as_the_role_nothing_of_the_trail_can_be_changed(role, table, sql):
    with connect() as served, pytest.raises(psycopg.errors.InsufficientPrivilege):
        served.execute(sql.format(table))


def test_connected_as_the_role_the_site_can_do_its_work(role):
    from django.utils import timezone

    with connect() as served:
        served.execute(
            "INSERT INTO core_auditentry (at, actor, action, subject, detail, previous_hash, hash)"
            " VALUES (%s, 'web', 'thử', 'một', '{}', '', 'x')", [timezone.now()],
        )  # fmt: skip
        assert served.execute("SELECT count(*) FROM core_auditentry").fetchone()[0] == 2
        served.execute("UPDATE reporting_filing SET state = state")
        served.execute("DELETE FROM django_session")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            served.execute("DELETE FROM django_migrations")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            served.execute("CREATE TABLE elsewhere (id int)")
        with pytest.raises(psycopg.errors.InsufficientPrivilege):
            served.execute("CREATE ROLE another")


def test_granting_again_renews_the_rights_and_leaves_its_line(role):
    with connection.cursor() as cursor:
        cursor.execute(f"GRANT UPDATE, TRUNCATE ON core_auditentry TO {ROLE}")
    assert grant_serving_role(ROLE, PASSWORD, by="test") == role
    with connect() as served, pytest.raises(psycopg.errors.InsufficientPrivilege):
        served.execute("UPDATE core_auditentry SET actor = 'x'")
    assert first_broken_entry() is None


@pytest.mark.django_db
@pytest.mark.parametrize(
    "name", ["", "Web", "1web", 'x"; DROP TABLE core_auditentry; --', "a" * 50]
)
def test_a_name_that_is_none_is_refused(name):
    with pytest.raises(DomainError, match="chưa dùng được"):
        grant_serving_role(name, PASSWORD, by="test")


@pytest.mark.django_db
def test_the_owner_of_the_tables_is_refused():
    record_owner = connection.settings_dict["USER"] or "postgres"
    with pytest.raises(DomainError, match="chủ của các bảng"):
        grant_serving_role(record_owner, PASSWORD, by="test")


def test_the_command_makes_the_role_and_prints_a_password_once(transactional_db, capsys):
    try:
        assert main(["audit", "role", ROLE]) == 0
        said = capsys.readouterr().out
        assert "core_auditentry" in said
        assert "Mật khẩu, chỉ hiện lần này" in said
    finally:
        with connection.cursor() as cursor:
            cursor.execute(f"DROP OWNED BY {ROLE}")
            cursor.execute(f"DROP ROLE {ROLE}")


@pytest.mark.django_db
def test_the_line_of_a_role_stands_in_the_chain():
    record("database.role", ROLE, by="test")
    assert first_broken_entry() is None
