"""Who comes in: filings fetched within the person's scope, pages by the roles of the chain."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.core.months import reference_day
from langmoi.people.access import posts_of, units_in_scope
from langmoi.people.models import Role
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import version_of
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.models import Filing, ReportingMonth, StepKind
from langmoi.web.http import Request
from langmoi.web.months import chosen_month


@dataclass(frozen=True)
class Place:
    """A filing within the person's scope, its unit as it was, and its month."""

    filing: Filing
    unit: UnitVersion
    month: ReportingMonth
    chain: Chain


def filing_place(request: Request, pk: int) -> Place:
    """The filing; for someone out of its scope there is none. The page stays in its month."""
    visible = Filing.objects.visible_to(request.user, on=request.today)
    filing = get_object_or_404(visible.select_related("latest", "latest__made_by", "unit"), pk=pk)
    unit = version_of(filing.unit_id, reference_day(filing.month))
    if unit is None:
        raise Http404
    month = chosen_month(request, filing.month)
    return Place(filing, unit, month, chain_on(filing.month))


def sent_place(request: Request, pk: int) -> Place:
    """A filing that was sent at least once: before that there is nothing to look at here."""
    place = filing_place(request, pk)
    if place.filing.latest is None:
        raise Http404
    return place


@dataclass(frozen=True)
class Desk:
    """The units for which the person takes a step of the month, and the highest of them."""

    month: ReportingMonth
    chain: Chain
    units: frozenset[int]
    home: UnitVersion | None


def desk(request: Request, roles: Collection[Role], refusal: str) -> Desk:
    """The person's desk by posts of these roles; for others the page does not work."""
    month = chosen_month(request)
    units = units_in_scope(request.user, on=request.today, roles=roles)
    if not units:
        raise NotAllowed(refusal)
    return Desk(month, chain_on(month.month), frozenset(units), _home(units, month.month))


def reviewers(chain: Chain) -> tuple[Role, ...]:
    """Who may look at the review list: those who review, sign, or close."""
    steps = (StepKind.REVIEW, StepKind.SIGN, StepKind.CLOSE)
    return tuple(dict.fromkeys(role for step in steps for role in chain.roles(step)))


def review_desk(request: Request) -> Desk:
    chain = chain_on(chosen_month(request).month)
    return desk(
        request,
        reviewers(chain),
        "Trang rà soát dành cho người rà soát và người ký của huyện, và Văn phòng Điều phối NTM "
        "tỉnh. Nếu được giao việc này, hãy đề nghị Văn phòng Điều phối cập nhật chức vụ.",
    )


def office_desk(request: Request) -> Desk:
    chain = chain_on(chosen_month(request).month)
    return desk(
        request,
        chain.roles(StepKind.CLOSE),
        "Chỉ Văn phòng Điều phối NTM tỉnh mở, gia hạn và chốt tháng. "
        "Muốn gia hạn cho đơn vị mình, hãy gửi đề nghị tới Văn phòng Điều phối.",
    )


def holds_any(request: Request, roles: Collection[Role]) -> bool:
    return posts_of(request.user, on=request.today).filter(role__in=roles).exists()


def check_seen(filing: Filing, seen: str) -> None:
    """Refuses a word on a revision that is no longer the latest: people decide on what they see."""
    if str(filing.latest_id) != seen:
        raise DomainError(
            f"Phiếu của {filing.unit} vừa có bản mới sau khi trang này mở, nên chưa ghi gì. "
            "Hãy tải lại trang và xem số liệu mới rồi làm lại."
        )


def _home(units: Collection[int], month: date) -> UnitVersion | None:
    """The highest unit of the desk in the tree of the month."""
    found = UnitVersion.objects.on(reference_day(month)).filter(unit_id__in=units)
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE, Level.VILLAGE]
    tops = sorted(found, key=lambda v: (order.index(Level(v.level)), v.code))
    return tops[0] if tops else None
