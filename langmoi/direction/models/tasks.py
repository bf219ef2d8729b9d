"""Tasks of a directive, who each is given to, and the piece of it that each does in a period."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import F, Q

from langmoi.direction.models.documents import Directive
from langmoi.people.access import agencies_answered_for, units_in_scope
from langmoi.people.models import Agency, Duty, User
from langmoi.places.models import Unit
from langmoi.reporting.models.chain import person


class Nature(models.TextChoices):
    ORDER = "order", "nhiệm vụ được giao"
    REQUEST = "request", "nội dung đề nghị"


class Recurring(models.TextChoices):
    NEVER = "", "một lần"
    MONTHLY = "monthly", "hằng tháng"
    QUARTERLY = "quarterly", "hằng quý"
    HALF_YEARLY = "half-yearly", "sáu tháng một lần"
    YEARLY = "yearly", "hằng năm"


class TaskState(models.TextChoices):
    """What is stored; whether it is in time is derived (direction/timeliness.py)."""

    ISSUED = "issued", "chưa tiếp nhận"
    IN_PROGRESS = "in_progress", "đang thực hiện"
    REPORTED = "reported", "chờ xác nhận"
    SENT_BACK = "sent_back", "trả lại"
    DONE = "done", "hoàn thành"
    SUSPENDED = "suspended", "tạm hoãn"
    WITHDRAWN = "withdrawn", "thu hồi"


class DirectiveTask(models.Model):
    """One thing that a directive asks for. Issued, its wording does not change any more.

    A single task has `due_on` or no day; a recurring one is due `days_after` days after the last
    day of each period. `target` is a closed form (direction/targets.py) or null: then what is to
    be reached stands in the text. The span is where the directive's text says so.
    """

    directive = models.ForeignKey(
        Directive, models.PROTECT, related_name="tasks", verbose_name="văn bản chỉ đạo"
    )
    position = models.PositiveIntegerField("thứ tự")
    clause = models.CharField("mục", max_length=40, blank=True)
    text = models.TextField("nội dung")
    nature = models.CharField("tính chất", max_length=10, choices=Nature)
    product = models.CharField("sản phẩm", max_length=300, blank=True)
    target = models.JSONField("mục tiêu đo được", null=True)
    recurring = models.CharField("chu kỳ", max_length=12, choices=Recurring, blank=True)
    due_on = models.DateField("hạn", null=True)
    due_text = models.CharField("hạn ghi trong văn bản", max_length=200, blank=True)
    days_after = models.PositiveSmallIntegerField("số ngày sau khi hết kỳ", default=0)
    span_start = models.PositiveIntegerField("từ ký tự", null=True)
    span_end = models.PositiveIntegerField("đến ký tự", null=True)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")
    issued_at = models.DateTimeField("giao lúc", null=True)

    class Meta:
        verbose_name = "nhiệm vụ của văn bản chỉ đạo"
        ordering = ["directive", "position"]
        constraints = [
            models.UniqueConstraint(
                fields=["directive", "position"], name="one_task_per_directive_and_position"
            ),
            models.CheckConstraint(
                condition=Q(recurring="") | Q(due_on__isnull=True),
                name="recurring_task_has_no_single_due_day",
            ),
            models.CheckConstraint(
                condition=Q(span_start__isnull=True, span_end__isnull=True)
                | Q(span_start__lt=F("span_end")),
                name="task_span_is_whole",
            ),
        ]

    def __str__(self) -> str:
        return f"mục {self.clause or self.position} của {self.directive}"


class Assignment(models.Model):
    """A task given to one agency or one unit, to lead or to co-operate."""

    task = models.ForeignKey(
        DirectiveTask, models.PROTECT, related_name="assignments", verbose_name="nhiệm vụ"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="assignments", null=True, verbose_name="cơ quan"
    )
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="assignments", null=True, verbose_name="địa phương"
    )
    duty = models.CharField("vai trò", max_length=12, choices=Duty)
    withdrawn_on = models.DateField("thu hồi ngày", null=True)

    class Meta:
        verbose_name = "giao nhiệm vụ"
        ordering = ["task", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(agency__isnull=True) ^ Q(unit__isnull=True),
                name="assignment_to_one_agency_or_unit",
            ),
            models.UniqueConstraint(
                fields=["task", "agency", "unit"],
                name="one_assignment_per_task_and_assignee",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return f"{self.task}: {self.assignee}"

    @property
    def assignee(self) -> Agency | Unit:
        found = self.agency or self.unit
        if found is None:
            raise ValueError(f"Assignment {self.pk} has no assignee.")
        return found


class TaskInstanceQuerySet(models.QuerySet["TaskInstance"]):
    def visible_to(self, user: User, *, on: date) -> TaskInstanceQuerySet:
        """What the user's agencies and units are to do, and what their units' documents ask."""
        units = units_in_scope(user, on=on)
        agencies = agencies_answered_for(user, on=on)
        return self.filter(
            Q(assignment__unit__in=units)
            | Q(assignment__agency__in=agencies)
            | Q(assignment__task__directive__unit__in=units)
        )


class TaskInstance(models.Model):
    """What one assignee has to do of a task: once, or in one period of a recurring task.

    Carries the state of its own. `reported_on` is the day of the report of completion that waits
    for an answer; `finished_on` that of the one that was confirmed, so that a slow answer makes
    nobody late.
    """

    assignment = models.ForeignKey(
        Assignment, models.PROTECT, related_name="instances", verbose_name="giao nhiệm vụ"
    )
    period_from = models.DateField("kỳ từ ngày", null=True)
    period_to = models.DateField("kỳ đến ngày", null=True)
    state = models.CharField(
        "trạng thái", max_length=12, choices=TaskState, default=TaskState.ISSUED
    )
    due_on = models.DateField("hạn", null=True)
    reported_on = models.DateField("báo hoàn thành ngày", null=True)
    finished_on = models.DateField("hoàn thành ngày", null=True)

    objects = TaskInstanceQuerySet.as_manager()

    class Meta:
        verbose_name = "việc phải làm"
        ordering = ["pk"]
        indexes = [models.Index(fields=["due_on"]), models.Index(fields=["state"])]
        constraints = [
            models.UniqueConstraint(
                fields=["assignment", "period_from"],
                name="one_instance_per_assignment_and_period",
                nulls_distinct=False,
            ),
            models.CheckConstraint(
                condition=Q(period_from__isnull=True, period_to__isnull=True)
                | Q(period_from__lte=F("period_to")),
                name="instance_period_is_whole",
            ),
            models.CheckConstraint(
                condition=Q(state=TaskState.DONE, finished_on__isnull=False)
                | (~Q(state=TaskState.DONE) & Q(finished_on__isnull=True)),
                name="instance_done_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        period = f" (kỳ từ {self.period_from:%d/%m/%Y})" if self.period_from else ""
        return f"{self.assignment}{period}"
