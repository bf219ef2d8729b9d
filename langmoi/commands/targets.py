"""`langmoi targets`: the targets that were published for the province, put in once."""

from __future__ import annotations

import argparse

from langmoi.core.console import say


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    targets = commands.add_parser("targets", help="mục tiêu do các văn bản giao")
    actions = targets.add_subparsers(title="việc", metavar="VIỆC", required=True)
    load = actions.add_parser(
        "load", help="nạp các mục tiêu đã công bố của tỉnh, kèm nguồn; đã có thì giữ nguyên"
    )
    load.add_argument("--by", metavar="NGƯỜI", required=True, help="tên đăng nhập người nạp")
    load.set_defaults(run=load_targets)


def load_targets(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import now, today
    from langmoi.core.errors import DomainError
    from langmoi.core.installation import installation
    from langmoi.people.queries import user_named
    from langmoi.programme.access import setting_units
    from langmoi.programme.published import load_published_targets

    by, found = user_named(args.by), installation()
    if found is None or not setting_units(by, on=today()):
        raise DomainError(
            f"{args.by} không giao mục tiêu. Hãy dùng tài khoản của Văn phòng Điều phối NTM tỉnh."
        )
    made = load_published_targets(province=found.province_code, by=by, at=now())
    say(
        f"Đã nạp {made} văn bản và mục tiêu đã công bố."
        if made
        else "Không có gì để nạp: mục tiêu đã công bố đều có rồi, hoặc là của tỉnh khác."
    )
    return 0
