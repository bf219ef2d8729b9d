"""A department's home: its indicators across the communes, and the list behind each number."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.notices.opinions import missing_by_agency
from langmoi.overview.department import DepartmentMonth, IndicatorRow, department_month
from langmoi.overview.model import UnitRef
from langmoi.people.models import Agency
from langmoi.people.responsibility import responsibility_table
from langmoi.people.roles import AGENCY_ROLES
from langmoi.reporting.workbook.contents import set_of_month
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import month_context
from langmoi.web.scope import scope_of

# What stands behind each number of a row.
BEHIND = {
    "dat": "đạt",
    "chua-dat": "chưa đạt",
    "khac": "không áp dụng hoặc chưa đánh giá",
    "mat": "vừa mất so với tháng trước",
    "ban-khoan": "ngành không đồng ý",
    "cho-y-kien": "chờ ý kiến của ngành",
}


@dataclass(frozen=True)
class Row:
    found: IndicatorRow
    waiting: tuple[int, ...]

    def keys(self, what: str) -> tuple[int, ...]:
        return {
            "dat": self.found.met,
            "chua-dat": self.found.not_met,
            "khac": self.found.other,
            "mat": self.found.lost,
            "ban-khoan": self.found.disputed,
            "cho-y-kien": self.waiting,
        }[what]


@login_required
@require_safe
def department(request: Request) -> HttpResponse:
    """The agency in the address (`co-quan`), else the person's own; with `ct` one list of it."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if not scope.is_province:
        raise Http404
    led = _led(request)
    agency = _agency(request, led)
    found = department_month(
        month.month, agency.pk if agency else 0, led.get(agency, ()) if agency else ()
    )
    waiting = _waiting(request, agency)
    rows = [Row(row, tuple(waiting.get(row.indicator.number, ()))) for row in found.rows]
    context = month_context(month, found.view.criteria_set) | {
        "agency": agency,
        "agencies": sorted(led, key=lambda a: a.name),
        "is_own": agency in _own(request),
        "found": found,
        "rows": rows,
        "counts": _counts(rows),
    }
    if "ct" in request.GET:
        return _listed(request, rows, found, context)
    return render(request, "overview/department.html", context)


def _led(request: Request) -> Mapping[Agency, set[str]]:
    """Each agency that leads indicators on the month's reference day, with their numbers."""
    month = chosen_month(request).month
    found: dict[Agency, set[str]] = defaultdict(set)
    for number, charge in responsibility_table(set_of_month(month), reference_day(month)).items():
        for agency in charge.lead:
            found[agency].add(number)
    return found


def _own(request: Request) -> list[Agency]:
    posts = scope_of(request).posts
    return [post.agency for post in posts if post.role in AGENCY_ROLES and post.agency]


def _agency(request: Request, led: Mapping[Agency, set[str]]) -> Agency | None:
    """None where nobody leads anything in the month."""
    asked = request.GET.get("co-quan", "")
    ordered = [*(a for a in _own(request) if a in led), *sorted(led, key=lambda a: a.name)]
    if not asked:
        return next(iter(ordered), None)
    found = next((agency for agency in led if str(agency.pk) == asked), None)
    if found is None:
        raise DomainError(
            f"Cơ quan số “{asked}” không chủ trì chỉ tiêu nào trong tháng này. "
            "Hãy chọn cơ quan trong danh sách."
        )
    return found


def _waiting(request: Request, agency: Agency | None) -> Mapping[str, list[int]]:
    """Communes whose indicator waits for the agency's word; nothing once the month is closed."""
    month = chosen_month(request)
    found: dict[str, list[int]] = defaultdict(list)
    if agency is not None and not month.is_closed:
        for unit, number in missing_by_agency(month.month, [agency], request.today)[agency]:
            found[number].append(unit)
    return found


def _counts(rows: Sequence[Row]) -> dict[str, int]:
    """Totals over all indicators, for the tiles."""
    names = {"lost": "mat", "disputed": "ban-khoan", "waiting": "cho-y-kien"}
    return {name: sum(len(row.keys(key)) for row in rows) for name, key in names.items()}


def _listed(
    request: Request, rows: Collection[Row], found: DepartmentMonth, context: dict[str, object]
) -> HttpResponse:
    number, what = request.GET["ct"], request.GET.get("nhom", "")
    row = next((r for r in rows if r.found.indicator.number == number), None)
    if row is None or what not in BEHIND:
        raise DomainError(
            f"Không có danh sách của chỉ tiêu “{number}” cho cơ quan này. "
            "Hãy mở lại từ một con số ở trang của ngành."
        )
    communes = [_commune(found, key) for key in row.keys(what) if key in found.communes]
    context |= {"row": row, "what": BEHIND[what], "communes": sorted(communes, key=_by_code)}
    return render(request, "overview/department_list.html", context)


def _commune(found: DepartmentMonth, key: int) -> tuple[UnitRef, UnitRef]:
    return found.communes[key], found.districts[key]


def _by_code(pair: tuple[UnitRef, UnitRef]) -> str:
    return pair[0].code
