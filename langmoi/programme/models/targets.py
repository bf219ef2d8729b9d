"""Targets that a document gives a commune, a district or the province, and what became of them."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from langmoi.direction.models import Directive
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit


class TargetKind(models.TextChoices):
    """What is to be reached; the closed list grows with what figures can tell."""

    RECOGNISED = "recognised", "được công nhận đạt chuẩn NTM"
    CRITERIA = "criteria", "đạt ít nhất số tiêu chí"
    GROUP = "group", "đạt các tiêu chí đã chọn"
    COOPERATIVE = "cooperative", "có hợp tác xã nông nghiệp theo Luật"


class TargetDocumentQuerySet(models.QuerySet["TargetDocument"]):
    def visible_to(self, user: User, *, on: date) -> TargetDocumentQuerySet:
        """Those kept by the units in the user's scope, and those that give these a target."""
        units = units_in_scope(user, on=on)
        giving = Target.objects.filter(unit__in=units).values("document")
        return self.filter(Q(unit__in=units) | Q(pk__in=giving))


class TargetDocument(models.Model):
    """A document that sets targets. `awaits_list`: its list is not known and must be entered.

    Number and date are those of the document, never invented: a plan without them keeps them blank.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="target_documents", verbose_name="nơi giao"
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("nội dung", max_length=500)
    certainty = models.CharField("độ tin cậy", max_length=20, choices=Certainty)
    source = models.CharField("nguồn", max_length=500, blank=True)
    awaits_list = models.BooleanField("chưa có danh sách", default=False)
    note = models.CharField("lưu ý", max_length=500, blank=True)
    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="+", null=True, verbose_name="văn bản chỉ đạo"
    )
    made_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="người nhập"
    )
    made_at = models.DateTimeField("nhập lúc")

    objects = TargetDocumentQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản giao mục tiêu"
        ordering = [models.F("dated_on").desc(nulls_last=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "number", "dated_on", "issuer", "title"],
                name="one_target_document_per_number_day_and_issuer",
                nulls_distinct=False,
                violation_error_message="Văn bản này đã có trong danh sách.",
            )
        ]

    def __str__(self) -> str:
        dated = f" ngày {self.dated_on:%d/%m/%Y}" if self.dated_on else ""
        return f"{self.number or self.title}{dated} của {self.issuer}"


class TargetQuerySet(models.QuerySet["Target"]):
    def visible_to(self, user: User, *, on: date) -> TargetQuerySet:
        """The targets of the units in the user's scope."""
        return self.filter(unit__in=units_in_scope(user, on=on))

    def live(self) -> TargetQuerySet:
        """Those that still hold: neither dropped nor carried over to a later day."""
        return self.filter(ended_on__isnull=True)


class Target(models.Model):
    """What a unit is to have reached by a day. Whether it has is measured, never typed.

    Of a commune it is about itself; of a district or the province about so many of its communes:
    `number` of them, or `number` per cent where `is_share`. `count` is the n of “n criteria”. Some
    documents name no day: then `by` is empty. One that was carried over has a later one that names
    it (`carried_from`); nothing is deleted.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="targets", verbose_name="đơn vị")
    document = models.ForeignKey(
        TargetDocument, models.PROTECT, related_name="targets", verbose_name="văn bản giao"
    )
    kind = models.CharField("loại", max_length=12, choices=TargetKind)
    by = models.DateField("hạn", null=True)
    count = models.PositiveSmallIntegerField("số tiêu chí", null=True)
    criteria = models.JSONField("các tiêu chí", default=list)
    number = models.PositiveSmallIntegerField("số xã hoặc phần trăm", null=True)
    is_share = models.BooleanField("tính theo phần trăm", default=False)
    note = models.CharField("lưu ý", max_length=500, blank=True)
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    ended_on = models.DateField("thôi theo dõi từ ngày", null=True)
    ended_why = models.TextField("lý do", blank=True)
    carried_from = models.OneToOneField(
        "self",
        models.PROTECT,
        related_name="carried_to",
        null=True,
        verbose_name="chuyển từ mục tiêu",
    )
    version = models.PositiveIntegerField("lần sửa", default=1)

    objects = TargetQuerySet.as_manager()

    class Meta:
        verbose_name = "mục tiêu"
        ordering = [models.F("by").asc(nulls_last=True), "unit", "pk"]
        indexes = [models.Index(fields=["by"])]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "document", "kind", "by"],
                condition=Q(ended_on__isnull=True),
                nulls_distinct=False,
                name="one_live_target_per_unit_document_kind_and_day",
                violation_error_message="Mục tiêu này đã có.",
            ),
            models.CheckConstraint(
                condition=Q(ended_on__isnull=True, ended_why="")
                | (Q(ended_on__isnull=False) & ~Q(ended_why="")),
                name="target_ended_with_its_reason",
            ),
            models.CheckConstraint(
                condition=Q(is_share=False) | Q(number__lte=100), name="target_share_within_100"
            ),
        ]

    def __str__(self) -> str:
        until = f" đến {self.by:%d/%m/%Y}" if self.by else ""
        return f"mục tiêu của {self.unit}{until}: {self.get_kind_display()}"

    @property
    def year(self) -> int | None:
        return self.by.year if self.by else None


class TargetEvent(models.Model):
    """One step of a target: set, changed, carried over, dropped; with what it said. Append-only."""

    target = models.ForeignKey(
        Target, models.PROTECT, related_name="events", verbose_name="mục tiêu"
    )
    step = models.CharField("bước", max_length=10)
    said = models.JSONField("nội dung sau bước này", default=dict)
    reason = models.TextField("lý do", blank=True)
    by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="người làm"
    )
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "diễn biến mục tiêu"
        ordering = ["target", "pk"]

    def __str__(self) -> str:
        return f"{self.target}: {self.step}"
