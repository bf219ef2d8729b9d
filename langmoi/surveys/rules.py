"""The rule of a survey on a day: what the office set, else the provisional one, with its status."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Fields, Item, read_yaml
from langmoi.surveys.models import SurveyRule

FILE = Path(__file__).parent / "data/rules.yaml"
NAME = "langmoi/surveys/data/rules.yaml"


@dataclass(frozen=True)
class Rule:
    """Percentages that a survey must reach; a value at the threshold is enough."""

    coverage: Decimal
    share: Decimal
    in_each_village: bool
    document: str
    status: Status
    since: date


@dataclass(frozen=True)
class Elsewhere:
    """What another place was seen to ask; compared, never applied."""

    place: str
    coverage: str
    share: str
    status: Status


def rule_on(day: date, province_key: int) -> Rule:
    """The last rule that the office set by that day, else the provisional one of the data.

    Raises DomainError for a day of which no rule is known.
    """
    own = SurveyRule.objects.filter(unit_id=province_key, valid_from__lte=day)
    if found := own.order_by("-valid_from").first():
        return Rule(
            found.coverage,
            found.share,
            found.in_each_village,
            found.document,
            Status(found.status),
            found.valid_from,
        )
    for period, rule in _data()[0]:
        if period.covers(day):
            return rule
    raise DomainError(
        f"Chưa biết mức lấy ý kiến nào cho ngày {day:%d/%m/%Y}. "
        "Hãy ghi mức kèm văn bản ở trang “Mức lấy ý kiến” trước."
    )


def seen_elsewhere() -> tuple[Elsewhere, ...]:
    return _data()[1]


@cache
def _data() -> tuple[tuple[tuple[Period, Rule], ...], tuple[Elsewhere, ...]]:
    faults = Faults()
    item = read_yaml(FILE, NAME, faults)
    here: list[tuple[Period, Rule]] = []
    others: list[Elsewhere] = []
    if item is not None:
        fields = item.fields(required=("here", "elsewhere"))
        here = [_rule(entry) for entry in fields.entries("here")]
        others = [_elsewhere(entry) for entry in fields.entries("elsewhere")]
    faults.raise_if_any("Mức lấy ý kiến hài lòng")
    return tuple(here), tuple(others)


def _rule(item: Item) -> tuple[Period, Rule]:
    fields = item.fields(
        required=("from", "to", "coverage", "share", "in_each_village", "document", "clause",
                  "status"),
    )  # fmt: skip
    period = Period(fields.day("from") or date.min, fields.day("to"))
    return period, Rule(
        _percent(fields, "coverage"),
        _percent(fields, "share"),
        fields.flag("in_each_village"),
        fields.text("document"),
        _status(fields),
        period.start,
    )


def _elsewhere(item: Item) -> Elsewhere:
    fields = item.fields(required=("place", "coverage", "share", "status"))
    return Elsewhere(
        fields.text("place"), fields.text("coverage"), fields.text("share"), _status(fields)
    )


def _percent(fields: Fields, name: str) -> Decimal:
    value = fields.decimal(name) or Decimal(0)
    if not 0 < value <= 100:
        fields.item.fault(f"“{name}” là {value}, không phải phần trăm.", "Hãy ghi từ 1 đến 100.")
    return value


def _status(fields: Fields) -> Status:
    return Status(fields.choice("status", [status.value for status in Status]) or "unknown")
