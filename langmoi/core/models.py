"""The installation itself, and the audit chain that every change leaves a line in."""

from __future__ import annotations

from django.db import models


class InstallationKind(models.TextChoices):
    DEMO = "demo", "tỉnh mẫu"
    REAL = "real", "tỉnh thật"


class Installation(models.Model):
    """The one row that says whose database this is; without it the database is empty."""

    kind = models.CharField("loại", max_length=10, choices=InstallationKind)
    province_code = models.CharField("mã tỉnh", max_length=10)
    created_at = models.DateTimeField("lập lúc", auto_now_add=True)

    class Meta:
        verbose_name = "bản cài đặt"
        constraints = [
            models.CheckConstraint(condition=models.Q(pk=1), name="one_installation"),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.province_code}"

    @property
    def is_demo(self) -> bool:
        return self.kind == InstallationKind.DEMO


class AuditEntry(models.Model):
    """One change by one person. Rows are chained by hash; a trigger refuses any later change."""

    at = models.DateTimeField("lúc")
    actor = models.CharField("người thực hiện", max_length=150)
    action = models.CharField("việc", max_length=60)
    subject = models.CharField("đối tượng", max_length=200)
    detail = models.JSONField("chi tiết", default=dict)
    previous_hash = models.CharField("mã dòng trước", max_length=64)
    hash = models.CharField("mã dòng", max_length=64, unique=True)

    class Meta:
        verbose_name = "dòng nhật ký"
        ordering = ["pk"]

    def __str__(self) -> str:
        return f"{self.at:%d/%m/%Y %H:%M} {self.actor}: {self.action} {self.subject}"
