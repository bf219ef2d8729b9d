"""The Front's survey: what is asked of which commune, and answers that belong to nobody.

Answers and codes have random keys and no times; what an answer says leads to no household, and no
row tells who wrote it or when (docs/anonymity.md). Nothing here keeps a name of a resident.
"""

from __future__ import annotations

import uuid
from datetime import date

from django.db import models
from django.db.models import F, Q

from langmoi.law.model import Status
from langmoi.people.access import units_in_scope
from langmoi.people.models import Role, User
from langmoi.places.models import Certainty, Unit
from langmoi.reporting.models.chain import person

STATUSES = [(status.value, status.label) for status in Status]


class Way(models.TextChoices):
    """Whom the survey asks."""

    ALL = "all", "mọi hộ"
    SAMPLE = "sample", "chọn mẫu theo thôn"


class SurveyState(models.TextChoices):
    DRAFT = "draft", "đang chuẩn bị"
    OPEN = "open", "đang lấy ý kiến"
    CLOSED = "closed", "đã kết thúc, chưa công bố"
    PUBLISHED = "published", "đã công bố kết quả"
    STOPPED = "stopped", "đã dừng, không có kết quả"


class Choice(models.TextChoices):
    SATISFIED = "satisfied", "Hài lòng"
    NOT_SATISFIED = "not_satisfied", "Chưa hài lòng"
    NO_OPINION = "no_opinion", "Không có ý kiến"


class SurveyRule(models.Model):
    """What the office has set for its province from a day on: coverage, share, their document."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="survey_rules", verbose_name="tỉnh")
    valid_from = models.DateField("từ ngày")
    coverage = models.DecimalField("độ bao phủ cần đạt (%)", max_digits=5, decimal_places=2)
    share = models.DecimalField("tỷ lệ hài lòng cần đạt (%)", max_digits=5, decimal_places=2)
    in_each_village = models.BooleanField("tính ở từng thôn", default=False)
    document = models.CharField("văn bản", max_length=200)
    status = models.CharField("tình trạng kiểm chứng", max_length=12, choices=STATUSES)
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "mức lấy ý kiến hài lòng"
        ordering = ["unit", "-valid_from"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"],
                name="one_survey_rule_per_unit_and_day",
                violation_error_message="Đã có mức ghi từ ngày này.",
            ),
            models.CheckConstraint(
                condition=Q(coverage__gt=0, coverage__lte=100, share__gt=0, share__lte=100),
                name="survey_rule_in_percent",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit} từ {self.valid_from:%d/%m/%Y}"


class CampaignQuerySet(models.QuerySet["SurveyCampaign"]):
    def visible_to(self, user: User, *, on: date) -> CampaignQuerySet:
        """Of the user's units; one that is being prepared is there for the Front alone."""
        in_scope = Q(unit__in=units_in_scope(user, on=on))
        fronts = units_in_scope(user, on=on, roles=(Role.FRONT_OFFICER,))
        return self.filter(in_scope & (~Q(state=SurveyState.DRAFT) | Q(unit__in=fronts)))


class SurveyCampaign(models.Model):
    """One survey of one commune for one year, with the rule that it was made under.

    `version` grows with each change of what is asked, so that nobody writes over another's.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="surveys", verbose_name="xã")
    year = models.PositiveSmallIntegerField("năm đánh giá")
    criteria_set = models.CharField("bộ tiêu chí", max_length=60)
    way = models.CharField("cách lấy", max_length=8, choices=Way, default=Way.ALL)
    sample_size = models.PositiveIntegerField("số hộ chọn", null=True)
    seed = models.CharField("số gieo", max_length=32)
    needed_coverage = models.DecimalField("độ bao phủ cần đạt (%)", max_digits=5, decimal_places=2)
    needed_share = models.DecimalField("tỷ lệ hài lòng cần đạt (%)", max_digits=5, decimal_places=2)
    in_each_village = models.BooleanField("tính ở từng thôn", default=False)
    rule_document = models.CharField("văn bản", max_length=300)
    rule_status = models.CharField("tình trạng kiểm chứng", max_length=12, choices=STATUSES)
    state = models.CharField(
        "tình trạng", max_length=10, choices=SurveyState, default=SurveyState.DRAFT
    )
    opened_on = models.DateField("bắt đầu ngày", null=True)
    closed_on = models.DateField("kết thúc ngày", null=True)
    published_on = models.DateField("công bố ngày", null=True)
    minutes_place = models.CharField("nơi kiểm phiếu", max_length=200, blank=True)
    minutes_people = models.TextField("thành phần kiểm phiếu", blank=True)
    spoiled = models.PositiveIntegerField("phiếu hỏng", default=0)
    why_stopped = models.CharField("lý do dừng", max_length=300, blank=True)
    certainty = models.CharField("độ tin cậy", max_length=20, choices=Certainty)
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = CampaignQuerySet.as_manager()

    class Meta:
        verbose_name = "đợt lấy ý kiến hài lòng"
        ordering = ["-year", "unit"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "year"],
                condition=~Q(state="stopped"),
                name="one_survey_per_unit_and_year",
                violation_error_message="Xã này đã có đợt lấy ý kiến của năm ấy.",
            ),
            models.CheckConstraint(
                condition=Q(way="all") | Q(sample_size__gt=0), name="sample_has_a_size"
            ),
            models.CheckConstraint(
                condition=Q(closed_on__isnull=True) | Q(closed_on__gte=F("opened_on")),
                name="survey_ends_after_it_begins",
            ),
        ]

    def __str__(self) -> str:
        return f"Lấy ý kiến hài lòng, {self.unit}, năm {self.year}"

    @property
    def is_open(self) -> bool:
        return self.state == SurveyState.OPEN

    @property
    def is_published(self) -> bool:
        return self.state == SurveyState.PUBLISHED


class SurveyQuestion(models.Model):
    """One question; `criterion` is the number of the criterion, empty for the whole."""

    campaign = models.ForeignKey(
        SurveyCampaign, models.CASCADE, related_name="questions", verbose_name="đợt lấy ý kiến"
    )
    key = models.CharField("khóa", max_length=10)
    criterion = models.CharField("tiêu chí", max_length=10, blank=True)
    text = models.CharField("câu hỏi", max_length=400)
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "câu hỏi lấy ý kiến"
        ordering = ["campaign", "order"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "key"], name="one_question_per_key")
        ]

    def __str__(self) -> str:
        return self.text


class SurveyVillage(models.Model):
    """A village of the survey: how many households it has, and the numbers of those asked."""

    campaign = models.ForeignKey(
        SurveyCampaign, models.CASCADE, related_name="villages", verbose_name="đợt lấy ý kiến"
    )
    name = models.CharField("thôn", max_length=100)
    households = models.PositiveIntegerField("số hộ")
    chosen = models.JSONField(
        "số thứ tự hộ được chọn",
        null=True,
        help_text="Số trong danh sách hộ của thôn, không có tên; rỗng là mọi hộ.",
    )
    order = models.PositiveSmallIntegerField("thứ tự")

    class Meta:
        verbose_name = "thôn được lấy ý kiến"
        ordering = ["campaign", "order"]
        constraints = [
            models.UniqueConstraint(fields=["campaign", "name"], name="one_survey_row_per_village"),
            models.CheckConstraint(
                condition=Q(households__gt=0), name="surveyed_village_has_households"
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def asked(self) -> int:
        """How many households get a paper."""
        return self.households if self.chosen is None else len(self.chosen)


class SurveyCode(models.Model):
    """A paper that was printed and has not come back: the hash of its code. Used, it is gone.

    Nothing says which household got it.
    """

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(
        SurveyVillage, models.CASCADE, related_name="codes", verbose_name="thôn"
    )
    digest = models.CharField("dấu của mã", max_length=64, unique=True)

    class Meta:
        verbose_name = "mã phiếu chưa dùng"

    def __str__(self) -> str:
        return "mã phiếu chưa dùng"


class SurveyAnswer(models.Model):
    """One paper: what it chose, and of which village. No time, no author, no order, no code."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    village = models.ForeignKey(
        SurveyVillage, models.CASCADE, related_name="answers", verbose_name="thôn"
    )
    choices = models.JSONField("trả lời")

    class Meta:
        verbose_name = "phiếu lấy ý kiến"

    def __str__(self) -> str:
        return "phiếu lấy ý kiến"
