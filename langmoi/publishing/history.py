"""Counts of 2010-2015: loading them, and reading them for a unit and its parts."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from langmoi.core.audit import record
from langmoi.core.errors import FaultyInput
from langmoi.overview.model import Overview, UnitRef
from langmoi.publishing.history_book import HistoryCheck, HistoryRow, check_history
from langmoi.publishing.models import HistoricCount
from langmoi.publishing.stages import YearCounts


def loaded_counts(current: Overview) -> tuple[tuple[YearCounts, ...], tuple[YearCounts, ...]]:
    """Of the unit itself, and of its districts, by year; one query."""
    names = {part.unit.key: part.unit for part in (current, *current.districts)}
    rows = HistoricCount.objects.filter(unit__in=names).order_by("year", "unit_id")
    made = [(row.unit_id, _counts(row, names[row.unit_id])) for row in rows]
    own = current.unit.key
    return tuple(c for key, c in made if key == own), tuple(c for key, c in made if key != own)


def _counts(row: HistoricCount, unit: UnitRef) -> YearCounts:
    return YearCounts(
        year=row.year,
        unit_code=unit.code,
        unit_name=unit.full_name,
        counts=row.counts,
        source=row.source,
        is_published=row.is_published,
    )


def load_history(content: bytes, *, file_name: str, by: str, at: datetime) -> HistoryCheck:
    """Check the sheet and write it whole; raises FaultyInput with every fault, then writes nothing.

    Counts of the units and years in the sheet are replaced; others stay.
    """
    check = check_history(content, file_name=file_name)
    if check.faults:
        raise FaultyInput(
            f"Chưa ghi gì: tệp {file_name} có {len(check.faults)} chỗ cần sửa.", check.faults
        )
    sha256 = hashlib.sha256(content).hexdigest()
    put_history(check.rows, by=by, at=at, file=file_name, sha256=sha256)
    return check


@transaction.atomic
def put_history(
    rows: Collection[HistoryRow], *, by: str, at: datetime, file: str = "", sha256: str = ""
) -> None:
    for row in rows:
        HistoricCount.objects.update_or_create(
            unit_id=row.unit_key,
            year=row.year,
            defaults={
                "counts": dict(row.counts),
                "source": row.source,
                "is_published": row.is_published,
                "by": by,
                "at": at,
            },
        )
    years = sorted({row.year for row in rows})
    record("history.load", file or "2010-2015", by=by, rows=len(rows), years=years, sha256=sha256)
