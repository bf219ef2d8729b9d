"""Verdicts on a dossier: the district's, the departments', the council's; never merged."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from langmoi.people.models import Agency
from langmoi.recognition.models.dossiers import Dossier
from langmoi.reporting.models.chain import person


class VerdictSide(models.TextChoices):
    DISTRICT = "district", "huyện thẩm tra"
    AGENCY = "agency", "sở, ngành xác nhận"


class Verdict(models.Model):
    """One side's word on one criterion of one round; the commune's is the self-assessment."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="verdicts", verbose_name="hồ sơ"
    )
    round = models.PositiveSmallIntegerField("lần đánh giá")
    side = models.CharField("bên", max_length=10, choices=VerdictSide)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", null=True, verbose_name="cơ quan"
    )
    criterion = models.CharField("tiêu chí", max_length=10)
    is_met = models.BooleanField("đạt")
    reason = models.TextField("lý do, ghi chú", blank=True)
    by = person("người kết luận")
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "kết luận về tiêu chí"
        ordering = ["dossier", "round", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "round", "side", "criterion", "agency"],
                nulls_distinct=False,
                name="one_verdict_per_side_criterion_and_round",
            ),
            models.CheckConstraint(
                condition=Q(side="agency") ^ Q(agency__isnull=True), name="agency_has_its_name"
            ),
            models.CheckConstraint(
                condition=Q(is_met=True) | ~Q(reason=""), name="not_met_has_a_reason"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.get_side_display()}: tiêu chí {self.criterion}, {self.dossier}"


class Verification(models.Model):
    """The minutes of the district's verification of one round, or of the province's appraisal."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="verifications", verbose_name="hồ sơ"
    )
    round = models.PositiveSmallIntegerField("lần đánh giá")
    is_appraisal = models.BooleanField("là thẩm định của tỉnh", default=False)
    held_on = models.DateField("ngày")
    members = models.TextField("thành phần")
    minutes = models.TextField("nội dung, kết luận")
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "biên bản thẩm tra, thẩm định"
        ordering = ["dossier", "round", "is_appraisal"]
        constraints = [
            models.UniqueConstraint(
                fields=["dossier", "round", "is_appraisal"], name="one_minutes_per_round_and_step"
            )
        ]

    def __str__(self) -> str:
        name = "thẩm định" if self.is_appraisal else "thẩm tra"
        return f"biên bản {name} {self.dossier}"


class Council(models.Model):
    """A session of the appraisal council on one dossier. Of a secret vote only counts are kept.

    `needed_share` is the share in percent that the rule of the day asked of those present;
    blank where none was known.
    """

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="councils", verbose_name="hồ sơ"
    )
    round = models.PositiveSmallIntegerField("lần đánh giá")
    held_on = models.DateField("ngày họp")
    is_secret = models.BooleanField("bỏ phiếu kín")
    member_count = models.PositiveSmallIntegerField("số thành viên Hội đồng")
    present = models.PositiveSmallIntegerField("số thành viên có mặt")
    votes_for = models.PositiveSmallIntegerField("phiếu tán thành")
    votes_against = models.PositiveSmallIntegerField("phiếu không tán thành")
    votes_blank = models.PositiveSmallIntegerField("phiếu trắng, không hợp lệ")
    needed_share = models.DecimalField(
        "tỷ lệ cần đạt (%)", max_digits=7, decimal_places=4, null=True
    )
    is_passed = models.BooleanField("thông qua")
    minutes = models.TextField("nội dung biên bản")
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "phiên họp Hội đồng thẩm định"
        ordering = ["dossier", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(present__gt=0) & Q(present__lte=F("member_count")),
                name="present_are_members_of_the_council",
            ),
            models.CheckConstraint(
                condition=Q(present__gte=F("votes_for") + F("votes_against") + F("votes_blank")),
                name="no_more_ballots_than_present",
            ),
        ]

    def __str__(self) -> str:
        return f"Hội đồng ngày {self.held_on:%d/%m/%Y}: {self.dossier}"

    @property
    def ballots(self) -> int:
        return self.votes_for + self.votes_against + self.votes_blank


class Ballot(models.TextChoices):
    FOR = "for", "tán thành"
    AGAINST = "against", "không tán thành"
    BLANK = "blank", "trắng, không hợp lệ"
    NONE = "", "không ghi"


class CouncilMember(models.Model):
    """A member of the council at that session; the vote only where it was open."""

    council = models.ForeignKey(
        Council, models.PROTECT, related_name="members", verbose_name="phiên họp"
    )
    name = models.CharField("họ tên hoặc chức danh", max_length=200)
    is_present = models.BooleanField("có mặt", default=True)
    ballot = models.CharField("phiếu", max_length=8, choices=Ballot, blank=True)

    class Meta:
        verbose_name = "thành viên Hội đồng thẩm định"
        ordering = ["council", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "name"], name="one_row_per_council_and_member"
            )
        ]

    def __str__(self) -> str:
        return self.name
