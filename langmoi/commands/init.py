"""`langmoi init`: begin an empty real province, with its places and its first person."""

from __future__ import annotations

import argparse
import getpass
import secrets
import sys
from datetime import date

from langmoi.commands.django import migrate_database
from langmoi.core.console import say
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError

BY = "langmoi init"


def register(commands: argparse._SubParsersAction[argparse.ArgumentParser]) -> None:
    init = commands.add_parser("init", help="lập một tỉnh thật còn trống số liệu")
    init.add_argument("--province", metavar="MÃ", default="62", help="mã tỉnh (mặc định 62)")
    init.add_argument(
        "--user", metavar="TÊN", default="vanphong", help="tên đăng nhập đầu tiên (vanphong)"
    )
    init.add_argument("--full-name", metavar="HỌ TÊN", help="họ tên hoặc chức danh người đó")
    init.add_argument(
        "--password-stdin",
        action="store_true",
        help="đọc mật khẩu từ dòng đầu của đầu vào chuẩn, không hỏi",
    )
    init.set_defaults(run=begin_province)


def begin_province(args: argparse.Namespace) -> int:
    """Places, the coordination office and one person who holds its post; no month is open."""
    migrate_database(only_empty=True)
    from langmoi.core.clock import today
    from langmoi.core.installation import refuse_claimed
    from langmoi.places.tables import read_tables

    refuse_claimed()
    read_tables(args.province)  # an unknown province is refused before a password is asked
    password, is_generated = choose_password(args.password_stdin)
    on = today()
    place = create_province(args, password, on)
    say(f"Đã lập {place} với đơn vị hành chính theo thời gian; chưa có số liệu, chưa mở tháng nào.")
    say(f"Người dùng đầu tiên: {args.user} (Văn phòng Điều phối NTM, từ {show_day(on)}).")
    if is_generated:
        say(f"Mật khẩu, chỉ hiện lần này: {password}")
    say("Chạy `langmoi run` để mở trang web.")
    return 0


def choose_password(from_stdin: bool) -> tuple[str, bool]:
    """The password, and whether it was made up here because nobody gave one."""
    if from_stdin:
        return sys.stdin.readline().rstrip("\r\n"), False
    if sys.stdin.isatty():
        first = getpass.getpass("Mật khẩu (bỏ trống để máy tự đặt): ")
        if first and getpass.getpass("Nhập lại mật khẩu: ") != first:
            raise DomainError("Hai lần nhập mật khẩu khác nhau. Hãy chạy lại lệnh.")
        if first:
            return first, False
    return secrets.token_urlsafe(12), True


def create_province(args: argparse.Namespace, password: str, on: date) -> str:
    """All of it in one transaction; gives the province's name on that day."""
    from django.db import transaction

    from langmoi.core.clock import now
    from langmoi.core.installation import claim_database
    from langmoi.core.models import InstallationKind
    from langmoi.funding.programmes import load_programmes
    from langmoi.people.actions import create_agency, create_user, give_post
    from langmoi.people.duties import load_responsibility
    from langmoi.people.models import Role
    from langmoi.places.load import load_province
    from langmoi.places.models import Level
    from langmoi.places.queries import unit_versions
    from langmoi.programme.published import load_published_targets

    with transaction.atomic():
        claim_database(InstallationKind.REAL, args.province, by=BY)
        load_province(args.province, by=BY)
        load_responsibility(by=BY)
        load_programmes(by=BY)
        load_published_targets(province=args.province, by=BY, at=now())
        # Kon Tum (62) is part of Quảng Ngãi from 1/7/2025: the post is at the province of the day.
        [province] = unit_versions(on, level=Level.PROVINCE)
        name = f"Văn phòng Điều phối Nông thôn mới {province}"
        agency = create_agency(name, "VPĐP NTM tỉnh", province.unit, by=BY, on=on)
        user = create_user(args.user, args.full_name or name, password, by=BY, on=on)
        give_post(
            user,
            Role.PROVINCE_OFFICE,
            province.unit,
            agency=agency,
            valid_from=on,
            by=BY,
            on=on,
        )
    return str(province)
