"""Who works for the programme where, and how many officials of a commune are below standard.

No personnel file: a holder is a name, a post and its days; nothing of birth, papers or home. Who is
below standard is a number, never a name (decision 28).
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Unit
from langmoi.reporting.models.chain import person

M = TypeVar("M", bound=models.Model)


class OfUnits(models.QuerySet[M]):
    """Rows of units; for a user there are those of the units in their scope."""

    def visible_to(self, user: User, *, on: date) -> OfUnits[M]:
        return self.filter(unit__in=units_in_scope(user, on=on))


class StaffPosition(models.Model):
    """A post of the programme's work at a commune, district or province, from a day to a day.

    It stands vacant on the days on which nobody holds it. `version` grows with each change of the
    post, its holders and their courses, so that nobody writes over another's.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="staff_positions", verbose_name="đơn vị"
    )
    title = models.CharField("vị trí", max_length=200)
    valid_from = models.DateField("có từ ngày")
    valid_to = models.DateField("có đến ngày", null=True)
    why_closed = models.CharField("lý do bỏ vị trí", max_length=300, blank=True)
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")

    objects = OfUnits["StaffPosition"].as_manager()

    class Meta:
        verbose_name = "vị trí làm công tác NTM"
        ordering = ["unit", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="staff_position_ends_after_it_begins",
            )
        ]

    def __str__(self) -> str:
        return f"{self.title}, {self.unit}"


class StaffHolder(models.Model):
    """Who holds a post from a day to a day: an account of this system, or just a name."""

    position = models.ForeignKey(
        StaffPosition, models.PROTECT, related_name="holders", verbose_name="vị trí"
    )
    name = models.CharField("họ tên", max_length=150)
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="tài khoản",
    )
    is_full_time = models.BooleanField("chuyên trách", default=False)
    valid_from = models.DateField("giữ từ ngày")
    valid_to = models.DateField("giữ đến ngày", null=True)
    why_left = models.CharField("lý do thôi giữ", max_length=300, blank=True)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "người giữ vị trí"
        ordering = ["position", "valid_from"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="staff_holder_ends_after_they_begin",
            ),
            models.UniqueConstraint(
                fields=["position"],
                condition=Q(valid_to__isnull=True),
                name="one_open_holder_per_position",
                violation_error_message="Vị trí này đang có người giữ.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.position}"


class StaffTraining(models.Model):
    """A course that a holder attended for the programme's work."""

    holder = models.ForeignKey(
        StaffHolder, models.PROTECT, related_name="courses", verbose_name="người học"
    )
    name = models.CharField("tên khóa học", max_length=300)
    begun_on = models.DateField("từ ngày")
    ended_on = models.DateField("đến ngày")
    given_by = models.CharField("nơi tổ chức", max_length=200)
    has_certificate = models.BooleanField("có chứng nhận", default=False)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "khóa tập huấn đã học"
        ordering = ["holder", "-ended_on", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(ended_on__gte=F("begun_on")), name="course_ends_after_it_begins"
            ),
            models.UniqueConstraint(
                fields=["holder", "name", "begun_on"],
                name="one_row_per_course_of_a_holder",
                violation_error_message="Khóa học này đã được ghi cho người này.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}: {self.holder}"


class Lack(models.TextChoices):
    """What an official of a commune lacks of the standard. As commonly worded, not checked."""

    SCHOOLING = "schooling", "học vấn phổ thông"
    PROFESSION = "profession", "chuyên môn, nghiệp vụ"
    POLITICS = "politics", "lý luận chính trị"
    COMPUTING = "computing", "tin học"
    LANGUAGE = "language", "tiếng dân tộc thiểu số"
    OTHER = "other", "lý do khác"


class Remedy(models.TextChoices):
    TRAIN = "train", "đào tạo, bồi dưỡng"
    ROTATE = "rotate", "luân chuyển, bố trí việc khác"
    REPLACE = "replace", "thay thế"
    RETIRE = "retire", "nghỉ hưu, tinh giản"
    NONE = "", "chưa có giải pháp"


class OfficialCount(models.Model):
    """How many officials (cán bộ, công chức) a commune has on a day, and how many lack something.

    Counts only. A later day has a row of its own; a mistake is mended in its row, and the log keeps
    what stood there.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="official_counts", verbose_name="xã"
    )
    counted_on = models.DateField("đến ngày")
    total = models.PositiveSmallIntegerField("số cán bộ, công chức")
    below = models.PositiveSmallIntegerField("chưa đạt chuẩn")
    version = models.PositiveIntegerField("lần sửa", default=1)
    by = person("người ghi")
    at = models.DateTimeField("lúc")

    objects = OfUnits["OfficialCount"].as_manager()

    class Meta:
        verbose_name = "số cán bộ, công chức chưa đạt chuẩn"
        ordering = ["unit", "-counted_on"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "counted_on"], name="one_official_count_per_unit_and_day"
            ),
            models.CheckConstraint(
                condition=Q(below__lte=F("total")), name="officials_below_are_some_of_them"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.unit}, {self.counted_on:%d/%m/%Y}"


class BelowStandard(models.Model):
    """So many of a count lack the same thing and get the same remedy; by whom and until when.

    One person may lack two things, so the rows of a count may come to more than it says.
    """

    count = models.ForeignKey(
        OfficialCount, models.CASCADE, related_name="groups", verbose_name="số đếm"
    )
    lack = models.CharField("chưa đạt về", max_length=12, choices=Lack)
    people = models.PositiveSmallIntegerField("số người")
    remedy = models.CharField("giải pháp", max_length=10, choices=Remedy, blank=True)
    detail = models.CharField("nội dung giải pháp", max_length=300, blank=True)
    responsible = models.CharField("người chịu trách nhiệm", max_length=200, blank=True)
    due_on = models.DateField("hạn", null=True)

    class Meta:
        verbose_name = "nhóm chưa đạt chuẩn"
        ordering = ["count", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["count", "lack", "remedy"], name="one_row_per_lack_and_remedy"
            ),
            models.CheckConstraint(condition=Q(people__gt=0), name="below_standard_counts_someone"),
            models.CheckConstraint(
                condition=Q(remedy="") | (~Q(responsible="") & Q(due_on__isnull=False)),
                name="remedy_with_who_and_when",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.people} người, {self.get_lack_display()}"
