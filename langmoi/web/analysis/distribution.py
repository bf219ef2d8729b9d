"""How an indicator's figure is spread over the communes, with the bounds of their zones."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.errors import DomainError
from langmoi.core.months import show_month
from langmoi.law.model import CriteriaSet, Indicator, Test
from langmoi.law.supposing import find_indicator, numeric_tests
from langmoi.law.words import show_bound, zone_name
from langmoi.overview.distribution import Distribution, Line, Point, distribution
from langmoi.places.models import UnitVersion
from langmoi.web.analysis.charts import Chart, chart_file
from langmoi.web.analysis.compare import choices_of
from langmoi.web.analysis.pivot import opened
from langmoi.web.analysis.plots import histogram
from langmoi.web.analysis.sheets import (
    FILE,
    NUMBER,
    Column,
    Sheet,
    as_file,
    facts_of,
    source_line,
    wants_file,
)
from langmoi.web.figures import said_in_full
from langmoi.web.http import Request
from langmoi.web.overview.what_if import choices_of_tests
from langmoi.web.words import OUTCOMES

FIRST = "10.1"  # income: what is asked for most; else the first that is a number


@login_required
@require_safe
def distribution_page(request: Request) -> HttpResponseBase:
    """The drawing and the list beside it, for the indicator of the address."""
    scope, view, context = opened(request)
    law, choices = view.criteria_set, choices_of(scope, view)
    which, faults = request.GET.get("chi-tieu", ""), []
    try:
        indicator, test = _chosen(which or _first(law), law)
    except DomainError as error:
        faults = [str(error)]
        indicator, test = _chosen(_first(law), law)
    unit = _unit(request.GET.get("don-vi", ""), choices)
    within = [c.unit_id for c in view.places.communes(unit)] if unit else None
    found = distribution(view.month, indicator, test, unit_key=scope.home.unit_id, only=within)
    shown = unit or view.unit
    chart = _chart(request, found, shown)
    if wants_file(request):
        if request.GET[FILE] in ("svg", "png"):
            return chart_file(request, chart, f"phan-bo-{indicator.number}")
        return as_file(request, _sheet(request, found, shown))
    context |= {
        "found": found,
        "chart": chart,
        "lines": [(line, _line_words(line, found)) for line in found.lines],
        "rows": [_row(point, found) for point in found.points],
        "choices": choices_of_tests(law),
        "which": f"{indicator.number}/{test.part}" if test.part else indicator.number,
        "units": choices,
        "picked": unit,
        "shown": shown,
        "faults": faults,
        "query": _query(request),
    }
    return render(request, "analysis/distribution.html", context, status=422 if faults else 200)


def _first(law: CriteriaSet) -> str:
    numbers = [choice.value for choice in choices_of_tests(law)]
    return FIRST if FIRST in numbers else numbers[0]


def _chosen(which: str, law: CriteriaSet) -> tuple[Indicator, Test]:
    """The indicator and its numeric test. Raises DomainError for one that has none."""
    number, _, part = which.partition("/")
    indicator = find_indicator(number, law)
    tests = [test for test in numeric_tests(indicator) if part in ("", test.part)]
    if not tests:
        raise DomainError(
            f"Chỉ tiêu {which} không đo bằng số nên không có phân bố. Hãy chọn chỉ tiêu khác."
        )
    return indicator, tests[0]


def _unit(code: str, choices: Sequence[UnitVersion]) -> UnitVersion | None:
    if not code:
        return None
    found = next((unit for unit in choices if unit.code == code), None)
    if found is None:
        raise Http404
    return found


def _query(request: Request) -> str:
    names = ("thang", "chi-tieu", "don-vi")
    return urlencode([(name, request.GET[name]) for name in names if request.GET.get(name)])


def _name(found: Distribution) -> str:
    label = f" ({found.test.label})" if found.test.label else ""
    return f"{found.indicator.number}. {found.figure.name}{label}"


def _line_words(line: Line, found: Distribution) -> str:
    """“Tây Nguyên: ≥ 41 triệu đồng/người/năm”."""
    bound = show_bound(line.value, found.test, found.figure)
    zones = ", ".join(zone_name(found.criteria_set, zone) for zone in line.zones)
    return f"{zones}: {bound}" if zones else bound


def _chart(request: Request, found: Distribution, unit: UnitVersion) -> Chart:
    lines = [(line.value, _line_words(line, found)) for line in found.lines]
    return Chart(
        title=f"{_name(found)}, {unit.full_name}, {show_month(found.month)}",
        unit=found.figure.measure,
        source=source_line(request),
        drawn=histogram(found.values, lines, found.figure.measure),
    )


def _row(point: Point, found: Distribution) -> dict[str, Any]:
    bound = point.threshold.value if point.threshold else None
    said = "chưa rõ mức"
    if bound is not None and not isinstance(bound, bool):
        said = show_bound(bound, found.test, found.figure)
    return {
        "point": point,
        "value": said_in_full(found.figure, point.told) if point.told is not None else "",
        "bound": said,
        "carried": point.figures_month if point.figures_month != found.month else None,
    }


def _sheet(request: Request, found: Distribution, unit: UnitVersion) -> Sheet:
    zones = {zone.id: zone.name for zone in found.criteria_set.zones}
    return Sheet(
        name=f"phan-bo-{found.indicator.number}",
        title=_name(found),
        facts=facts_of(
            request,
            unit=unit.full_name,
            months=[found.month],
            laws=[found.criteria_set],
            filters=[f"chỉ tiêu {_name(found)}", f"đơn vị tính {found.figure.measure}"],
        ),
        columns=[
            Column("Mã"),
            Column("Xã", width=26),
            Column("Thuộc", width=22),
            Column("Vùng", width=26),
            Column(found.figure.measure, NUMBER, 16),
            Column("Mức phải đạt", NUMBER, 16),
            Column("Trạng thái của mức", width=22),
            Column("Kết quả chỉ tiêu", width=16),
            Column("Số liệu của tháng"),
        ],
        rows=[_cells(point, zones) for point in found.points],
    )


def _cells(point: Point, zones: dict[str, str]) -> list[Any]:
    bound = point.threshold.value if point.threshold else None
    return [
        point.unit.code,
        point.unit.full_name,
        point.district.full_name if point.district else "",
        zones.get(point.zone, ""),
        point.value,
        None if isinstance(bound, bool) else bound,
        point.threshold.status.label if point.threshold else "chưa rõ mức",
        OUTCOMES[point.outcome].label if point.outcome else "chưa có số liệu",
        show_month(point.figures_month) if point.figures_month else "",
    ]
