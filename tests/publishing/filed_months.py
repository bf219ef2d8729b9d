"""Months of the three communes of Ia H'Drai, filed and closed, to write reports from."""

from __future__ import annotations

from datetime import date

from chain_world import ZONE, figures_meeting

from langmoi.core.months import month_range, reference_day
from langmoi.law.sets import set_for
from langmoi.places.queries import unit_by_code
from langmoi.reporting.actions import NewFigures, file_figures, open_month
from langmoi.reporting.models import RevisionSource
from langmoi.reporting.steps import close_month

IA_DAL, IA_DOM, IA_TOI = "23535", "23537", "23538"
DISTRICT, PROVINCE = "618", "62"
ON = date(2019, 12, 20)


def file_month(month, met, *, by, closed=True):
    """met: commune's code -> how many criteria it meets (or which)."""
    on = reference_day(month)
    open_month(month, by=by, due_on=month.replace(day=18))
    rows = [
        NewFigures(unit_by_code(c, on, "commune").unit_id, c, ZONE, figures_meeting(m, month))
        for c, m in met.items()
    ]
    source = RevisionSource.WORKBOOK
    file_figures(rows, month=month, criteria_set=set_for(month), by=by, source=source)
    if closed:
        close_month(month, by=by, on=on, reason="Chỉ thử vài xã.")


def file_year(by, *, last_closed=True):
    """From 12/2018 to 12/2019: Ia Đal gains a criterion in 5/2019 and one in 11/2019."""
    for month in month_range(date(2018, 12, 1), date(2019, 12, 1)):
        gained = (month >= date(2019, 5, 1)) + (month >= date(2019, 11, 1))
        is_last = month == date(2019, 12, 1)
        met = {IA_DAL: 5 + gained, IA_DOM: 8, IA_TOI: 3}
        file_month(month, met, by=by, closed=last_closed or not is_last)


def unit(code, on=ON):
    return unit_by_code(code, on).unit_id
