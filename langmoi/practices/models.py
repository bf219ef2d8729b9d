"""The register of good practice: how a place came to meet a criterion, and who took it up (D7)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.people.access import posts_of
from langmoi.people.models import User
from langmoi.places.models import Unit


class PracticeQuerySet(models.QuerySet["GoodPractice"]):
    def visible_to(self, user: User, *, on: date) -> PracticeQuerySet:
        """All of them, for everyone who holds a post: the register is there to be learnt from."""
        return self.all() if posts_of(user, on=on).exists() else self.none()

    def offered(self) -> PracticeQuerySet:
        """Those that nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)


class GoodPractice(models.Model):
    """One way of doing it. It comes from a unit here, or from elsewhere as `origin_text` says.

    `unit` is the province or district whose office keeps the entry; `version` grows with each
    change, so that nobody writes over another's. One that was withdrawn stays readable, with the
    reason, and is offered no more.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="practices_kept", verbose_name="nơi quản lý"
    )
    title = models.CharField("tên cách làm", max_length=200)
    criterion = models.CharField(
        "tiêu chí", max_length=60, help_text="Mã của tiêu chí, chung cho mọi bộ."
    )
    origin = models.ForeignKey(
        Unit, models.PROTECT, related_name="practices", null=True, verbose_name="đơn vị xuất xứ"
    )
    origin_text = models.CharField("xuất xứ ngoài tỉnh", max_length=200, blank=True)
    conditions = models.TextField("điều kiện áp dụng", blank=True)
    cost = models.BigIntegerField("chi phí (đồng)", null=True)
    cost_note = models.CharField("chi phí cho gì", max_length=300, blank=True)
    steps = models.TextField("các bước")
    result = models.TextField("kết quả", blank=True)
    source = models.CharField("nguồn", max_length=300, blank=True)
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    search_key = models.TextField("khóa tìm", default="")
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    made_at = models.DateTimeField("ghi lúc")
    changed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người sửa"
    )
    changed_at = models.DateTimeField("sửa lúc")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người rút",
    )
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawn_why = models.TextField("lý do rút", blank=True)

    objects = PracticeQuerySet.as_manager()

    class Meta:
        verbose_name = "cách làm hay"
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["criterion"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(origin__isnull=True) ^ Q(origin_text=""),
                name="practice_has_one_origin",
                violation_error_message="Hãy ghi một nơi xuất xứ: trong tỉnh hoặc ngoài tỉnh.",
            ),
            models.CheckConstraint(
                condition=Q(cost__isnull=True) | Q(cost__gte=0), name="practice_cost_not_negative"
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")
                ),
                name="practice_withdrawn_with_who_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"cách làm “{self.title}”"


class Adoption(models.Model):
    """A unit that took a practice up, since when, and what came of it."""

    practice = models.ForeignKey(
        GoodPractice, models.PROTECT, related_name="adoptions", verbose_name="cách làm"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="adoptions", verbose_name="đơn vị áp dụng"
    )
    since = models.DateField("từ ngày")
    result = models.TextField("kết quả", blank=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người ghi"
    )
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "áp dụng cách làm hay"
        ordering = ["since", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["practice", "unit"],
                name="one_adoption_per_practice_and_unit",
                violation_error_message="Đơn vị này đã được ghi là áp dụng cách làm này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.unit} áp dụng {self.practice}"
