"""Reports on their way to being issued, templates, counts of the first stage, and long work."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.core.months import parse_month, show_month
from langmoi.people.access import units_in_scope
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit


def person(label: str) -> models.ForeignKey[User, User]:
    """Who did it; people are never deleted."""
    return models.ForeignKey(
        settings.AUTH_USER_MODEL, models.PROTECT, related_name="+", verbose_name=label
    )


class ReportDraftQuerySet(models.QuerySet["ReportDraft"]):
    def visible_to(self, user: User, *, on: date) -> ReportDraftQuerySet:
        """Drafts of units in the user's own scope that day, whoever made them."""
        return self.filter(unit__in=units_in_scope(user, on=on))


class ReportDraft(models.Model):
    """A report being prepared: what the office wrote itself; all else is computed anew.

    `edits` holds the text of each section that was edited, and the hash of the computed text that
    the editor saw, so that a later change of the figures shows.
    """

    kind = models.CharField("loại báo cáo", max_length=40)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="report_drafts", verbose_name="đơn vị"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="report_drafts", null=True, verbose_name="sở, ngành"
    )
    audience = models.CharField("nơi nhận", max_length=40, blank=True)
    month = models.DateField("tháng cuối kỳ")
    edits = models.JSONField("đoạn đã sửa", default=dict)
    version = models.PositiveIntegerField("lần sửa", default=0)
    is_issued = models.BooleanField("đã ban hành", default=False)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = ReportDraftQuerySet.as_manager()

    class Meta:
        verbose_name = "dự thảo báo cáo"
        ordering = ["-month", "kind", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "agency", "audience", "month"],
                condition=Q(is_issued=False),
                nulls_distinct=False,
                name="one_open_draft_per_report",
            )
        ]

    def __str__(self) -> str:
        return f"dự thảo {self.kind} {show_month(self.month)} của {self.unit}"


class IssuedReportQuerySet(models.QuerySet["IssuedReport"]):
    def visible_to(self, user: User, *, on: date) -> IssuedReportQuerySet:
        """Reports of units in the user's own scope that day, whoever issued them."""
        return self.filter(draft__unit__in=units_in_scope(user, on=on))


class IssuedReport(models.Model):
    """A report as it went out. Append-only: a trigger refuses any later change.

    Its hash covers its number, day, months, files and the hash of the report issued before it.
    """

    draft = models.OneToOneField(
        ReportDraft, models.PROTECT, related_name="issued", verbose_name="dự thảo"
    )
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    title = models.CharField("trích yếu", max_length=500)
    number = models.PositiveIntegerField("số")
    symbol = models.CharField("ký hiệu", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    dated = models.DateField("ngày ban hành")
    signer = models.CharField("người ký", max_length=150)
    capacity = models.CharField("tư cách", max_length=200)
    months = models.JSONField("tháng đã dùng", help_text="{tháng: mã các bản phiếu đã dùng}")
    by = person("người ban hành")
    at = models.DateTimeField("lúc")
    previous_hash = models.CharField("mã báo cáo trước", max_length=64)
    hash = models.CharField("mã báo cáo", max_length=64)

    objects = IssuedReportQuerySet.as_manager()

    class Meta:
        verbose_name = "báo cáo đã ban hành"
        ordering = ["-dated", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "symbol", "year", "number"], name="one_report_per_number_and_year"
            )
        ]

    def __str__(self) -> str:
        return f"báo cáo số {self.number_and_symbol} ngày {self.dated:%d/%m/%Y}"

    @property
    def number_and_symbol(self) -> str:
        return f"{self.number:02d}/BC-{self.symbol}"


class IssuedFile(models.Model):
    """One of the files of an issued report, as it went out. Append-only."""

    report = models.ForeignKey(
        IssuedReport, models.PROTECT, related_name="files", verbose_name="báo cáo"
    )
    ending = models.CharField("dạng tệp", max_length=10)
    content = models.BinaryField("nội dung")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)

    class Meta:
        verbose_name = "tệp báo cáo"
        constraints = [
            models.UniqueConstraint(fields=["report", "ending"], name="one_file_per_kind")
        ]

    def __str__(self) -> str:
        return f"{self.report} ({self.ending})"


class ReportTemplate(models.Model):
    """An office's own Word template of a kind of report; the newest version counts. Append-only."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="report_templates", verbose_name="đơn vị"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", null=True, verbose_name="sở, ngành"
    )
    kind = models.CharField("loại báo cáo", max_length=40)
    version = models.PositiveIntegerField("phiên bản")
    name = models.CharField("tên tệp", max_length=255)
    content = models.BinaryField("nội dung", help_text="Trống: trở lại mẫu chung.")
    sha256 = models.CharField("mã băm SHA-256", max_length=64)
    by = person("người tải lên")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "mẫu báo cáo"
        ordering = ["kind", "-version"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "agency", "kind", "version"],
                nulls_distinct=False,
                name="one_template_per_version",
            )
        ]

    def __str__(self) -> str:
        return f"mẫu {self.kind} bản {self.version}"


class HistoricCount(models.Model):
    """Counts of a unit in a year of 2010-2015, under the sets of 2009 and 2013."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="historic_counts", verbose_name="đơn vị"
    )
    year = models.PositiveSmallIntegerField("năm")
    counts = models.JSONField("số đếm")
    source = models.CharField("nguồn", max_length=500)
    is_published = models.BooleanField("đã công bố", help_text="Nếu không: số liệu minh họa.")
    by = models.CharField("người nạp", max_length=150)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "số đếm giai đoạn 2010-2015"
        ordering = ["year", "unit"]
        constraints = [
            models.UniqueConstraint(fields=["unit", "year"], name="one_count_per_unit_and_year")
        ]

    def __str__(self) -> str:
        return f"số đếm năm {self.year} của {self.unit}"


class JobState(models.TextChoices):
    WAITING = "waiting", "đang chờ"
    RUNNING = "running", "đang làm"
    DONE = "done", "đã xong"
    FAILED = "failed", "không làm được"
    CANCELLED = "cancelled", "đã hủy"


class JobQuerySet(models.QuerySet["Job"]):
    def visible_to(self, user: User, *, on: date) -> JobQuerySet:
        """Work on units in the user's own scope that day, whoever asked for it."""
        return self.filter(unit__in=units_in_scope(user, on=on))


class Job(models.Model):
    """Long work that waits for the worker, is being done, or is done, with its result."""

    kind = models.CharField("việc", max_length=40)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="đơn vị")
    arguments = models.JSONField("yêu cầu", default=dict)
    state = models.CharField(
        "trạng thái", max_length=10, choices=JobState, default=JobState.WAITING
    )
    done = models.PositiveIntegerField("đã làm", default=0)
    total = models.PositiveIntegerField("tổng số", default=0)
    failures = models.JSONField("phần không làm được", default=list)
    problem = models.TextField("lý do", blank=True)
    tries = models.PositiveSmallIntegerField("lần làm", default=0)
    asked_by = person("người yêu cầu")
    asked_at = models.DateTimeField("yêu cầu lúc")
    seen_at = models.DateTimeField("máy báo lúc", null=True)
    ended_at = models.DateTimeField("xong lúc", null=True)
    result = models.BinaryField("kết quả", null=True)
    result_name = models.CharField("tên tệp kết quả", max_length=255, blank=True)
    sha256 = models.CharField("mã băm SHA-256", max_length=64, blank=True)

    objects = JobQuerySet.as_manager()

    class Meta:
        verbose_name = "việc chạy nền"
        ordering = ["-pk"]
        indexes = [models.Index(fields=["state", "id"])]

    def __str__(self) -> str:
        return f"việc {self.kind} số {self.pk}"

    @property
    def month(self) -> date | None:
        """The month that the work is about, where it is about one."""
        told = self.arguments.get("month")
        return parse_month(told) if told else None

    @property
    def is_over(self) -> bool:
        return self.state in (JobState.DONE, JobState.FAILED, JobState.CANCELLED)
