"""What is entered before a filing is submitted: saves, village sheets, departments' figures."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from langmoi.people.models import Agency
from langmoi.places.models import Unit
from langmoi.reporting.models.filings import Filing


class DraftSave(models.Model):
    """One accepted save of a draft, exactly once. Append-only: nothing that was saved is lost."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="saves", verbose_name="phiếu tháng"
    )
    version = models.PositiveIntegerField("lần lưu")
    changes = models.JSONField("thay đổi", help_text="{số liệu: [cũ, mới]}")
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người lưu"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "lần lưu"
        ordering = ["filing", "version"]
        constraints = [
            models.UniqueConstraint(
                fields=["filing", "version"], name="one_save_per_filing_and_version"
            )
        ]

    def __str__(self) -> str:
        return f"lần lưu {self.version} của {self.filing}"


class VillageSheet(models.Model):
    """A village's own figures of a month; they add up to indicators of its commune."""

    village = models.ForeignKey(
        Unit, models.PROTECT, related_name="village_sheets", verbose_name="thôn"
    )
    month = models.DateField("tháng")
    figures = models.JSONField("số liệu", default=dict)
    version = models.PositiveIntegerField("lần lưu", default=0)
    typed_by_commune = models.BooleanField("xã nhập thay", default=False)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phiếu thôn"
        constraints = [
            models.UniqueConstraint(
                fields=["village", "month"], name="one_sheet_per_village_and_month"
            )
        ]

    def __str__(self) -> str:
        return f"phiếu tháng {self.month:%m/%Y} của {self.village}"


class ExpectedValue(models.Model):
    """What a department, or a register, holds for a unit's figure; shown beside the commune's."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="expected_values", verbose_name="đơn vị"
    )
    month = models.DateField("tháng")
    figure = models.CharField("số liệu", max_length=80)
    value = models.JSONField("giá trị")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="expected_values", verbose_name="ngành"
    )
    source = models.CharField("nguồn", max_length=200)
    by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người nhập"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "số liệu của ngành"
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "month", "figure", "agency"],
                name="one_expected_value_per_unit_month_figure_and_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.figure} của {self.unit}"
