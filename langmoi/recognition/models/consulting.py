"""What a commune does in public before it sends its dossier: notice, opinions, a meeting."""

from __future__ import annotations

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from langmoi.places.models import Level
from langmoi.recognition.models.dossiers import Dossier
from langmoi.reporting.models.chain import person


class PublicNotice(models.Model):
    """The report posted and broadcast so that residents can speak; one for each round."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="notices", verbose_name="hồ sơ"
    )
    round = models.PositiveSmallIntegerField("lần đánh giá")
    begins_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    ways = models.CharField("nơi và cách công khai", max_length=500)
    broadcasts = models.PositiveSmallIntegerField("số lần phát thanh", default=0)
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "công khai báo cáo kết quả"
        ordering = ["dossier", "round"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "round"], name="one_notice_per_dossier_and_round"
            ),
            models.CheckConstraint(
                condition=Q(ends_on__gte=F("begins_on")), name="notice_ends_after_it_begins"
            ),
        ]

    def __str__(self) -> str:
        return f"công khai {self.dossier}"

    @property
    def days(self) -> int:
        """First and last day counted."""
        return (self.ends_on - self.begins_on).days + 1


class NoticeComment(models.Model):
    """What a resident said of the report, without a name, and the commune's answer."""

    notice = models.ForeignKey(
        PublicNotice, models.PROTECT, related_name="comments", verbose_name="đợt công khai"
    )
    received_on = models.DateField("nhận ngày")
    text = models.TextField("ý kiến")
    answer = models.TextField("trả lời", blank=True)
    answered_on = models.DateField("trả lời ngày", null=True)
    answered_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người trả lời",
    )
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến trong thời gian công khai"
        ordering = ["notice", "received_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(answer="") ^ Q(answered_on__isnull=False), name="answer_has_a_day"
            )
        ]

    def __str__(self) -> str:
        return f"ý kiến ngày {self.received_on:%d/%m/%Y}"


class OrganisationOpinion(models.Model):
    """What an organisation of the place wrote about the report; one word of each in a round."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="opinions", verbose_name="hồ sơ"
    )
    round = models.PositiveSmallIntegerField("lần đánh giá")
    organisation = models.CharField("tổ chức", max_length=200)
    agrees = models.BooleanField("thống nhất")
    text = models.TextField("nội dung ý kiến", blank=True)
    given_on = models.DateField("ngày có ý kiến")
    document = models.CharField("số văn bản", max_length=60, blank=True)
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "ý kiến của tổ chức"
        ordering = ["dossier", "round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "round", "organisation"],
                name="one_opinion_per_organisation_and_round",
                violation_error_message="Tổ chức này đã có ý kiến.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.organisation}: {self.dossier}"


class ApprovalMeeting(models.Model):
    """A meeting of the commune or the district that agrees, or not, to ask for the title."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="meetings", verbose_name="hồ sơ"
    )
    round = models.PositiveSmallIntegerField("lần đánh giá")
    level = models.CharField("cấp họp", max_length=10, choices=Level)
    held_on = models.DateField("ngày họp")
    present = models.PositiveSmallIntegerField("số người dự")
    agreeing = models.PositiveSmallIntegerField("số người tán thành")
    minutes = models.TextField("nội dung biên bản")
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "cuộc họp đề nghị công nhận"
        ordering = ["dossier", "round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "round", "level"], name="one_meeting_per_level_and_round"
            ),
            models.CheckConstraint(
                condition=Q(present__gt=0) & Q(agreeing__lte=F("present")),
                name="those_who_agree_are_present",
            ),
        ]

    def __str__(self) -> str:
        return f"họp {self.get_level_display()} ngày {self.held_on:%d/%m/%Y}"
