"""The cards of a visit: what was reported, what was checked, and what the member is typing."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any

from langmoi.core.errors import DomainError
from langmoi.delegations.actions import Told
from langmoi.delegations.models import Check, CheckPhoto, CheckResult, Visit
from langmoi.delegations.reported import Reported, reported_of
from langmoi.law.model import Criterion, Figure, Kind
from langmoi.publishing.delegation.past import known_before
from langmoi.reporting.warnings import show_value
from langmoi.web.filing.build import fields_of
from langmoi.web.filing.reading import NO_VALUE, read_value


@dataclass(frozen=True)
class FieldView:
    """One figure: what the commune said, and the fields for what was found."""

    figure: Figure
    reported: str
    checked: str  # in words; empty where it does not differ
    typed: dict[str, str]  # num, den or one

    @property
    def kind(self) -> str:
        return str(self.figure.kind)


@dataclass(frozen=True)
class Card:
    """One indicator of a visit."""

    reported: Reported
    check: Check | None
    fields: tuple[FieldView, ...]
    photos: Sequence[CheckPhoto]
    known: Sequence[str]
    result: str
    note: str
    seen: int
    error: str = ""
    clash: Check | None = None
    is_saved: bool = False  # just now

    @property
    def number(self) -> str:
        return self.reported.indicator.number

    @property
    def key(self) -> str:
        return self.number.replace(".", "-")

    @property
    def is_yes_no(self) -> bool:
        return all(one.figure.kind is Kind.BOOLEAN for one in self.fields)


@dataclass(frozen=True)
class Group:
    criterion: Criterion
    cards: tuple[Card, ...]
    known: Sequence[str]

    @property
    def done(self) -> int:
        return sum(1 for card in self.cards if card.check is not None)

    @property
    def differing(self) -> int:
        found = (card.check for card in self.cards)
        return sum(1 for c in found if c is not None and c.result == CheckResult.DIFFERS)


@dataclass
class Typed:
    """What came with a request that was not accepted."""

    post: Mapping[str, str]
    error: str
    clash: Check | None = None
    seen: int = 0
    fields: set[str] = field(default_factory=set)


def groups_of(visit: Visit) -> list[Group]:
    """Every card of the visit by criterion; a few queries however many."""
    known = known_before(visit)
    every = cards_of(visit, known)
    return [
        Group(criterion, tuple(cards), known.get(criterion.number, ()))
        for criterion, cards in groupby(every, key=lambda card: card.reported.criterion)
    ]


def cards_of(visit: Visit, known: Mapping[str, Sequence[str]]) -> list[Card]:
    checks = {c.indicator: c for c in visit.checks.select_related("by")}
    photos: dict[str, list[CheckPhoto]] = defaultdict(list)
    for photo in visit.photos.filter(removed_at__isnull=True).select_related("file", "by"):
        photos[photo.indicator].append(photo)
    return [
        _card(one, checks.get(number), photos[number], known.get(number, ()))
        for one in reported_of(visit)
        for number in (one.indicator.number,)
    ]


def card_of(visit: Visit, number: str, typed: Typed | None = None, *, saved: bool = False) -> Card:
    """One card alone, as it stands or with what was typed; DomainError for no such indicator."""
    found = next((one for one in reported_of(visit) if one.indicator.number == number), None)
    if found is None:
        raise DomainError(f"Chỉ tiêu “{number}” không thuộc phạm vi của đoàn. Hãy tải lại trang.")
    check = visit.checks.select_related("by").filter(indicator=number).first()
    photos = visit.photos.filter(indicator=number, removed_at__isnull=True)
    rows = list(photos.select_related("file", "by"))
    return _card(found, check, rows, known_before(visit).get(number, ()), typed, saved=saved)


def _card(
    one: Reported,
    check: Check | None,
    photos: Sequence[CheckPhoto],
    known: Sequence[str],
    typed: Typed | None = None,
    *,
    saved: bool = False,
) -> Card:
    values = check.values if check else {}
    post = typed.post if typed else {}
    fields = [
        FieldView(
            figure,
            show_value(one.values.get(figure.id)),
            show_value(values[figure.id]) if figure.id in values else "",
            _fields(figure, values.get(figure.id), post),
        )
        for figure in one.figures
    ]
    version = check.version if check else 0
    return Card(
        reported=one,
        check=check,
        fields=tuple(fields),
        photos=photos,
        known=known,
        result=post.get("result", check.result if check else ""),
        note=post.get("note", check.note if check else ""),
        # After a clash the member has seen what the other wrote: saving again is on purpose.
        seen=typed.seen if typed and typed.clash is None else version,
        error=typed.error if typed else "",
        clash=typed.clash if typed else None,
        is_saved=saved,
    )


def _fields(figure: Figure, value: Any, post: Mapping[str, str]) -> dict[str, str]:
    names = {"_num": "num", "_den": "den", "": "one"}
    return {names[end]: post.get(figure.id + end, text) for end, text in fields_of(figure, value)}


def read_told(post: Mapping[str, str], one: Reported) -> Told:
    """What a member sent of one indicator; values only where they say that it differs."""
    result = post.get("result", "")
    if result not in CheckResult.values:
        raise DomainError(
            f"Chỉ tiêu {one.indicator.number}: chưa chọn kết quả. "
            "Hãy chọn khớp, khác hoặc không kiểm tra được."
        )
    values: dict[str, Any] = {}
    if result == CheckResult.DIFFERS:
        for figure in one.figures:
            value = read_value(post, figure, one.values.get(figure.id))
            if value is not NO_VALUE and value is not None:
                values[figure.id] = value
    return Told(CheckResult(result), values, post.get("note", ""))
