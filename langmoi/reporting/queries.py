"""Reads of filings that span tables."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from typing import Any

from langmoi.core.audit import GENESIS, digest
from langmoi.reporting.models import Filing, Revision
from langmoi.reporting.revisions import revision_content


def first_broken_revision() -> Revision | None:
    """The first revision whose hash does not follow from its content and the one before it."""
    previous: dict[int, str] = {}
    revisions = Revision.objects.select_related("filing", "made_by").order_by("filing", "number")
    for revision in revisions.iterator():
        before = previous.get(revision.filing_id, GENESIS)
        content = revision_content(revision, str(revision.made_by))
        if revision.previous_hash != before or revision.hash != digest(before, content):
            return revision
        previous[revision.filing_id] = revision.hash
    return None


@dataclass(frozen=True)
class PastFigures:
    """A unit's figures of an earlier month, which people see beside what they fill in."""

    month: date
    figures: dict[str, Any]


def heads(unit_keys: Collection[int], month: date, set_id: str) -> dict[int, Revision]:
    """The latest revision of each unit's filing of the month; units without one are left out."""
    filings = Filing.objects.select_related("latest").filter(
        unit_id__in=unit_keys, month=month, criteria_set=set_id, latest__isnull=False
    )
    return {filing.unit_id: filing.latest for filing in filings if filing.latest is not None}


def past_figures(unit_keys: Collection[int], month: date, set_id: str) -> dict[int, PastFigures]:
    """The figures of each unit's last filing before the month, by the same criteria set."""
    filings = (
        Filing.objects.select_related("latest")
        .filter(unit_id__in=unit_keys, month__lt=month, criteria_set=set_id, latest__isnull=False)
        .order_by("unit_id", "-month")
        .distinct("unit_id")
    )
    return {
        filing.unit_id: PastFigures(filing.month, filing.latest.figures)
        for filing in filings
        if filing.latest is not None
    }
