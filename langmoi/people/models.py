"""Who works in the system: users, agencies, and the dated posts that give them their rights."""

from __future__ import annotations

from datetime import date

from django.contrib.auth.models import AbstractUser
from django.db import models
from django.db.models import Q

from langmoi.places.models import Unit


class User(AbstractUser):
    """A person who signs in. Rights come from posts alone, never from flags on the user."""

    first_name = None  # type: ignore[assignment]  # a Vietnamese name is one name
    last_name = None  # type: ignore[assignment]
    full_name = models.CharField("họ tên hoặc chức danh", max_length=150)

    REQUIRED_FIELDS = ["full_name"]

    class Meta:
        verbose_name = "người dùng"

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


class Role(models.TextChoices):
    PROVINCE_OFFICE = "province_office", "Văn phòng Điều phối NTM tỉnh"
    DISTRICT_OFFICER = "district_officer", "công chức huyện phụ trách NTM"
    COMMUNE_OFFICER = "commune_officer", "công chức xã phụ trách NTM"
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
