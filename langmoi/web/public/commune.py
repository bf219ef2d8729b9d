"""What the public page of a commune shows: criteria in plain words, and what residents say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from langmoi.law.documents import load_documents
from langmoi.overview.detail import CommuneMonth
from langmoi.overview.model import BandCount
from langmoi.overview.queries import DEFAULT_BANDS
from langmoi.public.models import Comment
from langmoi.public.queries import citations, published_comments
from langmoi.public.terms import answering, plain_words
from langmoi.web.overview.commune import UNMET, CriterionView, criterion_view
from langmoi.web.words import band_css, band_styles


@dataclass(frozen=True)
class PublicCriterion:
    view: CriterionView
    plain: str
    comments: tuple[Comment, ...]


def commune_view(seen: CommuneMonth) -> dict[str, Any]:
    """Nothing of who filed, reviewed or objected, and no word of theirs."""
    line = seen.line
    said = published_comments(line.unit.key, seen.criteria_set.id)
    views = [criterion_view(detail, seen) for detail in seen.criteria]
    criteria = [
        PublicCriterion(
            view,
            plain_words().get(view.detail.criterion.id, ""),
            tuple(said.get(view.detail.criterion.number, ())),
        )
        for view in views
    ]
    month = line.figures_month
    cited = citations([line.unit.key], [month])[line.unit.key, month] if month else None
    styles = band_styles([BandCount(*bounds, ()) for bounds in DEFAULT_BANDS], seen.total)
    return {
        "seen": seen,
        "line": line,
        "total": seen.total,
        "css": band_css(line.criteria_met, styles),
        "criteria": criteria,
        "unmet": [view for view in views if view.detail.outcome in UNMET],
        "cited": cited,
        "document": load_documents()[seen.criteria_set.document],
        "answering": answering(),
        "history": [point for point in seen.history if point.is_closed][-13:],
    }
