"""Agencies merge and split on a day: duties follow by the succession, posts are taken along."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Q, QuerySet

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError
from langmoi.law.model import CriteriaSet
from langmoi.people.actions import Actor, end_post, give_post
from langmoi.people.duties import merge_agency
from langmoi.people.models import Agency, AgencySuccession, Post, Role, Substitution
from langmoi.people.responsibility import became, day_before, indicators_of


@dataclass(frozen=True)
class Moves:
    """What goes along when an agency goes into others on a day; nothing of it is written yet."""

    old: Agency
    heirs: tuple[Agency, ...]
    on: date
    posts: tuple[Post, ...]
    substitutions: tuple[Substitution, ...]
    indicators: tuple[str, ...]

    @property
    def is_split(self) -> bool:
        return len(self.heirs) > 1


def preview_merger(old: Agency, heirs: Sequence[Agency], *, on: date, law: CriteriaSet) -> Moves:
    """The posts, running substitutions and led indicators (of this set) that would move.

    Raises DomainError where the merger cannot be.
    """
    _refuse(old, heirs, on)
    posts = list(posts_to_move(old, on))
    running = Substitution.objects.filter(post__in=posts, valid_to__gte=on)
    led = indicators_of(old, law, day_before(on))
    return Moves(
        old=old,
        heirs=tuple(heirs),
        on=on,
        posts=tuple(posts),
        substitutions=tuple(running.select_related("user", "post").order_by("pk")),
        indicators=tuple(i.number for i in law.indicators if i.number in led),
    )


@transaction.atomic
def merge_agencies(
    old: Agency,
    heirs: Sequence[Agency],
    *,
    on: date,
    document: str,
    posts_to: Mapping[int, Agency] | None = None,
    by: Actor,
    today: date,
) -> list[Post]:
    """On that day the old agency goes into its heirs; gives the posts that go on there.

    The old one's duties are its heirs' from then on; with several, whoever assigns duties decides
    who leads what. posts_to: for a split, the heir of each post by its key; the first heir else.
    """
    if not document.strip():
        raise DomainError(
            "Còn thiếu văn bản sáp nhập, chia tách. Hãy ghi số, ngày và nơi ban hành."
        )
    # Of two who write the same merger at once, the second finds it done.
    Agency.objects.select_for_update().get(pk=old.pk)
    _refuse(old, heirs, on)
    chosen = posts_to or {}
    if any(heir not in heirs for heir in chosen.values()):
        raise DomainError("Chức vụ chỉ chuyển sang cơ quan kế thừa đã chọn. Hãy chọn lại.")
    posts = list(posts_to_move(old, on).select_for_update(of=("self",)))
    _drop_defaults(old, by=by)
    for heir in heirs:
        merge_agency(old, heir, on=on, document=document, by=by, today=today)
    return [_move(post, chosen.get(post.pk, heirs[0]), on, by=by, today=today) for post in posts]


def posts_to_move(agency: Agency, on: date) -> QuerySet[Post]:
    """The agency's posts that last into that day, or begin later."""
    lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
    found = Post.objects.filter(lasting, agency=agency).select_related("user", "unit", "agency")
    return found.order_by("role", "user__full_name", "pk")


def _move(post: Post, heir: Agency, on: date, *, by: Actor, today: date) -> Post:
    """The post goes on at the heir: a new one from that day, or the same where it begins later."""
    unit = heir.unit if post.agency and post.unit_id == post.agency.unit_id else post.unit
    if post.valid_from >= on:
        post.agency, post.unit = heir, unit
        post.save(update_fields=["agency", "unit"])
        return post
    last, running = post.valid_to, _running(post, on)
    end_post(post, last_day=day_before(on), by=by, on=today)
    begun = give_post(
        post.user,
        Role(post.role),
        unit,
        agency=heir,
        valid_from=on,
        valid_to=last,
        is_full_time=post.is_full_time,
        signs_for=post.signs_for,
        by=by,
        on=today,
    )
    Substitution.objects.bulk_create(Substitution(post=begun, **told) for told in running)
    post.substitutions.filter(valid_from__gte=on).delete()
    return begun


def _drop_defaults(old: Agency, *, by: Actor) -> None:
    """What the default table supposed of this agency, without a document, gives way."""
    for supposed in AgencySuccession.objects.filter(predecessor=old, document=""):
        record("agency.unmerge", supposed, by=by, on=str(supposed.on))
        supposed.delete()


def _running(post: Post, on: date) -> list[dict[str, Any]]:
    """What is left of the post's substitutions from that day on."""
    return [
        {
            "user": found.user,
            "valid_from": max(found.valid_from, on),
            "valid_to": found.valid_to,
            "reason": found.reason,
        }
        for found in post.substitutions.filter(valid_to__gte=on).select_related("user")
    ]


def _refuse(old: Agency, heirs: Sequence[Agency], on: date) -> None:
    if not heirs:
        raise DomainError("Chưa chọn cơ quan kế thừa. Hãy chọn ít nhất một cơ quan.")
    if old in heirs:
        raise DomainError("Cơ quan cũ và cơ quan kế thừa phải khác nhau. Hãy chọn lại.")
    known = AgencySuccession.objects.filter(predecessor=old)
    if known.exclude(document="").exists():
        raise DomainError(f"Đã ghi sáp nhập, chia tách của {old}. Hãy tải lại trang để xem.")
    # The default table's day is no more than a guess, and gives way to the document's.
    dated = list(heirs) if known.exists() else [old, *heirs]
    for agency in dated:
        if agency.valid_to is not None and agency.valid_to < on:
            raise DomainError(
                f"{agency} chỉ có đến {show_day(agency.valid_to)}, trước ngày {show_day(on)}. "
                "Hãy chọn cơ quan khác hoặc sửa ngày."
            )
    if old.valid_from and old.valid_from >= on:
        raise DomainError(
            f"{old} mới có từ {show_day(old.valid_from)}. Hãy ghi ngày sáp nhập sau ngày đó."
        )
    for heir in heirs:
        if heir.valid_from and heir.valid_from > on:
            raise DomainError(
                f"{heir} mới có từ {show_day(heir.valid_from)}, sau ngày {show_day(on)}. "
                "Hãy chọn cơ quan khác hoặc sửa ngày."
            )
        if old.pk in became([heir], date.max)[heir.pk]:
            raise DomainError(
                f"{heir} đã sáp nhập vào {old}, nên {old} không thể sáp nhập ngược lại. "
                "Hãy chọn cơ quan khác."
            )
