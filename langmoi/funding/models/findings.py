"""What people said of what the rules found. The findings themselves are derived, never stored."""

from __future__ import annotations

from django.db import models

from langmoi.places.models import Unit
from langmoi.reporting.models.chain import person


class FindingKind(models.TextChoices):
    COUNTERPART = "counterpart", "thiếu vốn đối ứng"
    DOUBLE = "double", "nghi trùng nguồn"
    INTEGRATION = "integration", "trái quy tắc lồng ghép"


class FindingAct(models.TextChoices):
    EXPLAIN = "explain", "giải trình"
    ACCEPT = "accept", "chấp nhận giải trình"
    REFUSE = "refuse", "trả lại, yêu cầu giải trình lại"
    WRONG = "wrong", "kết luận là sai"


class FindingStep(models.Model):
    """One step on a finding, as it stood then. Append-only; of two at one turn one is refused.

    `fingerprint` is of the lines that it spoke of: once they change, the step is past and the
    finding is open again.
    """

    kind = models.CharField("loại", max_length=12, choices=FindingKind)
    key = models.CharField("khóa", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="+", verbose_name="địa bàn")
    fingerprint = models.CharField("dấu của các dòng vốn", max_length=64)
    turn = models.PositiveIntegerField("lượt")
    act = models.CharField("bước", max_length=8, choices=FindingAct)
    text = models.CharField("nội dung", max_length=1000, blank=True)
    what = models.CharField("việc được giải trình", max_length=500)
    by = person("người làm")
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)

    class Meta:
        verbose_name = "giải trình về vốn"
        ordering = ["kind", "key", "turn"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "key", "turn"], name="one_step_per_turn")
        ]
        indexes = [models.Index(fields=["unit", "kind"])]

    def __str__(self) -> str:
        return f"{self.get_act_display()}: {self.what}"
