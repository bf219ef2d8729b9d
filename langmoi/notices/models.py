"""Questions on figures with their dated answers, and the log of mails, so that none goes twice."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models

from langmoi.core.months import show_month
from langmoi.people.access import units_in_scope
from langmoi.people.models import Post, User
from langmoi.places.models import Unit


class QuestionQuerySet(models.QuerySet["Question"]):
    def visible_to(self, user: User, *, on: date) -> QuestionQuerySet:
        """The questions on units in the user's scope; a department's reaches as far as it asked."""
        return self.filter(unit__in=units_in_scope(user, on=on))

    def open(self) -> QuestionQuerySet:
        return self.filter(answered_at__isnull=True)


class Question(models.Model):
    """What someone asks about a unit's figure of a month, and the answer that came back.

    It is asked of a post: whoever holds the post when it is read answers.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="questions", verbose_name="đơn vị")
    month = models.DateField("tháng")
    figure = models.CharField("số liệu", max_length=80, blank=True)
    indicator = models.CharField("chỉ tiêu", max_length=10)
    text = models.TextField("câu hỏi")
    due_on = models.DateField("hạn trả lời")
    asked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người hỏi"
    )
    capacity = models.CharField("tư cách người hỏi", max_length=200)
    asked_at = models.DateTimeField("hỏi lúc")
    post = models.ForeignKey(
        Post, models.PROTECT, related_name="questions", verbose_name="chức vụ được hỏi"
    )
    answer = models.TextField("trả lời", blank=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người trả lời",
    )
    answered_at = models.DateTimeField("trả lời lúc", null=True)

    objects = QuestionQuerySet.as_manager()

    class Meta:
        verbose_name = "câu hỏi về số liệu"
        ordering = ["-asked_at", "-pk"]

    def __str__(self) -> str:
        return (
            f"câu hỏi về chỉ tiêu {self.indicator} tháng {show_month(self.month)} của {self.unit}"
        )


class MailKind(models.TextChoices):
    DIGEST = "digest", "bản tin ngày"
    BEFORE = "before", "nhắc trước hạn"
    AFTER = "after", "nhắc quá hạn"


class SentMail(models.Model):
    """One mail that has gone out; its key says about what, so that it never goes twice."""

    user = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="mails", verbose_name="người nhận"
    )
    kind = models.CharField("loại thư", max_length=10, choices=MailKind)
    key = models.CharField("nội dung nhắc", max_length=200)
    address = models.EmailField("địa chỉ")
    subject = models.CharField("tiêu đề", max_length=200)
    at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "thư đã gửi"
        constraints = [
            models.UniqueConstraint(fields=["user", "key"], name="one_mail_per_user_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} gửi {self.user}: {self.key}"


class CalendarFeed(models.Model):
    """The secret address of a person's calendar, as a hash: the address itself is not kept."""

    user = models.OneToOneField(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="calendar_feed",
        verbose_name="người dùng",
    )
    token_hash = models.CharField("băm của địa chỉ", max_length=64, unique=True)
    made_at = models.DateTimeField("tạo lúc")

    class Meta:
        verbose_name = "địa chỉ lịch"

    def __str__(self) -> str:
        return f"địa chỉ lịch của {self.user}"
