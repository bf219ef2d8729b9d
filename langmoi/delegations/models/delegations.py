"""A delegation of several agencies that checks on the spot what communes report (D15)."""

from __future__ import annotations

from datetime import date

from django.conf import settings
from django.db import models
from django.db.models import F, Q

from langmoi.delegations.roles import LOOKING_ROLES, agencies_proposed_for
from langmoi.direction.models import Directive
from langmoi.people.access import units_in_scope
from langmoi.people.models import Agency, User
from langmoi.places.models import Unit
from langmoi.reporting.models.chain import person


class DelegationState(models.TextChoices):
    """flow.py says which step leads where."""

    DRAFT = "draft", "đang soạn đề xuất"
    PROPOSED = "proposed", "đã trình"
    DECIDED = "decided", "có quyết định"
    UNDER_WAY = "under_way", "đang kiểm tra"
    CONCLUDED = "concluded", "đã kết luận"
    ENDED = "ended", "kết thúc"


PUBLISHED = (DelegationState.CONCLUDED, DelegationState.ENDED)


class DelegationQuerySet(models.QuerySet["Delegation"]):
    def visible_to(self, user: User, *, on: date) -> DelegationQuerySet:
        """For its offices and proposer always, its members until it ends, its communes afterwards.

        A commune that was visited, and who sees that commune, reads it once it has concluded.
        """
        visited = Delegation.objects.filter(visits__unit__in=units_in_scope(user, on=on))
        concluded = Q(pk__in=visited.values("pk"), state__in=PUBLISHED)
        return self.filter(_worked_on_by(user, on) | concluded)

    def worked_on_by(self, user: User, *, on: date) -> DelegationQuerySet:
        """Those of the user's offices, those they proposed, and those in which they travel."""
        return self.filter(_worked_on_by(user, on))


def _worked_on_by(user: User, on: date) -> Q:
    held = Q(unit__in=units_in_scope(user, on=on, roles=LOOKING_ROLES))
    proposed = Q(agency__in=agencies_proposed_for(user, on=on))
    mine = Member.objects.filter(user_id=user.pk).values("delegation")
    return held | proposed | (Q(pk__in=mine) & ~Q(state=DelegationState.ENDED))


class Delegation(models.Model):
    """What it is to check, when, proposed by whom; how far it has come, and what it concluded.

    `unit` is the province or district whose authorities found it and whose offices keep it.
    Numbers and days of decision and conclusion are those of real papers: blank until these exist.
    `criteria` are the numbers of the criteria in its scope; none: all. `directive` is the
    conclusion as a document with tasks, once its recommendations were given out.
    """

    unit = models.ForeignKey(
        Unit, models.PROTECT, related_name="delegations", verbose_name="nơi thành lập"
    )
    agency = models.ForeignKey(
        Agency, models.PROTECT, related_name="delegations", verbose_name="cơ quan đề xuất"
    )
    name = models.CharField("tên đoàn", max_length=300)
    purpose = models.TextField("mục đích, yêu cầu")
    criteria = models.JSONField("tiêu chí kiểm tra", default=list)
    starts_on = models.DateField("từ ngày")
    ends_on = models.DateField("đến ngày")
    state = models.CharField(
        "trạng thái", max_length=10, choices=DelegationState, default=DelegationState.DRAFT
    )
    decision_number = models.CharField("số quyết định", max_length=60, blank=True)
    decided_on = models.DateField("ngày quyết định", null=True)
    conclusion = models.TextField("kết luận", blank=True)
    conclusion_number = models.CharField("số văn bản kết luận", max_length=60, blank=True)
    concluded_on = models.DateField("ngày văn bản kết luận", null=True)
    directive = models.OneToOneField(
        Directive, models.PROTECT, related_name="delegation", null=True, verbose_name="văn bản"
    )
    is_illustrative = models.BooleanField("số liệu minh họa", default=False)
    version = models.PositiveIntegerField("lần sửa", default=1)
    proposed_by = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="+",
        null=True,
        verbose_name="người trình",
    )
    made_by = person("người lập")
    made_at = models.DateTimeField("lập lúc")

    objects = DelegationQuerySet.as_manager()

    class Meta:
        verbose_name = "đoàn kiểm tra"
        ordering = ["-starts_on", "-pk"]
        constraints = [
            models.CheckConstraint(
                condition=Q(starts_on__lte=F("ends_on")), name="delegation_period_is_whole"
            ),
            models.CheckConstraint(
                condition=Q(decision_number="", decided_on__isnull=True)
                | (~Q(decision_number="") & Q(decided_on__isnull=False)),
                name="delegation_decision_with_number_and_day",
            ),
            models.CheckConstraint(
                condition=Q(conclusion_number="", concluded_on__isnull=True)
                | (~Q(conclusion_number="") & Q(concluded_on__isnull=False)),
                name="delegation_conclusion_with_number_and_day",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    @property
    def is_prepared(self) -> bool:
        """Whether what was planned can still be changed."""
        return self.state not in PUBLISHED


class MemberRole(models.TextChoices):
    HEAD = "head", "trưởng đoàn"
    DEPUTY = "deputy", "phó trưởng đoàn"
    MEMBER = "member", "thành viên"
    SECRETARY = "secretary", "thư ký"


class Member(models.Model):
    """One member: a user of the system, or somebody named by an agency who has no account."""

    delegation = models.ForeignKey(
        Delegation, models.CASCADE, related_name="members", verbose_name="đoàn"
    )
    user = models.ForeignKey(
        settings.AUTH_USER_MODEL,
        models.PROTECT,
        related_name="delegations",
        null=True,
        verbose_name="người dùng",
    )
    name = models.CharField("họ tên", max_length=150)
    title = models.CharField("chức vụ, cơ quan", max_length=250, blank=True)
    role = models.CharField("vai trò trong đoàn", max_length=10, choices=MemberRole)
    position = models.PositiveSmallIntegerField("thứ tự", default=0)

    class Meta:
        verbose_name = "thành viên đoàn kiểm tra"
        ordering = ["delegation", "position", "pk"]
        constraints = [
            models.UniqueConstraint(
                fields=["delegation", "user"], name="one_membership_per_delegation_and_user"
            ),
            models.UniqueConstraint(
                fields=["delegation"],
                condition=Q(role=MemberRole.HEAD),
                name="one_head_per_delegation",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.name} ({self.get_role_display()})"
