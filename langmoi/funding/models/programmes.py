"""Programmes whose money is integrated (lồng ghép) into the work of New Rural communes."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from langmoi.places.models import Certainty


class Programme(models.Model):
    """A programme by name, as far as known from a day to a day."""

    name = models.CharField("tên chương trình", max_length=200)
    short = models.CharField("tên ngắn", max_length=60)
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến ngày", null=True)
    document = models.CharField("văn bản", max_length=200, blank=True)
    certainty = models.CharField("độ tin cậy", max_length=20, choices=Certainty)

    class Meta:
        verbose_name = "chương trình lồng ghép"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["short"],
                name="one_programme_per_short_name",
                violation_error_message="Đã có chương trình tên này.",
            ),
            models.CheckConstraint(
                condition=Q(valid_from__isnull=True)
                | Q(valid_to__isnull=True)
                | Q(valid_to__gte=F("valid_from")),
                name="programme_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return self.short
