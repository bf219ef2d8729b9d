"""Every write of people and posts: atomic, and with its audit line."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.password_validation import validate_password
from django.core.exceptions import ValidationError
from django.db import transaction
from django.db.models import Q

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.people.access import can_manage_people
from langmoi.people.models import Agency, Post, Role, User
from langmoi.places.models import Level, Unit
from langmoi.places.queries import version_of

# A text instead of a person: the administrator at the machine, named by the command.
Actor = User | str

LEVEL_OF_ROLE = {
    Role.PROVINCE_OFFICE: Level.PROVINCE,
    Role.DISTRICT_OFFICER: Level.DISTRICT,
    Role.COMMUNE_OFFICER: Level.COMMUNE,
}


@transaction.atomic
def create_user(username: str, full_name: str, password: str, *, by: Actor, on: date) -> User:
    """A new person who can sign in; without a post they can see and do nothing."""
    _refuse_outsiders(by, None, on)
    user = User(username=normalise(username), full_name=normalise(full_name))
    if User.objects.filter(username__iexact=user.username).exists():
        raise DomainError(
            f"Đã có người dùng tên đăng nhập “{user.username}”. Hãy chọn tên đăng nhập khác."
        )
    _check_name(user)
    _check_password(password, user)
    user.set_password(password)
    user.save()
    record("user.create", user, by=by, full_name=user.full_name)
    return user


@transaction.atomic
def create_agency(name: str, short_name: str, unit: Unit, *, by: Actor, on: date) -> Agency:
    """The agency of this name at this unit, made where there is none yet."""
    _refuse_outsiders(by, unit, on)
    agency, is_new = Agency.objects.get_or_create(
        name=normalise(name), unit=unit, defaults={"short_name": normalise(short_name)}
    )
    if is_new:
        record("agency.create", agency, by=by, unit=str(unit))
    return agency


@transaction.atomic
def give_post(
    user: User,
    role: Role,
    unit: Unit,
    *,
    agency: Agency | None = None,
    valid_from: date,
    valid_to: date | None = None,
    by: Actor,
    on: date,
) -> Post:
    """Give a person a role at a unit for a time: from then on they have its rights there."""
    _refuse_outsiders(by, unit, on)
    _check_period(valid_from, valid_to)
    _check_level(role, unit, valid_from)
    _refuse_second_post(user, role, unit, valid_from, valid_to)
    post = Post.objects.create(
        user=user, role=role, unit=unit, agency=agency, valid_from=valid_from, valid_to=valid_to
    )
    period = {"from": str(valid_from), "to": str(valid_to) if valid_to else ""}
    record("post.give", post, by=by, user=str(user), role=str(role), **period)
    return post


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: Actor, on: date) -> Post:
    """Let a post end: after its last day it gives no rights; the row stays."""
    _refuse_outsiders(by, post.unit, on)
    _check_period(post.valid_from, last_day)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    record("post.end", post, by=by, user=str(post.user), to=str(last_day))
    return post


def _refuse_outsiders(by: Actor, unit: Unit | None, on: date) -> None:
    if isinstance(by, User) and not can_manage_people(by, unit, on=on):
        raise NotAllowed(
            "Chỉ Văn phòng Điều phối NTM tỉnh được lập người dùng và giao chức vụ trong tỉnh mình."
        )


def _check_name(user: User) -> None:
    try:
        User._meta.get_field("username").run_validators(user.username)
    except ValidationError as error:
        raise DomainError(
            f"Tên đăng nhập “{user.username}” chưa dùng được: chỉ gồm chữ, số và các dấu @ . + - _ "
            "(không có dấu cách). Hãy chọn tên khác."
        ) from error
    if not user.username or not user.full_name:
        raise DomainError("Còn thiếu tên đăng nhập hoặc họ tên. Hãy ghi đủ cả hai.")


def _check_password(password: str, user: User) -> None:
    try:
        validate_password(password, user)
    except ValidationError as error:
        problems = "; ".join(_problem(one) for one in error.error_list)
        raise DomainError(
            f"Mật khẩu chưa dùng được: {problems}. Hãy chọn mật khẩu khác."
        ) from error


def _problem(error: ValidationError) -> str:
    """Django's own words for some of these are English."""
    known = {
        "password_too_short": "cần ít nhất {min_length} ký tự",
        "password_too_common": "quá phổ biến, dễ bị đoán",
        "password_entirely_numeric": "chỉ gồm chữ số",
    }
    return known.get(error.code or "", str(error.message)).format(**(error.params or {}))


def _check_period(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(
            f"Ngày kết thúc {show_day(valid_to)} trước ngày bắt đầu {show_day(valid_from)}. "
            "Hãy sửa một trong hai ngày."
        )


def _check_level(role: Role, unit: Unit, on: date) -> None:
    version = version_of(unit.pk, on)
    if version is None:
        raise DomainError(
            f"Ngày {show_day(on)} không có đơn vị {unit}. Hãy chọn đơn vị có trong ngày đó."
        )
    wanted = LEVEL_OF_ROLE.get(role)
    if wanted is not None and version.level != wanted:
        raise DomainError(
            f"Vai trò “{role.label}” chỉ giao ở {wanted.label}, còn {version} thuộc "
            f"{Level(version.level).label}. Hãy chọn lại vai trò hoặc đơn vị."
        )


def _refuse_second_post(
    user: User, role: Role, unit: Unit, valid_from: date, valid_to: date | None
) -> None:
    # The lock makes two givers of the same post queue up; the second then sees the first's row.
    User.objects.select_for_update().get(pk=user.pk)
    same = Post.objects.filter(user=user, role=role, unit=unit)
    same = same.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    if valid_to is not None:
        same = same.filter(valid_from__lte=valid_to)
    if found := same.first():
        raise DomainError(
            f"{user.full_name} đã giữ chức vụ này ({found}) từ {show_day(found.valid_from)}. "
            "Hãy kết thúc chức vụ cũ trước, hoặc chọn ngày bắt đầu sau đó."
        )
