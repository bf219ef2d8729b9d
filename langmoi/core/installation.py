"""Whose database this is: empty, the demo province, or a real one."""

from __future__ import annotations

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError
from langmoi.core.memory import kept
from langmoi.core.models import Installation, InstallationKind


def installation() -> Installation | None:
    return kept("installation", Installation.objects.first, "core_installation")


def is_demo() -> bool:
    """Whether every figure in this database is invented and must be marked so."""
    found = installation()
    return found is not None and found.is_demo


def refuse_claimed() -> None:
    """Say whose database this is, where it is somebody's already."""
    if found := installation():
        raise DomainError(
            f"Cơ sở dữ liệu này đã là của {found.get_kind_display()} (mã {found.province_code}); "
            "không ghi đè. Hãy dùng một cơ sở dữ liệu trống (đặt DATABASE_URL hoặc LANGMOI_HOME)."
        )


@transaction.atomic
def claim_database(kind: InstallationKind, province_code: str, *, by: str) -> Installation:
    """Mark an empty database as the demo's or a real province's; never change it later."""
    refuse_claimed()
    created = Installation.objects.create(pk=1, kind=kind, province_code=province_code)
    record("installation.claim", created, by=by, kind=kind, province=province_code)
    return created
