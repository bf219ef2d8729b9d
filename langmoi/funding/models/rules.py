"""What the province has decided on counterpart and integration, and drafts of a ratio."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from langmoi.funding.models.programmes import Programme
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models.chain import person

# How sure a rule is: the words of langmoi.law.model.Status, without those for unknown values.
STATUSES = [
    ("checked", "đã đối chiếu văn bản"),
    ("reported", "theo nguồn đã công bố"),
    ("recalled", "chưa kiểm chứng"),
    ("placeholder", "mức tạm, chờ văn bản"),
]


class RuleQuerySet(models.QuerySet["CounterpartRule"]):
    def standing(self) -> RuleQuerySet:
        """Those that nobody has taken back."""
        return self.filter(taken_back_at__isnull=True)


class FundingRule(models.Model):
    """What both kinds of rule have: days, document, how sure it is. Taken back, never deleted."""

    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến hết ngày", null=True)
    document = models.CharField("văn bản", max_length=300)
    status = models.CharField("độ tin cậy", max_length=12, choices=STATUSES)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")
    version = models.PositiveIntegerField("lần sửa", default=1)
    taken_back_at = models.DateTimeField("rút lúc", null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người rút",
    )
    why_taken_back = models.CharField("lý do rút", max_length=300, blank=True)

    class Meta:
        abstract = True

    def holds_on(self, day: date) -> bool:
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


class CounterpartRule(FundingRule):
    """So much local money for each đồng of the centre's, for a source, group and content."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="tỉnh")
    source = models.CharField("nguồn trung ương", max_length=12)
    group = models.CharField("nhóm xã", max_length=60, blank=True)
    content = models.CharField("nội dung đầu tư", max_length=30, blank=True)
    ratio = models.DecimalField("tỷ lệ địa phương/trung ương", max_digits=9, decimal_places=4)

    objects = RuleQuerySet.as_manager()

    class Meta:
        verbose_name = "mức vốn đối ứng"
        ordering = ["-valid_from", "source", "group", "content"]
        constraints = [
            models.CheckConstraint(condition=Q(ratio__gte=0), name="ratio_is_never_negative"),
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="ratio_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"mức đối ứng {self.ratio.normalize():f} từ {self.valid_from:%d/%m/%Y}"


class IntegrationRule(FundingRule):
    """What a source, or one programme of it, may pay for, and its turn; contents empty: all."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="tỉnh")
    source = models.CharField("nguồn vốn", max_length=12)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        related_name="integration_rules",
        null=True,
        verbose_name="chương trình lồng ghép",
    )
    contents = models.JSONField("nội dung được chi", default=list)
    priority = models.PositiveSmallIntegerField("thứ tự ưu tiên")

    objects = models.Manager()

    class Meta:
        verbose_name = "quy tắc lồng ghép"
        ordering = ["priority", "source"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="integration_ends_after_it_begins",
            ),
            models.CheckConstraint(condition=Q(priority__gte=1), name="priority_begins_at_one"),
        ]

    def __str__(self) -> str:
        return f"quy tắc lồng ghép nguồn {self.source} từ {self.valid_from:%d/%m/%Y}"


class CounterpartDraft(models.Model):
    """Ratios that were tried on the plan of a year, kept under a name. It is never in force."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    name = models.CharField("tên phương án", max_length=150)
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    rates = models.JSONField("các mức thử", default=list)
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="counterpart_drafts", verbose_name="người lập"
    )
    made_at = models.DateTimeField("lập lúc")
    dropped_at = models.DateTimeField("bỏ lúc", null=True)

    class Meta:
        verbose_name = "phương án thử tỷ lệ đối ứng"
        ordering = ["-made_at"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                condition=Q(dropped_at__isnull=True),
                name="one_draft_per_name",
                violation_error_message="Đã có phương án tên này.",
            )
        ]

    def __str__(self) -> str:
        return f"phương án thử “{self.name}”"
