"""The work programme of a place or an agency for a year: what is done, by whom and when."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from langmoi.difficulties.models import Difficulty
from langmoi.direction.models import Assignment
from langmoi.people.access import agencies_answered_for, units_in_scope
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.models import Solution
from langmoi.reporting.models.chain import person


class Origin(models.TextChoices):
    TASK = "task", "nhiệm vụ được giao"
    CRITERION = "criterion", "tiêu chí chưa đạt"
    DIFFICULTY = "difficulty", "khó khăn, vướng mắc"
    OWN = "own", "tự đề ra"


class ProgrammeItemQuerySet(models.QuerySet["ProgrammeItem"]):
    def visible_to(self, user: User, *, on: date) -> ProgrammeItemQuerySet:
        """The programmes of the user's units and agencies, and what is done for these units."""
        units = units_in_scope(user, on=on)
        agencies = agencies_answered_for(user, on=on)
        about = ProgrammeItem.communes.through.objects.filter(unit__in=units)
        return self.filter(
            Q(unit__in=units)
            | Q(agency__in=agencies)
            | Q(agency__unit__in=units)
            | Q(pk__in=about.values("programmeitem"))
        )


class ProgrammeItem(models.Model):
    """One thing on the programme. How it stands is derived (programme/flow.py), never typed.

    It comes from a task given, from a criterion that is not met (with the solution of the monthly
    review where there is one), from a difficulty, or from the owner's own mind. `communes` are
    those for which it is done; none: the whole place. What goes on in the next year is
    `carried_from` its former self.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="programme", null=True, verbose_name="địa phương"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="programme", null=True, verbose_name="cơ quan"
    )
    year = models.PositiveSmallIntegerField("năm")
    origin = models.CharField("nguồn gốc", max_length=12, choices=Origin)
    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="programme", null=True, verbose_name="nhiệm vụ"
    )
    solution = models.ForeignKey(
        Solution, models.PROTECT, related_name="programme", null=True, verbose_name="giải pháp"
    )
    difficulty = models.ForeignKey(
        Difficulty, models.PROTECT, related_name="programme", null=True, verbose_name="vướng mắc"
    )
    criterion = models.CharField("tiêu chí", max_length=10, blank=True)
    communes = models.ManyToManyField(Unit, related_name="programme_for", verbose_name="xã")
    content = models.TextField("nội dung")
    responsible = models.CharField("người, đơn vị chịu trách nhiệm", max_length=200)
    planned_from = models.DateField("dự kiến từ")
    planned_to = models.DateField("dự kiến xong")
    started_on = models.DateField("bắt đầu", null=True)
    finished_on = models.DateField("xong", null=True)
    result = models.TextField("kết quả", blank=True)
    dropped_on = models.DateField("bỏ ngày", null=True)
    dropped_why = models.TextField("lý do bỏ", blank=True)
    carried_from = models.OneToOneField(
        "self", models.PROTECT, related_name="carried_to", null=True, verbose_name="chuyển từ"
    )
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = ProgrammeItemQuerySet.as_manager()

    class Meta:
        verbose_name = "việc của chương trình công tác"
        ordering = ["planned_to", "pk"]
        indexes = [models.Index(fields=["year"])]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True) ^ Q(unit__isnull=True),
                name="programme_item_of_one_unit_or_agency",
            ),
            models.CheckConstraint(
                condition=Q(planned_from__lte=F("planned_to")), name="programme_item_plan_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(origin="task", assignment__isnull=False)
                | (~Q(origin="task") & Q(assignment__isnull=True)),
                name="programme_item_of_a_task_names_it",
            ),
            models.CheckConstraint(
                condition=Q(origin="difficulty", difficulty__isnull=False)
                | (~Q(origin="difficulty") & Q(difficulty__isnull=True)),
                name="programme_item_of_a_difficulty_names_it",
            ),
            models.CheckConstraint(
                condition=Q(finished_on__isnull=True)
                | Q(started_on__isnull=False, dropped_on__isnull=True),
                name="programme_item_finished_was_begun",
            ),
            models.CheckConstraint(
                condition=Q(dropped_on__isnull=True, dropped_why="")
                | (Q(dropped_on__isnull=False) & ~Q(dropped_why="")),
                name="programme_item_dropped_with_its_reason",
            ),
            models.UniqueConstraint(
                fields=["unit", "agency", "year", "assignment"],
                condition=Q(assignment__isnull=False, dropped_on__isnull=True),
                nulls_distinct=False,
                name="one_programme_item_per_task_and_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "agency", "year", "solution"],
                condition=Q(solution__isnull=False, dropped_on__isnull=True),
                nulls_distinct=False,
                name="one_programme_item_per_solution_and_year",
            ),
            models.UniqueConstraint(
                fields=["unit", "agency", "year", "difficulty"],
                condition=Q(difficulty__isnull=False, dropped_on__isnull=True),
                nulls_distinct=False,
                name="one_programme_item_per_difficulty_and_year",
            ),
        ]

    def __str__(self) -> str:
        return f"việc “{self.content[:60]}” của {self.unit or self.agency}, {self.year}"

    @property
    def owner(self) -> Unit | Agency:
        found = self.unit or self.agency
        if found is None:
            raise ValueError(f"Programme item {self.pk} has no owner.")
        return found


class ItemEvent(models.Model):
    """One step of an item: who, when, with which words and what it said then. Append-only."""

    item = models.ForeignKey(
        ProgrammeItem, models.PROTECT, related_name="events", verbose_name="việc"
    )
    step = models.CharField("bước", max_length=10)
    note = models.TextField("ghi chú", blank=True)
    said = models.JSONField("nội dung sau bước này", default=dict)
    by = person("người làm")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "diễn biến việc của chương trình"
        ordering = ["item", "pk"]

    def __str__(self) -> str:
        return f"{self.item}: {self.step}"
