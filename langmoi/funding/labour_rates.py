"""The value of a day's work by the rule of that day, where a rule is known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

from langmoi.law.faults import Faults
from langmoi.law.model import Period
from langmoi.law.yaml_reader import Item, read_yaml

STATUSES = ("checked", "reported", "recalled", "placeholder", "unknown")
FILE = Path(__file__).parent / "data" / "labour_rates.yaml"


@dataclass(frozen=True)
class LabourRate:
    """đồng for a day's work, none where no rule is known; how sure, and by which document."""

    period: Period
    value: int | None
    document: str
    clause: str
    status: str
    note: str


def labour_rate(on: date) -> LabourRate | None:
    """The entry of that day; None before the first."""
    return next((rate for rate in load_labour_rates() if rate.period.covers(on)), None)


@cache
def load_labour_rates(file: Path = FILE) -> tuple[LabourRate, ...]:
    """Every entry; raises for a file that is not fit."""
    faults = Faults()
    item = read_yaml(file, f"langmoi/funding/data/{file.name}", faults)
    found = tuple(_read(entry) for entry in (item.entries() if item else ()))
    faults.raise_if_any("Mức quy đổi ngày công")
    return found


def _read(item: Item) -> LabourRate:
    fields = item.fields(
        required=("from", "value", "document", "status"), optional=("to", "clause", "note")
    )
    told = fields.get("value")
    value = told.whole() if told else None
    status = fields.choice("status", STATUSES)
    if (value is None) != (status == "unknown"):
        item.fault("Mức và tình trạng không khớp.", "Có mức thì status khác unknown, và ngược lại.")
    return LabourRate(
        Period(fields.day("from") or date.min, fields.day("to")),
        value,
        _text(fields.get("document")),
        _text(fields.get("clause")),
        status,
        _text(fields.get("note")),
    )


def _text(item: Item | None) -> str:
    return item.text() if item else ""
