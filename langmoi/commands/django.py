"""Django for commands: set up once, with a database of the version that this program knows."""

from __future__ import annotations

import os

from langmoi.core.errors import DomainError

# What PostgreSQL's client says when it cannot connect, and what that means.
REASONS = {
    "password authentication failed": "máy chủ không nhận tên đăng nhập hoặc mật khẩu",
    "no password supplied": "máy chủ đòi mật khẩu mà địa chỉ không có",
    "does not exist": "máy chủ không có tài khoản hoặc cơ sở dữ liệu này",
    "translate host name": "không tìm thấy máy chủ có tên này",
    "resolve host": "không tìm thấy máy chủ có tên này",
    "No such file": "máy chủ trên máy này không chạy",
    "refused": "máy chủ không chạy, hoặc chạy ở cổng khác",
    "timeout": "máy chủ không trả lời",
}


def setup(*, check_version: bool = True) -> None:
    """Make models usable; refuse a database out of reach, older or newer than this program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django
    from django.core.exceptions import ImproperlyConfigured

    try:
        django.setup()
    except ImproperlyConfigured as error:
        raise DomainError(str(error)) from error
    refuse_unreachable()
    if check_version:
        refuse_newer()
        if pending_migrations():
            refuse_older()


def refuse_unreachable() -> None:
    from django.db import OperationalError, connection

    try:
        connection.ensure_connection()
    except OperationalError as error:
        told = str(error)
        reason = next((why for sign, why in REASONS.items() if sign in told), told.splitlines()[0])
        at = connection.settings_dict
        place = f"{at['HOST'] or 'máy này'}{':' if at['PORT'] else ''}{at['PORT']}/{at['NAME']}"
        raise DomainError(
            f"Không nối được cơ sở dữ liệu {place}: {reason}. Hãy kiểm tra DATABASE_URL và máy chủ "
            "PostgreSQL, rồi chạy lại."
        ) from error


def refuse_newer() -> None:
    if unknown := newer_migrations():
        raise DomainError(
            f"Cơ sở dữ liệu mới hơn chương trình này (bước {unknown[0]}). "
            "Hãy dùng phiên bản Làng Mới mới hơn; chưa có gì bị thay đổi."
        )


def refuse_older() -> None:
    raise DomainError(
        "Cơ sở dữ liệu cũ hơn chương trình này hoặc còn trống. Hãy chạy `langmoi migrate`, "
        "rồi chạy lại lệnh; chưa có gì bị thay đổi."
    )


def migrate_database(*, only_empty: bool = False) -> None:
    """Bring the database up to this program's version; refuse one that is newer.

    With `only_empty`, one that an older version has filled is refused and left as it is.
    """
    setup(check_version=False)
    refuse_newer()
    if not pending_migrations():
        return
    if only_empty and not is_empty():
        refuse_older()
    from django.core.management import call_command

    call_command("migrate", verbosity=0, interactive=False)


def newer_migrations() -> list[str]:
    """Steps that the database has taken and this program does not know."""
    from django.db import connection
    from django.db.migrations.loader import MigrationLoader

    loader = MigrationLoader(connection)
    ours = {app for app, _ in loader.disk_migrations}
    return sorted(
        f"{app}.{name}"
        for app, name in loader.applied_migrations
        if app in ours
        and (app, name) not in loader.disk_migrations
        and (app, name) not in loader.replacements
    )


def pending_migrations() -> list[str]:
    """Steps that this program knows and the database has not taken."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [str(migration) for migration, _ in plan]


def is_empty() -> bool:
    """Whether no version of this program has ever been in the database."""
    from django.db import connection
    from django.db.migrations.recorder import MigrationRecorder

    return not MigrationRecorder(connection).applied_migrations()
