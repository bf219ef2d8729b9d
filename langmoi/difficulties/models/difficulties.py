"""A difficulty on a criterion at a place: who raised it, on whose desk it lies, how it stands."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from langmoi.people.access import agencies_answered_for, units_in_scope
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.models.chain import person


class Origin(models.TextChoices):
    LOCALITY = "locality", "địa phương nêu"
    DEPARTMENT = "department", "sở, ngành nêu"
    DELEGATION = "delegation", "đoàn kiểm tra nêu"


class Desk(models.TextChoices):
    """At which level it is to be answered; it is sent up in this order."""

    DISTRICT = "district", "UBND huyện"
    AGENCY = "agency", "cơ quan phụ trách tiêu chí"
    OFFICE = "office", "Văn phòng Điều phối NTM tỉnh"
    LEADER = "leader", "lãnh đạo UBND tỉnh"


class DifficultyState(models.TextChoices):
    """What is stored; whether the answer is overdue is derived from the due day."""

    WAITING = "waiting", "chờ tiếp nhận"
    IN_PROGRESS = "in_progress", "đang xử lý"
    ANSWERED = "answered", "đã trả lời"
    REOPENED = "reopened", "mở lại"
    ESCALATED = "escalated", "chuyển cấp trên"
    CLOSED = "closed", "kết thúc"
    WITHDRAWN = "withdrawn", "đã rút"


# What waits for an answer.
UNFINISHED = (
    DifficultyState.WAITING,
    DifficultyState.IN_PROGRESS,
    DifficultyState.REOPENED,
    DifficultyState.ESCALATED,
)


class DifficultyQuerySet(models.QuerySet["Difficulty"]):
    def visible_to(self, user: User, *, on: date) -> DifficultyQuerySet:
        """Those of the places in the user's scope, and those that their side raised or had."""
        units = units_in_scope(user, on=on)
        agencies = agencies_answered_for(user, on=on)
        found = Q(unit__in=units) | Q(raised_unit__in=units)
        if agencies:
            had = self.model.objects.filter(events__agency__in=agencies).values("pk")
            found |= Q(agency__in=agencies) | Q(raised_agency__in=agencies) | Q(pk__in=had)
        return self.filter(found)

    def unfinished(self) -> DifficultyQuerySet:
        return self.filter(state__in=UNFINISHED)

    def overdue(self, on: date) -> DifficultyQuerySet:
        """Not answered that day, and the day for it has gone."""
        return self.unfinished().filter(due_on__lt=on)


class Difficulty(models.Model):
    """What keeps a place from meeting a criterion, asked of who can help.

    `criterion` and `indicator` are the ids that all sets share, in the set in force then; without
    an indicator the whole criterion is meant. The desk is an agency's (`agency`) or that of a
    unit (`desk_unit`: the district, or the province for its office and its leaders). `asked_on`
    is the day from which the answer's time runs: raised, reopened or sent up. `is_shared`: the
    answer helps others, who then read it without the place. `version` grows with each step.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="difficulties", verbose_name="địa bàn"
    )
    criteria_set = models.CharField("bộ tiêu chí", max_length=60)
    criterion = models.CharField("tiêu chí", max_length=60)
    indicator = models.CharField("chỉ tiêu", max_length=80, blank=True)
    month = models.DateField("tháng", null=True)
    title = models.CharField("vướng mắc", max_length=200)
    text = models.TextField("nội dung")
    cause = models.CharField("nguyên nhân", max_length=40, blank=True)
    cause_text = models.CharField("nguyên nhân khác", max_length=200, blank=True)
    origin = models.CharField("nguồn", max_length=12, choices=Origin)
    raised_unit = models.ForeignKey(
        Unit,
        models.PROTECT,
        related_name="difficulties_raised",
        null=True,
        verbose_name="nơi nêu",
    )
    raised_agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="difficulties_raised",
        null=True,
        verbose_name="cơ quan nêu",
    )
    raised_by = person("người nêu")
    raised_on = models.DateField("ngày nêu")
    state = models.CharField(
        "trạng thái", max_length=12, choices=DifficultyState, default=DifficultyState.WAITING
    )
    desk = models.CharField("cấp giải quyết", max_length=10, choices=Desk)
    agency = models.ForeignKey(
        Agency,
        models.PROTECT,
        related_name="difficulties",
        null=True,
        verbose_name="cơ quan giải quyết",
    )
    desk_unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="nơi giải quyết"
    )
    asked_on = models.DateField("tính hạn từ ngày")
    due_on = models.DateField("hạn trả lời")
    answered_on = models.DateField("trả lời ngày", null=True)
    is_shared = models.BooleanField("trả lời dùng chung", default=False)
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    search_key = models.TextField("khóa tìm", default="")
    version = models.PositiveIntegerField("lần thay đổi", default=1)

    objects = DifficultyQuerySet.as_manager()

    class Meta:
        verbose_name = "khó khăn, vướng mắc"
        ordering = ["-raised_on", "-pk"]
        indexes = [
            models.Index(fields=["criterion"]),
            models.Index(fields=["state", "due_on"]),
        ]
        constraints = [
            models.CheckConstraint(
                condition=Q(raised_unit__isnull=True) ^ Q(raised_agency__isnull=True),
                name="difficulty_raised_by_one_side",
            ),
            models.CheckConstraint(
                condition=Q(desk=Desk.AGENCY, agency__isnull=False, desk_unit__isnull=True)
                | (~Q(desk=Desk.AGENCY) & Q(agency__isnull=True, desk_unit__isnull=False)),
                name="difficulty_lies_on_one_desk",
            ),
            models.CheckConstraint(
                condition=~Q(state=DifficultyState.ANSWERED) | Q(answered_on__isnull=False),
                name="difficulty_answered_with_its_day",
            ),
        ]

    def __str__(self) -> str:
        return f"vướng mắc “{self.title}”"

    @property
    def is_unfinished(self) -> bool:
        return self.state in UNFINISHED

    def days_overdue(self, on: date) -> int:
        """How many calendar days the answer is late; 0 where it is not, or has come."""
        return max(0, (on - self.due_on).days) if self.is_unfinished else 0
