"""`read_directive`: from the text of a document to what it is and what it asks."""

from __future__ import annotations

from dataclasses import replace

from langmoi.directive.clauses import Reader
from langmoi.directive.cleaning import Clean, Source, clean
from langmoi.directive.drafts import Draft
from langmoi.directive.frame import NUMBER_LINE, Frame, frame
from langmoi.directive.heads import (
    read_addressees,
    read_date,
    read_issuer,
    read_number,
    read_receivers,
    read_signer,
    read_title,
)
from langmoi.directive.lines import paragraphs
from langmoi.directive.model import Directive, Head, Kind, Piece, Span, Task
from langmoi.directive.outline import outline
from langmoi.directive.references import references
from langmoi.directive.times import Written
from langmoi.directive.warnings import warnings_of


def read_directive(source: Source) -> Directive:
    """Every letter of the body lies in exactly one task or piece; nothing is left out silently."""
    text = clean(source)
    parts = frame(text, paragraphs(text))
    written = read_date(text, parts)
    drafts = list(Reader(text, outline(text, parts.body), written).read())
    if parts.tail:
        start, end = parts.tail[0].start, parts.tail[-1].end
        drafts.append(Draft(Kind.SIGNATURE, start, start, end))
    drafts = _with_pages(text, sorted(drafts, key=lambda draft: draft.start))
    spans = _spans(source, text, drafts)
    tasks = tuple(_task(text, d, s) for d, s in zip(drafts, spans, strict=True) if d.kind.is_task)
    pieces = tuple(
        Piece(
            d.kind, source.text[slice(*s)].strip() if d.is_page else _words(text, d.start, d.end), s
        )
        for d, s in zip(drafts, spans, strict=True)
        if not d.kind.is_task
    )
    body = (spans[0][0], spans[-1][1]) if spans else (len(source.text), len(source.text))
    found = Directive(_head(text, parts, written), tasks, pieces, body)
    return replace(found, warnings=tuple(warnings_of(found)))


def _head(text: Clean, parts: Frame, written: Written) -> Head:
    signer, signer_title = read_signer(text, parts)
    number = read_number(text, parts)
    own = [p for p in parts.head if NUMBER_LINE.search(text.key, p.start, p.end)]
    cited = references(text, own[-1].end if own else 0, len(text.text))
    return Head(
        number,
        written.day,
        read_issuer(text, parts),
        read_title(text, parts),
        signer,
        signer_title,
        read_addressees(text, parts),
        read_receivers(text, parts),
        tuple(one for one in cited if one.number != number),
    )


def _with_pages(text: Clean, drafts: list[Draft]) -> list[Draft]:
    """The number of a page between two clauses is a piece of its own, unread."""
    found: list[Draft] = []
    ends = [*(text.places[draft.start] for draft in drafts[1:]), text.places[-1]]
    for draft, last in zip(drafts, ends, strict=False):
        found.append(draft)
        first = text.places[draft.end - 1] + 1
        for start, end in text.pages:
            if first <= start and end <= last:
                found.append(Draft(Kind.UNREAD, start, draft.end, draft.end, is_page=True))
    return found


def _spans(source: Source, text: Clean, drafts: list[Draft]) -> list[Span]:
    """Each from where it begins to where the next does: blanks belong to what they follow."""
    starts = [d.start if d.is_page else _place(source, text, d.start) for d in drafts]
    return list(zip(starts, [*starts[1:], len(source.text)], strict=True)) if starts else []


def _place(source: Source, text: Clean, at: int) -> int:
    """The place in the source; the whole of a line where only marks of layout stand before."""
    place = text.places[at]
    line = source.text.rfind("\n", 0, place) + 1
    return line if not source.text[line:place].strip("*_#> \t|") else place


def _task(text: Clean, draft: Draft, span: Span) -> Task:
    return Task(
        draft.clause,
        _words(text, draft.words, draft.end),
        draft.kind,
        draft.lead,
        draft.cooperating,
        draft.time,
        draft.product,
        draft.target,
        span,
        draft.confidence,
    )


def _words(text: Clean, start: int, end: int) -> str:
    return " ".join(text.text[start:end].split())
