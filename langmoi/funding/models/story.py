"""What happened to a project, its papers, and workbooks between their preview and a yes."""

from __future__ import annotations

from django.conf import settings
from django.db import models

from langmoi.funding.models.projects import Project
from langmoi.people.models import User
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class ProjectEvent(models.Model):
    """One thing done to a project or its money. Append-only: the history that its page shows."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="events", verbose_name="công trình"
    )
    step = models.CharField("việc", max_length=20)
    by = person("người làm")
    note = models.TextField("nội dung", blank=True)
    detail = models.JSONField("chi tiết", default=dict)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "việc của công trình"
        ordering = ["project", "pk"]

    def __str__(self) -> str:
        return f"{self.project}: {self.step}"


class ProjectPaper(models.Model):
    """A paper of a project; taken off, its row stays, marked."""

    project = models.ForeignKey(
        Project, models.PROTECT, related_name="papers", verbose_name="công trình"
    )
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+", verbose_name="tệp")
    name = models.CharField("tên tệp", max_length=255)
    about = models.CharField("giấy tờ", max_length=200)
    by = person("người gửi")
    at = models.DateTimeField("gửi lúc")
    removed_at = models.DateTimeField("gỡ lúc", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người gỡ",
    )

    class Meta:
        verbose_name = "giấy tờ của công trình"
        ordering = ["project", "pk"]

    def __str__(self) -> str:
        return self.about or self.name


class UploadKind(models.TextChoices):
    PROJECTS = "projects", "công trình"
    MONEY = "money", "dòng vốn"


class UploadState(models.TextChoices):
    CHECKED = "checked", "chờ xác nhận"
    IMPORTED = "imported", "đã ghi"
    DROPPED = "dropped", "đã bỏ"


class FundingUpload(models.Model):
    """A workbook of projects or money lines, kept between its preview and yes or no."""

    kind = models.CharField("bảng", max_length=10, choices=UploadKind)
    file_name = models.CharField("tên tệp", max_length=255)
    content = models.BinaryField("nội dung tệp")
    seen = models.CharField(
        "dấu bản đã xem",
        max_length=64,
        help_text="Đổi khi có người sửa công trình, dòng vốn sau lúc xem trước.",
    )
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="funding_uploads", verbose_name="người tải"
    )
    uploaded_at = models.DateTimeField("tải lúc")
    state = models.CharField(
        "tình trạng", max_length=10, choices=UploadState, default=UploadState.CHECKED
    )

    class Meta:
        verbose_name = "tệp công trình, vốn"

    def __str__(self) -> str:
        return self.file_name
