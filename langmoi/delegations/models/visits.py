"""The itinerary: one visit of a delegation to one commune."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.delegations.models.delegations import PUBLISHED, Delegation
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models import Revision


class VisitQuerySet(models.QuerySet["Visit"]):
    def visible_to(self, user: User, *, on: date) -> VisitQuerySet:
        """All visits of the delegations that are the user's; else, once concluded, those to the
        units that they see."""
        return self.filter(
            Q(delegation__in=Delegation.objects.worked_on_by(user, on=on).values("pk"))
            | Q(unit__in=units_in_scope(user, on=on), delegation__state__in=PUBLISHED)
        )


class Visit(models.Model):
    """One commune on the itinerary, and what came of being there.

    `revision` is exactly what the commune had reported: the last closed month when the delegation
    set out. `reasons` are why the commune was chosen, as the sample said them that day.
    """

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="visits", verbose_name="đoàn"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="visits", verbose_name="xã")
    visits_on = models.DateField("ngày")
    starts_at = models.TimeField("giờ", null=True)
    plan = models.CharField("nội dung, địa điểm", max_length=500, blank=True)
    reasons = models.JSONField("lý do chọn", default=list)
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", null=True, verbose_name="số liệu đối chiếu"
    )
    summary = models.TextField("kết quả làm việc", blank=True)
    commune_word = models.TextField("ý kiến của xã", blank=True)
    finished_at = models.DateTimeField("kiểm tra xong lúc", null=True)
    finished_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người ghi xong",
    )
    version = models.PositiveIntegerField("lần sửa", default=1)

    objects = VisitQuerySet.as_manager()

    class Meta:
        verbose_name = "chuyến kiểm tra"
        ordering = ["delegation", "visits_on", "starts_at", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "unit"], name="one_visit_per_delegation_and_unit"
            ),
            models.CheckConstraint(
                condition=Q(finished_at__isnull=True, finished_by__isnull=True)
                | Q(finished_at__isnull=False, finished_by__isnull=False),
                name="visit_finished_with_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.delegation}: {self.unit}"
