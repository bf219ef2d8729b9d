"""The accounts of the demo: people named by their post, all with one password that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from django.contrib.auth.hashers import make_password

from langmoi.core.audit import record
from langmoi.demo.account_list import (
    AUDITOR,
    DEPARTMENTS,
    LEADER,
    OFFICE,
    READER,
    WHOLE_DISTRICTS,
    Account,
    accounts_of,
    accounts_of_commune,
    district_username,
)
from langmoi.people.models import Agency, Post, User
from langmoi.places.models import Level, UnitVersion

__all__ = ["OFFICE", "PASSWORD", "READER", "create_accounts", "describe_accounts"]

PASSWORD = "nong-thon-moi"  # noqa: S105 - the demo holds invented figures only, and prints it
POSTS_FROM = date(2016, 1, 1)


def create_accounts(versions: Iterable[UnitVersion]) -> dict[str, User]:
    """Make the users with their agencies and posts; the users by their names to sign in with.

    The departments of the table of duties must be there.
    """
    levels = list(Level)
    from_the_top = sorted(versions, key=lambda v: (levels.index(Level(v.level)), v.code))
    accounts = _in_order(from_the_top)
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(
            username=account.username,
            full_name=account.title,
            # No such addresses and numbers exist: `.invalid` and 0260 000.
            email=f"{account.username}@langmoi.invalid",
            phone=f"0260 000 {number:04d}",
            password=password,
        )
        for number, account in enumerate(accounts, start=1)
    )
    agencies = _agencies(accounts)
    Post.objects.bulk_create(
        Post(
            user=user,
            role=account.role,
            unit_id=account.unit,
            agency=agencies[account.agency, account.unit],
            valid_from=POSTS_FROM,
            signs_for=account.signs_for,
            is_full_time=account.username == OFFICE,
        )
        for user, account in zip(users, accounts, strict=True)
    )
    by_name = {user.username: user for user in users}
    record("demo.accounts", "tỉnh Kon Tum", by=by_name[OFFICE], accounts=sorted(by_name))
    return by_name


def _in_order(versions: list[UnitVersion]) -> list[Account]:
    ours = Agency.objects.filter(unit_id=versions[0].unit_id)  # the province comes first
    accounts = list(accounts_of(versions, {agency.short_name: agency for agency in ours}))
    by_key = {version.unit_id: version.code for version in versions}
    for version in versions:
        if version.files and by_key.get(version.parent_id or 0) in WHOLE_DISTRICTS:
            accounts += accounts_of_commune(version)
    return accounts


def _agencies(accounts: Iterable[Account]) -> dict[tuple[str, int], Agency]:
    """Each account's agency at its unit, made where there is none yet."""
    found = {(agency.name, agency.unit_id): agency for agency in Agency.objects.all()}
    missing = {
        (a.agency, a.unit): Agency(name=a.agency, short_name=a.agency_short, unit_id=a.unit)
        for a in accounts
        if (a.agency, a.unit) not in found
    }
    Agency.objects.bulk_create(missing.values())
    return found | missing


def describe_accounts() -> str:
    """Who can sign in to the demo, for the screen: one of each kind, and how the others go."""
    example, district = "23542", WHOLE_DISTRICTS[1]
    listed = (
        (OFFICE, "Văn phòng Điều phối NTM tỉnh: mở tháng, đôn đốc, chốt số liệu"),
        (LEADER, "lãnh đạo UBND tỉnh: xem, hỏi về số liệu"),
        ("soyt, gdsoyt", "công chức, lãnh đạo Sở Y tế; các ngành khác như dưới đây"),
        (f"{district_username(district)}", "công chức huyện Sa Thầy: rà soát phiếu của xã"),
        (f"ct{district_username(district)}", "Chủ tịch UBND huyện (pct…: Phó Chủ tịch, ký thay)"),
        (f"xa{example}", "công chức xã Sa Nghĩa: nhập phiếu tháng"),
        (f"ctxa{example}", "Chủ tịch UBND xã (pct…: Phó Chủ tịch): gửi phiếu"),
        ("thon23470-01", "trưởng thôn của xã Măng Cành: ghi phiếu thôn"),
        (AUDITOR, "kiểm toán: xem nhật ký thay đổi"),
        (READER, "người xem"),
        ("vpub, mattran, tinhuy, doan, quantri", "các vai trò khác ở tỉnh"),
    )
    width = max(len(name) for name, _ in listed)
    lines = [f"  {name:<{width}}  {what}" for name, what in listed]
    others = [
        "Các huyện: huyen và mã huyện (608 đến 618). Mọi xã của Kon Plông (613) và Sa Thầy (616): "
        "xa, ctxa, pctxa và mã xã.",
        f"Các ngành: {', '.join(DEPARTMENTS.values())} (lãnh đạo: thêm gd ở trước).",
    ]
    return "\n".join([f"Tài khoản dùng thử, mật khẩu chung: {PASSWORD}", *lines, *others])
