"""What is done to accounts: names, passwords, second factors, switching on and off."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from allauth.mfa.models import Authenticator
from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.text import normalise
from langmoi.people.access import can_manage_person
from langmoi.people.actions import Actor, check_identity
from langmoi.people.last_administrator import refuse_end_of_last_administrator
from langmoi.people.models import Post, User
from langmoi.people.passwords import check_password, one_time_password
from langmoi.people.sign_in import forget_tries, key_of_user


@dataclass(frozen=True)
class NewPassword:
    """Shown once; kept nowhere in the clear."""

    user: User
    password: str


@transaction.atomic
def change_user(user: User, *, full_name: str, email: str, phone: str, by: Actor, on: date) -> User:
    """Correct a person's names and addresses; the name to sign in with stays."""
    _refuse_others(by, user, on)
    before = {"full_name": user.full_name, "email": user.email, "phone": user.phone}
    user.full_name, user.email = normalise(full_name), email.strip().lower()
    user.phone = normalise(phone)
    check_identity(user)
    user.save(update_fields=["full_name", "email", "phone"])
    after = {"full_name": user.full_name, "email": user.email, "phone": user.phone}
    changed = {name: [before[name], after[name]] for name in before if before[name] != after[name]}
    if changed:
        record("user.change", user, by=by, **changed)
    return user


@transaction.atomic
def change_own_password(user: User, password: str) -> User:
    """The person's own choice: from here on nobody else knows it."""
    check_password(password, user)
    user.set_password(password)
    user.must_change_password = False
    user.save(update_fields=["password", "must_change_password"])
    record("user.password", user, by=user)
    return user


@transaction.atomic
def reset_passwords(users: Sequence[User], *, by: Actor, on: date) -> list[NewPassword]:
    """One-time passwords for these people; their sessions end, and they must choose their own.

    All or nothing: one person who is not theirs to change stops it.
    """
    if not users:
        raise DomainError("Chưa chọn ai. Hãy đánh dấu ít nhất một người rồi bấm lại.")
    made = []
    for user in users:
        _refuse_others(by, user, on)
        if not user.is_active:
            raise DomainError(f"Tài khoản {user} đã ngừng dùng. Hãy mở lại trước khi cấp mật khẩu.")
        password = one_time_password()
        # The stored hash changes, and with it every session of the person ends.
        user.set_password(password)
        user.must_change_password = True
        user.save(update_fields=["password", "must_change_password"])
        forget_tries(key_of_user(user))
        made.append(NewPassword(user, password))
    # Only now: whoever writes audit lines waits for no other row any more.
    for new in made:
        record("user.reset_password", new.user, by=by)
    return made


@transaction.atomic
def switch_off(user: User, *, by: Actor, on: date) -> User:
    """The account can no longer be used and its sessions end; its posts and traces stay."""
    _refuse_others(by, user, on)
    refuse_end_of_last_administrator(Post.objects.on(on).filter(user=user), last_day=on)
    user.is_active = False
    user.save(update_fields=["is_active"])
    record("user.switch_off", user, by=by)
    return user


@transaction.atomic
def switch_on(user: User, *, by: Actor, on: date) -> User:
    _refuse_others(by, user, on)
    user.is_active = True
    user.save(update_fields=["is_active"])
    record("user.switch_on", user, by=by)
    return user


@transaction.atomic
def remove_second_factor(user: User, *, by: Actor, on: date) -> None:
    """For who has lost their phone and their recovery codes: the password alone counts again."""
    _refuse_others(by, user, on)
    removed, _ = Authenticator.objects.filter(user=user).delete()
    if not removed:
        raise DomainError(f"{user.full_name} chưa bật xác thực hai lớp nên không có gì để gỡ.")
    record("user.remove_second_factor", user, by=by)


def _refuse_others(by: Actor, user: User, on: date) -> None:
    if isinstance(by, User) and not can_manage_person(by, user, on=on):
        raise NotAllowed(
            f"{user.full_name} có chức vụ ngoài phạm vi quản lý của tài khoản này. "
            "Hãy đề nghị người quản trị cấp tỉnh làm việc này."
        )
