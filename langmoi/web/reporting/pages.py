"""What the pages of figures in show."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

from langmoi.core.months import reference_day
from langmoi.people.models import User
from langmoi.places.models import UnitVersion
from langmoi.places.queries import filing_communes
from langmoi.reporting.models import Filing, MonthState, ReportingMonth, Upload
from langmoi.reporting.workbook.changes import FigureChange, WorkbookCheck
from langmoi.web.scope import Scope

MOST_CHANGES = 600  # rows of one kind that a page lists; the counts are always whole
RECENT = 8


@dataclass(frozen=True)
class UnitChanges:
    unit: str
    changes: tuple[FigureChange, ...]


def upload_context(user: User, month: ReportingMonth, scope: Scope) -> dict[str, Any]:
    """The month, who of the person's communes has filed, and their last workbooks."""
    communes = filing_communes(reference_day(month.month), within=scope.writable)
    filed = _filed(month, communes)
    recent = Upload.objects.filter(uploaded_by=user).defer("content")[:RECENT]
    return {
        "month": month.month,
        "reporting_month": month,
        "communes": communes,
        "filed": filed,
        "waiting": [c for c in communes if c.unit_id not in filed],
        "recent": recent,
        "open_months": ReportingMonth.objects.filter(state=MonthState.OPEN).order_by("-month"),
    }


def checked_context(check: WorkbookCheck, month: ReportingMonth, name: str) -> dict[str, Any]:
    """A checked workbook: its faults, or what it would change by commune, old beside new."""
    return {
        "month": month.month,
        "reporting_month": month,
        "check": check,
        "file_name": name,
        "added": by_unit(check.added),
        "changed": by_unit(check.changed),
        "removed": by_unit(check.removed),
        "most": MOST_CHANGES,
    }


def by_unit(changes: Sequence[FigureChange]) -> list[UnitChanges]:
    """The changes by commune, in the order of the workbook; no more than a page can list."""
    shown = changes[:MOST_CHANGES]
    return [
        UnitChanges(found[0].unit, tuple(found))
        for _, members in groupby(shown, key=lambda change: change.unit_key)
        if (found := list(members))
    ]


def _filed(month: ReportingMonth, communes: Sequence[UnitVersion]) -> set[int]:
    filings = Filing.objects.filter(
        month=month.month, latest__isnull=False, unit_id__in=[c.unit_id for c in communes]
    )
    return set(filings.values_list("unit_id", flat=True))
