"""Councils that score OCOP products, and the sheets of their members."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Level, Unit
from langmoi.reporting.models.chain import person


class Councils(models.QuerySet["OcopCouncil"]):
    def visible_to(self, user: User, *, on: date) -> Councils:
        """Councils of the units in the user's scope; for this user no others exist."""
        return self.filter(unit__in=units_in_scope(user, on=on))


class OcopCouncil(models.Model):
    """A council of a district or the province on the day on which it scores.

    `members` are names in their order, "" where only the number is known: a sheet is told by its
    number, so two members may have one name. `version` grows with each change.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="ocop_councils", verbose_name="đơn vị"
    )
    level = models.CharField(
        "cấp", max_length=10, choices=[(Level.DISTRICT, "huyện"), (Level.PROVINCE, "tỉnh")]
    )
    held_on = models.DateField("ngày họp chấm")
    document = models.CharField("quyết định thành lập", max_length=200, blank=True)
    members = models.JSONField("thành viên", default=list)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, blank=True, default=""
    )
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")

    objects = Councils.as_manager()

    class Meta:
        verbose_name = "hội đồng đánh giá OCOP"
        ordering = ["-held_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "held_on"], name="one_ocop_council_per_unit_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"Hội đồng đánh giá OCOP {self.unit}, {self.held_on:%d/%m/%Y}"


class OcopScoring(models.Model):
    """One product before a council: the set it is scored by, and the star the council concludes.

    The star that follows from the sheets is computed and never stored. `version` grows with each
    change of the sheets or the conclusion.
    """

    council = models.ForeignKey(
        OcopCouncil, models.PROTECT, related_name="scorings", verbose_name="hội đồng"
    )
    product = models.ForeignKey(
        "registers.Entry", models.PROTECT, related_name="scorings", verbose_name="sản phẩm"
    )
    score_set = models.CharField("bộ tiêu chí", max_length=20)
    concluded_stars = models.PositiveSmallIntegerField("hạng sao hội đồng kết luận", null=True)
    note = models.CharField("ghi chú", max_length=500, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1)
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "lượt chấm sản phẩm OCOP"
        ordering = ["council", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["council", "product"], name="one_scoring_per_council_and_product"
            ),
            models.CheckConstraint(
                condition=Q(concluded_stars__isnull=True)
                | Q(concluded_stars__gte=1, concluded_stars__lte=5),
                name="ocop_stars_are_one_to_five",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.product}, {self.council}"


class OcopSheet(models.Model):
    """The points that one member of the council gives to a product."""

    scoring = models.ForeignKey(
        OcopScoring, models.CASCADE, related_name="sheets", verbose_name="lượt chấm"
    )
    number = models.PositiveSmallIntegerField("thành viên số")
    a = models.DecimalField("phần A", max_digits=6, decimal_places=2)
    b = models.DecimalField("phần B", max_digits=6, decimal_places=2)
    c = models.DecimalField("phần C", max_digits=6, decimal_places=2)

    class Meta:
        verbose_name = "phiếu chấm OCOP"
        ordering = ["scoring", "number"]
        constraints = [
            models.UniqueConstraint(fields=["scoring", "number"], name="one_ocop_sheet_per_member"),
            models.CheckConstraint(
                condition=Q(a__gte=0, b__gte=0, c__gte=0) & Q(a__lte=100 - F("b") - F("c")),
                name="ocop_points_are_a_hundred_at_most",
            ),
        ]

    def __str__(self) -> str:
        return f"Phiếu {self.number}: {self.scoring}"
