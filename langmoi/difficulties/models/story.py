"""The story of a difficulty. Both tables only grow."""

from __future__ import annotations

from django.db import models

from langmoi.difficulties.models.difficulties import Desk, Difficulty
from langmoi.people.models import Agency
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class DifficultyEvent(models.Model):
    """One step, as it was taken: who, in which capacity, with which words. Append-only.

    The desk is where it lay after the step; the days are those that held before it, so that each
    answer tells by itself how long it took and whether it was in time.
    """

    difficulty = models.ForeignKey(
        Difficulty, models.PROTECT, related_name="events", verbose_name="vướng mắc"
    )
    step = models.CharField("bước", max_length=20)
    by = person("người làm")
    capacity = models.CharField("tư cách", max_length=200)
    note = models.TextField("nội dung, lý do", blank=True)
    state_before = models.CharField("trạng thái trước đó", max_length=12, blank=True)
    desk = models.CharField("cấp giải quyết", max_length=10, choices=Desk)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", null=True, verbose_name="cơ quan giải quyết"
    )
    desk_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="nơi giải quyết"
    )
    on = models.DateField("ngày")
    asked_on = models.DateField("tính hạn từ ngày", null=True)
    due_on = models.DateField("hạn trả lời", null=True)
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "diễn biến vướng mắc"
        ordering = ["difficulty", "pk"]
        indexes = [models.Index(fields=["step"])]

    def __str__(self) -> str:
        return f"{self.difficulty}: {self.step}"


class DifficultyPaper(models.Model):
    """A document or file that came with a step: what proves the question, or gives the answer."""

    event = models.ForeignKey(
        DifficultyEvent, models.PROTECT, related_name="papers", verbose_name="diễn biến"
    )
    title = models.CharField("tên tài liệu", max_length=300)
    number = models.CharField("số, ký hiệu", max_length=60, blank=True)
    dated_on = models.DateField("ngày tài liệu", null=True)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="+", null=True, verbose_name="tệp"
    )

    class Meta:
        verbose_name = "tài liệu về vướng mắc"
        ordering = ["event", "pk"]

    def __str__(self) -> str:
        return " ".join(part for part in (self.title, self.number) if part)
