"""Proposing a delegation: what it is for, who goes, where and when."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.days import show_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.access import can_prepare, proposing_agencies
from langmoi.delegations.holding import hold, told, write
from langmoi.delegations.models import Delegation, Member, MemberRole, Visit
from langmoi.delegations.reported import last_closed_revisions
from langmoi.direction.trail import line, words
from langmoi.people.access import with_descendants
from langmoi.people.models import User
from langmoi.places.queries import filing_communes

MOST_MEMBERS, MOST_VISITS, MOST_DAYS = 60, 60, 366


@dataclass(frozen=True)
class Plan:
    """What is proposed, as typed."""

    name: str
    purpose: str
    starts_on: date
    ends_on: date
    agency: int
    criteria: tuple[str, ...] = ()  # numbers; none: all
    is_illustrative: bool = False


@dataclass(frozen=True)
class NewMember:
    name: str
    role: MemberRole
    title: str = ""
    user: int | None = None


@dataclass(frozen=True)
class NewVisit:
    unit: int
    visits_on: date
    starts_at: time | None = None
    plan: str = ""
    reasons: Sequence[str] = ()


@transaction.atomic
def add_delegation(
    plan: Plan, unit: int, *, criteria: Collection[str], by: User, on: date, at: datetime
) -> Delegation:
    """Begin a proposal for this unit to found. `criteria` are the numbers that there are."""
    fields = _checked(plan, unit, criteria, by, on)
    made = Delegation.objects.create(unit_id=unit, made_by=by, made_at=at, **fields)
    record("delegation.add", made, by=by, **told(made), **_plain(plan))
    return made


@transaction.atomic
def change_delegation(
    delegation: Delegation,
    plan: Plan,
    *,
    criteria: Collection[str],
    seen: int,
    by: User,
    on: date,
) -> Delegation:
    """Change what is proposed; the days of the itinerary must still lie within its days."""
    held = _prepare(delegation, seen=seen, by=by, on=on)
    fields = _checked(plan, held.unit_id, criteria, by, on, kept=held.agency_id)
    for name, value in fields.items():
        setattr(held, name, value)
    for visit in held.visits.all():
        _check_day(held, visit.visits_on)
    return write(held, delegation, "change", by=by, **_plain(plan))


@transaction.atomic
def add_member(delegation: Delegation, new: NewMember, *, seen: int, by: User, on: date) -> Member:
    """Add somebody with or without an account; a delegation has one head."""
    held = _prepare(delegation, seen=seen, by=by, on=on)
    if held.members.count() >= MOST_MEMBERS:
        raise DomainError(f"Đoàn đã có {MOST_MEMBERS} người. Hãy bớt người trước khi thêm.")
    name = line(new.name, "họ tên thành viên", 150, needed=True)
    title = line(new.title, "chức vụ, cơ quan", 250)
    _check_member(held, new)
    last = held.members.order_by("-position").values_list("position", flat=True).first() or 0
    member = Member.objects.create(
        delegation=held,
        user_id=new.user,
        name=name,
        title=title,
        role=MemberRole(new.role),
        position=last + 1,
    )
    write(held, delegation, "add_member", by=by, member=name, role=str(new.role), user=new.user)
    return member


@transaction.atomic
def drop_member(member: Member, *, seen: int, by: User, on: date) -> None:
    held = _prepare(member.delegation, seen=seen, by=by, on=on)
    name = member.name
    if not held.members.filter(pk=member.pk).delete()[0]:
        raise DomainError("Thành viên này đã được bỏ. Hãy tải lại trang để xem.")
    write(held, member.delegation, "drop_member", by=by, member=name)


@transaction.atomic
def add_visits(
    delegation: Delegation, new: Sequence[NewVisit], *, seen: int, by: User, on: date
) -> list[Visit]:
    """Put communes on the itinerary, each once, each on a day of the delegation."""
    held = _prepare(delegation, seen=seen, by=by, on=on)
    there = set(held.visits.values_list("unit_id", flat=True))
    keys = [visit.unit for visit in new]
    if len(there) + len(keys) > MOST_VISITS:
        raise DomainError(f"Lịch trình có quá {MOST_VISITS} xã. Hãy chia thành nhiều đoàn.")
    communes = _communes(held, on)
    for key in keys:
        if key not in communes:
            raise DomainError(
                "Có nơi không phải xã lập phiếu trong phạm vi của đoàn. Hãy chọn lại trong "
                "danh sách."
            )
        if key in there or keys.count(key) > 1:
            raise DomainError(f"{communes[key]} đã có trong lịch trình. Hãy bỏ bớt rồi lưu lại.")
    made = [_visit(held, visit) for visit in new]
    revisions = last_closed_revisions(keys, on)
    for visit in made:
        visit.revision_id = revisions.get(visit.unit_id)
    Visit.objects.bulk_create(made)
    write(held, delegation, "add_visits", by=by, communes=keys)
    return made


@transaction.atomic
def change_visit(visit: Visit, new: NewVisit, *, seen: int, by: User, on: date) -> Visit:
    """Another day, hour or plan for the same commune."""
    held = _prepare(visit.delegation, seen=seen, by=by, on=on)
    changed = _visit(held, new)
    visit.visits_on, visit.starts_at = changed.visits_on, changed.starts_at
    visit.plan = changed.plan
    visit.save(update_fields=["visits_on", "starts_at", "plan"])
    write(held, visit.delegation, "change_visit", by=by, commune=visit.unit_id)
    return visit


@transaction.atomic
def drop_visit(visit: Visit, *, seen: int, by: User, on: date) -> None:
    """Take a commune off the itinerary, as long as nothing was written there."""
    held = _prepare(visit.delegation, seen=seen, by=by, on=on)
    if visit.checks.exists() or visit.photos.exists() or visit.recommendations.exists():
        raise DomainError(
            f"Ở {visit.unit} đã ghi kết quả kiểm tra nên không bỏ khỏi lịch trình được. "
            "Hãy ghi kết quả làm việc của chuyến này."
        )
    held.visits.filter(pk=visit.pk).delete()
    write(held, visit.delegation, "drop_visit", by=by, commune=visit.unit_id)


def _prepare(delegation: Delegation, *, seen: int, by: User, on: date) -> Delegation:
    held = hold(delegation, seen=seen)
    if not can_prepare(by, held, on=on):
        raise NotAllowed("Chỉ cơ quan đề xuất và văn phòng được chuẩn bị đoàn kiểm tra này.")
    if not held.is_prepared:
        raise DomainError("Đoàn đã kết luận nên không sửa kế hoạch được nữa.")
    return held


def _checked(
    plan: Plan, unit: int, criteria: Collection[str], by: User, on: date, *, kept: int = 0
) -> dict[str, Any]:
    """The fields as they are kept; DomainError for the first that cannot be."""
    name = line(plan.name, "tên đoàn", 300, needed=True)
    purpose = words(plan.purpose, "mục đích, yêu cầu")
    if plan.agency != kept and plan.agency not in proposing_agencies(by, unit, on=on):
        raise NotAllowed("Chỉ đề xuất được đoàn cho cơ quan của mình.")
    if plan.ends_on < plan.starts_on:
        raise DomainError(
            f"Ngày kết thúc {show_day(plan.ends_on)} trước ngày bắt đầu "
            f"{show_day(plan.starts_on)}. Hãy ghi lại hai ngày."
        )
    if (plan.ends_on - plan.starts_on).days > MOST_DAYS:
        raise DomainError("Thời gian của đoàn dài hơn một năm. Hãy ghi lại, hoặc chia đợt.")
    unknown = set(plan.criteria) - set(criteria)
    if unknown:
        raise DomainError(f"Không có tiêu chí {', '.join(sorted(unknown))}. Hãy chọn lại.")
    wanted = [number for number in criteria if number in plan.criteria]
    return {
        "name": name,
        "purpose": purpose,
        "agency_id": plan.agency,
        "starts_on": plan.starts_on,
        "ends_on": plan.ends_on,
        "criteria": wanted,
        "is_illustrative": plan.is_illustrative,
    }


def _check_member(held: Delegation, new: NewMember) -> None:
    if new.role == MemberRole.HEAD and held.members.filter(role=MemberRole.HEAD).exists():
        raise DomainError("Đoàn đã có trưởng đoàn. Hãy bỏ trưởng đoàn cũ trước khi ghi người mới.")
    if new.user is None:
        return
    if not User.objects.filter(pk=new.user, is_active=True).exists():
        raise DomainError("Không có người dùng này. Hãy chọn lại, hoặc chỉ ghi họ tên, chức vụ.")
    if held.members.filter(user_id=new.user).exists():
        raise DomainError("Người này đã ở trong đoàn. Hãy bỏ ra trước nếu muốn đổi vai trò.")


def _visit(held: Delegation, new: NewVisit) -> Visit:
    _check_day(held, new.visits_on)
    return Visit(
        delegation=held,
        unit_id=new.unit,
        visits_on=new.visits_on,
        starts_at=new.starts_at,
        plan=line(new.plan, "nội dung, địa điểm", 500),
        reasons=[line(reason, "lý do chọn", 500) for reason in new.reasons][:20],
    )


def _check_day(held: Delegation, day: date) -> None:
    if not held.starts_on <= day <= held.ends_on:
        raise DomainError(
            f"Ngày {show_day(day)} nằm ngoài thời gian của đoàn "
            f"({show_day(held.starts_on)}–{show_day(held.ends_on)}). Hãy chọn ngày khác, "
            "hoặc sửa thời gian của đoàn trước."
        )


def _communes(held: Delegation, on: date) -> dict[int, str]:
    within = with_descendants({held.unit_id}, on=on)
    return {c.unit_id: c.full_name for c in filing_communes(on, within=within)}


def _plain(plan: Plan) -> dict[str, Any]:
    return {
        "name": plan.name,
        "agency": plan.agency,
        "days": [str(plan.starts_on), str(plan.ends_on)],
        "criteria": list(plan.criteria),
    }
