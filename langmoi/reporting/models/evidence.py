"""Evidence: real files, kept by their hash, attached to indicators of a filing."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from langmoi.reporting.models.filings import Filing


class EvidenceFile(models.Model):
    """A file as it came, stored once under its hash outside the web root."""

    sha256 = models.CharField("mã băm SHA-256", max_length=64, unique=True)
    kind = models.CharField("loại nội dung", max_length=100)
    size = models.PositiveBigIntegerField("cỡ (byte)")
    has_thumbnail = models.BooleanField("có ảnh thu nhỏ", default=False)

    class Meta:
        verbose_name = "tệp minh chứng"

    def __str__(self) -> str:
        return self.sha256[:12]


class Evidence(models.Model):
    """A file that proves an indicator of a filing; removing it leaves the row, marked."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="evidence", verbose_name="phiếu tháng"
    )
    indicator = models.CharField("chỉ tiêu", max_length=10)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="uses", verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)
    paper = models.CharField(
        "giấy tờ bắt buộc",
        max_length=60,
        blank=True,
        help_text="Mã trong bộ tiêu chí; trống là khác.",
    )
    expires_on = models.DateField("hết hiệu lực", null=True)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người gửi"
    )
    at = models.DateTimeField("lúc")
    removed_at = models.DateTimeField("gỡ lúc", null=True)

    class Meta:
        verbose_name = "minh chứng"

    def __str__(self) -> str:
        return f"{self.name} (chỉ tiêu {self.indicator})"
