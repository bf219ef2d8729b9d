"""The Ban Chỉ đạo as a body: its members in time, its meetings, who was there, what was concluded.

The board of a province or district is the Ban Chỉ đạo, that of a commune its Ban quản lý.
"""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from langmoi.direction.models import Directive
from langmoi.people.access import units_in_scope
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person


class BoardQuerySet(models.QuerySet["Board"]):
    def visible_to(self, user: User, *, on: date) -> BoardQuerySet:
        """Boards of the units in the user's scope, and those that they are a member of."""
        member = BoardMember.objects.on(on).filter(user_id=user.pk).values("board")
        return self.filter(Q(unit__in=units_in_scope(user, on=on)) | Q(pk__in=member))


class Board(models.Model):
    """A board that steers the programme in one place. Its decision's number and day may be blank.

    `version` grows with each change of the board and its members.
    """

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="boards", verbose_name="nơi")
    name = models.CharField("tên ban", max_length=300)
    decision_number = models.CharField("số quyết định thành lập", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = BoardQuerySet.as_manager()

    class Meta:
        verbose_name = "Ban Chỉ đạo"
        ordering = ["unit", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "name"],
                name="one_board_per_unit_and_name",
                violation_error_message="Ban này đã được lập.",
            )
        ]

    def __str__(self) -> str:
        return self.name


class BoardRole(models.TextChoices):
    HEAD = "head", "Trưởng ban"
    FIRST_DEPUTY = "first_deputy", "Phó Trưởng ban Thường trực"
    DEPUTY = "deputy", "Phó Trưởng ban"
    STANDING = "standing", "Ủy viên Thường trực"
    MEMBER = "member", "Thành viên"


class BoardMemberQuerySet(models.QuerySet["BoardMember"]):
    def on(self, day: date) -> BoardMemberQuerySet:
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class BoardMember(models.Model):
    """Who sits on a board by which office, dated; number and day of the decision may be blank."""

    board = models.ForeignKey(
        Board, models.PROTECT, related_name="members", verbose_name="Ban Chỉ đạo"
    )
    name = models.CharField("họ tên hoặc chức danh", max_length=150)
    office = models.CharField("chức vụ, nơi công tác", max_length=200, blank=True)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="+", null=True, verbose_name="cơ quan"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="board_memberships",
        null=True,
        verbose_name="tài khoản",
    )
    role = models.CharField("chức danh trong ban", max_length=12, choices=BoardRole)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True)
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)

    objects = BoardMemberQuerySet.as_manager()

    class Meta:
        verbose_name = "thành viên Ban Chỉ đạo"
        ordering = ["board", "pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(valid_to__isnull=True) | Q(valid_to__gte=F("valid_from")),
                name="board_member_ends_after_they_begin",
            ),
            models.UniqueConstraint(
                fields=["board"],
                condition=Q(role=BoardRole.HEAD, valid_to__isnull=True),
                name="one_head_per_board",
                violation_error_message="Ban này đang có Trưởng ban.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name}, {self.get_role_display()}"


class MeetingQuerySet(models.QuerySet["Meeting"]):
    def visible_to(self, user: User, *, on: date) -> MeetingQuerySet:
        """The meetings of the boards that the user sees."""
        return self.filter(board__in=Board.objects.visible_to(user, on=on))


class Meeting(models.Model):
    """A meeting of a board. Its conclusions are the tasks of a document that directs.

    `conclusion` is that document (thông báo kết luận): there is none before the first conclusion.
    """

    board = models.ForeignKey(
        Board, models.PROTECT, related_name="meetings", verbose_name="Ban Chỉ đạo"
    )
    title = models.CharField("cuộc họp", max_length=300)
    held_on = models.DateField("ngày họp")
    begins = models.CharField("giờ họp", max_length=20, blank=True)
    place = models.CharField("địa điểm", max_length=200, blank=True)
    agenda = models.TextField("chương trình họp", blank=True)
    minutes = models.TextField("nội dung, biên bản", blank=True)
    conclusion = models.OneToOneField(
        Directive,
        models.PROTECT,
        related_name="meeting",
        null=True,
        verbose_name="thông báo kết luận",
    )
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = MeetingQuerySet.as_manager()

    class Meta:
        verbose_name = "cuộc họp Ban Chỉ đạo"
        ordering = ["-held_on", "-pk"]

    def __str__(self) -> str:
        return f"{self.title} ({self.held_on:%d/%m/%Y})"


class Presence(models.TextChoices):
    PRESENT = "present", "có mặt"
    STAND_IN = "stand_in", "cử người dự thay"
    EXCUSED = "excused", "vắng có lý do"
    ABSENT = "absent", "vắng"


class Attendance(models.Model):
    """Whether a member was there; who sat in for them stands under their own name."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="attendance", verbose_name="cuộc họp"
    )
    member = models.ForeignKey(
        BoardMember, models.PROTECT, related_name="attendance", verbose_name="thành viên"
    )
    presence = models.CharField("dự họp", max_length=10, choices=Presence)
    stand_in = models.CharField("người dự thay", max_length=200, blank=True)

    class Meta:
        verbose_name = "dự họp"
        ordering = ["meeting", "member"]
        constraints = [
            models.UniqueConstraint(
                fields=["meeting", "member"], name="one_attendance_per_meeting_and_member"
            ),
            models.CheckConstraint(
                condition=Q(presence="stand_in") ^ Q(stand_in=""), name="stand_in_has_a_name"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.member}: {self.get_presence_display()}"


class MeetingPaper(models.Model):
    """A paper of a meeting, with or without its file."""

    meeting = models.ForeignKey(
        Meeting, models.PROTECT, related_name="papers", verbose_name="cuộc họp"
    )
    title = models.CharField("tài liệu", max_length=300)
    file = models.ForeignKey(
        EvidenceFile, models.PROTECT, related_name="+", null=True, verbose_name="tệp"
    )
    file_name = models.CharField("tên tệp", max_length=255, blank=True)
    by = person("người gửi")
    at = models.DateTimeField("lúc")

    class Meta:
        verbose_name = "tài liệu họp"
        ordering = ["meeting", "pk"]

    def __str__(self) -> str:
        return self.title
