"""`langmoi direction`: what a timer does about the tasks that documents give."""

from __future__ import annotations

import argparse

from langmoi.core.console import say


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    direction = commands.add_parser("direction", help="việc hằng ngày với nhiệm vụ được giao")
    actions = direction.add_subparsers(
        title="các việc", metavar="VIỆC", required=True, dest="action"
    )
    periods = actions.add_parser(
        "periods",
        help="lập kỳ mới của nhiệm vụ định kỳ (để bộ hẹn giờ chạy mỗi ngày)",
        description=(
            "Lập cho mỗi nơi nhận các kỳ đã bắt đầu từ kỳ gần nhất đến hôm nay. Chạy bao nhiêu "
            "lần cũng được: không kỳ nào được lập hai lần."
        ),
    )
    periods.set_defaults(run=run_periods)


def run_periods(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import now, today
    from langmoi.direction.actions import make_due_periods

    made = make_due_periods(on=today(), at=now())
    say(f"Đã lập {len(made)} việc của các kỳ mới.")
    return 0
