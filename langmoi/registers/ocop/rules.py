"""The rules of OCOP in time: score sets, who certifies, how long a certificate holds, its money.

Each is data (data/ocop.yaml) with its period and how sure it is. A day that has no rule has none:
whoever asks gets None and computes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Protocol, TypeVar

from langmoi.core.days import show_day
from langmoi.law.documents import load_documents
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.words import show_document
from langmoi.law.yaml_reader import Fields, Item, read_yaml

FILE = Path(__file__).parents[1] / "data" / "ocop.yaml"
NAME = "langmoi/registers/data/ocop.yaml"
LEVELS = {"district": "cấp huyện", "province": "cấp tỉnh", "nation": "cấp trung ương"}
ITEMS = {"prize": "thưởng sản phẩm được công nhận", "trademark": "hỗ trợ nhãn hiệu"}


@dataclass(frozen=True)
class Basis:
    """Where a rule stands and how sure it is; `document` is empty where none is known."""

    document: str
    clause: str
    status: Status
    note: str

    @property
    def said(self) -> str:
        """“Quyết định 1048/QĐ-TTg ngày 21/08/2019 của …; Điều 7”, or that none is known."""
        if not self.document:
            return "chưa rõ văn bản"
        parts = [show_document(load_documents()[self.document]), self.clause]
        return "; ".join(part for part in parts if part)


@dataclass(frozen=True)
class Part:
    """A part of the score (A, B, C) and its most points."""

    id: str
    name: str
    most: Decimal

    @property
    def letter(self) -> str:
        return self.id.upper()


@dataclass(frozen=True)
class Band:
    """Points of a star as the decision prints them, both bounds included."""

    stars: int
    first: Decimal
    last: Decimal


@dataclass(frozen=True)
class ScoreSet:
    """How councils score while the set is in force."""

    id: str
    name: str
    period: Period
    basis: Basis
    groups: tuple[tuple[str, str], ...]
    parts: tuple[Part, ...]
    bands: tuple[Band, ...]  # the most stars first

    @property
    def total(self) -> Decimal:
        return sum((part.most for part in self.parts), Decimal(0))

    def group_name(self, group: str) -> str | None:
        return dict(self.groups).get(group)


@dataclass(frozen=True)
class CertifyingRule:
    """Which level certifies a star."""

    stars: int
    level: str
    period: Period
    basis: Basis

    @property
    def level_name(self) -> str:
        return LEVELS[self.level]


@dataclass(frozen=True)
class ValidityRule:
    months: int
    period: Period
    basis: Basis


@dataclass(frozen=True)
class MoneyRule:
    """The most that the state pays for an item, in đồng; of a prize, at so many stars."""

    item: str
    stars: int | None
    most: int
    period: Period
    basis: Basis


@dataclass(frozen=True)
class OcopRules:
    score_sets: tuple[ScoreSet, ...]
    certifying: tuple[CertifyingRule, ...]
    validity: tuple[ValidityRule, ...]
    money: tuple[MoneyRule, ...]


class _Dated(Protocol):
    @property
    def period(self) -> Period: ...


D = TypeVar("D", bound=_Dated)


def score_set_on(on: date) -> ScoreSet | None:
    """The set in force that day; None before 21/08/2019, where no national set is known."""
    return _holding(load_ocop_rules().score_sets, on)


def certifying_on(stars: int, on: date) -> CertifyingRule | None:
    """Who certifies that star that day; None for stars that nobody certifies."""
    rules = [rule for rule in load_ocop_rules().certifying if rule.stars == stars]
    return _holding(rules, on)


def validity_on(on: date) -> ValidityRule | None:
    return _holding(load_ocop_rules().validity, on)


def money_on(item: str, stars: int | None, on: date) -> MoneyRule | None:
    """The most for the item that day; None where no rule is known."""
    every = load_ocop_rules().money
    return _holding([r for r in every if r.item == item and r.stars in (None, stars)], on)


def no_set_said(on: date) -> str:
    """Why nothing is computed on a day without a set."""
    first = load_ocop_rules().score_sets[0]
    return (
        f"Ngày {show_day(on)} chưa có bộ tiêu chí OCOP toàn quốc nào được biết "
        f"(bộ đầu tiên: {first.basis.said}), nên không tính điểm và hạng sao."
    )


def groups_known() -> dict[str, str]:
    """Every group of every set by id, the newest wording first."""
    named: dict[str, str] = {}
    for score_set in reversed(load_ocop_rules().score_sets):
        for group, name in score_set.groups:
            named.setdefault(group, name)
    return named


@cache
def load_ocop_rules() -> OcopRules:
    """Raises BrokenLaw with every fault of the file."""
    faults = Faults()
    item = read_yaml(FILE, NAME, faults)
    rules = _read(item) if item else OcopRules((), (), (), ())
    faults.raise_if_any("Quy định về OCOP")
    return rules


def _holding(rules: Sequence[D], on: date) -> D | None:
    return next((rule for rule in rules if rule.period.covers(on)), None)


def _read(item: Item) -> OcopRules:
    fields = item.fields(required=("score_sets", "certifying", "validity", "money"))
    sets = sorted((_score_set(e) for e in fields.entries("score_sets")), key=_start)
    return OcopRules(
        tuple(sets),
        tuple(rule for e in fields.entries("certifying") for rule in _certifying(e)),
        tuple(_validity(e) for e in fields.entries("validity")),
        tuple(_money(e) for e in fields.entries("money")),
    )


def _start(rule: _Dated) -> date:
    return rule.period.start


DATED = ("from", "status")
RESTING = ("to", "document", "clause", "note")


def _score_set(item: Item) -> ScoreSet:
    fields = item.fields(
        required=("id", "name", "groups", "parts", "stars", *DATED), optional=RESTING
    )
    bands = [_band(entry) for entry in fields.entries("stars")]
    found = ScoreSet(
        fields.text("id"),
        fields.text("name"),
        _period(fields),
        _basis(fields),
        tuple(_group(entry) for entry in fields.entries("groups")),
        tuple(_part(entry) for entry in fields.entries("parts")),
        tuple(sorted(bands, key=lambda band: -band.stars)),
    )
    if found.total != 100:
        item.fault(f"Các phần cộng lại được {found.total} điểm, không phải 100.", "Hãy sửa “most”.")
    return found


def _group(item: Item) -> tuple[str, str]:
    fields = item.fields(required=("id", "name"))
    return fields.text("id"), fields.text("name")


def _part(item: Item) -> Part:
    fields = item.fields(required=("id", "name", "most"))
    return Part(fields.text("id"), fields.text("name"), fields.decimal("most") or Decimal(0))


def _band(item: Item) -> Band:
    fields = item.fields(required=("stars", "from", "to"))
    first, last = fields.decimal("from"), fields.decimal("to")
    return Band(_whole(fields, "stars"), first or Decimal(0), last or Decimal(0))


def _certifying(item: Item) -> list[CertifyingRule]:
    fields = item.fields(required=("stars", "level", *DATED), optional=RESTING)
    level, period, basis = fields.choice("level", LEVELS), _period(fields), _basis(fields)
    stars = [entry.whole() for entry in fields.entries("stars")]
    return [CertifyingRule(number, level, period, basis) for number in stars]


def _validity(item: Item) -> ValidityRule:
    fields = item.fields(required=("months", *DATED), optional=RESTING)
    return ValidityRule(_whole(fields, "months"), _period(fields), _basis(fields))


def _money(item: Item) -> MoneyRule:
    fields = item.fields(required=("item", "most", *DATED), optional=("stars", *RESTING))
    stars = fields.get("stars")
    return MoneyRule(
        fields.choice("item", ITEMS),
        stars.whole() if stars else None,
        _whole(fields, "most"),
        _period(fields),
        _basis(fields),
    )


def _whole(fields: Fields, name: str) -> int:
    item = fields.get(name)
    return item.whole() if item else 0


def _period(fields: Fields) -> Period:
    return Period(fields.day("from") or date.min, fields.day("to"))


def _basis(fields: Fields) -> Basis:
    document = fields.get("document")
    return Basis(
        document.choice(load_documents()) if document else "",
        fields.text("clause"),
        Status(fields.choice("status", [s.value for s in Status], Status.UNKNOWN.value)),
        fields.text("note"),
    )
