"""The list of filings for those who may enter for more than one commune."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.places.models import UnitVersion
from langmoi.places.queries import districts_of, filing_communes
from langmoi.reporting.deadlines import due_days
from langmoi.reporting.models import DraftSave, Filing, FilingState, ReportingMonth, StepKind
from langmoi.web.http import Request
from langmoi.web.scope import Scope


@dataclass(frozen=True)
class FilingLine:
    unit: UnitVersion
    district: UnitVersion | None
    filing: Filing | None
    due: date
    days_left: int
    last_save: DraftSave | None

    @property
    def state(self) -> str:
        return FilingState(self.filing.state).label if self.filing else "chưa bắt đầu"

    @property
    def is_waiting(self) -> bool:
        return self.filing is None or self.filing.state in (
            FilingState.DRAFT,
            FilingState.SENT_BACK,
        )

    @property
    def is_late(self) -> bool:
        return self.is_waiting and self.days_left < 0


def listing_context(request: Request, month: ReportingMonth, scope: Scope) -> dict[str, Any]:
    """Every commune in scope that files in the month, those still to be sent first."""
    units = filing_communes(reference_day(month.month), within=scope.units)
    keys = [unit.unit_id for unit in units]
    seen = Filing.objects.visible_to(request.user, on=request.today)
    filings = {
        filing.unit_id: filing
        for filing in seen.filter(month=month.month, unit_id__in=keys).select_related("latest")
    }
    due = due_days(month.month, StepKind.SUBMIT, keys)
    districts = districts_of(keys, reference_day(month.month))
    saves = DraftSave.objects.filter(filing__in=filings.values()).select_related("by")
    last = {s.filing_id: s for s in saves.order_by("filing", "version")}
    lines = []
    for unit in units:
        filing, day = filings.get(unit.unit_id), due[unit.unit_id]
        save = last.get(filing.pk) if filing else None
        left = (day - request.today).days
        lines.append(FilingLine(unit, districts.get(unit.unit_id), filing, day, left, save))
    waiting = [line for line in lines if line.is_waiting]
    return {
        "month": month.month,
        "reporting_month": month,
        "lines": [*waiting, *(line for line in lines if not line.is_waiting)],
        "waiting": len(waiting),
        "late": sum(line.is_late for line in lines),
    }
