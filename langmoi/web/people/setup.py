"""Before the first month: what is still missing for the chain to run, and where to mend it."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import date

from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day, show_month
from langmoi.law.sets import set_for
from langmoi.people.access import managed_units, manages_province, people_visible_to
from langmoi.people.models import Post, Role
from langmoi.people.queries import never_signed_in
from langmoi.people.responsibility import InCharge, responsibility_table
from langmoi.people.roles import AGENCY_ROLES
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import districts_of, filing_communes, unit_versions
from langmoi.reporting.chain import Chain, chain_on
from langmoi.reporting.deadlines import deadlines_of
from langmoi.reporting.models import MonthState, ReportingMonth
from langmoi.web.http import Request
from langmoi.web.people.duties import month_at_work
from langmoi.web.people.people import managers_only

MOST_NAMES = 40


@dataclass(frozen=True)
class Check:
    """One thing that must stand before the month can run."""

    title: str
    missing: list[str]
    whole: int
    why: str
    url: str
    action: str
    notes: list[str] = field(default_factory=list)

    @property
    def done(self) -> bool:
        return not self.missing

    @property
    def shown(self) -> list[str]:
        return self.missing[:MOST_NAMES]

    @property
    def more(self) -> int:
        return max(len(self.missing) - MOST_NAMES, 0)


@managers_only
@require_safe
def setup(request: Request) -> HttpResponse:
    if not manages_province(request.user, on=request.today):
        raise Http404
    month = month_at_work(request)
    on = max(reference_day(month), request.today)
    within = managed_units(request.user, on=on)
    checks = [*_people_checks(chain_on(month), on, within), *_duty_checks(month, on)]
    checks += [_calendar(month), _accounts(request)]
    context = {"month": month, "checks": checks, "left": sum(not check.done for check in checks)}
    return render(request, "people/setup.html", context)


def _people_checks(chain: Chain, on: date, within: set[int]) -> Iterable[Check]:
    """For each step of the chain: the units of its level where nobody holds one of its roles."""
    communes = filing_communes(on, within=within)
    districts = districts_of([c.unit_id for c in communes], on).values()
    units = {
        Level.COMMUNE: communes,
        Level.DISTRICT: sorted({d.unit_id: d for d in districts}.values(), key=lambda d: d.code),
        Level.PROVINCE: unit_versions(on, level=Level.PROVINCE, unit_keys=within),
    }
    yield _posts_check("Công chức nhập phiếu", [Role.COMMUNE_OFFICER], communes, on)
    for step in chain.steps:
        if not set(step.roles) & set(AGENCY_ROLES):
            title = f"Người làm việc “{step.label}”"
            yield _posts_check(title, step.roles, units.get(step.level, []), on)


def _posts_check(
    title: str, roles: Collection[Role], units: Collection[UnitVersion], on: date
) -> Check:
    held = Post.objects.on(on).filter(role__in=roles, user__is_active=True)
    filled = set(held.values_list("unit_id", flat=True))
    return Check(
        title=title,
        missing=[unit.full_name for unit in units if unit.unit_id not in filled],
        whole=len(units),
        why="Cần giao một trong các chức vụ: " + ", ".join(role.label for role in roles) + ".",
        url=reverse("new_person"),
        action="Thêm người dùng",
    )


def _duty_checks(month: date, on: date) -> Iterable[Check]:
    try:
        table = responsibility_table(set_for(month), on)
    except DomainError as error:
        yield Check("Bộ tiêu chí", [str(error)], 1, "", reverse("duties"), "Xem phân công")
        return
    several = [number for number, found in table.items() if len(found.lead) != 1]
    yield Check(
        "Mỗi chỉ tiêu một cơ quan chủ trì",
        [f"chỉ tiêu {number}" for number in several],
        len(table),
        "Chỉ tiêu chưa có hoặc đang có nhiều cơ quan chủ trì thì không ai cho ý kiến thay ngành.",
        reverse("duties"),
        "Phân công",
    )
    yield _agencies(table.values(), on)


def _agencies(found: Iterable[InCharge], on: date) -> Check:
    leads = {agency for one in found for agency in one.lead}
    held = Post.objects.on(on).filter(role__in=AGENCY_ROLES, user__is_active=True)
    staffed = set(held.values_list("agency_id", flat=True))
    without = sorted(agency.name for agency in leads if agency.pk not in staffed)
    return Check(
        "Sở, ngành có người cho ý kiến",
        without,
        len(leads),
        "Mỗi cơ quan chủ trì cần ít nhất một công chức hoặc lãnh đạo có tài khoản.",
        reverse("new_person"),
        "Thêm người dùng",
    )


def _calendar(month: date) -> Check:
    is_open = ReportingMonth.objects.filter(month=month, state=MonthState.OPEN).exists()
    days = deadlines_of(month)
    return Check(
        f"Tháng {show_month(month)} đang mở",
        [] if is_open else [f"tháng {show_month(month)}"],
        1,
        "Xã chỉ nhập được khi tháng đã mở.",
        reverse("closing"),
        "Mở tháng",
        [f"{kind.label}: hạn {day:%d/%m/%Y}" for kind, day in days.items()],
    )


def _accounts(request: Request) -> Check:
    everyone = people_visible_to(request.user, on=request.today)
    waiting = never_signed_in(everyone, on=request.today).order_by("full_name")
    return Check(
        "Mọi người đã đăng nhập lần đầu",
        [f"{user.full_name} ({user.username})" for user in waiting],
        everyone.filter(is_active=True).count(),
        "Ai chưa đăng nhập thì việc sẽ đứng ở người đó.",
        f"{reverse('people')}?tinh-trang=chua-vao",
        "Xem danh sách, cấp mật khẩu",
    )
