"""The home page's card: communes on their way to a title, and what keeps each from it."""

from __future__ import annotations

from typing import Any

from langmoi.people.access import with_descendants
from langmoi.places.models import UnitVersion
from langmoi.recognition.models import Dossier, DossierState
from langmoi.recognition.queries import dossiers_seen, rows_of
from langmoi.web.http import Request

MOST = 6
ON_THE_WAY = (
    DossierState.LISTED,
    DossierState.ASSESSED,
    DossierState.SENT,
    DossierState.VERIFIED,
    DossierState.APPRAISED,
    DossierState.VOTED,
)


def near_recognition(request: Request, unit: UnitVersion) -> dict[str, Any]:
    """The furthest of this province or district first; nothing where nobody is on the way."""
    within = with_descendants({unit.unit_id}, on=request.today)
    found = dossiers_seen(request.user, request.today).filter(state__in=ON_THE_WAY)
    dossiers = sorted(found.filter(unit__in=within), key=_how_far, reverse=True)
    rows = rows_of(dossiers[:MOST], request.today)
    return {"recognition_rows": rows, "recognition_more": max(len(dossiers) - MOST, 0)}


def _how_far(dossier: Dossier) -> tuple[int, int]:
    return ON_THE_WAY.index(DossierState(dossier.state)), -dossier.pk
