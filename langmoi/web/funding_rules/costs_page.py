"""What a criterion gained has cost by district in a year, and what criteria still need."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.overview.criterion_costs import CostYear, CriterionNeed, cost_year, criterion_needs
from langmoi.overview.queries import overview
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.attempts import whole
from langmoi.web.funding_rules.counterpart_page import MILLIONS, in_millions
from langmoi.web.funding_rules.narrowing import narrowing_of
from langmoi.web.http import Request
from langmoi.web.months import months_of

SOURCE = "Dòng giải ngân và kết quả các tháng đã chốt trong Làng Mới."


@login_required
@require_safe
def criterion_costs(request: Request) -> HttpResponseBase:
    """For the province or a district; one commune has nothing to compare."""
    where = narrowing_of(request)
    if where.scope.is_commune:
        raise Http404
    years = sorted({m.month.year for m in months_of(request) if m.is_closed}, reverse=True)
    asked = whole(request.GET.get("nam", ""))
    year = asked if asked in years else (years[0] if years else request.today.year)
    found = cost_year(year, where.scope.home.unit_id, where.units)
    if wants_file(request):
        return as_file(request, _sheet(request, found))
    needs = _needs(request, found, where.scope.home.unit_id, where.units)
    context: dict[str, Any] = {
        "tab": "criterion_costs",
        "where": where,
        "year": year,
        "years": years or [year],
        "found": found,
        "rows": _rows(found, needs),
        "needs": needs,
        "query": f"nam={year}",
    }
    return render(request, "funding_rules/criterion_costs.html", context)


def _needs(
    request: Request, found: CostYear, unit: int, units: frozenset[int]
) -> Sequence[CriterionNeed]:
    """As of today, beside the outcomes of the last closed month of the year."""
    if found.last is None:
        return ()
    seen = overview(found.last, unit_key=unit)
    return criterion_needs(seen.criteria_set, seen.communes, request.today, units)


def _rows(found: CostYear, needs: Sequence[CriterionNeed]) -> list[dict[str, Any]]:
    """What was spent on each criterion beside what it still needs."""
    return [
        {"need": need, "spent": spent, "gained": gained, "lost": lost}
        for need, (_, spent, gained, lost) in zip(needs, found.by_criterion, strict=True)
    ]


def _sheet(request: Request, found: CostYear) -> Sheet:
    headings = (
        ("Huyện", 24), ("Số xã", 10), ("Giải ngân cho tiêu chí (triệu đồng)", 20),
        ("Chưa phân theo tiêu chí (triệu đồng)", 20), ("Tiêu chí tăng", 12), ("Tiêu chí mất", 12),
        ("Triệu đồng cho một tiêu chí tăng", 20),
    )  # fmt: skip
    return Sheet(
        name=f"chi-phi-tieu-chi-{found.year}",
        title=f"Chi phí cho một tiêu chí tăng thêm, năm {found.year}",
        facts=facts_of(
            request,
            unit=narrowing_of(request).name,
            months=[month for month in (found.first, found.last) if month],
            laws=[],
            filters=[found.why_not] if found.why_not else [],
            source=SOURCE,
        ),
        columns=[Column(heading, form=MILLIONS, width=width) for heading, width in headings],
        rows=[
            [
                one.district.full_name if one.district else "Cộng",
                one.communes,
                in_millions(one.spent),
                in_millions(one.apart),
                one.gained,
                one.lost,
                in_millions(one.cost),
            ]
            for one in (*found.districts, found.total)
        ],
    )
