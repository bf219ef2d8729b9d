"""What residents give: money, days of work, land, materials and trees; by village.

A row is never changed or deleted: it is taken back with a reason and given anew. Who gave is named
only to those who need it (contribution_access); for everyone else there are counts.
"""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q, QuerySet
from django.db.models.functions import Coalesce

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.reporting.models.chain import person

_VALUES = F("money") + Coalesce(F("workdays_value"), 0) + Coalesce(F("land_value"), 0)


class ContributionQuerySet(QuerySet["Contribution"]):
    def visible_to(self, user: User, *, on: date) -> ContributionQuerySet:
        """Of the units in the user's scope; of a commune all that its villages gave."""
        units = units_in_scope(user, on=on)
        return self.filter(Q(commune__in=units) | Q(unit__in=units))

    def standing(self) -> ContributionQuerySet:
        """All that was not taken back."""
        return self.filter(taken_back_at__isnull=True)


class Contribution(models.Model):
    """What the households of a village, or of a commune as a whole, gave by a day.

    Values are whole đồng. `workdays_value` and `land_value` are none where nobody has converted
    them: then they count for nothing in `total`, and pages say so.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="contributions", verbose_name="thôn hoặc xã"
    )
    commune = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", verbose_name="xã của ngày đóng góp"
    )
    project = models.ForeignKey(
        "funding.Project",
        models.PROTECT,
        related_name="contributions",
        null=True,
        verbose_name="công trình",
    )
    given_on = models.DateField("ngày đóng góp", help_text="Của một đợt: ngày cuối của đợt.")
    households = models.PositiveIntegerField("số hộ")
    money = models.BigIntegerField("tiền", default=0)
    workdays = models.DecimalField("ngày công", max_digits=9, decimal_places=1, default=0)
    workday_rate = models.BigIntegerField("mức quy đổi một ngày công", null=True)
    workdays_value = models.BigIntegerField("ngày công quy tiền", null=True)
    land = models.DecimalField("đất (m²)", max_digits=11, decimal_places=1, default=0)
    land_value = models.BigIntegerField("đất quy tiền", null=True)
    goods = models.CharField("vật tư, cây cối, khác", max_length=200, blank=True)
    goods_value = models.BigIntegerField("vật tư, khác quy tiền", default=0)
    total = models.BigIntegerField("cộng giá trị")
    basis = models.CharField("căn cứ quy đổi", max_length=200, blank=True)
    note = models.CharField("ghi chú", max_length=300, blank=True)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, default=Certainty.REPORTED
    )
    by = person("người ghi")
    at = models.DateTimeField("lúc")
    taken_back_at = models.DateTimeField("rút lúc", null=True)
    taken_back_by = models.ForeignKey(
        User, models.PROTECT, related_name="+", null=True, verbose_name="người rút"
    )
    why_taken_back = models.CharField("lý do rút", max_length=300, blank=True)

    objects = ContributionQuerySet.as_manager()

    class Meta:
        verbose_name = "khoản đóng góp của dân"
        ordering = ["-given_on", "-pk"]
        indexes = [
            models.Index(fields=["-given_on", "-id"], name="contributions_by_day"),
            models.Index(fields=["commune", "-given_on", "-id"], name="contributions_of_commune"),
            models.Index(fields=["unit", "-given_on", "-id"], name="contributions_of_unit"),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(money__gte=0, workdays__gte=0, land__gte=0, goods_value__gte=0)
                & (Q(workdays_value__isnull=True) | Q(workdays_value__gte=0))
                & (Q(land_value__isnull=True) | Q(land_value__gte=0)),
                name="contribution_is_not_negative",
            ),
            models.CheckConstraint(
                condition=Q(total=_VALUES + F("goods_value")), name="contribution_adds_up"
            ),
            models.CheckConstraint(
                condition=Q(taken_back_at__isnull=True, why_taken_back="")
                | (
                    Q(taken_back_at__isnull=False, taken_back_by__isnull=False)
                    & ~Q(why_taken_back="")
                ),
                name="contribution_taken_back_with_reason",
            ),
        ]

    def __str__(self) -> str:
        """Never the name of anyone who gave: this stands in the log."""
        return f"đóng góp của {self.unit} ngày {self.given_on:%d/%m/%Y}"

    @property
    def is_standing(self) -> bool:
        return self.taken_back_at is None

    @property
    def unconverted(self) -> tuple[str, ...]:
        """What was given and has no value in money yet."""
        lacking = []
        if self.workdays and self.workdays_value is None:
            lacking.append("ngày công")
        if self.land and self.land_value is None:
            lacking.append("đất")
        return tuple(lacking)


class Donor(models.Model):
    """Somebody who is named with what they gave; read through `contribution_access` only."""

    contribution = models.ForeignKey(
        Contribution, models.PROTECT, related_name="donors", verbose_name="khoản đóng góp"
    )
    name = models.CharField("họ tên hộ, người hoặc tổ chức", max_length=150)
    value = models.BigIntegerField("giá trị")

    class Meta:
        verbose_name = "người đóng góp"
        ordering = ["contribution", "pk"]
        constraints = [
            models.CheckConstraint(condition=Q(value__gt=0), name="donor_gave_something")
        ]

    def __str__(self) -> str:
        return f"người đóng góp số {self.pk}"
