"""What the public page of a province or a district shows."""

from __future__ import annotations

from typing import Any

from langmoi.core.months import reference_day
from langmoi.law.documents import load_documents
from langmoi.overview.model import Overview
from langmoi.overview.published import published_series
from langmoi.overview.queries import series
from langmoi.people.access import with_descendants
from langmoi.web.overview.cards import cards_of, district_rows
from langmoi.web.overview.shades import Choice, picture
from langmoi.web.overview.tilemap import tile_map
from langmoi.web.overview.trend import unit_trend
from langmoi.web.words import band_styles


def unit_view(seen: Overview, source: str) -> dict[str, Any]:
    styles = band_styles(seen.bands, len(seen.criteria_set.criteria))
    cards = cards_of(seen.communes, styles)
    shown = picture(seen.criteria_set, seen.communes, Choice())
    counts = {band.low: band.count for band in seen.bands}
    points = [p for p in series(seen.unit.key) if p.is_closed and p.month <= seen.month]
    published = published_series(seen.unit.code)
    units = with_descendants({seen.unit.key}, on=reference_day(seen.month))
    return {
        "seen": seen,
        "total": len(seen.criteria_set.criteria),
        "styles": styles,
        "legend": [(style, counts.get(style.low, 0)) for style in styles],
        "rows": district_rows(seen, styles),
        "cards": list(cards.values()),
        "map": tile_map(seen.month, units, shown.marks),
        "points": points,
        "published": published,
        "trend": unit_trend(points, published, seen.month, unit=seen.unit.full_name, source=source),
        "document": load_documents()[seen.criteria_set.document],
    }
