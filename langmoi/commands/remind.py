"""`langmoi remind`: the day's digests and reminders by mail, for a timer to run."""

from __future__ import annotations

import argparse

from langmoi.core.console import complain, say


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    remind = commands.add_parser(
        "remind",
        help="gửi bản tin ngày và thư nhắc trước, sau hạn (để bộ hẹn giờ chạy)",
        description=(
            "Gửi cho mỗi người một thư về những việc đang chờ họ. Chạy bao nhiêu lần cũng được: "
            "không nhắc hai lần cùng một điều, không gửi trong giờ yên lặng và ngày nghỉ."
        ),
    )
    remind.add_argument("--dry-run", action="store_true", help="chỉ kể các thư sẽ gửi, không gửi")
    remind.set_defaults(run=run_reminders)


def run_reminders(args: argparse.Namespace) -> int:
    """1 where some mail could not be sent; they are tried again by the next run."""
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.clock import now, today
    from langmoi.notices.reminders import send_reminders

    run = send_reminders(on=today(), at=now(), dry_run=args.dry_run)
    if run.quiet:
        say(run.quiet)
        return 0
    for letter in run.sent if args.dry_run else []:
        say(f"{letter.user.email}  {letter.subject}")
    say(f"{'Sẽ gửi' if args.dry_run else 'Đã gửi'} {len(run.sent)} thư.")
    if run.without_address:
        say(f"{run.without_address} người có việc đang chờ nhưng chưa có địa chỉ thư.")
    for letter in run.failed:
        complain(f"Chưa gửi được thư cho {letter.user.email}; lần chạy sau sẽ gửi lại.")
    return 1 if run.failed else 0
