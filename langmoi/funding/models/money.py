"""Money as it was planned, allocated, paid, and the work that was accepted, line by line."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.funding.models.programmes import Programme
from langmoi.funding.models.projects import Project, ProjectPlace
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.reporting.models.chain import person

__all__ = ["MoneyKind", "MoneyLine", "MoneyLineQuerySet", "Programme"]


class MoneyKind(models.TextChoices):
    PLAN = "plan", "kế hoạch"
    ALLOCATION = "allocation", "phân bổ"
    DISBURSEMENT = "disbursement", "giải ngân"
    ACCEPTED = "accepted", "khối lượng nghiệm thu"


class MoneyLineQuerySet(models.QuerySet["MoneyLine"]):
    def visible_to(self, user: User, *, on: date) -> MoneyLineQuerySet:
        """Lines of the units in the user's scope, and of projects that reach into them."""
        return self.in_units(units_in_scope(user, on=on))

    def in_units(self, units: Collection[int]) -> MoneyLineQuerySet:
        placed = ProjectPlace.objects.filter(unit__in=units).values("project")
        return self.filter(Q(unit__in=units) | Q(project__in=placed))

    def standing(self) -> MoneyLineQuerySet:
        """Those that nobody has taken back."""
        return self.filter(taken_back_at__isnull=True)


class MoneyLine(models.Model):
    """One amount of one source. It is never changed or deleted, only taken back with a reason.

    unit: of a project, the project's; else whom the money is for. year: of the capital plan.
    is_carried_over: capital of an earlier year used in this one; it is counted under carry-over
    and not a second time as new capital.
    """

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="money", null=True, verbose_name="công trình"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="money_lines", verbose_name="đơn vị"
    )
    source = models.CharField("nguồn vốn", max_length=12)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        related_name="money_lines",
        null=True,
        verbose_name="chương trình lồng ghép",
    )
    kind = models.CharField("loại", max_length=12, choices=MoneyKind)
    year = models.PositiveSmallIntegerField("năm kế hoạch")
    day = models.DateField("ngày")
    amount = models.BigIntegerField("số tiền", help_text="Đồng.")
    is_carried_over = models.BooleanField("vốn năm trước chuyển sang", default=False)
    document = models.CharField("văn bản, chứng từ", max_length=200, blank=True)
    item = models.CharField("nội dung chi", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, default=Certainty.REPORTED
    )
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")
    taken_back_at = models.DateTimeField("rút lúc", null=True)
    taken_back_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người rút",
    )
    why_taken_back = models.CharField("lý do rút", max_length=300, blank=True)

    objects = MoneyLineQuerySet.as_manager()

    class Meta:
        verbose_name = "dòng vốn"
        ordering = ["day", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(amount__gte=0), name="money_is_never_negative"),
            models.CheckConstraint(
                condition=~Q(kind=MoneyKind.ACCEPTED) | Q(project__isnull=False),
                name="accepted_work_has_a_project",
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True)
                | (Q(taken_back_by__isnull=False) & ~Q(why_taken_back="")),
                name="money_taken_back_with_a_reason",
            ),
        ]
        indexes = [
            models.Index(fields=["project", "kind", "year"]),
            models.Index(fields=["unit", "year"]),
            models.Index(fields=["year", "source", "kind"]),
        ]

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.year}, nguồn {self.source}"
