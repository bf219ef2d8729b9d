"""The database role that serves the site: it adds rows to the tables that only grow, no more.

The role that owns the tables (and migrates) could switch the triggers off; this one can neither
do that nor change, delete or empty audit rows, revisions, events and saves.
"""

from __future__ import annotations

import re

from django.db import connection, transaction
from psycopg import sql

from langmoi.core.audit import record
from langmoi.core.errors import DomainError

NAME = re.compile(r"[a-z][a-z0-9_]{0,40}")
READ_ONLY = ("django_migrations",)
APPEND_ONLY = """
    SELECT c.relname FROM pg_trigger AS t JOIN pg_class AS c ON c.oid = t.tgrelid
    JOIN pg_namespace AS n ON n.oid = c.relnamespace
    WHERE t.tgname = 'no_change' AND n.nspname = current_schema() ORDER BY c.relname
"""


def append_only_tables() -> list[str]:
    """The tables whose rows are never changed or deleted: those that the trigger guards."""
    with connection.cursor() as cursor:
        cursor.execute(APPEND_ONLY)
        return [name for (name,) in cursor.fetchall()]


@transaction.atomic
def grant_serving_role(name: str, password: str, *, by: object) -> list[str]:
    """Make the role, or renew its rights and password; returns the tables it cannot change.

    To be run again after each migration: a new table is unknown to the role until then.
    """
    if not NAME.fullmatch(name):
        raise DomainError(
            f"Tên vai trò “{name}” chưa dùng được. Hãy dùng chữ thường không dấu, số và dấu _, "
            "bắt đầu bằng chữ."
        )
    _refuse_owner(name)
    guarded = append_only_tables()
    with connection.cursor() as cursor:
        for statement in _statements(name, password, guarded, is_new=not _exists(name)):
            cursor.execute(statement)
    record("database.role", name, by=by, append_only=guarded)
    return guarded


def _statements(
    name: str, password: str, guarded: list[str], *, is_new: bool
) -> list[sql.Composed]:
    role, schema = sql.Identifier(name), sql.Identifier("public")
    told = {"role": role, "schema": schema, "password": sql.Literal(password)}
    told["database"] = sql.Identifier(str(connection.settings_dict["NAME"]))
    lines = [
        "CREATE ROLE {role}"
        if is_new
        else "REVOKE ALL ON ALL TABLES IN SCHEMA {schema} FROM {role}",
        "ALTER ROLE {role} LOGIN NOSUPERUSER NOCREATEDB NOCREATEROLE NOINHERIT NOREPLICATION "
        "NOBYPASSRLS PASSWORD {password}",
        "GRANT CONNECT, TEMPORARY ON DATABASE {database} TO {role}",
        "REVOKE CREATE ON SCHEMA {schema} FROM PUBLIC, {role}",
        "GRANT USAGE ON SCHEMA {schema} TO {role}",
        "GRANT SELECT, INSERT, UPDATE, DELETE ON ALL TABLES IN SCHEMA {schema} TO {role}",
        "GRANT USAGE, SELECT ON ALL SEQUENCES IN SCHEMA {schema} TO {role}",
    ]
    made = [sql.SQL(line).format(**told) for line in lines]
    for tables, rights in ((guarded, "UPDATE, DELETE"), (READ_ONLY, "INSERT, UPDATE, DELETE")):
        made += [
            sql.SQL("REVOKE {} ON {} FROM {}").format(sql.SQL(rights), sql.Identifier(table), role)
            for table in tables
        ]
    return made


def _exists(name: str) -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_roles WHERE rolname = %s", [name])
        return cursor.fetchone() is not None


def _refuse_owner(name: str) -> None:
    """The owner of the tables can switch every guard off, whatever is revoked."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM pg_tables WHERE tableowner = %s LIMIT 1", [name])
        if cursor.fetchone():
            raise DomainError(
                f"Vai trò “{name}” là chủ của các bảng nên không hạn chế quyền được. "
                "Hãy chọn một tên khác cho vai trò phục vụ trang web."
            )
