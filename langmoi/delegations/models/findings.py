"""What a delegation found: values checked on the spot, photos, recommendations."""

from __future__ import annotations

from django.db import models
from django.db.models import Q

from langmoi.delegations.models.delegations import Delegation
from langmoi.delegations.models.visits import Visit
from langmoi.direction.models import DirectiveTask
from langmoi.people.models import Agency
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class CheckResult(models.TextChoices):
    AGREES = "agrees", "khớp"
    DIFFERS = "differs", "khác"
    UNCHECKED = "unchecked", "không kiểm tra được"


class Check(models.Model):
    """One indicator checked on the spot. `values` holds only figures that differ from the report.

    `version` grows with each change, so that two members do not write over each other.
    """

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="checks", verbose_name="chuyến")
    indicator = models.CharField("chỉ tiêu", max_length=10)
    result = models.CharField("kết quả kiểm tra", max_length=10, choices=CheckResult)
    values = models.JSONField("số kiểm tra", default=dict)
    note = models.TextField("nhận xét", blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1)
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "kết quả kiểm tra chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["visit", "indicator"], name="one_check_per_visit_and_indicator"
            ),
            models.CheckConstraint(
                condition=Q(result=CheckResult.DIFFERS) | Q(values={}),
                name="check_values_only_where_it_differs",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.visit}, chỉ tiêu {self.indicator}"


class CheckPhoto(models.Model):
    """A photo taken at an indicator; taken off, its row stays, marked."""

    visit = models.ForeignKey(Visit, models.CASCADE, related_name="photos", verbose_name="chuyến")
    indicator = models.CharField("chỉ tiêu", max_length=10)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+", verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)
    by = person("người chụp")
    at = models.DateTimeField("lúc")
    removed_at = models.DateTimeField("gỡ lúc", null=True)

    class Meta:
        verbose_name = "ảnh kiểm tra"
        ordering = ["visit", "pk"]

    def __str__(self) -> str:
        return f"{self.name} (chỉ tiêu {self.indicator})"


class Recommendation(models.Model):
    """What a delegation asks somebody to do about a finding; given out, it is a task."""

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="recommendations", verbose_name="đoàn"
    )
    visit = models.ForeignKey(
        Visit, models.PROTECT, related_name="recommendations", null=True, verbose_name="chuyến"
    )
    criterion = models.CharField("tiêu chí", max_length=10, blank=True)
    finding = models.TextField("phát hiện", blank=True)
    text = models.TextField("kiến nghị")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", null=True, verbose_name="cơ quan thực hiện"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="địa phương thực hiện"
    )
    due_on = models.DateField("hạn", null=True)
    task = models.OneToOneField(
        DirectiveTask,
        models.PROTECT,
        related_name="recommendation",
        null=True,
        verbose_name="nhiệm vụ",
    )
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "kiến nghị của đoàn"
        ordering = ["delegation", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True) ^ Q(unit__isnull=True),
                name="recommendation_to_one_agency_or_unit",
            )
        ]

    def __str__(self) -> str:
        return f"kiến nghị của {self.delegation}: {self.text[:60]}"

    @property
    def assignee(self) -> Agency | Unit | None:
        return self.agency or self.unit
