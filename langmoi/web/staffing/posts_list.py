"""The list of posts of the work, what they come to by district, as a page and a file."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.days import show_day
from langmoi.core.months import reference_day
from langmoi.places.models import Level, Unit, UnitVersion
from langmoi.places.queries import districts_of
from langmoi.staffing.access import kept_units
from langmoi.staffing.actions import add_position
from langmoi.staffing.queries import StaffRow, staff_rows, staff_totals, total_of, trained_since
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.attempts import attempt, who
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, newest_month
from langmoi.web.scope import scope_of
from langmoi.web.staffing.forms import PositionForm

Test = Callable[[StaffRow, date], bool]
GROUPS: dict[str, tuple[str, Test]] = {
    "": ("mọi vị trí", lambda row, on: True),
    "dang-giu": ("đang có người giữ", lambda row, on: not row.is_vacant),
    "chuyen-trach": ("chuyên trách", lambda row, on: row.is_full_time),
    "trong": ("đang trống", lambda row, on: row.is_vacant),
    "da-tap-huan": (
        "đã tập huấn hai năm gần đây",
        lambda row, on: row.trained_since(trained_since(on)),
    ),
}
SOURCE = "Danh sách cán bộ NTM trong Làng Mới; không phải hồ sơ cán bộ."


def day_of(request: Request) -> date:
    """Today; of an earlier month, its reference day."""
    month = chosen_month(request)
    if month == newest_month(request):
        return request.today
    return reference_day(month.month)


@login_required
@require_safe
def staff(request: Request) -> HttpResponseBase:
    """The posts that the person may see, as they stood; narrowed to a district and a group."""
    scope, on = scope_of(request), day_of(request)
    every = staff_rows(request.user, on=on, seen_by=request.today)
    district, group = request.GET.get("huyen", ""), request.GET.get("nhom", "")
    if group not in GROUPS:
        group = ""
    in_district = [row for row in every if not district or _code(row) == district]
    rows = [row for row in in_district if GROUPS[group][1](row, on)]
    if wants_file(request):
        return as_file(request, _sheet(request, rows, on, _filters(in_district, district, group)))
    context = {
        "rows": rows,
        "totals": staff_totals(every, on=on),
        "total": total_of(every, None, on=on),
        "on": on,
        "trained_since": trained_since(on),
        "district": district,
        "group": group,
        "group_said": GROUPS[group][0],
        "groups": [(key, said) for key, (said, _) in GROUPS.items()],
        "may_add": bool(kept_units(request.user, on=request.today)),
        "query": urlencode(_asked(request)),
        "scope": scope,
        "tab": "staff",
    }
    return render(request, "staffing/staff.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_position(request: Request) -> HttpResponse:
    """A new post, at a unit that the person keeps."""
    units = units_kept(request)
    if not units:
        return redirect("staff")
    form = PositionForm(request.POST or None, units=units, initial={"valid_from": request.today})
    if request.method == "POST":
        made: list[int] = []

        def add(told: dict[str, Any]) -> None:
            unit = Unit.objects.get(pk=int(told["unit"]))
            made.append(add_position(form.position(), unit, **who(request)).pk)

        if attempt(form, add):
            return redirect("staff_position", made[0])
    status = 422 if request.method == "POST" else 200
    return render(request, "staffing/new_position.html", {"form": form}, status=status)


def units_kept(request: Request) -> dict[int, str]:
    """The units about whose staff the person may write, named with their district; by place."""
    keys, on = kept_units(request.user, on=request.today), request.today
    found = UnitVersion.objects.on(on).filter(unit_id__in=keys).exclude(level=Level.VILLAGE)
    versions = [v for v in found.order_by("code") if v.level != Level.COMMUNE or v.files]
    above = districts_of([v.unit_id for v in versions], on)
    order = [Level.PROVINCE, Level.DISTRICT, Level.COMMUNE]
    versions.sort(key=lambda v: order.index(Level(v.level)))
    named = {}
    for version in versions:
        district = above.get(version.unit_id)
        is_commune = version.level == Level.COMMUNE and district is not None
        said = f" ({district.full_name})" if is_commune and district else ""
        named[version.unit_id] = version.full_name + said
    return named


def is_keeper(request: Request, unit: int) -> bool:
    return unit in kept_units(request.user, on=request.today)


def _code(row: StaffRow) -> str:
    return row.district.code if row.district else "tinh"


def _asked(request: Request) -> dict[str, str]:
    names = ("thang", "huyen", "nhom")
    return {name: request.GET[name] for name in names if request.GET.get(name)}


def _filters(rows: Sequence[StaffRow], district: str, group: str) -> list[str]:
    named = next((row.district for row in rows if row.district), None)
    place = named.full_name if named and district != "tinh" else "cấp tỉnh"
    told = [place] if district else []
    return [*told, GROUPS[group][0]] if group else told


def _sheet(request: Request, rows: Sequence[StaffRow], on: date, filters: Sequence[str]) -> Sheet:
    headings = (
        ("Huyện", 22), ("Đơn vị", 24), ("Vị trí", 40), ("Người giữ", 36), ("Chuyên trách", 12),
        ("Giữ từ ngày", 12), ("Trống từ ngày", 12), ("Khóa học đã qua", 60),
    )  # fmt: skip
    return Sheet(
        name="can-bo-ntm",
        title=f"Cán bộ làm công tác nông thôn mới, ngày {show_day(on)}",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=filters,
            source=SOURCE,
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[_line(row) for row in rows],
    )


def _line(row: StaffRow) -> list[str | date | None]:
    courses = [
        f"{c.name} ({show_day(c.begun_on)}–{show_day(c.ended_on)}, {c.given_by}"
        f"{', có chứng nhận' if c.has_certificate else ''})"
        for c in row.courses
    ]
    return [
        row.district.full_name if row.district else "",
        row.unit.full_name if row.unit else str(row.position.unit),
        row.position.title,
        row.holder.name if row.holder else "",
        "có" if row.is_full_time else "",
        row.holder.valid_from if row.holder else None,
        row.vacant_since,
        "; ".join(courses),
    ]
