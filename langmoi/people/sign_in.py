"""Too many wrong passwords: counted in the database, so that every server process agrees.

A try is counted before the password is looked at, under a row lock: many tries at once cannot slip
through. A name that does not exist is counted like one that does, so that nothing is learnt.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from math import ceil

from django.db import transaction
from django.db.models import Q
from django.utils.timezone import localtime

from langmoi.core.errors import DomainError
from langmoi.people.models import SignInGuard, User

MOST_FAILURES = 5
MOST_FAILURES_OF_ADDRESS = 50
WINDOW = timedelta(minutes=15)
LOCK = timedelta(minutes=15)
_KEPT = timedelta(days=1)
_LONGEST_KEY = 300


class LockedOut(DomainError):
    """Too many failures; the message says until when."""


def key_of_name(login: str) -> str:
    """One key for a person, whether they type their name or their e-mail address."""
    name = login.strip().lower()
    user = User.objects.filter(
        Q(username__iexact=name) | Q(email__iexact=name, email__gt="")
    ).first()
    return key_of_user(user) if user else f"name:{name}"[:_LONGEST_KEY]


def key_of_user(user: User) -> str:
    return f"user:{user.pk}"


def key_of_address(address: str) -> str:
    return f"address:{address}"[:_LONGEST_KEY]


@transaction.atomic
def count_try(key: str, *, at: datetime, most: int = MOST_FAILURES) -> None:
    """Count a try that is about to be made; raise LockedOut where there were too many."""
    SignInGuard.objects.filter(first_at__lt=at - _KEPT).delete()
    SignInGuard.objects.get_or_create(key=key, defaults={"first_at": at})
    guard = SignInGuard.objects.select_for_update().get(key=key)
    if guard.locked_until and guard.locked_until > at:
        raise _locked(guard.locked_until, at)
    if guard.locked_until or guard.first_at + WINDOW < at:
        guard.failures, guard.first_at, guard.locked_until = 0, at, None
    guard.failures += 1
    if guard.failures >= most:
        # This try may still be the right one; then `forget_tries` opens the lock again.
        guard.locked_until = at + LOCK
    guard.save()


def forget_tries(key: str) -> None:
    """The right password or code was given: nothing has failed."""
    SignInGuard.objects.filter(key=key).delete()


def _locked(until: datetime, at: datetime) -> LockedOut:
    minutes = ceil((until - at).total_seconds() / 60)
    return LockedOut(
        f"Đã nhập sai quá nhiều lần nên việc đăng nhập tạm khóa. Hãy chờ {minutes} phút, đến "
        f"{localtime(until):%H:%M}, rồi thử lại; nếu quên mật khẩu, hãy nhờ người quản trị đặt lại."
    )
