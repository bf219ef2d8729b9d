"""Units in time. A unit keeps its key for life; name, type, code and parent are dated versions."""

from __future__ import annotations

from datetime import date

from django.db import models
from django.db.models import Q

from langmoi.core.memory import kept


class Level(models.TextChoices):
    PROVINCE = "province", "cấp tỉnh"
    DISTRICT = "district", "cấp huyện"
    COMMUNE = "commune", "cấp xã"
    VILLAGE = "village", "thôn, làng"


class UnitType(models.TextChoices):
    PROVINCE = "province", "tỉnh"
    CITY = "city", "thành phố"
    DISTRICT = "district", "huyện"
    COMMUNE = "commune", "xã"
    WARD = "ward", "phường"
    TOWNSHIP = "township", "thị trấn"
    VILLAGE = "village", "thôn"


# What a village’s own name may begin with, in small letters.
VILLAGE_KINDS = ("thôn ", "làng ", "buôn ", "bản ", "ấp ", "khu ", "tổ ")


class Certainty(models.TextChoices):
    """How sure a fact is; what nobody has seen in a source is shown as such."""

    CHECKED = "checked", "đã đối chiếu"
    REPORTED = "reported", "theo nguồn đã công bố"
    RECALLED = "recalled", "chưa kiểm chứng"
    ILLUSTRATIVE = "illustrative", "số liệu minh họa"


class Unit(models.Model):
    """A place for its whole life. Its official code is no key: codes were reused in 2025."""

    class Meta:
        verbose_name = "đơn vị hành chính"

    def __str__(self) -> str:
        return kept(("unit name", self.pk), self._name, "places_unitversion")

    def _name(self) -> str:
        version = self.versions.order_by("-valid_from").first()
        return version.full_name if version else f"đơn vị {self.pk}"


class UnitVersionQuerySet(models.QuerySet["UnitVersion"]):
    def on(self, day: date) -> UnitVersionQuerySet:
        """The versions in force that day: at most one for each unit."""
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        not_ended = Q(valid_to__isnull=True) | Q(valid_to__gte=day)
        return self.filter(started & not_ended)


class UnitVersion(models.Model):
    """What a unit is called, what type it is and whom it belongs to, from a day to a day."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="versions", verbose_name="đơn vị")
    code = models.CharField("mã", max_length=10)
    name = models.CharField("tên", max_length=100)
    type = models.CharField("loại", max_length=10, choices=UnitType)
    level = models.CharField("cấp", max_length=10, choices=Level)
    parent = models.ForeignKey(
        Unit, models.PROTECT, related_name="+", null=True, verbose_name="thuộc"
    )
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến ngày", null=True)
    source = models.TextField("nguồn")
    search_key = models.CharField("khóa tìm", max_length=120, db_index=True)
    sort_key = models.CharField("khóa xếp", max_length=400)

    objects = UnitVersionQuerySet.as_manager()

    class Meta:
        verbose_name = "thời kỳ của đơn vị"
        ordering = ["code"]
        constraints = [
            models.UniqueConstraint(
                fields=["unit", "valid_from"], name="one_version_per_unit_and_start"
            ),
            models.UniqueConstraint(
                fields=["code", "level", "valid_from"],
                name="one_unit_per_code_level_and_start",
                nulls_distinct=False,
            ),
        ]

    def __str__(self) -> str:
        return self.full_name

    @property
    def full_name(self) -> str:
        """“xã Sa Nghĩa”, “TP Kon Tum”, “làng Đăk Tăng” where the name itself says the kind."""
        if self.level == Level.VILLAGE and self.name.lower().startswith(VILLAGE_KINDS):
            return self.name[:1].lower() + self.name[1:]
        return f"TP {self.name}" if self.type == UnitType.CITY else f"{self.type_name} {self.name}"

    @property
    def type_name(self) -> str:
        return UnitType(self.type).label

    @property
    def files(self) -> bool:
        """Only communes (xã) file; wards and townships are known but do not count."""
        return self.type == UnitType.COMMUNE


class UnitAlias(models.Model):
    """Another spelling of a unit's name (Bờ Y = Pờ Y, Ia Chim = Ya Chim)."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="aliases", verbose_name="đơn vị")
    name = models.CharField("tên khác", max_length=100)
    search_key = models.CharField("khóa tìm", max_length=120, db_index=True)

    class Meta:
        verbose_name = "tên gọi khác"
        constraints = [
            models.UniqueConstraint(fields=["unit", "name"], name="one_alias_per_unit_and_name")
        ]

    def __str__(self) -> str:
        return self.name


class Succession(models.Model):
    """On a day, a unit (or a share of it) became part of another."""

    predecessor = models.ForeignKey(
        Unit, models.PROTECT, related_name="successions", verbose_name="đơn vị cũ"
    )
    successor = models.ForeignKey(
        Unit, models.PROTECT, related_name="origins", verbose_name="đơn vị mới"
    )
    on = models.DateField("ngày")
    share = models.DecimalField("phần", max_digits=7, decimal_places=6, default=1)
    document = models.CharField("văn bản", max_length=100, blank=True)

    class Meta:
        verbose_name = "kế thừa đơn vị"
        constraints = [
            models.UniqueConstraint(
                fields=["predecessor", "successor", "on"], name="one_succession_per_pair_and_day"
            )
        ]

    def __str__(self) -> str:
        return f"{self.predecessor} → {self.successor} ({self.on:%d/%m/%Y})"


class FactKind(models.TextChoices):
    ZONE = "zone", "vùng của bộ tiêu chí"
    POPULATION = "population", "dân số"
    HOUSEHOLDS = "households", "số hộ"
    BORDER = "border", "xã biên giới"
    PROGRAMME_135 = "programme_135", "xã thuộc Chương trình 135"
    SPECIALLY_DIFFICULT = "specially_difficult", "xã đặc biệt khó khăn"
    RECOGNISED = "recognised", "đã được công nhận đạt chuẩn NTM"
    TILE = "tile", "ô trên sơ đồ"


class UnitFactQuerySet(models.QuerySet["UnitFact"]):
    def on(self, day: date) -> UnitFactQuerySet:
        started = Q(valid_from__isnull=True) | Q(valid_from__lte=day)
        return self.filter(started & (Q(valid_to__isnull=True) | Q(valid_to__gte=day)))


class UnitFact(models.Model):
    """A dated fact about a unit. An absent yes/no fact is unknown, not “no”."""

    unit = models.ForeignKey(Unit, models.PROTECT, related_name="facts", verbose_name="đơn vị")
    kind = models.CharField("loại", max_length=30, choices=FactKind)
    value = models.JSONField("giá trị")
    valid_from = models.DateField("từ ngày", null=True)
    valid_to = models.DateField("đến ngày", null=True)
    certainty = models.CharField("độ tin cậy", max_length=20, choices=Certainty)
    source = models.TextField("nguồn")

    objects = UnitFactQuerySet.as_manager()

    class Meta:
        verbose_name = "dữ kiện về đơn vị"
        indexes = [models.Index(fields=["kind", "unit"])]

    def __str__(self) -> str:
        return f"{self.unit}: {self.get_kind_display()}"
