"""Officials of communes below standard: counts, remedies, and what the filing says of 18.1."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.days import show_day
from langmoi.overview.last_group import filed_of_officials
from langmoi.places.models import Level, UnitVersion
from langmoi.staffing.actions import set_official_count
from langmoi.staffing.models import OfficialCount
from langmoi.staffing.queries import OfficialRow, official_rows
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.scope import scope_of, unit_in_scope
from langmoi.web.staffing.forms import CountForm, typed
from langmoi.web.staffing.posts_list import SOURCE, day_of, is_keeper

ONLY = {"": "mọi xã", "chua-dat": "có người chưa đạt chuẩn", "lech": "lệch với phiếu",
        "qua-han": "có giải pháp quá hạn", "chua-ghi": "chưa ghi"}  # fmt: skip


@dataclass(frozen=True)
class Compared:
    """A commune's count beside what it filed of 18.1; None where either is not there."""

    row: OfficialRow
    filed: bool | None
    is_overdue: bool

    @property
    def differs(self) -> bool:
        """Nobody below standard is yes, somebody is no; the filing says the other."""
        count = self.row.count
        return count is not None and self.filed is not None and self.filed != (count.below == 0)

    def is_of(self, group: str) -> bool:
        count = self.row.count
        return {
            "chua-dat": count is not None and count.below > 0,
            "lech": self.differs,
            "qua-han": self.is_overdue,
            "chua-ghi": count is None,
        }.get(group, True)


@login_required
@require_safe
def officials(request: Request) -> HttpResponseBase:
    """Every commune in the person's scope with its last count; a village head has none."""
    scope, on = scope_of(request), day_of(request)
    if scope.is_village:
        raise Http404
    every = _compared(request, scope.home, official_rows(scope.units, on=on), on)
    group = request.GET.get("nhom", "")
    rows = sorted((one for one in every if one.is_of(group)), key=_needing_work_first)
    if wants_file(request):
        return as_file(request, _sheet(request, rows, on, group))
    counts = [one.row.count for one in every if one.row.count]
    context = {
        "rows": rows,
        "on": on,
        "group": group,
        "groups": [(key, said, sum(one.is_of(key) for one in every)) for key, said in ONLY.items()],
        "total": sum(count.total for count in counts),
        "below": sum(count.below for count in counts),
        "told": len(counts),
        "communes": len(every),
        "different": sum(one.differs for one in every),
        "query": urlencode({k: v for k in ("thang", "nhom") if (v := request.GET.get(k))}),
        "scope": scope,
        "tab": "officials",
        "filed_in": chosen_month(request).month,
    }
    return render(request, "staffing/officials.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def official_count(request: Request, code: str) -> HttpResponse:
    """A commune's counts over time, and the form of one for who keeps them."""
    commune = unit_in_scope(request, code, Level.COMMUNE, chosen_month(request).month)
    if scope_of(request).is_village or not commune.files:
        raise Http404
    may_write = is_keeper(request, commune.unit_id)
    if request.method == "POST" and not may_write:
        raise Http404
    form, seen = _form(request, commune)
    if request.method == "POST":

        def save(_: dict[str, Any]) -> object:
            return set_official_count(form.counted(), commune.unit, seen=seen, **who(request))

        if attempt(form, save):
            messages.success(request, "Đã ghi số cán bộ, công chức chưa đạt chuẩn.")
            return redirect("official_count", code)
    counts = OfficialCount.objects.filter(unit=commune.unit_id).prefetch_related("groups")
    listed = list(counts.select_related("by").order_by("-counted_on"))
    here = [OfficialRow(commune, None, listed[0] if listed else None)]
    [compared] = _compared(request, commune, here, request.today)
    context = {
        "commune": commune,
        "counts": listed,
        "compared": compared,
        "form": form if may_write else None,
        "seen": seen,
        "today": request.today,
        "filed_in": chosen_month(request).month,
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "staffing/official_count.html", context, status=status)


def _form(request: Request, commune: UnitVersion) -> tuple[CountForm, int]:
    """The form as typed; else of the count that the address wants to mend, or an empty one."""
    if request.method == "POST":
        return CountForm(request.POST), whole(request.POST.get("seen", ""))
    key = whole(request.GET.get("sua", ""))
    found = OfficialCount.objects.filter(unit=commune.unit_id, pk=key).first()
    if found is None:
        return CountForm(initial={"counted_on": request.today}), 0
    return CountForm(initial=typed(found)), found.version


def _compared(
    request: Request, unit: UnitVersion, rows: Sequence[OfficialRow], on: date
) -> list[Compared]:
    filed = filed_of_officials(chosen_month(request).month, unit.unit_id)
    return [Compared(row, filed.get(row.commune.unit_id), row.overdue(on)) for row in rows]


def _needing_work_first(one: Compared) -> tuple[bool, bool, int]:
    count = one.row.count
    return (not one.differs, count is not None and not count.below, -(count.below if count else 0))


def _sheet(request: Request, rows: Sequence[Compared], on: date, group: str) -> Sheet:
    headings = (
        ("Huyện", 22), ("Xã", 20), ("Tính đến ngày", 12), ("Cán bộ, công chức", 12),
        ("Chưa đạt chuẩn", 12), ("Lý do, giải pháp, người chịu trách nhiệm, hạn", 80),
        ("Phiếu ghi 18.1", 14), ("Lệch", 8),
    )  # fmt: skip
    return Sheet(
        name="can-bo-chua-dat-chuan",
        title=f"Cán bộ, công chức xã chưa đạt chuẩn, ngày {show_day(on)}",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[chosen_month(request).month],
            laws=[],
            filters=[ONLY[group]] if ONLY.get(group) and group else [],
            source=SOURCE,
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[_line(one) for one in rows],
    )


def _line(one: Compared) -> list[str | int | date | None]:
    count = one.row.count
    groups = [
        f"{g.people} người: {g.get_lack_display()}; {g.get_remedy_display()}"
        + (f"; {g.responsible}, hạn {show_day(g.due_on)}" if g.remedy and g.due_on else "")
        for g in (count.groups.all() if count else ())
    ]
    return [
        one.row.district.full_name if one.row.district else "",
        one.row.commune.name,
        count.counted_on if count else None,
        count.total if count else None,
        count.below if count else None,
        "\n".join(groups),
        {True: "đạt", False: "chưa đạt", None: "chưa nộp"}[one.filed],
        "có" if one.differs else "",
    ]
