"""The accounts of the demo: people named by their post, all with one password that is printed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.contrib.auth.hashers import make_password

from langmoi.core.audit import record
from langmoi.people.models import Agency, Post, Role, User
from langmoi.places.models import Level, UnitType, UnitVersion

PASSWORD = "nong-thon-moi"  # noqa: S105 - the demo holds invented figures only, and prints it
OFFICE = "vpdp"
READER = "xem"
POSTS_FROM = date(2016, 1, 1)
# Đăk Nên and Sa Nghĩa with their districts' officers; Mường Hoong and Ngọc Yêu are late.
COMMUNES_WITH_OFFICER = ("23452", "23542", "23362", "23413")


@dataclass(frozen=True)
class Account:
    username: str
    title: str
    role: Role
    unit: int
    agency: str
    agency_short: str


def create_accounts(versions: Iterable[UnitVersion]) -> dict[str, User]:
    """Make the users with their agencies and posts; the users by their names to sign in with."""
    levels = list(Level)
    from_the_top = sorted(versions, key=lambda v: (levels.index(Level(v.level)), v.code))
    accounts = list(_accounts(from_the_top))
    password = make_password(PASSWORD)
    users = User.objects.bulk_create(
        User(username=a.username, full_name=a.title, password=password) for a in accounts
    )
    agencies = {
        (a.agency, a.unit): Agency(name=a.agency, short_name=a.agency_short, unit_id=a.unit)
        for a in accounts
    }
    Agency.objects.bulk_create(agencies.values())
    Post.objects.bulk_create(
        Post(
            user=user,
            role=account.role,
            unit_id=account.unit,
            agency=agencies[account.agency, account.unit],
            valid_from=POSTS_FROM,
        )
        for user, account in zip(users, accounts, strict=True)
    )
    by_name = {user.username: user for user in users}
    record("demo.accounts", "tỉnh Kon Tum", by=by_name[OFFICE], accounts=sorted(by_name))
    return by_name


def district_username(district_code: str) -> str:
    return f"huyen{district_code}"


def describe_accounts() -> str:
    """Who can sign in to the demo, for the screen."""
    lines = [
        f"  {user.username:<10} {user.full_name}"
        for user in User.objects.order_by("pk")
        if user.is_active
    ]
    return "\n".join(["Tài khoản dùng thử, mật khẩu chung: " + PASSWORD, *lines])


def _accounts(versions: Iterable[UnitVersion]) -> Iterable[Account]:
    for version in versions:
        if version.level == Level.PROVINCE:
            office = f"Văn phòng Điều phối nông thôn mới {version.full_name}"
            title = f"Công chức {office}"
            yield Account(OFFICE, title, Role.PROVINCE_OFFICE, version.unit_id, office, "VPĐP NTM")
            people = f"Ủy ban nhân dân {version.full_name}"
            title = f"Người xem, {people}"
            yield Account(READER, title, Role.READER, version.unit_id, people, "UBND tỉnh")
        elif version.level == Level.DISTRICT:
            yield _district(version)
        elif version.code in COMMUNES_WITH_OFFICER:
            yield _commune(version)


def _district(version: UnitVersion) -> Account:
    is_city = version.type == UnitType.CITY
    name = "Phòng Kinh tế" if is_city else "Phòng Nông nghiệp và Phát triển nông thôn"
    return Account(
        username=district_username(version.code),
        title=f"Công chức phụ trách nông thôn mới, {version.full_name}",
        role=Role.DISTRICT_OFFICER,
        unit=version.unit_id,
        agency=f"{name} {version.full_name}",
        agency_short="Phòng Kinh tế" if is_city else "Phòng NN&PTNT",
    )


def _commune(version: UnitVersion) -> Account:
    return Account(
        username=f"xa{version.code}",
        title=f"Công chức phụ trách nông thôn mới, {version.full_name}",
        role=Role.COMMUNE_OFFICER,
        unit=version.unit_id,
        agency=f"Ủy ban nhân dân {version.full_name}",
        agency_short="UBND xã",
    )
