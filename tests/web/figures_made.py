"""Figures documents that miss just the criteria asked for, and months filed with them."""

from __future__ import annotations

from datetime import date

from chain_world import ZONE, figures_meeting

from langmoi.core.months import reference_day
from langmoi.law.sets import set_for

NOVEMBER, DECEMBER = date(2019, 11, 1), date(2019, 12, 1)


def figures_missing(missing, month=NOVEMBER):
    """Every criterion just met, but these just missed."""
    numbers = {criterion.number for criterion in set_for(month).criteria}
    return figures_meeting(numbers - set(missing), month)


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
