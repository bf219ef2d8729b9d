"""A title that was revoked, and what became of titles when units merged."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit, UnitFact
from langmoi.reporting.models.chain import person


class LossQuerySet(models.QuerySet["TitleLoss"]):
    def visible_to(self, user: User, *, on: date) -> LossQuerySet:
        return self.filter(unit__in=units_in_scope(user, on=on))


class TitleLoss(models.Model):
    """The decision that revoked a title, as signed; entered wrong, it is taken back and kept."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    title = models.ForeignKey(
        UnitFact, models.SET_NULL, related_name="+", null=True, verbose_name="danh hiệu"
    )
    number = models.CharField("số quyết định", max_length=60)
    dated_on = models.DateField("ngày quyết định")
    signer = models.CharField("người ký", max_length=200)
    reason = models.TextField("lý do thu hồi")
    taken_back_at = models.DateTimeField("hủy vì ghi sai lúc", null=True)
    why_taken_back = models.TextField("lý do hủy", blank=True)
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    objects = LossQuerySet.as_manager()

    class Meta:
        verbose_name = "thu hồi danh hiệu"
        ordering = ["-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["title"],
                condition=Q(taken_back_at__isnull=True),
                name="one_loss_per_title",
                violation_error_message="Danh hiệu này đã bị thu hồi.",
            )
        ]

    def __str__(self) -> str:
        return f"Quyết định {self.number} ngày {self.dated_on:%d/%m/%Y}"


class HeirChoice(models.TextChoices):
    INHERIT = "inherit", "kế thừa danh hiệu"
    REACKNOWLEDGE = "reacknowledge", "công nhận lại cho đơn vị mới"
    ASSESS = "assess", "đánh giá lại từ đầu"


class TitleSuccession(models.Model):
    """What was decided for a successor of a unit that bore a title."""

    successor = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị mới")
    predecessor = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="đơn vị cũ"
    )
    choice = models.CharField("quyết định", max_length=14, choices=HeirChoice)
    number = models.CharField("số văn bản", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    note = models.TextField("ghi chú", blank=True)
    title = models.ForeignKey(
        UnitFact, models.SET_NULL, related_name="+", null=True, verbose_name="danh hiệu đã ghi"
    )
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "danh hiệu sau sáp nhập"
        ordering = ["successor", "predecessor"]
        constraints = [
            models.UniqueConstraint(
                fields=["successor", "predecessor"],
                name="one_choice_per_successor_and_predecessor",
                violation_error_message="Đã ghi quyết định cho đơn vị mới này.",
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}: {self.get_choice_display()}"
