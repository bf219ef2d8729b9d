"""`langmoi directive read`: what a directive is and what it asks; no database is needed."""

from __future__ import annotations

import argparse
from pathlib import Path

from langmoi.core.console import complain, say, say_json
from langmoi.core.errors import DomainError
from langmoi.core.files import why_not_opened


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    directive = commands.add_parser("directive", help="đọc văn bản chỉ đạo thành nhiệm vụ")
    actions = directive.add_subparsers(
        title="các việc", metavar="VIỆC", required=True, dest="action"
    )
    read = actions.add_parser(
        "read", help="đọc một văn bản: ai làm gì, với ai, bao giờ xong; không ghi gì"
    )
    read.add_argument("file", metavar="TỆP", help="tệp .txt, .md, .docx hoặc .pdf có chữ")
    read.add_argument("--json", action="store_true", help="in ra JSON cho chương trình khác đọc")
    read.set_defaults(run=run)


def run(args: argparse.Namespace) -> int:
    path = Path(args.file)
    try:
        content = path.read_bytes()
    except OSError as error:
        raise DomainError(f"Chưa đọc được tệp {path}: {why_not_opened(error)}") from error
    from langmoi.directive.files import read_file
    from langmoi.directive.read import read_directive

    found = read_directive(read_file(content, path.name))
    if args.json:
        from langmoi.directive.as_json import as_json

        say_json(as_json(found))
        # The shape is fixed and has no place for them; a person sees them all the same.
        for warning in found.warnings:
            complain(warning)
        return 0
    from langmoi.directive.show import show

    for line in show(found):
        say(line)
    return 0
