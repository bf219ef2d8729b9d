"""Nobody can be left without someone who manages the province's people."""

from __future__ import annotations

from datetime import date, timedelta

from django.db.models import QuerySet

from langmoi.core.errors import DomainError
from langmoi.people.access import managing_posts
from langmoi.people.models import Post
from langmoi.people.roles import MANAGING_ROLES


def refuse_end_of_last_administrator(ending: QuerySet[Post], *, last_day: date) -> None:
    """Raise DomainError where no active person would manage the province after that day.

    Only in a transaction. The lock makes two people who end each other's posts queue up.
    """
    locked = Post.objects.select_for_update().filter(role__in=MANAGING_ROLES).order_by("pk")
    keys = {post.pk for post in locked}
    if not keys & set(ending.values_list("pk", flat=True)):
        return
    following = managing_posts(last_day + timedelta(days=1))
    still = following.filter(valid_to__isnull=True, user__is_active=True)
    ends_one = managing_posts(last_day).filter(pk__in=ending.values("pk")).exists()
    if ends_one and not still.exclude(pk__in=ending.values("pk")).exists():
        raise DomainError(
            "Đây là người cuối cùng quản lý người dùng của tỉnh. Hãy giao chức vụ quản trị (hoặc "
            "Văn phòng Điều phối NTM tỉnh) cho người khác trước, không ghi ngày kết thúc."
        )
