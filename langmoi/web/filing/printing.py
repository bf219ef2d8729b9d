"""A sent revision on paper: every figure, its outcome, and the hash that proves it unchanged."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.http import Http404

from langmoi.law.model import Criterion, Indicator
from langmoi.law.sets import load_set
from langmoi.reporting.models import Evidence, Filing, FilingEvent, Revision
from langmoi.web.figures import said_in_full


@dataclass(frozen=True)
class PrintedFigure:
    name: str
    value: str
    note: str


@dataclass(frozen=True)
class PrintedIndicator:
    indicator: Indicator
    outcome: str
    figures: tuple[PrintedFigure, ...]
    files: int


@dataclass(frozen=True)
class PrintedCriterion:
    criterion: Criterion
    outcome: str
    indicators: tuple[PrintedIndicator, ...]


def printed_context(filing: Filing, number: str) -> dict[str, Any]:
    """The revision of this number; without one the latest. Raises Http404 where there is none."""
    revisions = filing.revisions.select_related("made_by").order_by("-number")
    if number:
        if not number.isascii() or not number.isdigit() or len(number) > 6:
            raise Http404
        revisions = revisions.filter(number=int(number))
    revision = revisions.first()
    if revision is None:
        raise Http404
    criteria_set = load_set(filing.criteria_set)
    attached = Evidence.objects.filter(filing=filing, removed_at__isnull=True)
    files = Counter(attached.values_list("indicator", flat=True))
    sent = FilingEvent.objects.filter(filing=filing, revision=revision, step="submit").first()
    return {
        "filing": filing,
        "revision": revision,
        "criteria_set": criteria_set,
        "criteria": [_criterion(c, filing, revision, files) for c in criteria_set.criteria],
        "sent": sent,
        "total": len(criteria_set.criteria),
    }


def _criterion(
    criterion: Criterion, filing: Filing, revision: Revision, files: Mapping[str, int]
) -> PrintedCriterion:
    return PrintedCriterion(
        criterion,
        revision.criteria.get(criterion.number, "not_assessed"),
        tuple(
            _indicator(i, filing, revision, files.get(i.number, 0)) for i in criterion.indicators
        ),
    )


def _indicator(
    indicator: Indicator, filing: Filing, revision: Revision, files: int
) -> PrintedIndicator:
    criteria_set = load_set(filing.criteria_set)
    wanted = dict.fromkeys(test.figure for test in indicator.tests)
    if indicator.arises_when and revision.figures.get(indicator.arises_when) is False:
        wanted = dict.fromkeys([indicator.arises_when])
    figures = []
    for figure_id in wanted:
        figure, value = criteria_set.figure(figure_id), revision.figures.get(figure_id)
        said = "không phát sinh" if figure.is_fact else said_in_full(figure, value)
        figures.append(PrintedFigure(figure.name, said, filing.notes.get(figure_id, "")))
    outcome = revision.indicators.get(indicator.number, "not_assessed")
    return PrintedIndicator(indicator, outcome, tuple(figures), files)
