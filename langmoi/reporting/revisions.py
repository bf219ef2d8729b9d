"""Revisions: judged, chained by hash, written, and what was said of the one before carried over."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

from django.db import connection

from langmoi.core.audit import GENESIS, digest
from langmoi.law.filing import FilingVerdict, judge_filings
from langmoi.law.model import CriteriaSet, Indicator
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.judging import row_of
from langmoi.reporting.models import (
    CriterionReview,
    Filing,
    Opinion,
    Revision,
    RevisionSource,
    SendBack,
)

NEXT_KEYS = """
    SELECT nextval(pg_get_serial_sequence('reporting_revision', 'id')) FROM generate_series(1, %s)
"""
MAKE_LATEST = """
    UPDATE reporting_filing SET latest_id = made.id
    FROM reporting_revision AS made WHERE made.id = ANY(%s) AND made.filing_id = reporting_filing.id
"""


@dataclass(frozen=True)
class Succeeded:
    """A new revision with the one that it follows."""

    new: Revision
    before: Revision


def add_revision(
    filing: Filing,
    figures: Mapping[str, Any],
    *,
    source: RevisionSource,
    by: User,
    at: datetime,
) -> Revision:
    """The filing's next revision, judged by its month's law; the filing must be held."""
    criteria_set = load_set(filing.criteria_set)
    row = row_of(filing, figures)
    (verdict,) = judge_filings([row], criteria_set)
    revision = Revision(
        filing=filing,
        unit_code=row.unit,
        figures=dict(figures),
        zone=row.zone or "",
        law_version=criteria_set.version,
        source=source,
        made_by=by,
        made_at=at,
    )
    before = filing.latest
    lay_verdict(revision, verdict)
    save_revisions([chain_revision(revision, str(by))])
    if before is not None:
        carry_over([Succeeded(revision, before)])
    answer_sent_back([revision])
    return revision


def lay_verdict(revision: Revision, verdict: FilingVerdict) -> None:
    revision.indicators = verdict.indicators
    revision.criteria = verdict.criteria
    revision.criteria_met = verdict.criteria_met


def chain_revision(revision: Revision, by: str) -> Revision:
    """Number the revision and hash it over the one before it."""
    before = revision.filing.latest
    revision.number = before.number + 1 if before else 1
    revision.previous_hash = before.hash if before else GENESIS
    revision.hash = digest(revision.previous_hash, revision_content(revision, by))
    return revision


def revision_content(revision: Revision, by: str) -> dict[str, Any]:
    """What a revision's hash covers."""
    return {
        "unit": revision.unit_code,
        "month": str(revision.filing.month),
        "set": revision.filing.criteria_set,
        "number": revision.number,
        "figures": revision.figures,
        "zone": revision.zone,
        "indicators": revision.indicators,
        "criteria": revision.criteria,
        "law_version": revision.law_version,
        "source": str(revision.source),
        "by": by,
        "at": revision.made_at.astimezone(UTC).isoformat(timespec="microseconds"),
    }


def save_revisions(revisions: list[Revision]) -> list[Revision]:
    """Add the rows by COPY, several times faster than INSERT, and make them the latest."""
    fields = Revision._meta.concrete_fields
    columns = ", ".join(str(field.column) for field in fields)
    # COPY goes past Django's cursor, so its errors are made Django's here.
    with connection.wrap_database_errors, connection.cursor() as cursor:
        cursor.execute(NEXT_KEYS, [len(revisions)])
        for revision, (key,) in zip(revisions, cursor.fetchall(), strict=True):
            revision.pk = key
            revision.filing.latest = revision
        with cursor.copy(f"COPY reporting_revision ({columns}) FROM STDIN") as copy:
            for revision in revisions:
                values = (getattr(revision, field.attname) for field in fields)
                pairs = zip(fields, values, strict=True)
                copy.write_row([f.get_db_prep_save(v, connection) for f, v in pairs])
        cursor.execute(MAKE_LATEST, [[revision.pk for revision in revisions]])
    return revisions


def carry_over(pairs: Iterable[Succeeded]) -> None:
    """What district and departments said of the figures before still stands where none changed."""
    following = {pair.before.pk: pair for pair in pairs}
    if not following:
        return
    reviews = CriterionReview.objects.filter(revision_id__in=following)
    opinions = Opinion.objects.filter(revision_id__in=following)
    same = {
        key: unchanged(pair, load_set(pair.new.filing.criteria_set))
        for key, pair in following.items()
    }
    CriterionReview.objects.bulk_create(
        _again(review, following[review.revision_id].new)
        for review in reviews
        if review.criterion in same[review.revision_id].criteria
    )
    Opinion.objects.bulk_create(
        _again(opinion, following[opinion.revision_id].new)
        for opinion in opinions
        if opinion.indicator in same[opinion.revision_id].indicators
    )


@dataclass(frozen=True)
class Unchanged:
    """Criteria and indicators of which neither a figure nor the outcome changed."""

    criteria: frozenset[str]
    indicators: frozenset[str]


def unchanged(pair: Succeeded, criteria_set: CriteriaSet) -> Unchanged:
    new, before = pair.new, pair.before

    def is_same(indicator: Indicator) -> bool:
        number = indicator.number
        return new.indicators.get(number) == before.indicators.get(number) and all(
            new.figures.get(figure) == before.figures.get(figure)
            for figure in figures_of(indicator)
        )

    same = frozenset(i.number for i in criteria_set.indicators if is_same(i))
    criteria = frozenset(
        c.number for c in criteria_set.criteria if all(i.number in same for i in c.indicators)
    )
    return Unchanged(criteria, same)


def figures_of(indicator: Indicator) -> frozenset[str]:
    """The figures that an indicator reads, with the fact that decides whether it arises."""
    fact = {indicator.arises_when} if indicator.arises_when else set()
    return frozenset({test.figure for test in indicator.tests} | fact)


def answer_sent_back(revisions: Iterable[Revision]) -> None:
    """The new revisions answer whatever of their filings had been sent back."""
    answers = {revision.filing_id: revision for revision in revisions}
    waiting = SendBack.objects.filter(filing_id__in=answers, answered_by__isnull=True)
    for sent_back in waiting:
        sent_back.answered_by = answers[sent_back.filing_id]
        sent_back.save(update_fields=["answered_by"])


def _again(row: Any, revision: Revision) -> Any:
    """The same word by the same person at the same moment, said of the next revision."""
    row.pk, row.revision = None, revision
    row._state.adding = True
    return row
