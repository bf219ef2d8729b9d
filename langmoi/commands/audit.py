"""`langmoi audit`: prove that nobody has changed the trail; make the role that cannot."""

from __future__ import annotations

import argparse
import secrets
import sys

from langmoi.core.console import complain, say
from langmoi.core.numbers import show_number

BY = "langmoi audit role"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    audit = commands.add_parser("audit", help="nhật ký thay đổi")
    actions = audit.add_subparsers(title="việc", metavar="VIỆC", required=True)
    about = "kiểm tra nhật ký, các bản, các việc và các lần lưu; chỉ ra mắt xích hỏng đầu tiên"
    for name, told in (("verify", about), ("check", "tên cũ của verify")):
        verify = actions.add_parser(name, help=told, description=f"{about}.")
        verify.set_defaults(run=verify_trail)
    role = actions.add_parser(
        "role", help="lập vai trò cơ sở dữ liệu chỉ thêm, không sửa xóa được nhật ký, bản, việc"
    )
    role.add_argument("name", metavar="TÊN", help="ví dụ langmoi_web")
    role.add_argument(
        "--password-stdin",
        action="store_true",
        help="đọc mật khẩu từ dòng đầu của đầu vào chuẩn (không có thì máy tự đặt và in ra)",
    )
    role.set_defaults(run=grant_role)


def verify_trail(args: argparse.Namespace) -> int:
    """1 and the first broken link on standard error, or 0 and what was found whole."""
    from langmoi.commands.django import setup

    setup()
    from langmoi.publishing.integrity import first_broken_report
    from langmoi.reporting.integrity import first_broken_link, trail_counts

    if broken := first_broken_link() or first_broken_report():
        complain(f"{broken} Hãy giữ nguyên cơ sở dữ liệu và báo người quản trị.")
        return 1
    counted = [f"{show_number(count)} {what}" for what, count in trail_counts().items()]
    say(f"Nguyên vẹn: {', '.join(counted)}.")
    return 0


def grant_role(args: argparse.Namespace) -> int:
    from langmoi.commands.django import setup

    setup()
    from langmoi.core.roles import grant_serving_role

    given = sys.stdin.readline().rstrip("\r\n") if args.password_stdin else ""
    password = given or secrets.token_urlsafe(18)
    guarded = grant_serving_role(args.name, password, by=BY)
    say(f"Vai trò {args.name} đọc và ghi được mọi bảng, nhưng chỉ thêm được dòng vào các bảng:")
    say("  " + ", ".join(guarded))
    if not given:
        say(f"Mật khẩu, chỉ hiện lần này: {password}")
    say("Chạy lại lệnh này sau mỗi lần `langmoi migrate`.")
    return 0
