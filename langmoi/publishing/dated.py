"""Entries of data that hold from a day to a day, and the strict reading of their files."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, TypeVar

from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period
from langmoi.law.yaml_reader import Fields, Item, read_yaml

DATA = Path(__file__).parent / "data"


class Dated(Protocol):
    @property
    def period(self) -> Period: ...


D = TypeVar("D", bound=Dated)


def read_entries(name: str, faults: Faults) -> list[Item]:
    """The entries of a file under data/, which holds one list."""
    item = read_yaml(DATA / name, f"langmoi/publishing/data/{name}", faults)
    return item.entries() if item else []


def read_period(fields: Fields) -> Period:
    return Period(fields.day("from") or date.min, fields.day("to"))


def in_force(entries: Sequence[D], on: date, what: str) -> D:
    """The one entry of that day. Raises DomainError where none is known."""
    for entry in entries:
        if entry.period.covers(on):
            return entry
    raise DomainError(f"Chưa có {what} cho ngày {on:%d/%m/%Y}. Hãy chọn ngày khác.")


def texts(fields: Fields, name: str) -> tuple[str, ...]:
    """The lines of a list; none where it is absent."""
    return tuple(entry.text() for entry in fields.entries(name))
