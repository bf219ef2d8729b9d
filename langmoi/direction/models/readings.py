"""A document on its way in: what the reader found in it, and what a person makes of that."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from langmoi.direction.models.documents import Directive
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class ReadingState(models.TextChoices):
    OPEN = "open", "đang kiểm tra"
    TAKEN = "taken", "đã lập văn bản"
    DROPPED = "dropped", "đã bỏ"


class ReadingQuerySet(models.QuerySet["Reading"]):
    def visible_to(self, user: User, *, on: date) -> ReadingQuerySet:
        """Those of the places whose documents the user issues; for others there are none."""
        # access imports the tables; the tables cannot import it when they are made.
        from langmoi.direction.access import issued_by

        return self.filter(unit__in=issued_by(user, on=on))


class Reading(models.Model):
    """A text with the passages found in it, corrected until a document is made of it.

    `found` is what the reader said and never changes. `head` and `passages` are the working copy
    (direction/passages.py); the passages cover the body of the text exactly. `version` grows with
    each change, so that nobody writes over another's.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="readings", verbose_name="nơi theo dõi"
    )
    text = models.TextField("toàn văn")
    digest = models.CharField("mã băm SHA-256", max_length=64)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="+", null=True, verbose_name="tệp"
    )
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    found = models.JSONField("kết quả đọc")
    head = models.JSONField("phần đầu văn bản")
    passages = models.JSONField("các đoạn")
    state = models.CharField(
        "trạng thái", max_length=8, choices=ReadingState, default=ReadingState.OPEN
    )
    directive = models.OneToOneField(
        Directive, models.PROTECT, related_name="reading", null=True, verbose_name="văn bản đã lập"
    )
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người nhập")
    made_at = models.DateTimeField("nhập lúc")
    changed_by = person("người sửa")
    changed_at = models.DateTimeField("sửa lúc")

    objects = ReadingQuerySet.as_manager()

    class Meta:
        verbose_name = "bản đọc văn bản"
        ordering = ["-changed_at", "-pk"]
        indexes = [models.Index(fields=["digest"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(state=ReadingState.TAKEN, directive__isnull=False)
                | (~Q(state=ReadingState.TAKEN) & Q(directive__isnull=True)),
                name="reading_taken_with_its_directive",
            ),
            models.UniqueConstraint(
                fields=["unit", "digest"],
                condition=~Q(state=ReadingState.DROPPED),
                name="one_reading_per_unit_and_text",
                violation_error_message="Văn bản này đã được đưa vào đọc.",
            ),
        ]

    def __str__(self) -> str:
        return f"bản đọc “{self.head.get('title') or self.file_name or self.pk}”"
