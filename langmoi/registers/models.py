"""Entries of registers of any kind: what they are, their dated states, records and papers.

What a kind asks for is in its file (reading.py); a row holds its fields as one document. Nothing is
deleted: states only grow, records and entries made by mistake are taken back with a reason.
"""

from __future__ import annotations

from datetime import date
from typing import TypeVar

from django.conf import settings
from django.db import models
from django.db.models import Q

from langmoi.people.access import units_in_scope
from langmoi.people.models import User
from langmoi.places.models import Certainty, Unit
from langmoi.reporting.models import EvidenceFile
from langmoi.reporting.models.chain import person

M = TypeVar("M", bound=models.Model)


class Entries(models.QuerySet["Entry"]):
    def visible_to(self, user: User, *, on: date) -> Entries:
        """Those of the units in the user's scope; for this user no others exist."""
        return self.filter(unit__in=units_in_scope(user, on=on))

    def standing(self) -> Entries:
        """Those that nobody took back."""
        return self.filter(taken_back_at__isnull=True)


def taken_back_by() -> models.ForeignKey[User | None, User | None]:
    return models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người thu hồi",
    )


def taken_back_whole(name: str) -> models.CheckConstraint:
    """Taken back by someone with a reason, or not at all."""
    condition = Q(taken_back_at__isnull=True, taken_back_by__isnull=True, why_taken_back="") | (
        Q(taken_back_at__isnull=False, taken_back_by__isnull=False) & ~Q(why_taken_back="")
    )
    return models.CheckConstraint(condition=condition, name=name)


class Entry(models.Model):
    """A line of a register: a cooperative, a product, a convention, a campaign.

    `state`, `since` and `holds_until` repeat the last state, for lists. `known_as` tells entries of
    one kind and place apart. `version` grows with each change of the entry, its states, records
    and papers, so that nobody writes over another's.
    """

    kind = models.CharField("sổ", max_length=40)
    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="register_entries", verbose_name="đơn vị"
    )
    name = models.CharField("tên", max_length=300)
    search_key = models.CharField("khóa tìm", max_length=700)
    known_as = models.CharField("khóa phân biệt", max_length=700)
    fields = models.JSONField("nội dung", default=dict)
    state = models.CharField("trạng thái", max_length=40)
    since = models.DateField("từ ngày")
    holds_until = models.DateField("có hiệu lực đến", null=True)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, blank=True, default=""
    )
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người ghi")
    made_at = models.DateTimeField("ghi lúc")
    taken_back_at = models.DateTimeField("thu hồi lúc", null=True)
    taken_back_by = taken_back_by()
    why_taken_back = models.CharField("lý do thu hồi", max_length=300, blank=True)

    objects = Entries.as_manager()

    class Meta:
        verbose_name = "mục trong sổ"
        ordering = ["kind", "unit", "pk"]
        indexes = [models.Index(fields=["kind", "unit"])]
        constraints = [
            models.UniqueConstraint(
                fields=["kind", "unit", "known_as"],
                condition=Q(taken_back_at__isnull=True),
                name="one_standing_entry_per_name_and_place",
            ),
            taken_back_whole("entry_taken_back_with_who_and_why"),
        ]

    def __str__(self) -> str:
        return self.name


class EntryState(models.Model):
    """The state of an entry from a day on, with its paper. Append-only.

    A row that `takes_back` another says no state of its own: it says why that one was wrong.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="states", verbose_name="mục")
    state = models.CharField("trạng thái", max_length=40)
    since = models.DateField("từ ngày")
    document = models.CharField("văn bản", max_length=200, blank=True)
    document_on = models.DateField("ngày văn bản", null=True)
    signer = models.CharField("người ký", max_length=150, blank=True)
    note = models.CharField("ghi chú, lý do", max_length=500, blank=True)
    takes_back = models.OneToOneField(
        "self", models.PROTECT, related_name="taken_back", null=True, verbose_name="thu hồi dòng"
    )
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")

    class Meta:
        verbose_name = "trạng thái của mục"
        ordering = ["entry", "since", "pk"]

    def __str__(self) -> str:
        return f"{self.entry}: {self.state}, {self.since:%d/%m/%Y}"


class EntryRecord(models.Model):
    """A fact of an entry of a year, a month or a day: a rating, a score sheet, an attendance.

    `slot` is what there may be one of: “2019”, “2019-12”, “2019-12-20”; empty where any number.
    """

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="records", verbose_name="mục")
    kind = models.CharField("loại", max_length=40)
    year = models.PositiveSmallIntegerField("năm")
    on = models.DateField("ngày", null=True)
    slot = models.CharField("kỳ", max_length=10, blank=True)
    fields = models.JSONField("nội dung", default=dict)
    document = models.CharField("văn bản", max_length=200, blank=True)
    certainty = models.CharField(
        "độ tin cậy", max_length=20, choices=Certainty, blank=True, default=""
    )
    by = person("người ghi")
    at = models.DateTimeField("ghi lúc")
    taken_back_at = models.DateTimeField("thu hồi lúc", null=True)
    taken_back_by = taken_back_by()
    why_taken_back = models.CharField("lý do thu hồi", max_length=300, blank=True)

    class Meta:
        verbose_name = "số liệu của mục"
        ordering = ["entry", "kind", "-year", "-on", "-pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["entry", "kind", "slot"],
                condition=Q(taken_back_at__isnull=True) & ~Q(slot=""),
                name="one_standing_record_per_slot",
            ),
            taken_back_whole("record_taken_back_with_who_and_why"),
        ]

    def __str__(self) -> str:
        return f"{self.entry}: {self.kind} {self.slot or self.on or self.year}"


class EntryFile(models.Model):
    """A paper of an entry, kept as all files are kept."""

    entry = models.ForeignKey(Entry, models.PROTECT, related_name="papers", verbose_name="mục")
    file = models.ForeignKey(EvidenceFile, models.PROTECT, related_name="+", verbose_name="tệp")
    file_name = models.CharField("tên tệp", max_length=255)
    label = models.CharField("tên giấy tờ", max_length=200)
    by = person("người gửi")
    at = models.DateTimeField("gửi lúc")
    taken_back_at = models.DateTimeField("gỡ lúc", null=True)
    taken_back_by = taken_back_by()
    why_taken_back = models.CharField("lý do gỡ", max_length=300, blank=True)

    class Meta:
        verbose_name = "giấy tờ của mục"
        ordering = ["entry", "pk"]
        constraints = [taken_back_whole("paper_taken_back_with_who_and_why")]

    def __str__(self) -> str:
        return f"{self.label}: {self.file_name}"


class RegisterKind(models.Model):
    """A register that an office made; its text is read by the same loader as the program's own."""

    slug = models.CharField("mã sổ", max_length=40, unique=True)
    text = models.TextField("mẫu sổ")
    version = models.PositiveIntegerField("lần sửa", default=1)
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    class Meta:
        verbose_name = "sổ do văn phòng lập"
        ordering = ["slug"]

    def __str__(self) -> str:
        return self.slug


class RegisterKindSave(models.Model):
    """The text of an office's register as it was saved. Append-only."""

    kind = models.ForeignKey(RegisterKind, models.PROTECT, related_name="saves", verbose_name="sổ")
    version = models.PositiveIntegerField("lần sửa")
    text = models.TextField("mẫu sổ")
    by = person("người lưu")
    at = models.DateTimeField("lưu lúc")

    class Meta:
        verbose_name = "bản lưu mẫu sổ"
        ordering = ["kind", "version"]
        constraints = [
            models.UniqueConstraint(fields=["kind", "version"], name="one_save_per_kind_version")
        ]

    def __str__(self) -> str:
        return f"{self.kind}, bản {self.version}"


class RegisterUpload(models.Model):
    """A workbook of a register, kept between its preview and yes or no."""

    kind = models.CharField("sổ", max_length=40)
    file_name = models.CharField("tên tệp", max_length=255)
    content = models.BinaryField("nội dung")
    by = person("người tải")
    at = models.DateTimeField("tải lúc")
    done_at = models.DateTimeField("xử lý xong lúc", null=True)

    class Meta:
        verbose_name = "tệp sổ chờ xác nhận"

    def __str__(self) -> str:
        return self.file_name


# This file stays what every register shares; Django looks for the app's models here.
from langmoi.registers.ocop.models import OcopCouncil as OcopCouncil  # noqa: E402
from langmoi.registers.ocop.models import OcopScoring as OcopScoring  # noqa: E402
from langmoi.registers.ocop.models import OcopSheet as OcopSheet  # noqa: E402
