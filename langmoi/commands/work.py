"""`langmoi work`: the worker that makes packs of reports; `langmoi run` starts one of its own."""

from __future__ import annotations

import argparse

from langmoi.core.console import say


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    work = commands.add_parser(
        "work", help="làm các việc chạy nền (gói báo cáo) cho đến khi Ctrl-C"
    )
    work.add_argument("--once", action="store_true", help="làm hết việc đang chờ rồi thôi")
    work.set_defaults(run=run_worker)


def run_worker(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    import signal
    from threading import Event

    from django.utils import timezone

    from langmoi.publishing.worker import work_on_next, work_until

    if args.once:
        done = 0
        while work_on_next(timezone.now):
            done += 1
        say(f"Đã làm {done} việc.")
        return 0
    stop = Event()
    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, lambda *_: stop.set())
    work_until(stop, timezone.now)
    return 0
