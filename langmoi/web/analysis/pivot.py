"""The pivot page, the list behind each of its numbers, and both as files."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.text import capital
from langmoi.law.model import CriteriaSet
from langmoi.overview.lines import MonthView, view_of
from langmoi.overview.pivot import behind, pivot
from langmoi.overview.pivot_model import Asked, Axis, Behind, Cell, Head, Measure, Pivot
from langmoi.web.analysis.cells import row_of_cells
from langmoi.web.analysis.charts import Chart, chart_file
from langmoi.web.analysis.filters import (
    AXES,
    CELL,
    LEVELS,
    MEASURES,
    STEPS,
    Filters,
    read_filters,
    subjects_of,
)
from langmoi.web.analysis.pivot_files import head_text, list_sheet, pivot_sheet, title_of
from langmoi.web.analysis.plots import Series, line_chart
from langmoi.web.analysis.sheets import FILE, as_file, source_line, wants_file
from langmoi.web.figures import said_in_full
from langmoi.web.http import Request
from langmoi.web.months import chosen_month
from langmoi.web.overview.cards import month_context
from langmoi.web.scope import Scope, scope_of

APART = "|"  # between row and column of the chosen cell; either may be all
MOST_LISTED = 200
MOST_LINES = 8


@dataclass(frozen=True)
class RowView:
    """A row as the page draws it; `end` is its total, or its last month."""

    head: Head
    cells: str
    end: Cell
    key: str


def opened(request: Request) -> tuple[Scope, MonthView, dict[str, Any]]:
    """What every page of the analyst begins with; nothing for someone who keeps a village only."""
    month = chosen_month(request)
    scope = scope_of(request, month.month)
    if scope.is_village:
        raise Http404
    view = view_of(month.month, scope.home.unit_id)
    return scope, view, month_context(month, view.criteria_set) | {"unit": view.unit}


@login_required
@require_safe
def pivot_page(request: Request) -> HttpResponseBase:
    """The table that the address asks for; with faults the nearest that there is, and why."""
    scope, view, context = opened(request)
    filters = read_filters(request, scope, view)
    found = pivot(filters.asked)
    chart = pivot_chart(request, found, view)
    if chart and request.GET.get(FILE) in ("svg", "png"):
        return chart_file(request, chart, "phan-tich")
    if wants_file(request):
        return as_file(request, pivot_sheet(request, found, filters, view))
    context |= _choices(filters, view.criteria_set, scope) | {
        "found": found,
        "chart": chart,
        "most_lines": MOST_LINES,
        "filters": filters,
        "asked": filters.asked,
        "rows": _rows(found),
        "foot": row_of_cells(found, "", found.foot),
        "query": urlencode(filters.pairs),
        "has_ends": filters.asked.measure is not Measure.VALUE,
    }
    status = 422 if filters.faults else 200
    return render(request, "analysis/pivot.html", context, status=status)


@login_required
@require_safe
def behind_page(request: Request) -> HttpResponseBase:
    """Every outcome behind one number of the pivot."""
    scope, view, context = opened(request)
    filters = read_filters(request, scope, view)
    row, _, column = request.GET.get(CELL, "").partition(APART)
    found = behind(filters.asked, row, column)
    if wants_file(request):
        return as_file(request, list_sheet(request, found, filters, view))
    query = urlencode([*filters.pairs, (CELL, f"{row}{APART}{column}")])
    counted = sum(line.is_counted for line in found)
    context |= {
        "lines": [_line(line, filters.asked) for line in found[:MOST_LISTED]],
        "total_lines": len(found),
        "left": len(found) - MOST_LISTED,
        "counted": counted,
        "asked": filters.asked,
        "shown_month": found[0].month if found else view.month,
        "query": query,
        "back": urlencode(filters.pairs),
    }
    return render(request, "analysis/behind.html", context)


def pivot_chart(request: Request, found: Pivot, view: MonthView) -> Chart | None:
    """A line for each row where columns are months; of many rows their sum, if there is one."""
    asked = found.asked
    if asked.columns is not Axis.MONTHS:
        return None
    rows = [(head_text(head), cells) for head, cells in zip(found.rows, found.cells, strict=True)]
    if len(rows) > MOST_LINES:
        rows = [("Cộng", found.foot)] if found.foot and asked.figure is None else rows[:MOST_LINES]
    series = [
        Series(capital(name), [_decimal(cell.said(asked.measure)) for cell in cells])
        for name, cells in rows
    ]
    drawn, height = line_chart([head.label for head in found.columns], series)
    measured = asked.figure.measure if asked.figure else asked.measure.label
    title = f"{title_of(asked)}, {view.unit.full_name}"
    return Chart(title, measured, source_line(request), drawn, height)


def _decimal(value: Decimal | int | None) -> Decimal | None:
    return None if value is None else Decimal(value)


def _choices(filters: Filters, law: CriteriaSet, scope: Scope) -> dict[str, Any]:
    home = {"province": 0, "district": 1}.get(scope.home.level, 2)
    return {
        "axes": [(word, axis.label) for word, axis in AXES.items()],
        "measures": [(word, measure.label) for word, measure in MEASURES.items()],
        "steps": [(word, step.label) for word, step in STEPS.items()],
        "levels": [(word, level.label) for word, level in list(LEVELS.items())[home:]],
        "subjects": subjects_of(law, filters.asked.of_indicators),
        "words": filters.words,
        "chosen_units": {unit.code for unit in filters.units},
    }


def _rows(found: Pivot) -> list[RowView]:
    return [
        RowView(head, row_of_cells(found, head.key, cells), end, head.key)
        for head, cells, end in zip(found.rows, found.cells, found.ends, strict=True)
    ]


def _line(line: Behind, asked: Asked) -> dict[str, Any]:
    said = said_in_full(asked.figure, line.value) if asked.figure else ""
    carried = line.figures_month if line.figures_month != line.month else None
    return {"line": line, "value": said, "carried": carried}
