"""The strict reader of data/regimes.yaml: every fault is named with its line."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Fields, Item, read_yaml
from langmoi.places.models import Level, UnitType
from langmoi.recognition.models import Kind

_FILE = Path(__file__).parent / "data/regimes.yaml"
Value = Decimal | bool | str | None


class Form(StrEnum):
    """What a rule's value is."""

    WHOLE = "whole"
    SHARE = "share"
    FLAG = "flag"
    TEXT = "text"


@dataclass(frozen=True)
class Parameter:
    """Something that a regime may say, as officials call it."""

    id: str
    label: str
    form: Form
    unit: str = ""


PARAMETERS = {
    one.id: one
    for one in (
        Parameter("registered", "Phải có trong danh sách đăng ký của năm", Form.FLAG),
        Parameter("registration_before", "Hạn đăng ký", Form.TEXT),
        Parameter("registration_days", "Thời gian xử lý đăng ký", Form.WHOLE, "ngày làm việc"),
        Parameter("registration_least_criteria", "Số tiêu chí đạt để được đăng ký", Form.WHOLE),
        Parameter("all_criteria", "Phải đạt tất cả tiêu chí", Form.FLAG),
        Parameter("no_debt", "Không được có nợ đọng xây dựng cơ bản", Form.FLAG),
        Parameter("survey", "Phải lấy ý kiến hài lòng của người dân", Form.FLAG),
        Parameter("notice_days", "Thời gian công khai báo cáo", Form.WHOLE, "ngày"),
        Parameter("notice_broadcasts", "Số lần phát thanh", Form.WHOLE, "lần"),
        Parameter("notice_ways", "Nơi và cách công khai", Form.TEXT),
        Parameter("meeting_share", "Tỷ lệ tán thành tại cuộc họp xã, huyện", Form.SHARE),
        Parameter("council_share", "Tỷ lệ tán thành của Hội đồng thẩm định", Form.SHARE),
        Parameter("decision_before", "Hạn ban hành quyết định", Form.TEXT),
        Parameter("announcement_days", "Hạn công bố sau quyết định", Form.WHOLE, "ngày"),
    )
}


@dataclass(frozen=True)
class Rule:
    """A value in force for a kind on a day, and what stands behind it."""

    parameter: Parameter
    value: Value
    document: str
    clause: str
    status: Status
    is_override: bool = False


@dataclass(frozen=True)
class KindOf:
    """Which units may bear a kind of title; `sets`: the level of the criteria sets that judge it.

    Without sets the product holds no figures to judge by, so a dossier ends with its registration.
    """

    id: Kind
    level: Level
    unit_types: tuple[UnitType, ...]
    sets: str


@dataclass(frozen=True)
class Regime:
    id: str
    name: str
    period: Period
    document: str
    status: Status
    kinds: tuple[Kind, ...]
    rules: dict[str, Rule]


@cache
def regimes() -> tuple[Regime, ...]:
    return _read()[1]


@cache
def kinds() -> dict[Kind, KindOf]:
    return _read()[0]


@cache
def _read() -> tuple[dict[Kind, KindOf], tuple[Regime, ...]]:
    faults = Faults()
    found = read_regimes(_FILE, faults)
    faults.raise_if_any("Quy định xét, công nhận")
    return found


def read_regimes(path: Path, faults: Faults) -> tuple[dict[Kind, KindOf], tuple[Regime, ...]]:
    item = read_yaml(path, f"langmoi/recognition/data/{path.name}", faults)
    if item is None:
        return {}, ()
    fields = item.fields(required=("kinds", "regimes"))
    told = [_kind(entry) for entry in fields.entries("kinds")]
    found = tuple(_regime(entry) for entry in fields.entries("regimes"))
    _refuse_overlaps(item, found)
    return {kind.id: kind for kind in told}, found


def _kind(item: Item) -> KindOf:
    fields = item.fields(required=("id", "level", "unit_types", "sets"))
    types = [UnitType(_chosen(entry, UnitType.values)) for entry in fields.entries("unit_types")]
    sets = fields.get("sets")
    return KindOf(
        Kind(_choice(fields, "id", Kind.values)),
        Level(_choice(fields, "level", Level.values)),
        tuple(types),
        sets.text() if sets else "",
    )


def _regime(item: Item) -> Regime:
    fields = item.fields(
        required=("id", "name", "from", "to", "document", "status", "kinds", "rules")
    )
    rules: dict[str, Rule] = {}
    for entry in fields.entries("rules"):
        rule = _rule(entry)
        if rule.parameter.id in rules:
            entry.fault(f"Nội dung “{rule.parameter.id}” ghi hai lần.", "Hãy bỏ một trong hai.")
        rules[rule.parameter.id] = rule
    return Regime(
        id=fields.text("id"),
        name=fields.text("name"),
        period=Period(fields.day("from") or date.min, fields.day("to")),
        document=fields.text("document"),
        status=Status(_choice(fields, "status", list(Status))),
        kinds=tuple(Kind(_chosen(entry, Kind.values)) for entry in fields.entries("kinds")),
        rules=rules,
    )


def _rule(item: Item) -> Rule:
    fields = item.fields(required=("id", "value", "document", "clause", "status"))
    parameter = PARAMETERS[_choice(fields, "id", list(PARAMETERS))]
    given = fields.get("value")
    status = Status(_choice(fields, "status", list(Status)))
    if (given is None) != (status is Status.UNKNOWN):
        item.fault("Giá trị trống phải có tình trạng unknown, và ngược lại.", "Hãy sửa một bên.")
    value = _value(given, parameter.form) if given else None
    return Rule(parameter, value, _blank(fields, "document"), _blank(fields, "clause"), status)


def _value(item: Item, form: Form) -> Value:
    if form is Form.FLAG:
        return item.flag()
    if form is Form.TEXT:
        return item.text()
    return Decimal(item.whole()) if form is Form.WHOLE else item.decimal()


def _blank(fields: Fields, name: str) -> str:
    item = fields.found.get(name)
    return str(item.node.value) if item is not None else ""


def _choice(fields: Fields, name: str, allowed: Any) -> str:
    """A choice that is one even where the file is wrong; the fault is kept."""
    found = fields.choice(name, allowed)
    return found if found in allowed else next(iter(allowed))


def _chosen(item: Item, allowed: Any) -> str:
    found = item.choice(allowed)
    return found if found in allowed else next(iter(allowed))


def _refuse_overlaps(item: Item, found: tuple[Regime, ...]) -> None:
    for earlier, later in zip(found, found[1:], strict=False):
        if earlier.period.end is None or earlier.period.end >= later.period.start:
            item.fault(
                f"Quy định {earlier.id} còn hiệu lực khi {later.id} bắt đầu.",
                "Hãy sửa ngày để mỗi ngày chỉ có một quy định.",
            )
