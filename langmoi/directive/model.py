"""What a reading holds: the document's head, its tasks, and all else that its body says."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from enum import StrEnum

Span = tuple[int, int]


class Kind(StrEnum):
    """What a piece of the body is. An order and a request are tasks; the rest asks nothing."""

    ORDER = "order"
    REQUEST = "request"
    HEADING = "heading"
    GROUND = "ground"
    ASSESSMENT = "assessment"
    GOAL = "goal"
    PERMISSION = "permission"
    CLOSING = "closing"
    SIGNATURE = "signature"
    UNREAD = "unread"

    @property
    def is_task(self) -> bool:
        return self in (Kind.ORDER, Kind.REQUEST)


class Recurring(StrEnum):
    MONTHLY = "monthly"
    QUARTERLY = "quarterly"
    HALF_YEARLY = "half-yearly"
    YEARLY = "yearly"


@dataclass(frozen=True)
class Cited:
    """A document that is cited, its number as written; the date where the text tells it."""

    number: str
    date: date | None = None


@dataclass(frozen=True)
class Head:
    """Who wrote to whom, when and what about. A blank number keeps its symbol: “/UBND-NNTN”."""

    number: str | None = None
    date: date | None = None
    issuer: str | None = None
    title: str | None = None
    signer: str | None = None
    signer_title: str | None = None
    addressees: tuple[str, ...] = ()
    receivers: tuple[str, ...] = ()
    references: tuple[Cited, ...] = ()


@dataclass(frozen=True)
class Time:
    """By when, or how often; `text` is how the document says it, which may be no date at all."""

    text: str
    due: date | None = None
    recurring: Recurring | None = None


@dataclass(frozen=True)
class Task:
    """One thing asked. The span points into the source's text; the wording has no label."""

    clause: str
    text: str
    nature: Kind
    lead: tuple[str, ...]
    cooperating: tuple[str, ...]
    time: Time | None
    product: str | None
    target: str | None
    span: Span
    confidence: float


@dataclass(frozen=True)
class Piece:
    """A part of the body that asks nothing, or that no rule could read (`Kind.UNREAD`)."""

    kind: Kind
    text: str
    span: Span


@dataclass(frozen=True)
class Directive:
    """A document as read. Tasks and pieces, in order, cover `body` without gap or overlap."""

    head: Head
    tasks: tuple[Task, ...]
    pieces: tuple[Piece, ...]
    body: Span
    warnings: tuple[str, ...] = field(default=())

    @property
    def other(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is not Kind.UNREAD)

    @property
    def unread(self) -> tuple[Piece, ...]:
        return tuple(piece for piece in self.pieces if piece.kind is Kind.UNREAD)
