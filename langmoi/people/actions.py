"""Every write of people and posts: atomic, and with its audit line."""

from __future__ import annotations

from datetime import date

from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.db.models import Q, QuerySet

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.people.access import can_manage_people, manages_province
from langmoi.people.last_administrator import refuse_end_of_last_administrator
from langmoi.people.models import Agency, Post, Role, User
from langmoi.people.passwords import check_password
from langmoi.people.queries import roles_on
from langmoi.people.roles import AGENCY_ROLES, LEVELS_OF_ROLE, READ_ONLY_ROLES
from langmoi.places.models import Level, Unit
from langmoi.places.queries import version_of

# A text instead of a person: the administrator at the machine, named by the command.
Actor = User | str


@transaction.atomic
def create_user(
    username: str,
    full_name: str,
    password: str | None,
    *,
    by: Actor,
    on: date,
    email: str = "",
    phone: str = "",
) -> User:
    """A new person who can sign in; without a post they can see and do nothing.

    Without a password they cannot sign in by one until they are given one.
    """
    _refuse_outsiders(by, None, on)
    user = User(username=normalise(username), full_name=normalise(full_name))
    user.email, user.phone = email.strip().lower(), normalise(phone)
    check_identity(user)
    if password is None:
        user.set_unusable_password()
    else:
        check_password(password, user)
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
    is_full_time: bool = False,
    signs_for: bool = False,
    by: Actor,
    on: date,
) -> Post:
    """Give a person a role at a unit for a time: from then on they have its rights there."""
    _refuse_outsiders(by, unit, on)
    _refuse_making_administrators(by, role, on)
    _check_period(valid_from, valid_to)
    refuse_role_without_units(role, valid_from)
    _check_level(role, unit, valid_from)
    _check_agency(role, agency, valid_from)
    _refuse_second_post(user, role, unit, valid_from, valid_to)
    _refuse_writing_auditor(user, role, valid_from, valid_to)
    post = Post.objects.create(
        user=user,
        role=role,
        unit=unit,
        agency=agency,
        valid_from=valid_from,
        valid_to=valid_to,
        is_full_time=is_full_time,
        signs_for=signs_for,
    )
    period = {"from": str(valid_from), "to": str(valid_to) if valid_to else ""}
    told = {"user": str(user), "role": str(role), "unit": unit.pk}
    record("post.give", post, by=by, **told, **period)
    return post


@transaction.atomic
def end_post(post: Post, *, last_day: date, by: Actor, on: date) -> Post:
    """Let a post end: after its last day it gives no rights; the row stays.

    Refused where nobody would be left to manage the people of the province.
    """
    _refuse_outsiders(by, post.unit, on)
    _refuse_making_administrators(by, Role(post.role), on)
    _check_period(post.valid_from, last_day)
    refuse_end_of_last_administrator(Post.objects.filter(pk=post.pk), last_day=last_day)
    post.valid_to = last_day
    post.save(update_fields=["valid_to"])
    post.substitutions.filter(valid_to__gt=last_day, valid_from__lte=last_day).update(
        valid_to=last_day
    )
    record("post.end", post, by=by, user=str(post.user), to=str(last_day), unit=post.unit_id)
    return post


def check_identity(user: User) -> None:
    """Raise DomainError where the names or the address cannot be, or are somebody else's."""
    others = User.objects.exclude(pk=user.pk)
    if others.filter(username__iexact=user.username).exists():
        raise DomainError(
            f"Đã có người dùng tên đăng nhập “{user.username}”. Hãy chọn tên đăng nhập khác."
        )
    try:
        User._meta.get_field("username").run_validators(user.username)
    except ValidationError as error:
        raise DomainError(
            f"Tên đăng nhập “{user.username}” chưa dùng được: chỉ gồm chữ, số và các dấu @ . + - _ "
            "(không có dấu cách). Hãy chọn tên khác."
        ) from error
    if not user.username or not user.full_name:
        raise DomainError("Còn thiếu tên đăng nhập hoặc họ tên. Hãy ghi đủ cả hai.")
    if user.email:
        _check_email(user, others.filter(email__iexact=user.email).first())


def _check_email(user: User, other: User | None) -> None:
    try:
        validate_email(user.email)
    except ValidationError as error:
        raise DomainError(
            f"“{user.email}” không phải địa chỉ e-mail. Hãy ghi như ten@kontum.gov.vn."
        ) from error
    if other:
        raise DomainError(
            f"E-mail {user.email} đã là của {other.full_name} ({other.username}). "
            "Hãy ghi e-mail riêng của người này, hoặc bỏ trống."
        )


def _refuse_outsiders(by: Actor, unit: Unit | None, on: date) -> None:
    if isinstance(by, User) and not can_manage_people(by, unit, on=on):
        raise NotAllowed(
            "Chỉ Văn phòng Điều phối NTM tỉnh và người quản trị được lập người dùng và giao chức "
            "vụ, trong phạm vi tỉnh hoặc huyện mình."
        )


def _refuse_making_administrators(by: Actor, role: Role, on: date) -> None:
    """An administrator of a district makes no further ones and ends none."""
    if role != Role.ADMINISTRATOR or not isinstance(by, User):
        return
    if not manages_province(by, on=on):
        raise NotAllowed("Chỉ người quản trị cấp tỉnh được giao và kết thúc chức vụ quản trị.")


def _check_period(valid_from: date, valid_to: date | None) -> None:
    if valid_to is not None and valid_to < valid_from:
        raise DomainError(
            f"Ngày kết thúc {show_day(valid_to)} trước ngày bắt đầu {show_day(valid_from)}. "
            "Hãy sửa một trong hai ngày."
        )


def refuse_role_without_units(role: Role, on: date) -> None:
    """A post of a district's role cannot begin on a day without districts."""
    if role in roles_on(on):
        return
    levels = " hoặc ".join(level.label for level in Level if level in LEVELS_OF_ROLE[role])
    raise DomainError(
        f"Ngày {show_day(on)} không có đơn vị {levels} nào nên không giao được vai trò "
        f"“{role.label}” từ ngày đó. Hãy chọn vai trò khác, hoặc một ngày khi có cấp này."
    )


def _check_level(role: Role, unit: Unit, on: date) -> None:
    version = version_of(unit.pk, on)
    if version is None:
        raise DomainError(
            f"Ngày {show_day(on)} không có đơn vị {unit}. Hãy chọn đơn vị có trong ngày đó."
        )
    wanted = LEVELS_OF_ROLE[role]
    if version.level not in wanted:
        names = " hoặc ".join(level.label for level in Level if level in wanted)
        raise DomainError(
            f"Vai trò “{role.label}” chỉ giao ở {names}, còn {version} thuộc "
            f"{Level(version.level).label}. Hãy chọn lại vai trò hoặc đơn vị."
        )


def _check_agency(role: Role, agency: Agency | None, on: date) -> None:
    if role in AGENCY_ROLES and agency is None:
        raise DomainError(f"Vai trò “{role.label}” phải gắn với một sở, ngành. Hãy chọn cơ quan.")
    if agency and agency.valid_to and agency.valid_to < on:
        raise DomainError(
            f"{agency.name} chỉ có đến {show_day(agency.valid_to)}. Hãy chọn cơ quan kế thừa."
        )


def _refuse_writing_auditor(
    user: User, role: Role, valid_from: date, valid_to: date | None
) -> None:
    """Who audits writes nothing anywhere meanwhile, and the other way round."""
    others = _in_period(Post.objects.filter(user=user), valid_from, valid_to)
    if role == Role.AUDITOR:
        others = others.exclude(role__in=READ_ONLY_ROLES)
    elif role not in READ_ONLY_ROLES:
        others = others.filter(role=Role.AUDITOR)
    else:
        return
    if found := others.first():
        raise DomainError(
            f"{user.full_name} đang giữ chức vụ {found}; người kiểm toán, thanh tra chỉ xem, không "
            "giữ chức vụ nhập hay duyệt số liệu cùng lúc. Hãy kết thúc chức vụ kia trước."
        )


def _in_period(posts: QuerySet[Post], valid_from: date, valid_to: date | None) -> QuerySet[Post]:
    found = posts.filter(Q(valid_to__isnull=True) | Q(valid_to__gte=valid_from))
    return found.filter(valid_from__lte=valid_to) if valid_to is not None else found


def _refuse_second_post(
    user: User, role: Role, unit: Unit, valid_from: date, valid_to: date | None
) -> None:
    # The lock makes two givers of the same post queue up; the second then sees the first's row.
    # Not on the key: a save by this person, which refers to it, must not wait here. An import of
    # people holds the audit chain by now, and the save would in turn hold what this waits for.
    User.objects.select_for_update(no_key=True).get(pk=user.pk)
    held = Post.objects.filter(user=user, role=role, unit=unit)
    same = _in_period(held, valid_from, valid_to)
    if found := same.first():
        raise DomainError(
            f"{user.full_name} đã giữ chức vụ này ({found}) từ {show_day(found.valid_from)}. "
            "Hãy kết thúc chức vụ cũ trước, hoặc chọn ngày bắt đầu sau đó."
        )
