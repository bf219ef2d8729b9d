"""Django for commands: set up once, with a database of the version that this program knows."""

from __future__ import annotations

import os

from langmoi.core.errors import DomainError


def setup(*, check_version: bool = True) -> None:
    """Make models usable; refuse a database that is older or newer than this program."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "config.settings")
    import django

    django.setup()
    if check_version:
        refuse_other_versions()


def refuse_other_versions() -> None:
    if unknown := newer_migrations():
        raise DomainError(
            f"Cơ sở dữ liệu mới hơn chương trình này (bước {unknown[0]}). "
            "Hãy dùng phiên bản Làng Mới mới hơn; chưa có gì bị thay đổi."
        )
    if pending_migrations():
        raise DomainError(
            "Cơ sở dữ liệu cũ hơn chương trình này hoặc còn trống. Hãy chạy `langmoi migrate`, "
            "rồi chạy lại lệnh."
        )


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
