"""`langmoi run` and `langmoi migrate`: the web server and the database's version."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from types import FrameType

from langmoi.core.console import say
from langmoi.core.errors import DomainError

HOST = "127.0.0.1"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser("run", help="mở trang web (Ctrl-C để tắt)")
    run.add_argument(
        "--port", type=int, default=int(os.environ.get("PORT", "8000")), help="cổng (mặc định 8000)"
    )
    run.add_argument("--demo", action="store_true", help="nạp tỉnh mẫu nếu cơ sở dữ liệu còn trống")
    run.set_defaults(run=run_server)
    migrate = commands.add_parser(
        "migrate", help="đưa cơ sở dữ liệu lên đúng phiên bản của chương trình"
    )
    migrate.set_defaults(run=run_migrations)


def run_migrations(args: argparse.Namespace) -> int:
    migrate_database()
    say("Cơ sở dữ liệu đã đúng phiên bản của chương trình.")
    return 0


def migrate_database() -> None:
    """Bring the database up to this program's version; refuse one that is newer."""
    from langmoi.commands.django import newer_migrations, pending_migrations, setup

    setup(check_version=False)
    if unknown := newer_migrations():
        raise DomainError(
            f"Cơ sở dữ liệu mới hơn chương trình này (bước {unknown[0]}). "
            "Hãy dùng phiên bản Làng Mới mới hơn; chưa có gì bị thay đổi."
        )
    if pending_migrations():
        from django.core.management import call_command

        call_command("migrate", verbosity=0, interactive=False)


def run_server(args: argparse.Namespace) -> int:
    """Serve until told to stop; everything that this command started stops with it."""
    refuse_busy_port(args.port)
    migrate_database()
    if args.demo:
        from langmoi.core.installation import installation
        from langmoi.demo.load import load_demo

        if installation() is None:
            load_demo()
    say_where(args.port)
    return serve(args.port)


def refuse_busy_port(port: int) -> None:
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((HOST, port))
        except OSError as error:
            raise DomainError(
                f"Cổng {port} đang có chương trình khác dùng. Hãy tắt chương trình đó, hoặc chọn "
                f"cổng khác: `make run PORT={port + 1}`."
            ) from error


def say_where(port: int) -> None:
    from langmoi.core.installation import is_demo

    say(f"Làng Mới đang chạy tại http://{HOST}:{port} (Ctrl-C để tắt).")
    if is_demo():
        from langmoi.demo.accounts import describe_accounts

        say(describe_accounts())


def serve(port: int) -> int:
    """Run gunicorn as a child on this database, pass signals on, and wait for it."""
    command = [sys.executable, "-m", "gunicorn", "config.wsgi:application"]
    command += ["--bind", f"{HOST}:{port}", "--workers", "2", "--threads", "4"]
    command += ["--log-level", "warning", "--graceful-timeout", "5"]
    environment = {**os.environ, "DATABASE_URL": current_database_url()}
    child = subprocess.Popen(command, env=environment, start_new_session=True)  # noqa: S603 - fixed

    def stop(signum: int, frame: FrameType | None) -> None:
        child.send_signal(signal.SIGTERM)

    for signum in (signal.SIGINT, signal.SIGTERM):
        signal.signal(signum, stop)
    code = child.wait()
    say("Đã tắt.")
    return 0 if code in (0, -signal.SIGTERM) else code


def current_database_url() -> str:
    """The address of the database in use, so that the child joins it instead of starting one."""
    from langmoi.core.embedded import embedded_url

    return os.environ.get("DATABASE_URL") or embedded_url()
