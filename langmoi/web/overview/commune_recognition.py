"""What a commune's page says of the way to its title."""

from __future__ import annotations

from datetime import date
from typing import Any

from langmoi.core.months import reference_day
from langmoi.overview.model import CommuneLine
from langmoi.overview.recognitions import recognition_of
from langmoi.recognition.models import DossierState
from langmoi.recognition.queries import dossiers_seen, rows_of, titles_held
from langmoi.web.http import Request


def recognition_context(request: Request, line: CommuneLine, month: date) -> dict[str, Any]:
    """The title as of the month's day; dossiers as they stand today."""
    unit = line.unit.key
    facts = titles_held([unit], reference_day(month))
    dossiers = dossiers_seen(request.user, request.today).filter(unit=unit)
    open_ones = dossiers.exclude(state__in=(DossierState.WITHDRAWN, DossierState.ANNOUNCED))
    return {
        "title_held": recognition_of(facts[0]) if facts else None,
        "title_on": reference_day(month),
        "dossier_rows": rows_of(list(open_ones), request.today),
    }
