"""A unit's periods as people read them: where it lay then, and what became of it."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import date, timedelta
from typing import Any

from langmoi.core.days import show_day, show_period
from langmoi.places.models import Level, Succession, UnitVersion
from langmoi.places.queries import version_of


@dataclass(frozen=True)
class Period:
    """One version of a unit, with the names of what it belonged to in that time."""

    code: str
    name: str
    level: str
    commune: str  # of a village
    district: str
    province: str
    valid_from: date | None
    valid_to: date | None
    became: list[str]

    def __str__(self) -> str:
        line = (self.name, self.commune, self.district, self.province)
        where = ", ".join(part for part in line if part)
        return f"{self.code}  {where}: {show_period(self.valid_from, self.valid_to)}"

    def as_json(self) -> dict[str, Any]:
        data = asdict(self)
        return {"from": data.pop("valid_from"), "to": data.pop("valid_to"), **data}


def periods(versions: list[UnitVersion]) -> list[Period]:
    return [_period(version) for version in versions]


def _period(version: UnitVersion) -> Period:
    # A day on which the version held: its last, or its first where it goes on.
    day = version.valid_to or version.valid_from or date.max
    above = {v.level: str(v) for v in _ancestors(version, day)}
    return Period(
        code=version.code,
        name=str(version),
        level=version.level,
        commune=above.get(Level.COMMUNE, ""),
        district=above.get(Level.DISTRICT, ""),
        province=above.get(Level.PROVINCE, ""),
        valid_from=version.valid_from,
        valid_to=version.valid_to,
        became=_became(version),
    )


def _ancestors(version: UnitVersion, day: date) -> list[UnitVersion]:
    found: list[UnitVersion] = []
    parent = version_of(version.parent_id, day) if version.parent_id else None
    while parent is not None:
        found.append(parent)
        parent = version_of(parent.parent_id, day) if parent.parent_id else None
    return found


def _became(version: UnitVersion) -> list[str]:
    """What the unit was right after this version: another name, or a part of another unit."""
    if version.valid_to is None:
        return []
    day = version.valid_to + timedelta(days=1)
    if same := version_of(version.unit_id, day):
        parent = version_of(same.parent_id, day) if same.parent_id else None
        place = f"{same} (mã {same.code}{f', {parent}' if parent else ''})"
        return [f"từ {show_day(day)} là {place}"]
    steps = Succession.objects.filter(predecessor_id=version.unit_id, on=day).order_by("-share")
    heirs = [version_of(step.successor_id, day) for step in steps]
    return [f"từ {show_day(day)} thuộc {heir} (mã {heir.code})" for heir in heirs if heir]
