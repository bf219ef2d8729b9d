"""The decision that recognises a place, its announcement, and rules that the office entered."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit, UnitFact
from langmoi.recognition.models.dossiers import Dossier, Kind
from langmoi.reporting.models.chain import person


class DecisionState(models.TextChoices):
    IN_FORCE = "in_force", "có hiệu lực"
    CORRECTED = "corrected", "đã đính chính bằng bản sau"
    ANNULLED = "annulled", "đã hủy vì ghi sai"


class DecisionQuerySet(models.QuerySet["Decision"]):
    def visible_to(self, user: User, *, on: date) -> DecisionQuerySet:
        return self.filter(unit__in=units_in_scope(user, on=on))


class Decision(models.Model):
    """A decision as signed, with the title that it gives. A wrong one is corrected by another row.

    `title` is the dated fact about the place that this decision wrote.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="decisions", verbose_name="hồ sơ"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    kind = models.CharField("danh hiệu", max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField("năm đạt chuẩn")
    number = models.CharField("số quyết định", max_length=60)
    dated_on = models.DateField("ngày quyết định")
    signer = models.CharField("người ký", max_length=200)
    state = models.CharField(
        "tình trạng", max_length=10, choices=DecisionState, default=DecisionState.IN_FORCE
    )
    corrects = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="corrected_by",
        null=True,
        verbose_name="đính chính cho",
    )
    reason = models.TextField("lý do đính chính", blank=True)
    annulled_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người hủy",
    )
    why_annulled = models.TextField("lý do hủy", blank=True)
    title = models.ForeignKey(
        UnitFact, models.SET_NULL, related_name="+", null=True, verbose_name="danh hiệu đã ghi"
    )
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    objects = DecisionQuerySet.as_manager()

    class Meta:
        verbose_name = "quyết định công nhận"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year"],
                condition=Q(state="in_force"),
                name="one_decision_per_unit_kind_and_year",
                violation_error_message="Đơn vị này đã có quyết định công nhận cho năm đó.",
            )
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number} ngày {self.dated_on:%d/%m/%Y}"


class Announcement(models.Model):
    """When and how the decision was made known; `due_on` blank where no rule is known."""

    decision = models.OneToOneField(
        Decision, models.PROTECT, related_name="announcement", verbose_name="quyết định"
    )
    announced_on = models.DateField("công bố ngày")
    way = models.CharField("nơi và cách công bố", max_length=500)
    due_on = models.DateField("hạn công bố", null=True)
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "công bố quyết định"

    def __str__(self) -> str:
        return f"công bố {self.decision}"


class RuleOverride(models.Model):
    """A value of a rule that the province's office entered, with the document behind it."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="tỉnh")
    regime = models.CharField("quy định", max_length=40)
    kind = models.CharField("danh hiệu", max_length=10, choices=Kind)
    parameter = models.CharField("nội dung", max_length=40)
    value = models.CharField("giá trị", max_length=500)
    valid_from = models.DateField("áp dụng từ")
    document = models.CharField("văn bản", max_length=200)
    by = person("người ghi")
    at = models.DateTimeField("lúc")
    taken_back_at = models.DateTimeField("bỏ lúc", null=True)
    why_taken_back = models.CharField("lý do bỏ", max_length=300, blank=True)

    class Meta:
        verbose_name = "mức do tỉnh quy định khi xét, công nhận"
        ordering = ["regime", "kind", "parameter", "valid_from", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "regime", "kind", "parameter", "valid_from"],
                condition=Q(taken_back_at__isnull=True),
                name="one_override_per_parameter_and_day",
                violation_error_message="Nội dung này đã có mức từ ngày đó.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.parameter}: {self.value}"
