"""What a department tells everybody about a criterion, beside the criterion."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.difficulties.models.story import DifficultyEvent
from langmoi.people.access import posts_of
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class GuidanceQuerySet(models.QuerySet["Guidance"]):
    def visible_to(self, user: User, *, on: date) -> GuidanceQuerySet:
        """All of it, for everyone who holds a post."""
        return self.all() if posts_of(user, on=on).exists() else self.none()

    def offered(self) -> GuidanceQuerySet:
        """What nobody withdrew."""
        return self.filter(withdrawn_at__isnull=True)

    def in_force(self, on: date) -> GuidanceQuerySet:
        lasting = Q(valid_to__isnull=True) | Q(valid_to__gte=on)
        return self.offered().filter(lasting, valid_from__lte=on)


class Guidance(models.Model):
    """Guidance on a criterion, or one indicator of it, in force from a day to a day.

    Ids are those that all sets share, so it follows the criterion from set to set. It does not
    change: what is no longer right is withdrawn, with the reason, and published anew. `unit` is
    the place of who publishes; without an agency that is the province's coordination office.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="guidance", verbose_name="nơi")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="guidance", null=True, verbose_name="cơ quan hướng dẫn"
    )
    criterion = models.CharField("tiêu chí", max_length=60)
    indicator = models.CharField("chỉ tiêu", max_length=80, blank=True)
    title = models.CharField("tên hướng dẫn", max_length=200)
    text = models.TextField("nội dung")
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="+", null=True, verbose_name="tệp"
    )
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    valid_from = models.DateField("áp dụng từ")
    valid_to = models.DateField("áp dụng đến", null=True)
    from_answer = models.ForeignKey(
        DifficultyEvent,
        models.PROTECT,
        related_name="guidance",
        null=True,
        verbose_name="từ trả lời",
    )
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    made_by = person("người công bố")
    made_at = models.DateTimeField("công bố lúc")
    withdrawn_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người rút",
    )
    withdrawn_at = models.DateTimeField("rút lúc", null=True)
    withdrawn_why = models.TextField("lý do rút", blank=True)

    objects = GuidanceQuerySet.as_manager()

    class Meta:
        verbose_name = "hướng dẫn của ngành"
        ordering = ["-valid_from", "-pk"]
        indexes = [models.Index(fields=["criterion"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=models.F("valid_from")),
                name="guidance_period_is_whole",
            ),
            models.UniqueConstraint(
                fields=["from_answer"],
                condition=Q(withdrawn_at__isnull=True, from_answer__isnull=False),
                name="one_guidance_offered_per_answer",
            ),
            models.CheckConstraint(
                condition=Q(withdrawn_at__isnull=True, withdrawn_by__isnull=True, withdrawn_why="")
                | (
                    Q(withdrawn_at__isnull=False, withdrawn_by__isnull=False) & ~Q(withdrawn_why="")
                ),
                name="guidance_withdrawn_with_who_when_and_why",
            ),
        ]

    def __str__(self) -> str:
        return f"hướng dẫn “{self.title}”"
