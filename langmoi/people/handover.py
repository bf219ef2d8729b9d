"""Posts change hands: handing over for good, and someone acting for a while."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.people.access import can_manage_people
from langmoi.people.actions import Actor, end_post, give_post
from langmoi.people.models import Post, Role, Substitution, User


@dataclass(frozen=True)
class HandedOver:
    """The post that ended and the one that began; `open_from` is the first day of the new one.

    Work follows posts: what waits for the role at the unit is the successor's from that day. What
    other domains have addressed to `ended.user` by name they move with these two.
    """

    ended: Post
    begun: Post
    substitutions: list[Substitution]

    @property
    def open_from(self) -> date:
        return self.begun.valid_from


@transaction.atomic
def hand_over_post(
    post: Post, to: User, *, last_day: date, by: Actor, on: date, signs_for: bool | None = None
) -> HandedOver:
    """End a post and begin it for another person the next day, without a gap and without overlap.

    Those who were to substitute the old holder later substitute the new one.
    """
    if to.pk == post.user_id:
        raise DomainError(f"{to.full_name} đang giữ chức vụ này. Hãy chọn người khác.")
    if not to.is_active:
        raise DomainError(f"Tài khoản {to} đã ngừng dùng. Hãy mở lại tài khoản trước.")
    refuse_ended(post, last_day)
    begun = give_post(
        to,
        Role(post.role),
        post.unit,
        agency=post.agency,
        valid_from=last_day + timedelta(days=1),
        valid_to=post.valid_to if post.valid_to != last_day else None,
        is_full_time=post.is_full_time,
        signs_for=post.signs_for if signs_for is None else signs_for,
        by=by,
        on=on,
    )
    later = post.substitutions.filter(valid_from__gt=last_day).exclude(user=to)
    moved = list(later)
    later.update(post=begun)
    ended = end_post(post, last_day=last_day, by=by, on=on)
    told = {"from": str(post.user), "to": str(to), "unit": post.unit_id}
    record("post.hand_over", begun, by=by, **told)
    return HandedOver(ended, begun, moved)


@transaction.atomic
def substitute(
    post: Post,
    user: User,
    *,
    valid_from: date,
    valid_to: date,
    reason: str,
    by: Actor,
    on: date,
) -> Substitution:
    """Let someone act in a post for a while; what they do is recorded as theirs.

    The holder may appoint a substitute as well as those who manage people.
    """
    _refuse_strangers(by, post, on)
    if not reason.strip():
        raise DomainError("Còn thiếu lý do làm thay. Hãy ghi, ví dụ “nghỉ phép năm”.")
    if user.pk == post.user_id or not user.is_active:
        raise DomainError("Người làm thay phải là người khác và tài khoản đang dùng.")
    if user.posts.on(valid_from).filter(role=Role.AUDITOR).exists():
        raise DomainError(f"{user.full_name} là người kiểm toán, thanh tra nên không làm thay ai.")
    _check_days(post, valid_from, valid_to)
    _refuse_two_at_once(post, valid_from, valid_to)
    made = Substitution.objects.create(
        post=post, user=user, valid_from=valid_from, valid_to=valid_to, reason=reason.strip()
    )
    period = {"from": str(valid_from), "to": str(valid_to), "unit": post.unit_id}
    record("post.substitute", post, by=by, user=str(user), reason=made.reason, **period)
    return made


@transaction.atomic
def end_substitution(substitution: Substitution, *, last_day: date, by: Actor, on: date) -> None:
    """Let it end earlier; one that has not begun is struck out, with its line in the audit."""
    _refuse_strangers(by, substitution.post, on)
    if last_day < substitution.valid_from:
        record("post.substitution_cancelled", substitution, by=by, unit=substitution.post.unit_id)
        substitution.delete()
        return
    substitution.valid_to = min(last_day, substitution.valid_to)
    substitution.save(update_fields=["valid_to"])
    told = {"to": str(substitution.valid_to), "unit": substitution.post.unit_id}
    record("post.substitution_ended", substitution, by=by, **told)


def refuse_ended(post: Post, last_day: date) -> None:
    if post.valid_to is not None and post.valid_to < last_day:
        raise DomainError(
            f"Chức vụ này đã kết thúc ngày {show_day(post.valid_to)}. Hãy chọn ngày cuối không "
            "muộn hơn ngày đó."
        )


def _refuse_strangers(by: Actor, post: Post, on: date) -> None:
    if not isinstance(by, User) or by.pk == post.user_id:
        return
    if not can_manage_people(by, post.unit, on=on):
        raise NotAllowed("Chỉ người giữ chức vụ và người quản trị được cử người làm thay.")


def _check_days(post: Post, valid_from: date, valid_to: date) -> None:
    if valid_to < valid_from:
        raise DomainError("Ngày cuối trước ngày đầu. Hãy sửa một trong hai ngày.")
    if valid_from < post.valid_from or (post.valid_to and valid_to > post.valid_to):
        raise DomainError(
            f"Chức vụ chỉ có từ {show_day(post.valid_from)}"
            + (f" đến {show_day(post.valid_to)}" if post.valid_to else "")
            + ". Hãy chọn ngày làm thay trong khoảng đó."
        )


def _refuse_two_at_once(post: Post, valid_from: date, valid_to: date) -> None:
    # The lock makes two appointments of the same days queue up; the second sees the first.
    Post.objects.select_for_update().get(pk=post.pk)
    same = post.substitutions.filter(valid_from__lte=valid_to, valid_to__gte=valid_from)
    if found := same.select_related("user").first():
        raise DomainError(
            f"{found.user.full_name} đã làm thay chức vụ này từ {show_day(found.valid_from)} đến "
            f"{show_day(found.valid_to)}. Hãy chọn ngày khác, hoặc kết thúc việc làm thay kia."
        )
