"""Drafts of criteria sets: every version of their files, who wrote each value, who checked it."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from langmoi.reporting.models import EvidenceFile


class DraftState(models.TextChoices):
    OPEN = "open", "đang soạn"
    PUBLISHED = "published", "đã đưa vào dùng"
    DROPPED = "dropped", "đã bỏ"


class SetDraft(models.Model):
    """A criteria set in the making; once published it is in use and never changes."""

    set_id = models.CharField("mã bộ tiêu chí", max_length=80)
    begun_from = models.CharField("soạn từ", max_length=255)
    begun_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lập"
    )
    begun_at = models.DateTimeField("lập lúc")
    state = models.CharField(
        "trạng thái", max_length=10, choices=DraftState, default=DraftState.OPEN
    )
    effective_on = models.DateField("dùng từ ngày", null=True)
    published_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người đưa vào dùng",
    )
    published_at = models.DateTimeField("đưa vào dùng lúc", null=True)

    class Meta:
        verbose_name = "bản thảo bộ tiêu chí"
        ordering = ["-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["set_id"],
                condition=models.Q(state="published"),
                name="one_published_set_per_id",
            )
        ]

    def __str__(self) -> str:
        return f"bản thảo {self.pk} ({self.set_id})"

    @property
    def is_open(self) -> bool:
        return self.state == DraftState.OPEN


class SetDraftSave(models.Model):
    """One version of a draft: all its files as text, by their names in the set's folder."""

    draft = models.ForeignKey(
        SetDraft, models.PROTECT, related_name="saves", verbose_name="bản thảo"
    )
    number = models.PositiveIntegerField("lần lưu")
    texts = models.JSONField("các tệp")
    what = models.CharField("đã sửa gì", max_length=300)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "lần lưu bản thảo"
        ordering = ["-number"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "number"], name="one_save_per_number")
        ]

    def __str__(self) -> str:
        return f"{self.draft}, lần lưu {self.number}"


class DraftValue(models.Model):
    """A threshold of a draft as it stands: who wrote this value, and who compared it.

    A value that the draft took over unchanged from a set in use has no author.
    """

    draft = models.ForeignKey(
        SetDraft, models.PROTECT, related_name="values_kept", verbose_name="bản thảo"
    )
    key = models.CharField("mức", max_length=300)
    digest = models.CharField("mã băm của mức", max_length=64)
    author = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người ghi",
    )
    written_at = models.DateTimeField("ghi lúc")
    checked_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người đối chiếu",
    )
    checked_at = models.DateTimeField("đối chiếu lúc", null=True)

    class Meta:
        verbose_name = "mức trong bản thảo"
        constraints = [
            models.UniqueConstraint(fields=["draft", "key"], name="one_value_per_draft_and_key")
        ]

    def __str__(self) -> str:
        return f"{self.draft}: {self.key}"


class DraftPaper(models.Model):
    """The scan or file of a document that a draft rests on."""

    draft = models.ForeignKey(
        SetDraft, models.PROTECT, related_name="papers", verbose_name="bản thảo"
    )
    document = models.CharField("văn bản", max_length=80)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+", verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    at = models.DateTimeField("gửi lúc")

    class Meta:
        verbose_name = "bản quét văn bản"
        ordering = ["pk"]
        constraints = [
            models.UniqueConstraint(fields=["draft", "document", "file"], name="one_paper_per_file")
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.document})"
