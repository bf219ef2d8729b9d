"""A work or other project of the programme: where, for which criteria, paid from what."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date
from decimal import Decimal

from django.db import models
from django.db.models import F, Q

from langmoi.funding.models.programmes import Programme
from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.reporting.models.chain import person


class Mechanism(models.TextChoices):
    NORMAL = "normal", "thông thường"
    SPECIAL = "special", "đặc thù"


class Builder(models.TextChoices):
    COMMUNITY = "community", "cộng đồng dân cư"
    GROUP = "group", "tổ, nhóm thợ"
    FIRM = "firm", "doanh nghiệp, nhà thầu"
    OTHER = "other", "hình thức khác"


# The days of a project in the order in which they may follow each other.
DATES = (
    "listed_on",
    "approved_on",
    "started_on",
    "accepted_on",
    "settled_on",
    "handed_over_on",
)


class ProjectQuerySet(models.QuerySet["Project"]):
    def visible_to(self, user: User, *, on: date) -> ProjectQuerySet:
        """Projects of the units in the user's scope, those that only reach into them too."""
        return self.in_units(units_in_scope(user, on=on))

    def in_units(self, units: Collection[int]) -> ProjectQuerySet:
        """Projects that stand in these units, wholly or in part."""
        placed = ProjectPlace.objects.filter(unit__in=units).values("project")
        return self.filter(Q(unit__in=units) | Q(pk__in=placed))


class Project(models.Model):
    """A project with its approved total. Every commune that it reaches has a place row, one too.

    unit: the commune it stands in; of several communes their district or province. `version` grows
    with each change of the project itself, not with its money. people_part: what branch 5 of its
    structure comes to.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="projects", verbose_name="đơn vị")
    code = models.CharField("mã công trình", max_length=40)
    name = models.CharField("tên công trình", max_length=300)
    search_key = models.CharField("khóa tìm", max_length=700)
    content = models.CharField("nội dung đầu tư", max_length=30)
    mechanism = models.CharField(
        "cơ chế đầu tư", max_length=10, choices=Mechanism, default=Mechanism.NORMAL
    )
    why_special = models.CharField(
        "giải trình cơ chế đặc thù",
        max_length=500,
        blank=True,
        help_text="Vì sao vẫn áp dụng khi có điều kiện chưa bảo đảm.",
    )
    owner_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="chủ đầu tư thuộc"
    )
    owner = models.CharField("chủ đầu tư", max_length=200)
    builder = models.CharField("đơn vị thi công", max_length=10, choices=Builder)
    total = models.BigIntegerField("tổng mức đầu tư", help_text="Đồng.")
    people_part = models.BigIntegerField("phần dân góp", default=0, help_text="Đồng.")
    has_standard_design = models.BooleanField("thiết kế mẫu", default=False)
    has_simple_file = models.BooleanField("hồ sơ đơn giản", default=False)
    list_document = models.CharField("văn bản danh mục", max_length=200, blank=True)
    listed_on = models.DateField("ngày vào danh mục", null=True)
    approval_document = models.CharField("văn bản phê duyệt", max_length=200, blank=True)
    approved_on = models.DateField("ngày phê duyệt", null=True)
    started_on = models.DateField("ngày khởi công", null=True)
    accepted_on = models.DateField("ngày nghiệm thu", null=True)
    settled_on = models.DateField("ngày quyết toán", null=True)
    handed_over_on = models.DateField("ngày bàn giao", null=True)
    stopped_on = models.DateField("ngày dừng", null=True)
    why_stopped = models.CharField("lý do dừng", max_length=300, blank=True)
    open_call = models.TextField("kêu gọi đầu tư", blank=True)
    open_until = models.DateField("kêu gọi đến ngày", null=True)
    in_medium_term_plan = models.BooleanField("trong kế hoạch trung hạn", default=False)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, default=Certainty.REPORTED
    )
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")

    objects = ProjectQuerySet.as_manager()

    class Meta:
        verbose_name = "công trình, dự án"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["code"],
                name="one_project_per_code",
                violation_error_message="Mã công trình này đã có.",
            ),
            models.CheckConstraint(condition=Q(total__gt=0), name="project_costs_something"),
            models.CheckConstraint(
                condition=Q(people_part__gte=0) & Q(people_part__lte=F("total")),
                name="people_part_within_total",
            ),
            models.CheckConstraint(
                condition=Q(stopped_on__isnull=True) | ~Q(why_stopped=""),
                name="project_stopped_with_a_reason",
            ),
        ]
        indexes = [models.Index(fields=["content"]), models.Index(fields=["listed_on"])]

    def __str__(self) -> str:
        return f"{self.code} {self.name}"

    @property
    def day(self) -> date | None:
        """The day whose law and places count: of the approval, before it of the list."""
        return self.approved_on or self.listed_on


class ProjectPlace(models.Model):
    """A commune that a project reaches, with its share of it in percent."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="places", verbose_name="công trình"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="project_places", verbose_name="xã hưởng lợi"
    )
    share = models.DecimalField("phần trăm", max_digits=5, decimal_places=2, default=Decimal(100))

    class Meta:
        verbose_name = "nơi có công trình"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(fields=["project", "unit"], name="one_place_per_project_unit"),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=100), name="place_share_up_to_100"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.project}, {self.unit}"


class ProjectCriterion(models.Model):
    """A criterion that a project serves, with its share in percent."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="criteria", verbose_name="công trình"
    )
    number = models.CharField("tiêu chí", max_length=10)
    share = models.DecimalField("phần trăm", max_digits=5, decimal_places=2, default=Decimal(100))

    class Meta:
        verbose_name = "tiêu chí của công trình"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "number"], name="one_row_per_project_criterion"
            ),
            models.CheckConstraint(
                condition=Q(share__gt=0) & Q(share__lte=100), name="criterion_share_up_to_100"
            ),
        ]
        indexes = [models.Index(fields=["number"])]

    def __str__(self) -> str:
        return f"{self.project}, tiêu chí {self.number}"


class ProjectSource(models.Model):
    """How much of the approved total comes from a source (of integrated money: its programme)."""

    project = models.ForeignKey(
        Project, models.CASCADE, related_name="structure", verbose_name="công trình"
    )
    source = models.CharField("nguồn vốn", max_length=12)
    programme = models.ForeignKey(
        Programme,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="chương trình lồng ghép",
    )
    amount = models.BigIntegerField("số tiền", help_text="Đồng.")

    class Meta:
        verbose_name = "cơ cấu nguồn vốn"
        ordering = ["project", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["project", "source", "programme"],
                name="one_row_per_project_source_and_programme",
                nulls_distinct=False,
            ),
            models.CheckConstraint(condition=Q(amount__gt=0), name="source_gives_something"),
        ]
        indexes = [models.Index(fields=["source"])]

    def __str__(self) -> str:
        return f"{self.project}, nguồn {self.source}"
