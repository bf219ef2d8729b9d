"""The last values of a unit: what a new filing is prefilled with, each with its month."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.reporting.models import Filing
from langmoi.reporting.workbook.changes import is_same

MONTHS_BACK = 24  # a yearly figure is older than that only where nobody renewed it


@dataclass(frozen=True)
class LastValue:
    """A figure as last filed before this month; a yearly one with the month it came in."""

    value: Any
    month: date


def last_values(filing: Filing) -> dict[str, LastValue]:
    """Each figure of the unit's last filing before this month, by a set of the same family.

    Two queries. A yearly figure bears the month since which it has stood unchanged.
    """
    criteria_set = load_set(filing.criteria_set)
    sets = [name for name in (criteria_set.id, criteria_set.extends) if name]
    rows = list(
        Filing.objects.filter(
            unit_id=filing.unit_id,
            month__lt=filing.month,
            criteria_set__in=sets,
            latest__isnull=False,
        )
        .order_by("-month")
        .values_list("month", "latest__figures")[:MONTHS_BACK]
    )
    if not rows:
        return {}
    last_month, last = rows[0]
    yearly = {figure.id for figure in criteria_set.figures if figure.yearly}
    known = {figure.id for figure in criteria_set.figures}
    return {
        figure: LastValue(value, _since(figure, value, rows) if figure in yearly else last_month)
        for figure, value in last.items()
        if figure in known
    }


def last_documents(
    unit_keys: Collection[int], month: date, criteria_set: CriteriaSet
) -> dict[int, Mapping[str, Any]]:
    """By unit: the figures of its last filing before this month, by a set of the same family."""
    sets = [name for name in (criteria_set.id, criteria_set.extends) if name]
    rows = Filing.objects.filter(
        unit_id__in=unit_keys, month__lt=month, criteria_set__in=sets, latest__isnull=False
    )
    last = rows.order_by("unit_id", "-month").distinct("unit_id")
    return dict(last.values_list("unit_id", "latest__figures"))


def _since(figure: str, value: Any, rows: list[tuple[date, dict[str, Any]]]) -> date:
    """The first month of the unbroken run of filings, back from the last, with this value."""
    month = rows[0][0]
    for earlier, figures in rows[1:]:
        if not is_same(figures.get(figure), value):
            break
        month = earlier
    return month
