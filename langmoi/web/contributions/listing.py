"""The list of contributions: filters, totals, pages, and the same as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Page, Paginator
from django.db.models import Count
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.core.numbers import MILLION_DECIMALS, show_number
from langmoi.funding.contribution_access import entered_units, named_donors
from langmoi.funding.contribution_file import show_donors, write_contribution_file
from langmoi.funding.contribution_queries import ContributionSum, contribution_rows
from langmoi.funding.contributions import Contribution, ContributionQuerySet, Donor
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import names_on, unit_versions
from langmoi.web.analysis.sheets import EXCEL, NUMBER, Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.contributions.filters import (
    FIRST_YEAR,
    KINDS,
    STATES,
    Filters,
    contributions_found,
    filters_of,
    total_found,
)
from langmoi.web.http import Request
from langmoi.web.scope import Scope, scope_of

PER_PAGE, MOST_IN_A_FILE = 50, 20_000
SOURCE = "Sổ đóng góp của dân trong Làng Mới."


@login_required
@require_safe
def contributions(request: Request) -> HttpResponseBase:
    """What residents of the units in scope gave, the last first."""
    scope, filters = scope_of(request), filters_of(request)
    total = total_found(request, filters)
    found = contributions_found(request, filters)
    if wants_file(request):
        return as_file(request, _sheet(request, _for_a_file(found, total), filters))
    page = _page(request, found, total)
    query = request.GET.copy()
    query.pop("trang", None)
    context = {
        "page": page,
        "total": total,
        "filters": filters,
        "lists": _choices(scope, filters, request.today),
        "query": query.urlencode(),
        "is_filtered": any(request.GET.get(name) for name in request.GET if name != "trang"),
        "may_enter": bool(entered_units(request.user, on=request.today)),
        "scope": scope,
        "tab": "contributions",
    }
    return render(request, "contributions/list.html", context)


@login_required
@require_safe
def contribution_workbook(request: Request) -> HttpResponse:
    """The same in the columns of the template, to be filled on and read in again."""
    filters = filters_of(request)
    found = _for_a_file(contributions_found(request, filters), total_found(request, filters))
    content = write_contribution_file(contribution_rows(found, request.user, on=request.today))
    response = HttpResponse(content, content_type=EXCEL)
    response["Content-Disposition"] = 'attachment; filename="dong-gop.xlsx"'
    return response


@dataclass(frozen=True)
class Row:
    """A contribution with the names of its places; how many are named, not who."""

    one: Contribution
    commune: str
    village: str
    donors: int


def rows_of(found: Sequence[Contribution], on: date) -> list[Row]:
    """In two queries, however many."""
    names = names_on({c.unit_id for c in found} | {c.commune_id for c in found}, on)
    named = Donor.objects.filter(contribution__in=[c.pk for c in found]).order_by()
    donors = dict(named.values_list("contribution").annotate(Count("pk")))
    return [
        Row(
            one,
            names.get(one.commune_id, ""),
            names.get(one.unit_id, "") if one.unit_id != one.commune_id else "",
            donors.get(one.pk, 0),
        )
        for one in found
    ]


def _page(request: Request, found: ContributionQuerySet, total: ContributionSum) -> Page[Any]:
    """One page; how many there are is known from the totals."""
    paginator = Paginator(found.select_related("project"), PER_PAGE)
    paginator.__dict__["count"] = total.rows
    page: Page[Any] = paginator.get_page(request.GET.get("trang"))
    page.object_list = rows_of(list(page.object_list), request.today)
    return page


def _for_a_file(found: ContributionQuerySet, total: ContributionSum) -> list[Contribution]:
    if total.rows > MOST_IN_A_FILE:
        raise DomainError(
            f"Danh sách có {show_number(total.rows)} khoản, một tệp chỉ chứa "
            f"{show_number(MOST_IN_A_FILE)}. Hãy lọc theo huyện, xã hoặc năm rồi tải lại."
        )
    return list(found.select_related("project"))


def _choices(scope: Scope, filters: Filters, today: date) -> dict[str, object]:
    """What each filter offers; places only below what is chosen above them."""
    return {
        "districts": _below(scope, Level.DISTRICT, None) if scope.is_province else [],
        "communes": [] if scope.is_commune else _communes(scope, filters),
        "villages": _villages(scope, filters),
        "years": range(today.year, FIRST_YEAR - 1, -1),
        "kinds": [(key, said) for key, (said, _) in KINDS.items()],
        "states": STATES.items(),
    }


def _communes(scope: Scope, filters: Filters) -> list[UnitVersion]:
    district = filters.district or (scope.home if scope.is_district else None)
    if district is None and filters.commune is not None:
        return [filters.commune]
    return [v for v in _below(scope, Level.COMMUNE, district) if v.files] if district else []


def _villages(scope: Scope, filters: Filters) -> list[UnitVersion]:
    commune = filters.commune or (scope.home if scope.home.level == Level.COMMUNE else None)
    return _below(scope, Level.VILLAGE, commune) if commune else []


def _below(scope: Scope, level: Level, above: UnitVersion | None) -> list[UnitVersion]:
    found = unit_versions(scope.on, level=level)
    return [
        v
        for v in found
        if v.unit_id in scope.units and (above is None or v.parent_id == above.unit_id)
    ]


def _sheet(request: Request, found: Sequence[Contribution], filters: Filters) -> Sheet:
    headings = (
        ("Ngày", 12), ("Xã", 20), ("Thôn", 22), ("Công trình", 16), ("Số hộ", 8),
        ("Tiền (triệu đồng)", 14), ("Ngày công", 10), ("Quy tiền ngày công (triệu đồng)", 14),
        ("Hiến đất (m²)", 12), ("Quy tiền đất (triệu đồng)", 14), ("Vật tư, cây cối, khác", 26),
        ("Quy tiền vật tư, khác (triệu đồng)", 14), ("Cộng (triệu đồng)", 14),
        ("Căn cứ quy đổi", 30), ("Ghi chú", 30), ("Người đóng góp", 34), ("Đã rút", 30),
        ("Độ tin cậy", 18),
    )  # fmt: skip
    names = named_donors(request.user, found, on=request.today)
    return Sheet(
        name="dong-gop-cua-dan",
        title="Đóng góp của dân",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=filters.said,
            source=SOURCE,
        ),
        columns=[Column(heading, NUMBER, width) for heading, width in headings],
        rows=[_line(row, names.get(row.one.pk)) for row in rows_of(found, request.today)],
        source=SOURCE,
    )


def _line(row: Row, donors: list[Donor] | None) -> list[str | int | Decimal | date | None]:
    one = row.one
    who = f"{row.donors} người được ghi tên" if row.donors else ""
    if donors is not None:
        who = show_donors((donor.name, donor.value) for donor in donors)
    return [
        one.given_on,
        row.commune,
        row.village,
        one.project.code if one.project else "",
        one.households,
        _millions(one.money),
        one.workdays or None,
        _millions(one.workdays_value),
        one.land or None,
        _millions(one.land_value),
        one.goods,
        _millions(one.goods_value),
        _millions(one.total),
        one.basis,
        one.note,
        who,
        one.why_taken_back,
        one.get_certainty_display(),
    ]


def _millions(dong: int | None) -> Decimal | None:
    return Decimal(dong).scaleb(-MILLION_DECIMALS) if dong else None
