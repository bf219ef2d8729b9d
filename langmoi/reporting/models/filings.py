"""Filings and their revisions: what was reported, by whom, and what it came to."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.utils import timezone

from langmoi.core.months import show_month
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models.counts import count_of


class FilingState(models.TextChoices):
    """Where a filing stands in the chain; flow.py says which step leads where."""

    DRAFT = "draft", "đang nhập"
    SUBMITTED = "submitted", "đã gửi, chờ rà soát"
    SENT_BACK = "sent_back", "bị trả lại"
    SIGNED = "signed", "đã rà soát xong"


class FilingQuerySet(models.QuerySet["Filing"]):
    def visible_to(self, user: User, *, on: date) -> FilingQuerySet:
        """Filings of units in the user's scope that day; for this user no others exist."""
        return self.filter(unit__in=units_in_scope(user, on=on))


class Filing(models.Model):
    """One unit's figures for one month and criteria set; what counts is its latest revision.

    `draft` is what is being entered and counts for nothing until it is submitted; `draft_version`
    grows with every save. `official` is the outcome of each criterion once the month is closed.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="filings", verbose_name="đơn vị")
    month = models.DateField("tháng", help_text="Ngày đầu tiên của tháng.")
    criteria_set = models.CharField("bộ tiêu chí", max_length=60)
    latest = models.OneToOneField(
        "Revision", models.PROTECT, related_name="+", null=True, verbose_name="bản mới nhất"
    )
    state = models.CharField(
        "trạng thái", max_length=10, choices=FilingState, default=FilingState.DRAFT
    )
    draft = models.JSONField("số liệu đang nhập", null=True)
    draft_version = models.PositiveIntegerField("lần lưu", default=0)
    notes = models.JSONField("ghi chú theo số liệu", default=dict)
    explanations = models.JSONField("giải trình cảnh báo", default=dict)
    official = models.JSONField("kết quả chính thức", null=True)
    official_met = count_of("met", "official", "số tiêu chí đạt chính thức")
    official_spared = count_of("not_applicable", "official", "số tiêu chí không áp dụng")

    objects = FilingQuerySet.as_manager()

    class Meta:
        verbose_name = "phiếu tháng"
        ordering = ["-month", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "criteria_set"],
                name="one_filing_per_unit_month_and_set",
                violation_error_message="Đơn vị này đã có phiếu cho tháng đã chọn.",
            )
        ]
        indexes = [
            models.Index(
                fields=["month", "unit"],
                include=["criteria_set", "official_met", "official_spared", "latest"],
                name="reporting_filing_counts",
            )
        ]

    def __str__(self) -> str:
        return f"phiếu tháng {show_month(self.month)} của {self.unit}"


class RevisionSource(models.TextChoices):
    WORKBOOK = "workbook", "tệp Excel"
    FORM = "form", "biểu nhập"
    ON_BEHALF = "on_behalf", "nhập thay xã"
    CORRECTION = "correction", "đính chính"
    DEMO = "demo", "số liệu minh họa"


class Revision(models.Model):
    """An immutable copy of a filing's figures with their outcomes and the law they rest on.

    Its hash includes the hash of the revision before it; a trigger refuses any later change.
    """

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="revisions", verbose_name="phiếu tháng"
    )
    number = models.PositiveIntegerField("bản số")
    unit_code = models.CharField("mã đơn vị", max_length=10, help_text="Mã vào tháng đó.")
    figures = models.JSONField("số liệu", default=dict)
    zone = models.CharField("vùng", max_length=40)
    indicators = models.JSONField("kết quả chỉ tiêu", default=dict)
    criteria = models.JSONField("kết quả tiêu chí", default=dict)
    criteria_met = models.PositiveSmallIntegerField("số tiêu chí đạt")
    law_version = models.CharField("bản của bộ tiêu chí", max_length=64)
    source = models.CharField("nguồn nhập", max_length=20, choices=RevisionSource)
    upload = models.ForeignKey(
        "Upload", models.PROTECT, related_name="revisions", null=True, verbose_name="tệp đã nhập"
    )
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    made_at = models.DateTimeField("lúc")
    previous_hash = models.CharField("mã bản trước", max_length=64)
    hash = models.CharField("mã bản", max_length=64)

    class Meta:
        verbose_name = "bản của phiếu tháng"
        ordering = ["filing", "number"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "number"], name="one_revision_per_filing_and_number"
            )
        ]

    def __str__(self) -> str:
        return f"bản {self.number} của {self.filing}"


class UploadState(models.TextChoices):
    CHECKED = "checked", "đã kiểm tra, chờ xác nhận"
    IMPORTED = "imported", "đã ghi"
    DROPPED = "dropped", "đã bỏ"


class Upload(models.Model):
    """A workbook that someone gave, kept as it came, with what became of it."""

    month = models.DateField("tháng")
    file_name = models.CharField("tên tệp", max_length=255)
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    content = models.BinaryField("nội dung")
    state = models.CharField(
        "trạng thái", max_length=10, choices=UploadState, default=UploadState.CHECKED
    )
    seen = models.CharField(
        "số liệu lúc xem", max_length=64, help_text="Mã của số liệu mà người nhập đã xem."
    )
    uploaded_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người tải lên"
    )
    uploaded_at = models.DateTimeField("tải lên lúc", default=timezone.now)

    class Meta:
        verbose_name = "tệp số liệu"
        ordering = ["-uploaded_at"]

    def __str__(self) -> str:
        return f"{self.file_name} (tháng {self.month:%m/%Y})"
