"""Agencies whose documents do not stand under the People's Committee's name."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from langmoi.law.faults import Faults
from langmoi.law.model import Period
from langmoi.law.yaml_reader import Item
from langmoi.publishing.dated import read_entries, read_period, texts


@dataclass(frozen=True)
class CentralAgency:
    """How an agency under a ministry or a central body heads and signs its documents."""

    agency: str  # how its name begins
    period: Period
    parent: str
    signature: tuple[str, ...]
    status: str


def central_agency(name: str, on: date) -> CentralAgency | None:
    """The letterhead of an agency of that name that day; none for one of the province's own."""
    for found in load_central_agencies():
        if name.startswith(found.agency) and found.period.covers(on):
            return found
    return None


@cache
def load_central_agencies() -> tuple[CentralAgency, ...]:
    faults = Faults()
    found = tuple(_read(item) for item in read_entries("letterheads.yaml", faults))
    faults.raise_if_any("Tiêu đề văn bản của cơ quan ngành dọc")
    return found


def _read(item: Item) -> CentralAgency:
    fields = item.fields(required=("agency", "from", "to", "parent", "signature", "status"))
    return CentralAgency(
        fields.text("agency"),
        read_period(fields),
        fields.text("parent"),
        texts(fields, "signature"),
        fields.text("status"),
    )
