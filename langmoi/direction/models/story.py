"""The story of what was done about a task. Both tables only grow."""

from __future__ import annotations

from django.db import models

from langmoi.direction.models.tasks import TaskInstance
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class TaskEvent(models.Model):
    """One step, as it was taken: who, in which capacity, with which words. Append-only.

    A step that moves the due day, or asks to, tells both days; `approver` is who decided it, as
    the office wrote it down.
    """

    instance = models.ForeignKey(
        TaskInstance, models.PROTECT, related_name="events", verbose_name="việc phải làm"
    )
    step = models.CharField("bước", max_length=20)
    by = person("người làm")
    capacity = models.CharField("tư cách", max_length=200)
    note = models.TextField("kết quả, lý do", blank=True)
    state_before = models.CharField("trạng thái trước đó", max_length=12, blank=True)
    due_before = models.DateField("hạn cũ", null=True)
    due_after = models.DateField("hạn mới", null=True)
    approver = models.CharField("người duyệt", max_length=200, blank=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "diễn biến nhiệm vụ"
        ordering = ["instance", "pk"]

    def __str__(self) -> str:
        return f"{self.instance}: {self.step}"


class TaskPaper(models.Model):
    """A document or file that came with a step: the report, plan or decision asked for."""

    event = models.ForeignKey(
        TaskEvent, models.PROTECT, related_name="papers", verbose_name="diễn biến"
    )
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày tài liệu", null=True)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="+", null=True, verbose_name="tệp"
    )

    class Meta:
        verbose_name = "tài liệu kết quả"
        ordering = ["event", "pk"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.number) if part)
