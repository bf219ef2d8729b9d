"""The switch of the public page: off unless the coordination office has put it on for the day."""

from __future__ import annotations

from datetime import date, datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.memory import kept
from langmoi.people.models import User
from langmoi.public.access import can_switch
from langmoi.public.models import PublicSwitch

TABLE = "public_publicswitch"
LONGEST_REASON = 300


def is_public(on: date) -> bool:
    """Whether people without an account see the page that day."""
    return kept(("is public", on), lambda: _is_public(on), TABLE)


def _is_public(on: date) -> bool:
    last = PublicSwitch.objects.filter(since__lte=on).first()
    return last is not None and last.is_on


@transaction.atomic
def switch_public(
    is_on: bool, *, since: date, reason: str, by: User, on: date, at: datetime
) -> PublicSwitch:
    """Put the page on or off from a day on; what the days before saw is not changed."""
    if not can_switch(by, on=on):
        raise NotAllowed("Chỉ Văn phòng Điều phối NTM tỉnh được bật, tắt trang công khai.")
    reason = reason.strip()
    if not reason or len(reason) > LONGEST_REASON:
        raise DomainError("Hãy ghi lý do bật hoặc tắt trang công khai, không quá 300 ký tự.")
    if since < on:
        raise DomainError(f"Ngày {show_day(since)} đã qua. Hãy chọn từ hôm nay trở đi.")
    made = PublicSwitch.objects.create(is_on=is_on, since=since, reason=reason, by=by, at=at)
    record("public.switch", made, by=by, is_on=is_on, since=str(since), reason=reason)
    return made
