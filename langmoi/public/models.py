"""What people without an account see and say: the page's switch, and comments with answers."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q
from django.utils.timezone import localtime

from langmoi.core.months import show_month
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.public.roles import ANSWERING_ROLES, MODERATING_ROLES

LONGEST_TEXT = 2000


class PublicSwitch(models.Model):
    """From a day on the public page is on, or off; the rows before it stay."""

    is_on = models.BooleanField("bật trang công khai")
    since = models.DateField("từ ngày")
    reason = models.CharField("lý do", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đặt"
    )
    at = models.DateTimeField("đặt lúc")

    class Meta:
        verbose_name = "lần bật, tắt trang công khai"
        ordering = ["-since", "-pk"]

    def __str__(self) -> str:
        return f"{'bật' if self.is_on else 'tắt'} trang công khai từ {self.since:%d/%m/%Y}"


class CommentState(models.TextChoices):
    NEW = "new", "chờ duyệt"
    PUBLISHED = "published", "đã công khai"
    HIDDEN = "hidden", "không công khai"


class CommentQuerySet(models.QuerySet["Comment"]):
    def visible_to(self, user: User, *, on: date) -> CommentQuerySet:
        """Every comment for who moderates there; the published ones for who answers there."""
        moderated = units_in_scope(user, on=on, roles=MODERATING_ROLES)
        answered = units_in_scope(user, on=on, roles=ANSWERING_ROLES)
        published = Q(unit__in=answered, state=CommentState.PUBLISHED)
        return self.filter(Q(unit__in=moderated) | published)

    def new(self) -> CommentQuerySet:
        return self.filter(state=CommentState.NEW)

    def published(self) -> CommentQuerySet:
        return self.filter(state=CommentState.PUBLISHED)

    def unanswered(self) -> CommentQuerySet:
        return self.published().filter(answered_at__isnull=True)


class Comment(models.Model):
    """What someone without an account says of a commune's criterion, and the answer to it.

    Name and contact are never published; only who answers sees them.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="comments", verbose_name="xã")
    month = models.DateField("tháng")
    criteria_set = models.CharField("bộ tiêu chí", max_length=60)
    criterion = models.CharField("tiêu chí", max_length=10)
    text = models.TextField("góp ý")
    name = models.CharField("họ tên người góp ý", max_length=100, blank=True)
    contact = models.CharField("cách liên hệ", max_length=150, blank=True)
    token = models.UUIDField("mã của lần gửi", unique=True)
    sent_at = models.DateTimeField("gửi lúc")
    state = models.CharField(
        "trạng thái", max_length=10, choices=CommentState, default=CommentState.NEW
    )
    moderate_by = models.DateField("hạn duyệt")
    moderated_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người duyệt",
    )
    moderated_at = models.DateTimeField("duyệt lúc", null=True)
    reason = models.TextField("lý do khi duyệt", blank=True)
    due_on = models.DateField("hạn trả lời", null=True)
    answer = models.TextField("trả lời", blank=True)
    answered_as = models.CharField("cơ quan trả lời", max_length=200, blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người trả lời",
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    objects = CommentQuerySet.as_manager()

    class Meta:
        verbose_name = "góp ý của người dân"
        ordering = ["-sent_at", "-pk"]
        indexes = [models.Index(fields=["unit", "state"])]

    def __str__(self) -> str:
        month = show_month(self.month)
        return f"góp ý về tiêu chí {self.criterion} tháng {month} của {self.unit}"

    @property
    def was_answered_late(self) -> bool:
        """Whether the answer came after the last day for it."""
        if self.answered_at is None or self.due_on is None:
            return False
        return localtime(self.answered_at).date() > self.due_on
