"""`langmoi run` and `langmoi migrate`: the web server and the database's version."""

from __future__ import annotations

import argparse
import os
import signal
import socket
import subprocess
import sys
from types import FrameType

from langmoi.commands.django import migrate_database
from langmoi.core.console import say
from langmoi.core.errors import DomainError

HOST = "127.0.0.1"
LAST_PORT = 65535


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    run = commands.add_parser("run", help="mở trang web (Ctrl-C để tắt)")
    run.add_argument(
        "--port",
        type=port_number,
        metavar="CỔNG",
        default=os.environ.get("PORT", "8000"),
        help="cổng, từ 1 đến 65535 (mặc định: biến PORT, hoặc 8000)",
    )
    run.add_argument("--demo", action="store_true", help="nạp tỉnh mẫu nếu cơ sở dữ liệu còn trống")
    run.set_defaults(run=run_server)
    migrate = commands.add_parser(
        "migrate", help="đưa cơ sở dữ liệu lên đúng phiên bản của chương trình"
    )
    migrate.set_defaults(run=run_migrations)


def port_number(text: str) -> int:
    if text.isdecimal() and 1 <= int(text) <= LAST_PORT:
        return int(text)
    raise argparse.ArgumentTypeError(f"cổng là một số từ 1 đến {LAST_PORT}, không phải “{text}”")


def run_migrations(args: argparse.Namespace) -> int:
    migrate_database()
    say("Cơ sở dữ liệu đã đúng phiên bản của chương trình.")
    return 0


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
        except PermissionError as error:
            raise DomainError(
                f"Không có quyền mở cổng {port}. Hãy chọn cổng lớn hơn 1023: `make run PORT=8000`."
            ) from error
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
    # Who comes first is served first, by whichever process is free: connections end with their
    # answer, and those that no thread can take yet wait in one queue, not in a process's own.
    command += ["--keep-alive", "0", "--worker-connections", "6"]
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
