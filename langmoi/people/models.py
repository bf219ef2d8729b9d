"""Who works in the system: users, agencies, and the dated posts that give them their rights."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q
from django.db.models.functions import Lower

from langmoi.places.models import Certainty, Unit


class User(AbstractUser):
    """A person who signs in. Rights come from posts alone, never from flags on the user."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one name
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ tên hoặc chức danh", max_length=150)
    phone = models.CharField("điện thoại", max_length=30, blank=True)
    must_change_password = models.BooleanField(
        "phải đổi mật khẩu",
        default=False,
        help_text="Mật khẩu do người khác đặt chỉ dùng được để đổi mật khẩu.",
    )

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"
        constraints = [
            models.UniqueConstraint(Lower("username"), name="one_user_per_name_in_any_case"),
            models.UniqueConstraint(
                Lower("email"), condition=~Q(email=""), name="one_user_per_email_in_any_case"
            ),
        ]

    def __str__(self) -> str:
        return self.username

    def get_full_name(self) -> str:
        return self.full_name

    def get_short_name(self) -> str:
        return self.full_name


class Agency(models.Model):
    """An office, department or committee that posts belong to; agencies are dated too."""

    name = models.CharField("tên cơ quan", max_length=200)
    short_name = models.CharField("tên ngắn", max_length=60)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="agencies", verbose_name="cấp")
    valid_from = models.DateField("từ ngày", null=True, blank=True)
    valid_to = models.DateField("đến ngày", null=True, blank=True)

    class Meta:
        verbose_name = "cơ quan"
        constraints = [
            models.UniqueConstraint(fields=["name", "unit"], name="one_agency_per_name_and_unit")
        ]

    def __str__(self) -> str:
        return self.name


class AgencySuccession(models.Model):
    """On a day an agency, with its duties, went into another (departments merge and split)."""

    predecessor = models.ForeignKey(
        Agency, models.PROTECT, related_name="successions", verbose_name="cơ quan cũ"
    )
    successor = models.ForeignKey(
        Agency, models.PROTECT, related_name="origins", verbose_name="cơ quan mới"
    )
    on = models.DateField("ngày")
    document = models.CharField("văn bản", max_length=200, blank=True)

    class Meta:
        verbose_name = "kế thừa cơ quan"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor"], name="one_succession_per_pair_of_agencies"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor}"


class Role(models.TextChoices):
    ADMINISTRATOR = "administrator", "quản trị hệ thống"
    PROVINCE_OFFICE = "province_office", "Văn phòng Điều phối NTM tỉnh"
    COMMITTEE_OFFICE = "committee_office", "Văn phòng UBND tỉnh"
    PROVINCE_LEADER = "province_leader", "lãnh đạo UBND tỉnh"
    DEPARTMENT_DIRECTOR = "department_director", "lãnh đạo sở, ngành"
    DEPARTMENT_OFFICER = "department_officer", "công chức sở, ngành"
    DISTRICT_CHAIRMAN = "district_chairman", "Chủ tịch UBND huyện"
    DISTRICT_DEPUTY = "district_deputy", "Phó Chủ tịch UBND huyện"
    DISTRICT_OFFICER = "district_officer", "công chức huyện phụ trách NTM"
    COMMUNE_CHAIRMAN = "commune_chairman", "Chủ tịch UBND xã"
    COMMUNE_DEPUTY = "commune_deputy", "Phó Chủ tịch UBND xã"
    COMMUNE_OFFICER = "commune_officer", "công chức xã phụ trách NTM"
    VILLAGE_HEAD = "village_head", "trưởng thôn"
    FRONT_OFFICER = "front_officer", "cán bộ Mặt trận"
    PARTY_OFFICE = "party_office", "văn phòng cấp ủy"
    DELEGATION_MEMBER = "delegation_member", "thành viên đoàn công tác"
    AUDITOR = "auditor", "kiểm toán, thanh tra (chỉ xem)"
    READER = "reader", "người xem"


class PostQuerySet(models.QuerySet["Post"]):
    def on(self, day: date) -> PostQuerySet:
        return self.filter(valid_from__lte=day).filter(
            Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        )


class Post(models.Model):
    """A role held at a unit, for an agency, from a day to a day: where rights come from."""

    user = models.ForeignKey(User, models.PROTECT, related_name="posts", verbose_name="người giữ")
    role = models.CharField("vai trò", max_length=30, choices=Role)
    unit = models.ForeignKey(Unit, models.PROTECT, related_name="posts", verbose_name="đơn vị")
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="posts", null=True, verbose_name="cơ quan"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True)
    is_full_time = models.BooleanField("chuyên trách", default=False)
    signs_for = models.BooleanField(
        "ký thay (KT.)", default=False, help_text="Ký thay người đứng đầu; trách nhiệm không đổi."
    )

    objects = PostQuerySet.as_manager()

    class Meta:
        verbose_name = "chức vụ"
        constraints = [
            models.UniqueConstraint(
                fields=["user", "role", "unit", "valid_from"],
                name="one_post_per_user_role_unit_and_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.get_role_display()}, {self.unit}"


class Duty(models.TextChoices):
    LEAD = "lead", "chủ trì"
    CO_OPERATE = "co_operate", "phối hợp"


class Responsibility(models.Model):
    """Which agency is in charge of which indicator, dated, with the document that says so."""

    criteria_set = models.CharField("bộ tiêu chí", max_length=60)
    indicator = models.CharField("chỉ tiêu", max_length=10)
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="responsibilities", verbose_name="cơ quan"
    )
    duty = models.CharField("nhiệm vụ", max_length=12, choices=Duty)
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày", null=True)
    document = models.CharField("văn bản giao", max_length=200, blank=True)
    certainty = models.CharField("độ tin cậy", max_length=20, choices=Certainty)

    class Meta:
        verbose_name = "phân công phụ trách chỉ tiêu"
        constraints = [
            models.UniqueConstraint(
                fields=["criteria_set", "indicator", "agency", "valid_from"],
                name="one_responsibility_per_indicator_agency_and_start",
            )
        ]

    def __str__(self) -> str:
        return f"{self.indicator}: {self.agency} ({self.get_duty_display()})"


class Substitution(models.Model):
    """Someone acts in another's post for a while; what they do is recorded as theirs."""

    post = models.ForeignKey(
        Post, models.PROTECT, related_name="substitutions", verbose_name="chức vụ"
    )
    user = models.ForeignKey(
        User, models.PROTECT, related_name="substitutions", verbose_name="người làm thay"
    )
    valid_from = models.DateField("từ ngày")
    valid_to = models.DateField("đến ngày")
    reason = models.CharField("lý do", max_length=300)

    class Meta:
        verbose_name = "làm thay"

    def __str__(self) -> str:
        return f"{self.user} làm thay {self.post}"


class SignInGuard(models.Model):
    """Failures to sign in, counted for one name or one address: shared by all server processes."""

    key = models.CharField("tên đăng nhập hoặc địa chỉ", max_length=300, unique=True)
    failures = models.PositiveIntegerField("số lần sai", default=0)
    first_at = models.DateTimeField("sai lần đầu lúc")
    locked_until = models.DateTimeField("khóa đến", null=True)

    class Meta:
        verbose_name = "canh đăng nhập sai"

    def __str__(self) -> str:
        return f"{self.key}: {self.failures}"


class PeopleUploadState(models.TextChoices):
    CHECKED = "checked", "chờ xác nhận"
    IMPORTED = "imported", "đã lập người dùng"
    DROPPED = "dropped", "đã bỏ"


class PeopleUpload(models.Model):
    """A workbook of people, kept between its preview and yes or no."""

    file_name = models.CharField("tên tệp", max_length=255)
    content = models.BinaryField("nội dung")
    uploaded_by = models.ForeignKey(
        User, models.PROTECT, related_name="people_uploads", verbose_name="người tải"
    )
    uploaded_at = models.DateTimeField("tải lúc")
    state = models.CharField(
        "tình trạng", max_length=10, choices=PeopleUploadState, default=PeopleUploadState.CHECKED
    )

    class Meta:
        verbose_name = "tệp người dùng"

    def __str__(self) -> str:
        return self.file_name
