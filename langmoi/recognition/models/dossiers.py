"""A dossier of one place, kind of title and year, and the story of its steps."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.reporting.models import EvidenceFile, Filing, Revision
from langmoi.reporting.models.chain import person


class Kind(models.TextChoices):
    """What a place may be recognised as; data/regimes.yaml says by which regime."""

    COMMUNE = "commune", "xã đạt chuẩn nông thôn mới"
    ADVANCED = "advanced", "xã đạt chuẩn nông thôn mới nâng cao"
    MODEL = "model", "xã đạt chuẩn nông thôn mới kiểu mẫu"
    VILLAGE = "village", "thôn (làng) đạt chuẩn nông thôn mới"
    DISTRICT = "district", "huyện đạt chuẩn nông thôn mới"
    CITY = "city", "thành phố hoàn thành nhiệm vụ xây dựng nông thôn mới"


class DossierState(models.TextChoices):
    """Where a dossier lies; flow.py says which step leads where."""

    PROPOSED = "proposed", "xã đã đăng ký, chờ huyện xác nhận"
    RETURNED = "returned", "huyện trả lại đăng ký"
    CONFIRMED = "confirmed", "huyện đã xác nhận, chờ tỉnh đưa vào danh sách"
    LISTED = "listed", "có trong danh sách của năm, chờ xã tự đánh giá"
    ASSESSED = "assessed", "đã tự đánh giá, đang công khai và lấy ý kiến"
    SENT = "sent", "đã trình huyện, chờ thẩm tra"
    VERIFIED = "verified", "huyện đã thẩm tra, chờ tỉnh thẩm định"
    APPRAISED = "appraised", "đã thẩm định, chờ Hội đồng"
    VOTED = "voted", "Hội đồng đã thông qua, chờ quyết định"
    DECIDED = "decided", "đã có quyết định, chờ công bố"
    ANNOUNCED = "announced", "đã công bố"
    WITHDRAWN = "withdrawn", "đã rút"


class RegistrationList(models.Model):
    """The list of those to be recognised as one kind in a year, as the province approved it."""

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="registration_lists", verbose_name="tỉnh"
    )
    kind = models.CharField("danh hiệu", max_length=10, choices=Kind)
    year = models.PositiveSmallIntegerField("năm đạt chuẩn")
    document = models.CharField("số, ký hiệu văn bản", max_length=60)
    dated_on = models.DateField("ngày văn bản")
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, default=Certainty.CHECKED
    )
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "danh sách đăng ký đạt chuẩn"
        ordering = ["-year", "-dated_on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "kind", "year", "document", "dated_on"],
                name="one_registration_list_per_document",
            )
        ]

    def __str__(self) -> str:
        return f"danh sách {self.get_kind_display()} năm {self.year}"


class DossierQuerySet(models.QuerySet["Dossier"]):
    def visible_to(self, user: User, *, on: date) -> DossierQuerySet:
        """Dossiers of units in the user's scope; for this user no others exist."""
        return self.filter(unit__in=units_in_scope(user, on=on))


class Dossier(models.Model):
    """One place on its way to one title of one year; never two at once.

    `regime` is that of the last step taken. `filing`, `revision` and `outcomes` are the
    self-assessment: frozen from the month that the commune chose. `round` grows with each new
    self-assessment, and verdicts belong to one round. `version` grows with every write.
    """

    kind = models.CharField("danh hiệu", max_length=10, choices=Kind)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="dossiers", verbose_name="đơn vị")
    year = models.PositiveSmallIntegerField("năm đạt chuẩn")
    regime = models.CharField("quy định áp dụng", max_length=40)
    state = models.CharField(
        "trạng thái", max_length=10, choices=DossierState, default=DossierState.PROPOSED
    )
    since = models.DateField("ở trạng thái này từ")
    listed_in = models.ForeignKey(
        RegistrationList,
        models.PROTECT,
        related_name="dossiers",
        null=True,
        verbose_name="danh sách của năm",
    )
    filing = models.ForeignKey(
        Filing, models.PROTECT, related_name="+", null=True, verbose_name="phiếu tháng"
    )
    revision = models.ForeignKey(
        Revision, models.PROTECT, related_name="+", null=True, verbose_name="bản của phiếu"
    )
    outcomes = models.JSONField("kết quả tự đánh giá", default=dict)
    round = models.PositiveSmallIntegerField("lần đánh giá", default=0)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, default=Certainty.CHECKED
    )
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = DossierQuerySet.as_manager()

    class Meta:
        verbose_name = "hồ sơ xét, công nhận"
        ordering = ["-year", "unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "year"],
                condition=~Q(state="withdrawn"),
                name="one_dossier_per_kind_unit_and_year",
                violation_error_message="Đơn vị này đã có hồ sơ cho năm đã chọn.",
            )
        ]

    def __str__(self) -> str:
        return f"hồ sơ {self.get_kind_display()} năm {self.year} của {self.unit}"

    @property
    def is_open(self) -> bool:
        return self.state not in (DossierState.ANNOUNCED, DossierState.WITHDRAWN)


class DossierEvent(models.Model):
    """One step of a dossier, as it was taken. Append-only: the story of the dossier."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="events", verbose_name="hồ sơ"
    )
    step = models.CharField("việc", max_length=30)
    by = person("người làm")
    capacity = models.CharField("tư cách", max_length=200)
    note = models.TextField("lý do, ghi chú", blank=True)
    state_before = models.CharField("trạng thái trước", max_length=10, blank=True)
    state_after = models.CharField("trạng thái sau", max_length=10)
    round = models.PositiveSmallIntegerField("lần đánh giá")
    on = models.DateField("ngày")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "việc của hồ sơ xét, công nhận"
        ordering = ["dossier", "pk"]

    def __str__(self) -> str:
        return f"{self.dossier}: {self.step}"


class DossierPart(models.TextChoices):
    """The part of the dossier that a file belongs to, in the order of the file as a whole."""

    LETTER = "letter", "tờ trình"
    REPORT = "report", "báo cáo kết quả"
    NOTICE = "notice", "công khai"
    OPINIONS = "opinions", "tổng hợp ý kiến"
    MEETING = "meeting", "biên bản họp"
    SURVEY = "survey", "lấy ý kiến hài lòng"
    VERIFICATION = "verification", "thẩm tra"
    APPRAISAL = "appraisal", "thẩm định"
    COUNCIL = "council", "Hội đồng thẩm định"
    DECISION = "decision", "quyết định"
    PHOTOS = "photos", "hình ảnh minh họa"


class DossierPaper(models.Model):
    """A file that belongs to a part of the dossier; taking it out leaves the row, marked."""

    dossier = models.ForeignKey(
        Dossier, models.PROTECT, related_name="papers", verbose_name="hồ sơ"
    )
    part = models.CharField("thuộc phần", max_length=12, choices=DossierPart)
    title = models.CharField("tên giấy tờ", max_length=300)
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+", verbose_name="tệp")
    file_name = models.CharField("tên tệp", max_length=255)
    by = person("người gửi")
    at = models.DateTimeField("lúc")
    removed_at = models.DateTimeField("gỡ lúc", null=True)
    removed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người gỡ",
    )

    class Meta:
        verbose_name = "giấy tờ của hồ sơ"
        ordering = ["dossier", "pk"]

    def __str__(self) -> str:
        return self.title
