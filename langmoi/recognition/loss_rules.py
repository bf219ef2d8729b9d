"""When a title may be revoked and how long it lasts: dated data, and the arithmetic of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path

from langmoi.core.numbers import show_number
from langmoi.core.text import search_key
from langmoi.law.faults import Faults
from langmoi.law.model import CriteriaSet, Period, Status
from langmoi.law.yaml_reader import Fields, Item, read_yaml
from langmoi.recognition.models import Kind

FILE = Path(__file__).parent / "data/loss.yaml"
_HEAD = ("id", "kind", "from", "to", "document", "clause", "status")


class Ground(StrEnum):
    """Which of the two conditions holds."""

    KEY = "key"  # from the lower share, with a criterion that weighs more
    HALF = "half"  # from the higher share, whichever they are


@dataclass(frozen=True)
class LossRule:
    id: str
    kind: Kind
    period: Period
    document: str
    clause: str
    status: Status
    with_key_share: Decimal
    any_share: Decimal
    key_criteria: frozenset[str]  # search keys of names: numbers change from set to set

    def in_words(self) -> str:
        low, high = show_number(self.with_key_share), show_number(self.any_share)
        return (
            f"từ {low}% đến dưới {high}% số tiêu chí không còn đạt, trong đó có thu nhập, môi "
            f"trường hoặc quốc phòng và an ninh; hoặc từ {high}% số tiêu chí trở lên không còn đạt"
        )


@dataclass(frozen=True)
class ValidityRule:
    id: str
    kind: Kind
    period: Period
    document: str
    clause: str
    status: Status
    years: int


def loss_rule_on(day: date, kind: Kind = Kind.COMMUNE) -> LossRule | None:
    """The condition of that day; None where none is known, and then nothing is computed."""
    return next((r for r in _data()[0] if r.kind == kind and r.period.covers(day)), None)


def validity_on(day: date, kind: Kind = Kind.COMMUNE) -> ValidityRule | None:
    """How long a title decided on that day lasts; None where that is not known."""
    return next((r for r in _data()[1] if r.kind == kind and r.period.covers(day)), None)


def key_numbers(rule: LossRule, criteria_set: CriteriaSet) -> tuple[str, ...]:
    """The numbers of the criteria that weigh more, in this set."""
    return tuple(c.number for c in criteria_set.criteria if search_key(c.name) in rule.key_criteria)


def ground_of(rule: LossRule, criteria_set: CriteriaSet, failing: Collection[str]) -> Ground | None:
    """Which condition holds with these criteria no longer met; None for neither.

    Exactly: n·100 against share·total, never a rounded per cent.
    """
    count, total = len(set(failing)), len(criteria_set.criteria)
    if count * 100 >= rule.any_share * total:
        return Ground.HALF
    if count * 100 >= rule.with_key_share * total and set(failing) & set(
        key_numbers(rule, criteria_set)
    ):
        return Ground.KEY
    return None


@cache
def _data() -> tuple[tuple[LossRule, ...], tuple[ValidityRule, ...]]:
    faults = Faults()
    item = read_yaml(FILE, "langmoi/recognition/data/loss.yaml", faults)
    losses: tuple[LossRule, ...] = ()
    validities: tuple[ValidityRule, ...] = ()
    if item is not None:
        fields = item.fields(required=("revocation", "validity"))
        losses = tuple(_loss(entry) for entry in fields.entries("revocation"))
        validities = tuple(_validity(entry) for entry in fields.entries("validity"))
    faults.raise_if_any("Điều kiện thu hồi danh hiệu")
    return losses, validities


def _loss(item: Item) -> LossRule:
    fields = item.fields(required=(*_HEAD, "with_key_share", "any_share", "key_criteria"))
    names = (entry.text() for entry in fields.entries("key_criteria"))
    return LossRule(
        fields.text("id"),
        _kind(fields),
        _period(fields),
        fields.text("document"),
        fields.text("clause"),
        _status(fields),
        fields.decimal("with_key_share") or Decimal(0),
        fields.decimal("any_share") or Decimal(0),
        frozenset(search_key(name) for name in names),
    )


def _validity(item: Item) -> ValidityRule:
    fields = item.fields(required=(*_HEAD, "years"))
    return ValidityRule(
        fields.text("id"),
        _kind(fields),
        _period(fields),
        fields.text("document"),
        fields.text("clause"),
        _status(fields),
        int(fields.decimal("years") or 0),
    )


def _period(fields: Fields) -> Period:
    return Period(fields.day("from") or date.min, fields.day("to"))


def _kind(fields: Fields) -> Kind:
    return Kind(fields.choice("kind", Kind.values) or Kind.COMMUNE)


def _status(fields: Fields) -> Status:
    return Status(fields.choice("status", [status.value for status in Status]) or "unknown")
