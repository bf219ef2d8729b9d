"""Who issues a report at a date: agency, symbol, signature, receivers, and whose work it is."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import cache

from langmoi.core.errors import DomainError
from langmoi.law.faults import Faults
from langmoi.law.model import Period
from langmoi.law.yaml_reader import Item
from langmoi.overview.model import UnitRef
from langmoi.people.models import Role
from langmoi.publishing.dated import in_force, read_entries, read_period, texts
from langmoi.publishing.letterheads import central_agency

ISSUER_OF_LEVEL = {"province": "province_office", "district": "district", "commune": "commune"}


@dataclass(frozen=True)
class Issuer:
    """The issuing agency of one kind in one period; names nobody who signs."""

    sender: str
    period: Period
    parent: str
    agency: tuple[str, ...]
    name: str
    symbol: str  # empty: whoever issues the report gives it
    signature: tuple[str, ...]
    closing: str
    receivers: tuple[str, ...]
    prepares: tuple[Role, ...]
    issues: tuple[Role, ...]
    status: str


def issuer_in_force(sender: str, on: date, whose: str) -> Issuer:
    """The agency of that kind as the data have it, names not filled in."""
    of_kind = [issuer for issuer in load_issuers() if issuer.sender == sender]
    return in_force(of_kind, on, f"cơ quan ban hành báo cáo của {whose}")


def issuer_of(
    unit: UnitRef, on: date, *, sender: str = "", agency: str = "", above: str = ""
) -> Issuer:
    """Who issues the unit's report that day, with its names filled in.

    sender: where it is not the unit's usual one. agency: the department's name. above: the full
    name of the unit above. Raises DomainError for a unit that issues none.
    """
    kind = sender or ISSUER_OF_LEVEL.get(unit.level, "")
    if not kind:
        raise DomainError(
            f"{unit.full_name} không lập báo cáo. Hãy chọn tỉnh, huyện, xã hoặc sở, ngành."
        )
    full = spelled_out(unit)
    names = {"unit": full, "agency": agency, "above": above.replace("TP ", "thành phố ", 1)}
    issuer, central = issuer_in_force(kind, on, unit.full_name), central_agency(agency, on)
    if central:
        issuer = replace(issuer, parent=central.parent, signature=central.signature)
    return _filled(issuer, names)


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
        required=("sender", "from", "to", "parent", "agency", "name", "symbol", "signature",
                  "closing", "receivers", "prepares", "issues", "status"),
    )  # fmt: skip
    return Issuer(
        sender=fields.text("sender"),
        period=read_period(fields),
        parent=fields.text("parent"),
        agency=texts(fields, "agency"),
        name=fields.text("name"),
        symbol=fields.text("symbol"),
        signature=texts(fields, "signature"),
        closing=fields.text("closing"),
        receivers=texts(fields, "receivers"),
        prepares=tuple(Role(entry.choice(Role.values)) for entry in fields.entries("prepares")),
        issues=tuple(Role(entry.choice(Role.values)) for entry in fields.entries("issues")),
        status=fields.text("status"),
    )


def _filled(issuer: Issuer, names: Mapping[str, str]) -> Issuer:
    def fill(text: str) -> str:
        for name, value in names.items():
            text = text.replace(f"{{{name}}}", value)
            text = text.replace(f"{{{name.upper()}}}", value.upper())
        return text

    return replace(
        issuer,
        name=fill(issuer.name),
        parent=fill(issuer.parent),
        closing=fill(issuer.closing),
        agency=tuple(fill(line) for line in issuer.agency),
        receivers=tuple(fill(line) for line in issuer.receivers),
    )
