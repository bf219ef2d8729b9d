"""The history of one figure or indicator: who entered, sent, gave back, judged it, and when."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from langmoi.law.model import CriteriaSet
from langmoi.law.sets import load_set
from langmoi.people.models import User
from langmoi.reporting.flow import STEPS
from langmoi.reporting.models import DraftSave, Filing, FilingEvent, Revision
from langmoi.reporting.revisions import figures_of
from langmoi.reporting.workbook.changes import is_same

NOTES = "notes."
OF_THE_WHOLE = ("submit", "import", "sign", "close")


@dataclass(frozen=True)
class HistoryLine:
    """One thing that happened. `kind`: save, note, revision, or the name of a step of the chain.

    `value` and `before` are figures' values for saves and revisions, else None.
    """

    at: datetime
    month: date
    kind: str
    label: str
    figure: str
    by: User
    capacity: str = ""
    value: Any = None
    before: Any = None
    text: str = ""
    revision: int | None = None


@dataclass(frozen=True)
class _Subject:
    """What the history is about, in the words of each table."""

    figures: frozenset[str]
    indicators: frozenset[str]
    criteria: frozenset[str]


def history_of_figure(
    unit_key: int, figure: str, *, month: date | None = None
) -> list[HistoryLine]:
    """The whole story of a unit's figure, oldest first; of one month where it is named.

    Steps of the whole filing (sent, signed, closed) are told for months in which something
    happened to the figure itself.
    """
    filings = _filings(unit_key, month)
    subject = _of_figure({load_set(f.criteria_set).id for f in filings}, figure)
    return _history(filings, subject)


def history_of_indicator(
    unit_key: int, indicator: str, *, month: date | None = None
) -> list[HistoryLine]:
    """The same for an indicator, with all the figures that it reads."""
    filings = _filings(unit_key, month)
    sets = {filing.criteria_set for filing in filings}
    found = [i for set_id in sets for i in load_set(set_id).indicators if i.number == indicator]
    figures = frozenset(figure for i in found for figure in figures_of(i))
    criteria = {_criterion(load_set(set_id), indicator) for set_id in sets}
    return _history(filings, _Subject(figures, frozenset({indicator}), frozenset(criteria)))


def _filings(unit_key: int, month: date | None) -> list[Filing]:
    found = Filing.objects.filter(unit_id=unit_key).order_by("month", "pk")
    return list(found.filter(month=month) if month else found)


def _of_figure(set_ids: set[str], figure: str) -> _Subject:
    sets = [load_set(set_id) for set_id in set_ids]
    indicators = {i.number for s in sets for i in s.indicators if figure in figures_of(i)}
    criteria = {_criterion(s, number) for s in sets for number in indicators}
    return _Subject(frozenset({figure}), frozenset(indicators), frozenset(criteria))


def _criterion(criteria_set: CriteriaSet, indicator: str) -> str:
    found = (
        criterion.number
        for criterion in criteria_set.criteria
        if any(i.number == indicator for i in criterion.indicators)
    )
    return next(found, "")


def _history(filings: list[Filing], subject: _Subject) -> list[HistoryLine]:
    by_key = {filing.pk: filing for filing in filings}
    lines = [*_saves(by_key, subject), *_revisions(by_key, subject)]
    events = list(
        FilingEvent.objects.filter(filing_id__in=by_key)
        .select_related("by", "revision")
        .order_by("pk")
    )
    lines += [_told(by_key, event) for event in events if _is_about(event, subject)]
    months = {line.month for line in lines}
    lines += [
        _told(by_key, event)
        for event in events
        if event.step in OF_THE_WHOLE and by_key[event.filing_id].month in months
    ]
    return sorted(lines, key=lambda line: (line.at, line.month))


def _saves(filings: dict[int, Filing], subject: _Subject) -> Iterator[HistoryLine]:
    keys = [*subject.figures, *(NOTES + figure for figure in subject.figures)]
    saves = DraftSave.objects.filter(filing_id__in=filings, changes__has_any_keys=keys)
    for save in saves.select_related("by").order_by("pk"):
        for key in keys:
            if key not in save.changes:
                continue
            before, value = save.changes[key]
            is_note = key.startswith(NOTES)
            yield HistoryLine(
                at=save.at,
                month=filings[save.filing_id].month,
                kind="note" if is_note else "save",
                label="ghi chú" if is_note else STEPS["save"].label,
                figure=key.removeprefix(NOTES),
                by=save.by,
                value=None if is_note else value,
                before=None if is_note else before,
                text=(value or "") if is_note else "",
            )


def _revisions(filings: dict[int, Filing], subject: _Subject) -> Iterator[HistoryLine]:
    """The revisions in which a figure is another than in the unit's revision before."""
    rows = Revision.objects.filter(filing_id__in=filings).select_related("made_by")
    last: dict[str, Any] = {}
    for revision in rows.order_by("filing__month", "filing_id", "number"):
        for figure in sorted(subject.figures):
            value, before = revision.figures.get(figure), last.get(figure)
            if is_same(before, value):
                continue
            last[figure] = value
            yield HistoryLine(
                at=revision.made_at,
                month=filings[revision.filing_id].month,
                kind="revision",
                label=f"bản {revision.number} ({revision.get_source_display()})",
                figure=figure,
                by=revision.made_by,
                value=value,
                before=before,
                revision=revision.number,
            )


def _is_about(event: FilingEvent, subject: _Subject) -> bool:
    detail = event.detail
    return bool(
        subject.indicators & set(detail.get("indicators", ()))
        or subject.criteria & set(detail.get("criteria", ()))
        or detail.get("criterion") in subject.criteria
        or subject.figures & set(detail.get("figures", ()))
    )


def _told(filings: dict[int, Filing], event: FilingEvent) -> HistoryLine:
    detail = event.detail
    text = event.note or detail.get("text", "")
    if reasons := detail.get("reasons"):
        text = "; ".join(f"{number}: {reason}" for number, reason in reasons.items())
    label = STEPS[event.step].label if event.step in STEPS else event.step
    if "agrees" in detail:
        label += ": đồng ý" if detail["agrees"] else ": không đồng ý"
    return HistoryLine(
        at=event.at,
        month=filings[event.filing_id].month,
        kind=event.step,
        label=label,
        figure="",
        by=event.by,
        capacity=event.capacity,
        text=text,
        revision=event.revision.number if event.revision else None,
    )
