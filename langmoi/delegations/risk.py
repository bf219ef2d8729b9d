"""Which communes to visit first: points by a dated rule kept as data, each with its reason.

No database. What is found is told as sentences with month and value; the same findings always give
the same order.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Item, read_yaml

FILE = Path(__file__).parent / "data" / "risk.yaml"
NAME = "langmoi/delegations/data/risk.yaml"
SIGNALS = (
    "outlier",
    "jump",
    "explained_jump",
    "newly_met",
    "difference",
    "sent_back",
    "at_threshold",
    "on_behalf",
    "found_before",
    "unvisited",
)


@dataclass(frozen=True)
class Signal:
    """A kind of finding: points for each, and the most that all of them give together."""

    id: str
    name: str
    points: Decimal
    most: Decimal


@dataclass(frozen=True)
class RiskRule:
    id: str
    name: str
    period: Period
    status: Status
    note: str
    signals: Mapping[str, Signal]


@dataclass(frozen=True)
class Finding:
    """One thing that was seen: of which kind, in which month, about what; a whole sentence."""

    signal: str
    text: str
    month: date | None = None
    about: str = ""  # number of the indicator or criterion; empty: the commune


@dataclass(frozen=True)
class Hit:
    """A finding with the points that it gives: none where its kind has given all it may."""

    signal: Signal
    finding: Finding
    points: Decimal


def score_findings(rule: RiskRule, findings: Iterable[Finding]) -> tuple[Hit, ...]:
    """Every finding with its points, in the order of the rule's signals; none is left out."""
    by_signal: dict[str, list[Finding]] = defaultdict(list)
    for finding in findings:
        by_signal[finding.signal].append(finding)
    hits: list[Hit] = []
    for signal in rule.signals.values():
        left = signal.most
        for finding in sorted(by_signal[signal.id], key=_latest_first):
            given = min(signal.points, left)
            left -= given
            hits.append(Hit(signal, finding, given))
    return tuple(hits)


def _latest_first(finding: Finding) -> tuple[int, list[tuple[int, str]], str]:
    number = [(len(part), part) for part in finding.about.split(".")]
    return (-(finding.month or date.min).toordinal(), number, finding.text)


def rule_on(day: date) -> RiskRule:
    """The rule in force that day. Raises DomainError where there is none."""
    for rule in load_rules():
        if rule.period.covers(day):
            return rule
    raise DomainError(f"Chưa có cách chọn mẫu cho ngày {day:%d/%m/%Y}. Hãy chọn ngày khác.")


@cache
def load_rules() -> tuple[RiskRule, ...]:
    faults = Faults()
    item = read_yaml(FILE, NAME, faults)
    rules = tuple(_rule(entry) for entry in item.entries()) if item else ()
    faults.raise_if_any("cách chọn mẫu kiểm tra")
    return rules


def _rule(item: Item) -> RiskRule:
    fields = item.fields(
        required=("id", "name", "from", "status", "note", "signals"), optional=("to",)
    )
    signals = [_signal(entry) for entry in fields.entries("signals")]
    return RiskRule(
        id=fields.text("id"),
        name=fields.text("name"),
        period=Period(fields.day("from") or date.min, fields.day("to")),
        status=Status(fields.choice("status", list(Status), Status.PLACEHOLDER)),
        note=fields.text("note"),
        signals={signal.id: signal for signal in signals},
    )


def _signal(item: Item) -> Signal:
    fields = item.fields(required=("id", "name", "points", "most"))
    signal = Signal(
        id=fields.choice("id", SIGNALS, SIGNALS[0]),
        name=fields.text("name"),
        points=fields.decimal("points") or Decimal(0),
        most=fields.decimal("most") or Decimal(0),
    )
    if not 0 < signal.points <= signal.most:
        item.fault(
            "Điểm phải lớn hơn 0 và không quá điểm tối đa của dấu hiệu.", "Hãy sửa hai số này."
        )
    return signal
