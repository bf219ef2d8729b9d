"""The yearly score of a unit: a dated rule, kept as data, over measures of its closed months."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import cache
from pathlib import Path

from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Fields, Item, read_yaml

FILE = Path(__file__).parent / "data" / "scoring.yaml"
NAME = "langmoi/assessment/data/scoring.yaml"
MEASURES = (
    "met_share",
    "met_all_share",
    "gained_mean",
    "lost_mean",
    "filed_share",
    "planned_share",
)
Values = Mapping[str, Fraction | None]  # by measure; None: not known


@dataclass(frozen=True)
class Part:
    """So many points for a measure, in a straight line from `zero` to `full`."""

    id: str
    name: str
    measure: str
    points: Decimal
    zero: Decimal
    full: Decimal

    def score(self, value: Fraction) -> Fraction:
        """Between no points and all of them, exact."""
        way = (value - Fraction(self.zero)) / (Fraction(self.full) - Fraction(self.zero))
        return Fraction(self.points) * min(max(way, Fraction(0)), Fraction(1))


@dataclass(frozen=True)
class Rule:
    """How a year is scored. `document` is empty where no document says so."""

    id: str
    name: str
    period: Period
    status: Status
    document: str
    note: str
    total: Decimal
    parts: tuple[Part, ...]


@dataclass(frozen=True)
class Scored:
    """A part of a unit's score; `points` is None where its measure is not known."""

    part: Part
    value: Fraction | None
    points: Fraction | None


@dataclass(frozen=True)
class Score:
    """The parts in the rule's order. `points` counts what is known; `known` is its most."""

    parts: tuple[Scored, ...]

    @property
    def points(self) -> Decimal:
        """Two decimals, half up."""
        exact = sum((p.points for p in self.parts if p.points is not None), Fraction(0))
        return rounded(exact)

    @property
    def known(self) -> Decimal:
        return sum((p.part.points for p in self.parts if p.points is not None), Decimal(0))

    @property
    def is_whole(self) -> bool:
        """Whether every part could be measured."""
        return all(p.points is not None for p in self.parts)


def score(rule: Rule, values: Values) -> Score:
    """The unit's score by the rule. A measure that is not known gives no points and takes none."""
    return Score(tuple(_scored(part, values.get(part.measure)) for part in rule.parts))


def _scored(part: Part, value: Fraction | None) -> Scored:
    return Scored(part, value, None if value is None else part.score(value))


def rounded(exact: Fraction) -> Decimal:
    return (Decimal(exact.numerator) / Decimal(exact.denominator)).quantize(
        Decimal("0.01"), ROUND_HALF_UP
    )


def rule_for(year: int) -> Rule:
    """The rule in force on the last day of the year. Raises DomainError where there is none."""
    for rule in load_rules():
        if rule.period.covers(date(year, 12, 31)):
            return rule
    raise DomainError(f"Chưa có quy tắc chấm điểm cho năm {year}. Hãy chọn năm khác.")


@cache
def load_rules() -> tuple[Rule, ...]:
    """Every rule of the program's own file."""
    return read_rules(FILE, NAME)


def read_rules(path: Path, name: str) -> tuple[Rule, ...]:
    """The rules of a file, in order. Raises BrokenLaw with every fault of it."""
    faults = Faults()
    item = read_yaml(path, name, faults)
    rules = tuple(_rule(entry) for entry in item.entries()) if item else ()
    if not faults.found and item is not None:
        _check_periods(rules, item)
    faults.raise_if_any("quy tắc chấm điểm")
    return rules


def _rule(item: Item) -> Rule:
    fields = item.fields(
        required=("id", "name", "from", "status", "note", "total", "parts"),
        optional=("to", "document"),
    )
    rule = Rule(
        id=fields.text("id"),
        name=fields.text("name"),
        period=Period(fields.day("from") or date.min, fields.day("to")),
        status=Status(fields.choice("status", list(Status), Status.PLACEHOLDER)),
        document=fields.text("document"),
        note=fields.text("note"),
        total=fields.decimal("total") or Decimal(0),
        parts=tuple(_part(entry) for entry in fields.entries("parts")),
    )
    _check_rule(rule, item)
    return rule


def _part(item: Item) -> Part:
    fields: Fields = item.fields(required=("id", "name", "measure", "points", "zero", "full"))
    part = Part(
        id=fields.text("id"),
        name=fields.text("name"),
        measure=fields.choice("measure", MEASURES, MEASURES[0]),
        points=fields.decimal("points") or Decimal(0),
        zero=fields.decimal("zero") or Decimal(0),
        full=fields.decimal("full") or Decimal(0),
    )
    if part.zero == part.full:
        item.fault("Mức không điểm bằng mức đủ điểm.", "Hãy ghi hai mức khác nhau.")
    if part.points <= 0:
        item.fault("Phần này không có điểm nào.", "Hãy ghi số điểm lớn hơn 0.")
    return part


def _check_rule(rule: Rule, item: Item) -> None:
    total = sum((part.points for part in rule.parts), Decimal(0))
    if total != rule.total:
        item.fault(
            f"Các phần cộng lại được {total} điểm, không phải {rule.total}.",
            "Hãy sửa điểm của từng phần hoặc tổng điểm.",
        )
    ids = [part.id for part in rule.parts]
    if len(set(ids)) < len(ids):
        item.fault("Có hai phần trùng mã.", "Hãy đặt mỗi phần một mã.")
    if rule.status is not Status.PLACEHOLDER and not rule.document:
        item.fault("Quy tắc chính thức phải ghi văn bản.", "Hãy ghi số, ngày của văn bản.")


def _check_periods(rules: Collection[Rule], item: Item) -> None:
    ordered = sorted(rules, key=lambda rule: rule.period.start)
    for earlier, later in zip(ordered, ordered[1:], strict=False):
        if earlier.period.end is None or earlier.period.end >= later.period.start:
            item.fault(
                f"Quy tắc “{earlier.id}” và “{later.id}” cùng có hiệu lực một thời gian.",
                "Hãy ghi ngày hết hiệu lực cho quy tắc trước.",
            )
