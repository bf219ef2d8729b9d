"""Sending a filing: what must be in order first, and the frozen revision that comes of it."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

from django.db import transaction

from langmoi.core.errors import DomainError, FaultyInput, NotAllowed
from langmoi.law.filing import check_document
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.access import acts_at, can_submit
from langmoi.reporting.chain import chain_on
from langmoi.reporting.evidence.required import missing_papers
from langmoi.reporting.judging import current_figures, verdict_on
from langmoi.reporting.models import (
    Evidence,
    Filing,
    FilingState,
    RevisionSource,
    SendBack,
    StepKind,
)
from langmoi.reporting.revisions import add_revision, figures_of
from langmoi.reporting.trail import advance, capacity, hold_filing, leave_trace
from langmoi.reporting.warnings import warnings_of

SHOWN = 5


@transaction.atomic
def submit_filing(filing: Filing, *, by: User, on: date, at: datetime, note: str = "") -> Filing:
    """Send the figures up: a numbered revision with its hash, which nobody can change any more.

    Raises NotAllowed, and DomainError saying what is still missing: figures without a value and
    without a note, warnings and missing papers without an explanation, indicators sent back that
    nobody mended.
    """
    held = hold_filing(filing, "submit")
    if not can_submit(by, held, on):
        raise NotAllowed(
            f"Chỉ lãnh đạo {held.unit} (hoặc người nhập thay) được gửi phiếu này. "
            "Hãy đề nghị lãnh đạo xã gửi."
        )
    figures = {key: value for key, value in current_figures(held).items() if value is not None}
    refuse_unready(held, figures, note)
    chain = chain_on(held.month)
    own = acts_at(by, chain.roles(StepKind.SUBMIT), held.unit_id, on)
    source = RevisionSource.FORM if own else RevisionSource.ON_BEHALF
    revision = add_revision(held, figures, source=source, by=by, at=at)
    typed_by = held.saves.order_by("by").values_list("by__username", flat=True).distinct("by")
    notes, explanations = dict(held.notes), dict(held.explanations)
    advance(held, "submit", draft=None)
    leave_trace(
        held,
        "submit",
        by=by,
        capacity=capacity(by, chain.submitters, held, on),
        at=at,
        note=note.strip(),
        revision=revision,
        hash=revision.hash,
        on_behalf=not own,
        version=held.draft_version,
        typed_by=list(typed_by),
        notes=notes,
        explanations=explanations,
    )
    return held


def refuse_unready(filing: Filing, figures: Mapping[str, Any], note: str) -> None:
    """Raises where the figures cannot be sent yet, with what to do."""
    if faults := check_document(figures, load_set(filing.criteria_set)):
        raise FaultyInput(f"Chưa gửi được phiếu: {len(faults)} số liệu cần sửa.", faults)
    if missing := missing_figures(filing, figures):
        raise DomainError(
            f"Chưa gửi được phiếu: còn {len(missing)} số liệu chưa có: {listed(missing)}. Hãy "
            "nhập đủ, đánh dấu “không phát sinh”, hoặc ghi chú vì sao chưa có, rồi gửi lại."
        )
    asked = [w.text.rstrip(".") for w in warnings_of(filing, figures) if not w.explained]
    lacking = missing_papers(filing, verdict_on(filing, figures).indicators)
    asked += [m.text.rstrip(".") for m in lacking if not m.is_explained]
    if asked:
        raise DomainError(
            f"Chưa gửi được phiếu: còn {len(asked)} cảnh báo chưa giải trình: {listed(asked)}. "
            "Hãy sửa số liệu, đính kèm minh chứng hoặc giải trình, rồi gửi lại."
        )
    if not note.strip() and (untouched := unmended(filing, figures)):
        raise DomainError(
            f"Chưa gửi được phiếu: chỉ tiêu bị trả lại nhưng chưa sửa: {listed(untouched)}. "
            "Hãy sửa số liệu, thêm minh chứng, hoặc ghi lời giải thích khi gửi."
        )


def missing_figures(
    filing: Filing, figures: Mapping[str, Any], notes: Mapping[str, str] | None = None
) -> list[str]:
    """Names of the figures that an arising indicator needs, without a value and without a note.

    notes: those that go with the figures, where they are not the filing's own.
    """
    criteria_set = load_set(filing.criteria_set)
    names = {figure.id: figure.name for figure in criteria_set.figures}
    verdict = verdict_on(filing, figures)
    wanted = [
        test.figure
        for indicator in criteria_set.indicators
        if verdict.indicators[indicator.number] != "not_applicable"
        for test in indicator.tests
    ]
    notes = filing.notes if notes is None else notes
    noted = {key for key, text in notes.items() if text.strip()}
    return [names[f] for f in dict.fromkeys(wanted) if f not in figures and f not in noted]


def unmended(filing: Filing, figures: Mapping[str, Any]) -> list[str]:
    """The indicators sent back of which no figure changed and for which no file came since."""
    if filing.state != FilingState.SENT_BACK or filing.latest is None:
        return []
    waiting = SendBack.objects.filter(filing=filing, answered_by__isnull=True)
    indicators = {i.number: i for i in load_set(filing.criteria_set).indicators}
    before = filing.latest.figures
    return [
        sent.indicator
        for sent in waiting.order_by("pk")
        if all(figures.get(f) == before.get(f) for f in figures_of(indicators[sent.indicator]))
        and not Evidence.objects.filter(
            filing=filing, indicator=sent.indicator, at__gt=sent.at
        ).exists()
    ]


def listed(texts: list[str]) -> str:
    """The first few, and how many more there are."""
    more = len(texts) - SHOWN
    return "; ".join(texts[:SHOWN]) + (f"; và {more} mục nữa" if more > 0 else "")
