"""Months of the programme, their deadlines, and who was given more time."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from langmoi.core.months import show_month
from langmoi.places.models import Unit


class MonthState(models.TextChoices):
    OPEN = "open", "đang tổng hợp"
    CLOSED = "closed", "đã chốt số liệu"


class ReportingMonth(models.Model):
    """A month of the programme; once closed its figures no longer move."""

    month = models.DateField("tháng", unique=True, help_text="Ngày đầu tiên của tháng.")
    state = models.CharField(
        "trạng thái", max_length=10, choices=MonthState, default=MonthState.OPEN
    )
    due_on = models.DateField("hạn nộp phiếu", null=True)
    closed_at = models.DateTimeField("chốt lúc", null=True)
    closed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người chốt",
    )

    class Meta:
        verbose_name = "kỳ tháng"
        ordering = ["month"]

    def __str__(self) -> str:
        return f"tháng {show_month(self.month)}"

    @property
    def is_closed(self) -> bool:
        return self.state == MonthState.CLOSED


class StepKind(models.TextChoices):
    """The steps of the chain that have a deadline; which there are is data (chains.yaml)."""

    SUBMIT = "submit", "xã gửi phiếu"
    REVIEW = "review", "huyện rà soát"
    SIGN = "sign", "lãnh đạo huyện ký"
    OPINION = "opinion", "ngành cho ý kiến"
    CLOSE = "close", "chốt số liệu"


class Deadline(models.Model):
    """By when a step of a month is due: for all, or for one unit with a reason."""

    month = models.ForeignKey(
        ReportingMonth, models.PROTECT, related_name="deadlines", verbose_name="kỳ tháng"
    )
    step = models.CharField("việc", max_length=10, choices=StepKind)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="riêng cho đơn vị"
    )
    due_on = models.DateField("hạn")
    reason = models.CharField("lý do", max_length=300, blank=True)
    made_by = models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name="người đặt"
    )

    class Meta:
        verbose_name = "hạn của kỳ tháng"
        constraints = [
            models.UniqueConstraint(
                fields=["month", "step", "unit"],
                name="one_deadline_per_month_step_and_unit",
                nulls_distinct=False,
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_step_display()}, {self.month}: {self.due_on:%d/%m/%Y}"
