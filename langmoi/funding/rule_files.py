"""The rules that come with the program: counterpart ratios and principles of integration."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from pathlib import Path

from langmoi.funding.counterpart import Rate, Reach
from langmoi.funding.sources import CENTRAL
from langmoi.law.faults import Faults
from langmoi.law.model import Period, Status
from langmoi.law.yaml_reader import Fields, Item, read_yaml

DATA = Path(__file__).parent / "data"
NAME = "langmoi/funding/data"
_RESTING = ("id", "from", "document", "clause", "status")


@dataclass(frozen=True)
class Principle:
    """What a document says of money from several sources."""

    text: str
    period: Period
    document: str
    clause: str
    status: Status
    note: str


@cache
def packed_rates() -> tuple[Rate, ...]:
    return read_rates(DATA / "counterpart.yaml", f"{NAME}/counterpart.yaml")


@cache
def principles() -> tuple[Principle, ...]:
    """Raises BrokenLaw with every fault of the file."""
    faults = Faults()
    item = read_yaml(DATA / "integration.yaml", f"{NAME}/integration.yaml", faults)
    found = tuple(_principle(entry) for entry in (item.entries() if item else []))
    faults.raise_if_any("Nguyên tắc lồng ghép vốn")
    return found


def principles_on(day: date) -> tuple[Principle, ...]:
    return tuple(one for one in principles() if one.period.covers(day))


def read_rates(path: Path, name: str) -> tuple[Rate, ...]:
    """Raises BrokenLaw with every fault; two values for one reach and day are one."""
    faults = Faults()
    item = read_yaml(path, name, faults)
    entries = item.entries() if item else []
    rates = tuple(_rate(entry) for entry in entries)
    for entry, rate, before in zip(
        entries, rates, (rates[:at] for at in range(len(rates))), strict=True
    ):
        if any(overlap(rate, other) for other in before):
            entry.fault("Hai mức cho cùng phạm vi và ngày.", "Hãy sửa ngày của một trong hai mức.")
    faults.raise_if_any("Tỷ lệ vốn đối ứng")
    return rates


def overlap(one: Rate, other: Rate) -> bool:
    """Whether both tell the same reach its ratio on some day."""
    return one.reach == other.reach and periods_meet(one.period, other.period)


def periods_meet(one: Period, other: Period) -> bool:
    return one.start <= (other.end or date.max) and other.start <= (one.end or date.max)


def _rate(item: Item) -> Rate:
    fields = item.fields(
        required=(*_RESTING, "source", "ratio"),
        optional=("to", "group", "content", "variants", "note"),
    )
    ratio = fields.decimal("ratio")
    if ratio is not None and ratio < 0:
        item.fault("Tỷ lệ đối ứng âm.", "Hãy ghi số từ 0 trở lên.")
    source = fields.text("source", CENTRAL)
    reach = Reach(source, fields.text("group"), fields.text("content"))
    return Rate(
        key=fields.text("id"),
        period=_period(fields),
        reach=reach,
        ratio=ratio,
        document=fields.text("document"),
        status=_status(fields),
        clause=fields.text("clause"),
        note=fields.text("note"),
        variants=tuple(_variant(entry) for entry in fields.entries("variants")),
    )


def _variant(item: Item) -> tuple[str, Decimal]:
    fields = item.fields(required=("name", "ratio"))
    return fields.text("name"), fields.decimal("ratio") or Decimal(0)


def _principle(item: Item) -> Principle:
    fields = item.fields(required=(*_RESTING, "text"), optional=("to", "note"))
    return Principle(
        text=fields.text("text"),
        period=_period(fields),
        document=fields.text("document"),
        clause=fields.text("clause"),
        status=_status(fields),
        note=fields.text("note"),
    )


def _period(fields: Fields) -> Period:
    start, end = fields.day("from") or date.min, fields.day("to")
    if end is not None and end < start:
        fields.item.fault("Ngày cuối trước ngày đầu.", "Hãy xem lại hai ngày.")
    return Period(start, end)


def _status(fields: Fields) -> Status:
    told = fields.choice("status", [status.value for status in Status])
    return Status(told) if told in set(Status) else Status.UNKNOWN
