"""Which evidence a filing has, and what of earlier months it could use again."""

from __future__ import annotations

from collections import defaultdict

from django.db.models import QuerySet

from langmoi.core.memory import kept
from langmoi.reporting.models import Evidence, Filing


def evidence_of(filing: Filing) -> dict[str, list[Evidence]]:
    """What is attached now, by indicator, oldest first."""
    tables = ("reporting_evidence", "reporting_evidencefile", "people_user")
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in kept(("evidence", filing.pk), lambda: list(_attached(filing)), *tables):
        found[one.indicator].append(one)
    return found


def evidence_before(filing: Filing) -> dict[str, list[Evidence]]:
    """What the unit's last filing before this one has and this one has not, by indicator."""
    last = (
        Filing.objects.filter(unit_id=filing.unit_id, month__lt=filing.month)
        .order_by("-month")
        .first()
    )
    if last is None:
        return {}
    here = {(one.indicator, one.file_id) for one in _attached(filing)}
    found: dict[str, list[Evidence]] = defaultdict(list)
    for one in _attached(last).select_related("filing"):
        if one.indicator and (one.indicator, one.file_id) not in here:
            found[one.indicator].append(one)
    return found


def _attached(filing: Filing) -> QuerySet[Evidence]:
    there = Evidence.objects.filter(filing=filing, removed_at__isnull=True)
    return there.select_related("file", "by").order_by("pk")
