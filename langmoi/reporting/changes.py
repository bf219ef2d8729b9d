"""What changed since a filing was last sent, and the history of one figure."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import Any

from django.db.models import F

from langmoi.law.sets import load_set
from langmoi.reporting.history import HistoryLine, history_of_figure, history_of_indicator
from langmoi.reporting.models import Filing, Revision
from langmoi.reporting.workbook.changes import is_same

__all__ = [
    "FigureChange",
    "HistoryLine",
    "changed_since",
    "changes_of",
    "history_of_figure",
    "history_of_indicator",
    "revisions_before",
]


@dataclass(frozen=True)
class FigureChange:
    figure: str
    before: Any
    after: Any


def changed_since(filing: Filing) -> list[FigureChange]:
    """The figures in which the latest revision differs from the one before, or last month's."""
    return changes_of([filing])[filing.pk]


def changes_of(filings: Collection[Filing]) -> dict[int, list[FigureChange]]:
    """The changes of many filings in the order of their set; two queries however many.

    A filing without a revision, or without anything before it, has none. The filings must come
    with their latest revision (select_related).
    """
    before = revisions_before(filings)
    return {filing.pk: _between(filing, before.get(filing.pk)) for filing in filings}


def revisions_before(filings: Collection[Filing]) -> dict[int, Revision]:
    """What each filing's latest revision is held against, by filing: the one it followed, else the
    latest of the unit's last filing before this month."""
    sent = {f.pk: f for f in filings if f.latest is not None}
    resent = [f.pk for f in sent.values() if f.latest is not None and f.latest.number > 1]
    rows = Revision.objects.filter(filing_id__in=resent)
    previous = rows.filter(number=F("filing__latest__number") - 1).select_related("made_by")
    found = {revision.filing_id: revision for revision in previous}
    for filing, revision in _of_last_month([f for f in sent.values() if f.pk not in found]):
        found[filing] = revision
    return found


def _of_last_month(filings: Collection[Filing]) -> list[tuple[int, Revision]]:
    """The latest revision of each unit's last filing before the month, by a set of its family."""
    if not filings:
        return []
    month = max(filing.month for filing in filings)
    units = {filing.unit_id: filing for filing in filings}
    family = {name for f in filings for name in (f.criteria_set, load_set(f.criteria_set).extends)}
    earlier = Filing.objects.filter(
        unit_id__in=units,
        month__lt=month,
        criteria_set__in={name for name in family if name},
        latest__isnull=False,
    )
    # Keys first: sorting whole revisions of years to keep one of each unit takes far longer.
    last = earlier.order_by("unit_id", "-month").distinct("unit_id").values("pk")
    found = Filing.objects.filter(pk__in=last).select_related("latest")
    return [(units[f.unit_id].pk, f.latest) for f in found if f.latest is not None]


def _between(filing: Filing, before: Revision | None) -> list[FigureChange]:
    if filing.latest is None or before is None:
        return []
    old, new = before.figures, filing.latest.figures
    return [
        FigureChange(figure.id, old.get(figure.id), new.get(figure.id))
        for figure in load_set(filing.criteria_set).figures
        if not is_same(old.get(figure.id), new.get(figure.id))
    ]
