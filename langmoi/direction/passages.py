"""The passages of a text that is being read: what each is, and who is asked to do what."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal
from typing import Any

from langmoi.direction.models import Recurring
from langmoi.direction.register import Register
from langmoi.direction.resolving import resolve
from langmoi.direction.targets import Bound, MeasuredTarget, TargetUnit, What
from langmoi.directive.model import Directive as Found
from langmoi.directive.model import Kind, Piece, Span, Task
from langmoi.people.models import Duty

# A reading at least so sure is shown as sure; below it a person is asked to look.
SURE_FROM = 0.8
MOST = 19  # criteria of a set
_SHARE = re.compile(r"(\d{1,3})\s*% (?:tổng )?số xã (?:đạt|hoàn thành)")
_FROM_TO = re.compile(r"tiêu chí số (\d{1,2}) đến (?:tiêu chí )?số (\d{1,2})")
_AND = re.compile(r"tiêu chí số (\d{1,2})(?: và (?:tiêu chí )?số (\d{1,2}))?")


@dataclass(frozen=True)
class Party:
    """Who is named, as written, and the tokens (direction/register.py) of who is meant.

    `is_settled` where a person decided who is meant; with no tokens then nobody is.
    """

    name: str
    duty: Duty
    tokens: tuple[str, ...] = ()
    is_settled: bool = False

    @property
    def is_open(self) -> bool:
        return not self.tokens and not self.is_settled

    def as_data(self) -> dict[str, Any]:
        return {
            "name": self.name,
            "duty": str(self.duty),
            "tokens": list(self.tokens),
            "settled": self.is_settled,
        }


@dataclass(frozen=True)
class Passage:
    """A piece of the body. Only a task has parties and times."""

    kind: Kind
    text: str
    span: Span
    clause: str = ""
    parties: tuple[Party, ...] = ()
    due: date | None = None
    due_text: str = ""
    recurring: Recurring = Recurring.NEVER
    days_after: int = 0
    product: str = ""
    target_text: str = ""
    target: Mapping[str, Any] | None = None
    confidence: float = 1.0
    is_looked_at: bool = False  # a person saw it, and it asks nothing
    is_changed: bool = False

    @property
    def is_task(self) -> bool:
        return self.kind.is_task

    @property
    def is_sure(self) -> bool:
        return self.is_changed or self.confidence >= SURE_FROM

    @property
    def waits(self) -> bool:
        """Unread, and nobody has looked at it yet."""
        return self.kind is Kind.UNREAD and not self.is_looked_at

    def of(self, duty: Duty) -> tuple[Party, ...]:
        return tuple(party for party in self.parties if party.duty == duty)

    def as_data(self) -> dict[str, Any]:
        """As it is kept; `read_passage` reads it back."""
        return {
            "kind": str(self.kind),
            "text": self.text,
            "span": list(self.span),
            "clause": self.clause,
            "parties": [party.as_data() for party in self.parties],
            "due": self.due.isoformat() if self.due else None,
            "due_text": self.due_text,
            "recurring": str(self.recurring),
            "days_after": self.days_after,
            "product": self.product,
            "target_text": self.target_text,
            "target": None if self.target is None else dict(self.target),
            "confidence": self.confidence,
            "looked_at": self.is_looked_at,
            "changed": self.is_changed,
        }


def read_passage(data: Mapping[str, Any]) -> Passage:
    return Passage(
        kind=Kind(data["kind"]),
        text=data["text"],
        span=(data["span"][0], data["span"][1]),
        clause=data["clause"],
        parties=tuple(
            Party(one["name"], Duty(one["duty"]), tuple(one["tokens"]), one["settled"])
            for one in data["parties"]
        ),
        due=date.fromisoformat(data["due"]) if data["due"] else None,
        due_text=data["due_text"],
        recurring=Recurring(data["recurring"]),
        days_after=data["days_after"],
        product=data["product"],
        target_text=data["target_text"],
        target=data["target"],
        confidence=data["confidence"],
        is_looked_at=data["looked_at"],
        is_changed=data["changed"],
    )


def passages_of(found: Found, register: Register) -> list[Passage]:
    """All that the reader found, in the order of the text, with who is meant."""
    tasks = [_of_task(task, register) for task in found.tasks]
    others = [Passage(one.kind, one.text, one.span) for one in found.pieces]
    return sorted([*tasks, *others], key=lambda one: one.span)


def _of_task(task: Task, register: Register) -> Passage:
    time = task.time
    named = [
        *((name, Duty.LEAD) for name in task.lead),
        *((name, Duty.CO_OPERATE) for name in task.cooperating),
    ]
    return Passage(
        kind=task.nature,
        text=task.text,
        span=task.span,
        clause=task.clause[:40],
        parties=without_repeats(_party(name, duty, register) for name, duty in named),
        due=time.due if time and not time.recurring else None,
        due_text=time.text[:200] if time else "",
        recurring=Recurring(time.recurring or "") if time else Recurring.NEVER,
        product=(task.product or "")[:300],
        target_text=task.target or "",
        target=_target(task),
        confidence=task.confidence,
    )


def _target(task: Task) -> dict[str, Any] | None:
    """In the closed form where the words leave no doubt: “100% số xã”, criteria by number."""
    share = _SHARE.search(task.target or "")
    criteria = _criteria(task.text)
    if share is None or not criteria or not 0 < int(share[1]) <= 100:
        return None
    by = task.time.due if task.time else None
    bound, percent = Bound.AT_LEAST, TargetUnit.PERCENT
    number = Decimal(share[1])
    return MeasuredTarget(What.MEETING_CRITERIA, bound, number, percent, criteria, by).as_data()


def _criteria(text: str) -> tuple[str, ...]:
    """“Từ tiêu chí số 2 đến tiêu chí số 9”, “tiêu chí số 18 và số 19”, “tiêu chí số 17”."""
    if found := _FROM_TO.search(text):
        first, last = int(found[1]), int(found[2])
        return tuple(str(one) for one in range(first, last + 1)) if last - first < MOST else ()
    if found := _AND.search(text):
        return tuple(part for part in found.groups() if part)
    return ()


def _party(name: str, duty: Duty, register: Register) -> Party:
    return Party(name, duty, resolve(name, register).tokens)


def without_repeats(parties: Iterable[Party]) -> tuple[Party, ...]:
    """Each place is asked once: in its first part, leads before those that co-operate."""
    seen: set[str] = set()
    found: list[Party] = []
    for party in sorted(parties, key=lambda one: one.duty != Duty.LEAD):
        fresh = tuple(t for t in dict.fromkeys(party.tokens) if t not in seen)
        seen |= set(fresh)
        if fresh or not party.tokens:
            found.append(replace(party, tokens=fresh))
    return tuple(found)


def open_names(passages: Iterable[Passage]) -> dict[str, list[int]]:
    """Each name that nobody was found for, and the numbers of the passages that hold it."""
    found: dict[str, list[int]] = {}
    for number, passage in enumerate(passages):
        for party in passage.parties if passage.is_task else ():
            if party.is_open:
                found.setdefault(party.name, []).append(number)
    return found


def as_found(passages: Iterable[Passage], head: Any) -> Found:
    """The passages as the reader would have found them, so that it can warn of what is odd."""
    from langmoi.directive.model import Time

    listed = list(passages)
    tasks = tuple(
        Task(
            clause=one.clause,
            text=one.text,
            nature=one.kind,
            lead=tuple(p.name for p in one.of(Duty.LEAD)),
            cooperating=tuple(p.name for p in one.of(Duty.CO_OPERATE)),
            time=Time(one.due_text, one.due, _rhythm(one)) if _has_time(one) else None,
            product=one.product or None,
            target=one.target_text or None,
            span=one.span,
            confidence=one.confidence,
        )
        for one in listed
        if one.is_task
    )
    pieces = tuple(Piece(one.kind, one.text, one.span) for one in listed if not one.is_task)
    body = (listed[0].span[0], listed[-1].span[1]) if listed else (0, 0)
    return Found(head, tasks, pieces, body)


def _has_time(one: Passage) -> bool:
    return bool(one.due or one.recurring or one.due_text)


def _rhythm(one: Passage) -> Any:
    from langmoi.directive.model import Recurring as Rhythm

    return Rhythm(str(one.recurring)) if one.recurring else None
