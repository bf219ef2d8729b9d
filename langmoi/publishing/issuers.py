"""Who issues a report of a unit at a date: agency, symbol, signature and receivers."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period
from langmoi.law.yaml_reader import Fields, Item
from langmoi.overview.model import UnitRef
from langmoi.publishing.dated import in_force, read_entries, read_period


@dataclass(frozen=True)
class Issuer:
    """The issuing agency of one level in one period; names nobody who signs."""

    level: str
    period: Period
    parent: str
    agency: tuple[str, ...]
    name: str
    symbol: str
    signature: tuple[str, ...]
    closing: str
    receivers: tuple[str, ...]
    status: str


def issuer_of(unit: UnitRef, on: date) -> Issuer:
    """The agency that issues the unit's report that day, with the unit's name filled in."""
    of_level = [issuer for issuer in load_issuers() if issuer.level == unit.level]
    if not of_level:
        raise DomainError(
            f"Báo cáo tháng chỉ lập cho tỉnh hoặc huyện, không lập cho {unit.full_name}. "
            "Hãy chọn tỉnh hoặc huyện."
        )
    issuer = in_force(of_level, on, f"cơ quan ban hành báo cáo của {unit.full_name}")
    return _filled(issuer, unit)


def place_of(unit: UnitRef) -> str:
    """The place before the date: the unit's bare name; a city keeps “TP.” (recalled)."""
    return f"TP. {unit.name}" if unit.full_name.startswith("TP ") else unit.name


def spelled_out(unit: UnitRef) -> str:
    """The unit's full name without the abbreviation of “thành phố”."""
    return unit.full_name.replace("TP ", "thành phố ", 1)


@cache
def load_issuers() -> tuple[Issuer, ...]:
    faults = Faults()
    issuers = tuple(_read_issuer(item) for item in read_entries("issuers.yaml", faults))
    faults.raise_if_any("Danh mục cơ quan ban hành")
    return issuers


def _read_issuer(item: Item) -> Issuer:
    fields = item.fields(
        required=("level", "from", "to", "parent", "agency", "name", "symbol", "signature",
                  "closing", "receivers", "status"),
    )  # fmt: skip
    return Issuer(
        level=fields.text("level"),
        period=read_period(fields),
        parent=fields.text("parent"),
        agency=_texts(fields, "agency"),
        name=fields.text("name"),
        symbol=fields.text("symbol"),
        signature=_texts(fields, "signature"),
        closing=fields.text("closing"),
        receivers=_texts(fields, "receivers"),
        status=fields.text("status"),
    )


def _texts(fields: Fields, name: str) -> tuple[str, ...]:
    return tuple(entry.text() for entry in fields.entries(name))


def _filled(issuer: Issuer, unit: UnitRef) -> Issuer:
    full = spelled_out(unit)

    def fill(text: str) -> str:
        return text.replace("{unit}", full).replace("{UNIT}", full.upper())

    return replace(
        issuer,
        name=fill(issuer.name),
        agency=tuple(fill(line) for line in issuer.agency),
        receivers=tuple(fill(line) for line in issuer.receivers),
    )
