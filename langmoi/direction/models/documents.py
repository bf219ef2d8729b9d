"""Documents that direct: a Party notice, a directive, a district's plan, a commune's."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from langmoi.people.access import agencies_answered_for, units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class DirectiveQuerySet(models.QuerySet["Directive"]):
    def visible_to(self, user: User, *, on: date) -> DirectiveQuerySet:
        """Those of the units in the user's scope, and those that ask something of them.

        What asks nothing of anybody yet is seen by its own unit and those above it only.
        """
        units = units_in_scope(user, on=on)
        agencies = agencies_answered_for(user, on=on)
        asked = Q(tasks__assignments__unit__in=units) | Q(tasks__assignments__agency__in=agencies)
        asking = Directive.objects.filter(asked, tasks__issued_at__isnull=False).values("pk")
        return self.filter(Q(unit__in=units) | Q(pk__in=asking))


class Directive(models.Model):
    """A document that gives tasks, or one that such a document carries out.

    Number and date may be blank: a draft is put in before it has them. `unit` is the place whose
    authorities issue it and whose offices follow its tasks; `issuer` is the body as written
    (“Tỉnh ủy Kon Tum”). `version` grows with each change, so that nobody writes over another's.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="directives", verbose_name="nơi theo dõi"
    )
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày văn bản", null=True)
    issuer = models.CharField("cơ quan ban hành", max_length=200)
    title = models.CharField("trích yếu", max_length=500)
    text = models.TextField("toàn văn", blank=True)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="+", null=True, verbose_name="tệp"
    )
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    carries_out = models.ForeignKey(
        "self",
        models.PROTECT,
        related_name="carried_out_by",
        null=True,
        verbose_name="triển khai văn bản",
    )
    search_key = models.TextField("khóa tìm", default="")
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người nhập")
    made_at = models.DateTimeField("nhập lúc")

    objects = DirectiveQuerySet.as_manager()

    class Meta:
        verbose_name = "văn bản chỉ đạo"
        ordering = [models.F("dated_on").desc(nulls_first=True), "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["number", "dated_on", "issuer"],
                condition=~Q(number="") & Q(dated_on__isnull=False),
                name="one_directive_per_number_day_and_issuer",
                violation_error_message="Văn bản số này, ngày này đã được nhập.",
            ),
            models.CheckConstraint(
                condition=Q(carries_out__isnull=True) | ~Q(carries_out=models.F("pk")),
                name="directive_does_not_carry_out_itself",
            ),
        ]

    def __str__(self) -> str:
        dated = f" ngày {self.dated_on:%d/%m/%Y}" if self.dated_on else ""
        return f"{self.number or 'văn bản chưa có số'}{dated} của {self.issuer}"
