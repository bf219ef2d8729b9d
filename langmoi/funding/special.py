"""Whether a project fits the special investment mechanism: a dated rule, condition by condition.

Only what is known of the rule is asked. Where no rule is known for a day, nothing is judged.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cache

from langmoi.core.numbers import show_millions
from langmoi.funding.models import Builder
from langmoi.funding.sources import DATA
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Item, read_yaml

MILLION = 1_000_000
NO_RULE = "Chưa có quy định về cơ chế đặc thù cho ngày này trong hệ thống, nên không xét điều kiện."


@dataclass(frozen=True)
class SpecialFacts:
    """What the rule asks of a project."""

    total: int
    communes: int
    is_listed: bool
    has_standard_design: bool
    people_part: int
    is_owned_by_commune: bool
    builder: str
    has_simple_file: bool


@dataclass(frozen=True)
class Condition:
    id: str
    limit: int = 0  # đồng


@dataclass(frozen=True)
class SpecialRule:
    id: str
    name: str
    period: Period
    documents: tuple[str, ...]
    status: Status
    note: str
    conditions: tuple[Condition, ...]


@dataclass(frozen=True)
class Checked:
    """One condition of the rule: what it asks, and whether the project is so."""

    asked: str
    is_met: bool
    said: str


@dataclass(frozen=True)
class SpecialCheck:
    """What the rule of the day says of the project; without a rule there is nothing to say."""

    rule: SpecialRule | None
    conditions: tuple[Checked, ...] = ()

    @property
    def failing(self) -> tuple[Checked, ...]:
        return tuple(checked for checked in self.conditions if not checked.is_met)


def special_rule(on: date) -> SpecialRule | None:
    """The rule known for that day."""
    return next((rule for rule in special_rules() if rule.period.covers(on)), None)


def check_special(facts: SpecialFacts, on: date) -> SpecialCheck:
    rule = special_rule(on)
    if rule is None:
        return SpecialCheck(None)
    return SpecialCheck(rule, tuple(_TESTS[c.id](facts, c.limit) for c in rule.conditions))


Test = Callable[[SpecialFacts, int], Checked]


def _total_below(facts: SpecialFacts, limit: int) -> Checked:
    return _of_total(facts, f"dưới {show_millions(limit)} triệu đồng", facts.total < limit)


def _total_at_most(facts: SpecialFacts, limit: int) -> Checked:
    return _of_total(facts, f"không quá {show_millions(limit)} triệu đồng", facts.total <= limit)


def _of_total(facts: SpecialFacts, bound: str, is_met: bool) -> Checked:
    said = f"tổng mức đầu tư {show_millions(facts.total)} triệu đồng"
    return Checked(f"Tổng mức đầu tư {bound}", is_met, said)


def _one_commune(facts: SpecialFacts, _: int) -> Checked:
    return Checked("Nằm trong một xã", facts.communes == 1, f"nằm trong {facts.communes} xã")


def _in_list(facts: SpecialFacts, _: int) -> Checked:
    said = "đã ghi danh mục" if facts.is_listed else "chưa ghi văn bản danh mục"
    return Checked("Thuộc danh mục của tỉnh", facts.is_listed, said)


def _standard_design(facts: SpecialFacts, _: int) -> Checked:
    said = "có thiết kế mẫu" if facts.has_standard_design else "không theo thiết kế mẫu"
    return Checked("Theo thiết kế mẫu", facts.has_standard_design, said)


def _people_part(facts: SpecialFacts, _: int) -> Checked:
    said = f"dân góp {show_millions(facts.people_part)} triệu đồng"
    return Checked("Có phần dân góp", facts.people_part > 0, said)


def _commune_owner(facts: SpecialFacts, _: int) -> Checked:
    said = "chủ đầu tư là xã" if facts.is_owned_by_commune else "chủ đầu tư không phải là xã"
    return Checked("Ban quản lý xã làm chủ đầu tư", facts.is_owned_by_commune, said)


def _builder(facts: SpecialFacts, _: int) -> Checked:
    is_met = facts.builder in (Builder.COMMUNITY, Builder.GROUP)
    said = Builder(facts.builder).label + " thi công"
    return Checked("Giao cộng đồng dân cư hoặc tổ, nhóm thợ thi công", is_met, said)


def _simple_file(facts: SpecialFacts, _: int) -> Checked:
    said = "có hồ sơ đơn giản" if facts.has_simple_file else "chưa ghi hồ sơ đơn giản"
    return Checked("Lập hồ sơ xây dựng đơn giản", facts.has_simple_file, said)


_TESTS: dict[str, Test] = {
    "total_below": _total_below,
    "total_at_most": _total_at_most,
    "one_commune": _one_commune,
    "in_list": _in_list,
    "standard_design": _standard_design,
    "people_part": _people_part,
    "commune_owner": _commune_owner,
    "builder": _builder,
    "simple_file": _simple_file,
}


@cache
def special_rules() -> tuple[SpecialRule, ...]:
    faults = Faults()
    name = "langmoi/funding/data/special_mechanism.yaml"
    item = read_yaml(DATA / "special_mechanism.yaml", name, faults)
    rules = tuple(_rule(entry) for entry in item.entries()) if item else ()
    faults.raise_if_any("quy định cơ chế đặc thù")
    return rules


def _rule(item: Item) -> SpecialRule:
    fields = item.fields(
        required=("id", "name", "from", "documents", "status", "note", "conditions"),
        optional=("to",),
    )
    return SpecialRule(
        id=fields.text("id"),
        name=fields.text("name"),
        period=Period(fields.day("from") or date.min, fields.day("to")),
        documents=tuple(entry.text() for entry in fields.entries("documents")),
        status=Status(fields.choice("status", list(Status), Status.UNKNOWN)),
        note=fields.text("note"),
        conditions=tuple(_condition(entry) for entry in fields.entries("conditions")),
    )


def _condition(item: Item) -> Condition:
    fields = item.fields(required=("id",), optional=("limit",))
    limit = int((fields.decimal("limit") or 0) * MILLION)
    return Condition(fields.choice("id", list(_TESTS), "in_list"), limit)
