"""The trend of a unit, as numbers for its chart and as rows for its table."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import groupby
from typing import Any

from langmoi.core.months import reference_day, show_month
from langmoi.law.documents import load_documents
from langmoi.law.sets import load_set
from langmoi.overview.published import Published
from langmoi.overview.series import SeriesPoint


def trend_data(
    points: Sequence[SeriesPoint], published: Sequence[Published], shown: str
) -> dict[str, Any]:
    """One series for each criteria set, so that no line crosses a change of sets.

    Where the borders changed there is a mark; published means stand beside the computed ones.
    """
    there = {point.month for point in points}
    return {
        "kind": "trend",
        "shown": shown,
        "total": len(load_set(points[-1].set_id).criteria) if points else 0,
        "sets": [
            {"name": set_document(set_id), "points": [_point(p) for p in found]}
            for set_id, found in groupby(points, key=lambda p: p.set_id)
        ],
        "borders": [
            {"month": show_month(p.month), "name": f"{p.communes_before} → {p.communes} xã"}
            for p in points
            if p.communes_before is not None
        ],
        "published": [
            {"month": show_month(p.month), "value": p.value, "isDoubtful": p.is_contradictory}
            for p in published
            if p.measure == "mean" and p.month in there
        ],
    }


def set_document(set_id: str) -> str:
    """How people name a set: by the number of its decision."""
    document = load_documents()[load_set(set_id).document]
    return f"QĐ {document.number}" if document.kind == "Quyết định" else document.number


def _point(point: SeriesPoint) -> dict[str, Any]:
    return {
        "day": f"{reference_day(point.month):%Y-%m-%d}",
        "month": show_month(point.month),
        "mean": str(point.mean) if point.mean is not None else None,
        "metAll": point.met_all,
        "communes": point.communes,
        "isClosed": point.is_closed,
    }
