"""`langmoi audit check`: prove that nobody has changed the audit chain or a revision."""

from __future__ import annotations

import argparse

from langmoi.core.console import complain, say
from langmoi.core.numbers import show_number


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser("audit", help="nhật ký thay đổi")
    actions = audit.add_subparsers(title="việc", metavar="VIỆC", required=True)
    check = actions.add_parser("check", help="kiểm tra chuỗi băm của nhật ký và của các phiếu")
    check.set_defaults(run=check_chains)


def check_chains(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.audit import first_broken_entry
    from langmoi.core.models import AuditEntry
    from langmoi.reporting.models import Revision
    from langmoi.reporting.queries import first_broken_revision

    if entry := first_broken_entry():
        complain(f"Nhật ký bị sửa tại dòng {entry.pk}: {entry}. Hãy báo người quản trị.")
        return 1
    if revision := first_broken_revision():
        complain(f"Phiếu bị sửa: {revision}. Hãy báo người quản trị.")
        return 1
    say(
        f"Nguyên vẹn: {show_number(AuditEntry.objects.count())} dòng nhật ký, "
        f"{show_number(Revision.objects.count())} bản của phiếu tháng."
    )
    return 0
