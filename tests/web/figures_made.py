"""Figures documents that miss just the criteria asked for, and months filed with them."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

from langmoi.core.months import reference_day
from langmoi.law.lookup import threshold_of
from langmoi.law.model import Kind, Operator
from langmoi.law.sets import set_for

NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)
ZONE = "central_highlands"


def figures_missing(missing, month=NOVEMBER):
    """Every criterion just met, but these just missed."""
    criteria_set = set_for(month)
    return {
        test.figure: _value(criteria_set, indicator, test, criterion.number not in missing)
        for criterion in criteria_set.criteria
        for indicator in criterion.indicators
        for test in indicator.tests
    }


def _value(criteria_set, indicator, test, is_met):
    figure = criteria_set.figure(test.figure)
    if figure.kind is Kind.BOOLEAN:
        return is_met
    if test.operator is Operator.NONE_OF:
        return "0" if is_met else "3"
    bound = Decimal(threshold_of(indicator, test.part, ZONE, reference_day(NOVEMBER)).value)
    away = 0 if is_met else -1 if test.operator is not Operator.AT_MOST else 1
    if figure.kind is Kind.SHARE:
        return {"num": str((bound + away) * 10), "den": "1000"}
    return str(bound + away)


def file_month(month, told, *, by, closed=True):
    from langmoi.places.queries import unit_by_code
    from langmoi.reporting.actions import NewFigures, file_figures, open_month
    from langmoi.reporting.models import RevisionSource
    from langmoi.reporting.steps import close_month

    on = reference_day(month)
    open_month(month, by=by, due_on=month.replace(day=18))
    rows = [
        NewFigures(unit_by_code(code, on, "commune").unit_id, code, ZONE, figures)
        for code, figures in told.items()
    ]
    file_figures(
        rows, month=month, criteria_set=set_for(month), by=by, source=RevisionSource.WORKBOOK
    )
    if closed:
        close_month(month, by=by, on=on, reason="Chỉ thử vài xã.")
