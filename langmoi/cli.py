"""The command `langmoi`: finds the command asked for, runs it, turns what broke into an answer."""

from __future__ import annotations

import logging
import os
import secrets
import sys
import tempfile
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path

from langmoi import __version__
from langmoi.commands.vietnamese import Parser, speak_vietnamese
from langmoi.core.console import complain
from langmoi.core.errors import DomainError, Fault

COMMANDS = (
    "law", "judge", "places", "filings", "overview", "report", "demo", "init", "server", "audit",
    "remind", "what_if", "forecast", "work", "directive", "direction",
    "delegation",
)  # fmt: skip
OUR_FAULT = 3


def main(argv: list[str] | None = None) -> int:
    """Exit codes: 0 done, 1 the input is wrong, 2 wrong call, 3 our fault (see the log)."""
    args = build_parser().parse_args(argv)
    try:
        return int(args.run(args))
    except DomainError as error:
        complain(str(error))
        for fault in getattr(error, "faults", []):
            complain(describe(fault))
        return 1
    except KeyboardInterrupt:
        return 130
    except BrokenPipeError:
        # The reader (head, less) has gone; what it wanted it has.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 0
    except Exception:
        return report_our_fault()


def build_parser() -> Parser:
    speak_vietnamese()
    parser = Parser(
        prog="langmoi",
        description="Làng Mới: theo dõi, đánh giá, báo cáo xây dựng nông thôn mới của tỉnh.",
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"Làng Mới {__version__}",
        help="hiện số phiên bản rồi thoát",
    )
    commands = parser.add_subparsers(
        title="các lệnh", metavar="LỆNH", required=True, dest="command"
    )
    for name in [n for n in COMMANDS if find_spec(f"langmoi.commands.{n}")]:
        import_module(f"langmoi.commands.{name}").register(commands)
    return parser


def describe(fault: Fault) -> str:
    """One line: where, what, what to do."""
    where = ", ".join(
        part
        for part in (
            fault.sheet and f"trang “{fault.sheet}”", fault.cell and f"ô {fault.cell}", fault.unit
        )
        if part
    )  # fmt: skip
    return f"- {where + ': ' if where else ''}{fault.message} {fault.remedy}".rstrip()


def report_our_fault() -> int:
    """Log what broke under a short reference, and give the person that reference."""
    reference = secrets.token_hex(4)
    log = log_file()
    logging.getLogger("langmoi").exception("reference %s: %s", reference, " ".join(sys.argv))
    complain(
        f"Chương trình gặp trục trặc ngoài dự kiến, mã {reference}. Việc đang làm chưa được ghi. "
        f"Hãy gửi mã này và tệp nhật ký {log} cho người quản trị."
    )
    return OUR_FAULT


def log_file() -> str:
    """Where the log is; sets one up where no command has (law and judge run without Django)."""
    from langmoi.core.embedded import home

    if logging.getLogger().handlers:
        return str(home() / "langmoi.log")
    for folder in (home(), Path(tempfile.gettempdir())):
        try:
            folder.mkdir(parents=True, exist_ok=True)
            handler = logging.FileHandler(folder / "langmoi.log", encoding="utf-8")
        except OSError:
            continue  # no right to write there, or a full disk
        logging.basicConfig(
            handlers=[handler], format="%(asctime)s %(levelname)s %(name)s %(message)s"
        )
        return handler.baseFilename
    return "(không ghi được nhật ký)"


if __name__ == "__main__":
    sys.exit(main())
