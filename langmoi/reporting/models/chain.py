"""What happens to a filing on its way: events, reviews, opinions, solutions, corrections."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.models.filings import Filing, Revision


def person(label: str) -> models.ForeignKey[User, User]:
    """The person of a step; people are never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label
    )


class FilingEvent(models.Model):
    """One step of a filing, as it was taken. Append-only: the story of the month."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="events", verbose_name="phiếu tháng"
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="events", null=True, verbose_name="bản"
    )
    step = models.CharField("việc", max_length=30)
    by = person("người làm")
    capacity = models.CharField("tư cách", max_length=200, help_text="Chức vụ, KT. hay thay ai.")
    note = models.TextField("lý do, ghi chú", blank=True)
    detail = models.JSONField("chi tiết", default=dict)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "việc của phiếu tháng"
        ordering = ["filing", "pk"]

    def __str__(self) -> str:
        return f"{self.filing}: {self.step}"


class CriterionReview(models.Model):
    """The district's word on one criterion of one revision."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="reviews", verbose_name="bản"
    )
    criterion = models.CharField("tiêu chí", max_length=10)
    agrees = models.BooleanField("đồng ý")
    reason = models.TextField("lý do", blank=True)
    by = person("người rà soát")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kết quả rà soát"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "criterion"], name="one_review_per_revision_and_criterion"
            )
        ]

    def __str__(self) -> str:
        return f"{self.revision}, tiêu chí {self.criterion}"


class SendBack(models.Model):
    """An indicator that was sent back, with what must be mended and by when."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="sent_back", verbose_name="phiếu tháng"
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="sent_back", verbose_name="bản bị trả lại"
    )
    indicator = models.CharField("chỉ tiêu", max_length=10)
    reason = models.TextField("lý do")
    due_on = models.DateField("hạn sửa")
    by = person("người trả lại")
    at = models.DateTimeField("lúc")
    answered_by = models.ForeignKey(
        Revision, models.PROTECT, related_name="answers", null=True, verbose_name="bản đã sửa"
    )

    class Meta:
        verbose_name = "chỉ tiêu bị trả lại"

    def __str__(self) -> str:
        return f"{self.filing}, chỉ tiêu {self.indicator}"


class Solution(models.Model):
    """What will be done about an unmet criterion: by whom and until when (directive, D2 and D14).

    A district's solution is about one commune; a department's (with an agency) about its criterion
    in one commune or, without a unit, everywhere.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="solutions", null=True, verbose_name="xã"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="solutions", null=True, verbose_name="ngành"
    )
    month = models.DateField("đặt ra từ tháng")
    criterion = models.CharField("tiêu chí", max_length=10)
    text = models.TextField("giải pháp")
    responsible = models.CharField("người chịu trách nhiệm", max_length=200)
    due_on = models.DateField("hạn")
    ended_on = models.DateField("kết thúc ngày", null=True)
    by = person("người đặt ra")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "giải pháp"

    def __str__(self) -> str:
        return f"giải pháp tiêu chí {self.criterion}, {self.unit or self.agency}"


class Opinion(models.Model):
    """A department's word on one indicator of one revision; silence is no agreement."""

    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="opinions", verbose_name="bản"
    )
    indicator = models.CharField("chỉ tiêu", max_length=10)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="opinions", verbose_name="ngành"
    )
    agrees = models.BooleanField("đồng ý")
    reason = models.TextField("lý do", blank=True)
    by = person("người cho ý kiến")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến của ngành"
        constraints = [
            models.UniqueConstraint(
                fields=["revision", "indicator", "agency"],
                name="one_opinion_per_revision_indicator_and_agency",
            )
        ]

    def __str__(self) -> str:
        return f"{self.agency}: {self.revision}, chỉ tiêu {self.indicator}"


class CorrectionState(models.TextChoices):
    ASKED = "asked", "chờ duyệt"
    APPROVED = "approved", "đã duyệt"
    REFUSED = "refused", "không duyệt"


class Correction(models.Model):
    """A change of a closed month: what, why, who asked and who decided; both stay readable."""

    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="corrections", verbose_name="phiếu tháng"
    )
    figures = models.JSONField("số liệu đề nghị")
    notes = models.JSONField("ghi chú theo số liệu", default=dict)
    reason = models.TextField("lý do")
    state = models.CharField(
        "trạng thái", max_length=10, choices=CorrectionState, default=CorrectionState.ASKED
    )
    asked_by = person("người đề nghị")
    asked_at = models.DateTimeField("đề nghị lúc")
    decided_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người duyệt",
    )
    decided_at = models.DateTimeField("duyệt lúc", null=True)
    decision_note = models.TextField("ý kiến khi duyệt", blank=True)
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", null=True, verbose_name="bản đính chính"
    )

    class Meta:
        verbose_name = "đính chính"

    def __str__(self) -> str:
        return f"đính chính {self.filing}"
