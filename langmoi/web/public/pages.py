"""The public pages: the province, a district, a commune, and a revision that someone cites."""

from __future__ import annotations

from datetime import date

from django.http import HttpResponse

from langmoi.core.errors import NotFound
from langmoi.core.months import reference_day
from langmoi.law.sets import load_set
from langmoi.overview.model import Overview
from langmoi.overview.queries import commune_month, overview
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import unit_by_code
from langmoi.public.queries import cited_revision
from langmoi.reporting.models import ReportingMonth
from langmoi.web.analysis.charts import chart_file
from langmoi.web.analysis.sheets import source_line, wants_file
from langmoi.web.http import Request
from langmoi.web.public.commune import commune_view
from langmoi.web.public.door import public_answer, public_page, published_month
from langmoi.web.public.unit import unit_view


@public_page
def province(request: Request, month: date | None = None) -> HttpResponse:
    found = published_month(month)
    return _unit_answer(request, "public/province.html", overview(found.month), found)


@public_page
def district(request: Request, code: str, month: date | None = None) -> HttpResponse:
    found = published_month(month)
    unit = unit_of(code, Level.DISTRICT, found.month)
    seen = overview(found.month, unit_key=unit.unit_id)
    return _unit_answer(request, "public/district.html", seen, found)


def _unit_answer(
    request: Request, template: str, seen: Overview, month: ReportingMonth
) -> HttpResponse:
    """The page of the province or a district, or its chart as a file."""
    view = unit_view(seen, source_line(request))
    if view["trend"] and wants_file(request):
        return chart_file(request, view["trend"], f"dien-bien-{seen.unit.code}")
    return public_answer(request, template, view, month)


@public_page
def commune(request: Request, code: str, month: date | None = None) -> HttpResponse:
    found = published_month(month)
    unit = unit_of(code, Level.COMMUNE, found.month)
    if not unit.files:
        return public_answer(request, "public/not_filing.html", {"unit": unit}, found)
    seen = commune_month(unit.unit_id, found.month)
    return public_answer(request, "public/commune.html", commune_view(seen), found)


@public_page
def cited(request: Request, code: str, month: date, number: int) -> HttpResponse:
    """A revision as it was official; where a correction came after it, that is said first."""
    found = published_month(month)
    unit = unit_of(code, Level.COMMUNE, month)
    told = cited_revision(unit.unit_id, month, number)
    if told is None:
        raise NotFound("Không có bản chính thức này.")
    criteria = load_set(told.criteria_set).criteria
    context = {
        "unit": unit,
        "cited": told,
        "outcomes": [(c, told.outcomes.get(c.number, "not_assessed")) for c in criteria],
    }
    return public_answer(request, "public/revision.html", context, found)


def unit_of(code: str, level: Level, month: date) -> UnitVersion:
    found = unit_by_code(code, reference_day(month), level)
    if found is None:
        raise NotFound("Không có đơn vị này trong tháng đã chọn.")
    return found
