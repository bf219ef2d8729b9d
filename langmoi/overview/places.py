"""The map of one day: which communes count, and which district and province they belong to."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from langmoi.core.errors import NotFound
from langmoi.overview.model import UnitRef
from langmoi.places.models import Level, UnitVersion


@dataclass(frozen=True)
class PlacesOfDay:
    """The units in force on a day, by key, in the order of their codes."""

    day: date
    versions: dict[int, UnitVersion]

    def unit(self, key: int | None) -> UnitVersion:
        """The unit as it was that day; of no key, the province."""
        if key is None:
            return self._only_province()
        if key not in self.versions:
            raise NotFound(
                f"Đơn vị đã chọn không có vào ngày {self.day:%d/%m/%Y}. "
                "Hãy chọn tháng khác hoặc đơn vị khác."
            )
        return self.versions[key]

    def _only_province(self) -> UnitVersion:
        found = [v for v in self.versions.values() if v.level == Level.PROVINCE]
        if len(found) == 1:
            return found[0]
        if found:
            names = ", ".join(f"{v.full_name} ({v.code})" for v in found)
            raise NotFound(f"Có nhiều tỉnh vào ngày {self.day:%d/%m/%Y}: {names}. Hãy chọn một.")
        raise NotFound(
            f"Chưa có tỉnh nào vào ngày {self.day:%d/%m/%Y}. "
            "Hãy nạp danh mục đơn vị trước, hoặc chọn tháng khác."
        )

    def of_level(self, level: Level, within: UnitVersion) -> list[UnitVersion]:
        """Units of the level at or below the unit, ordered by code."""
        return [
            version
            for version in self.versions.values()
            if version.level == level and within.unit_id in self._line_of(version)
        ]

    def communes(self, within: UnitVersion) -> list[UnitVersion]:
        """The communes (xã) that file, at or below the unit."""
        return [version for version in self.of_level(Level.COMMUNE, within) if version.files]

    def above(self, version: UnitVersion) -> UnitVersion:
        """The district that a commune belongs to; where there are none, its province."""
        parent = self.versions.get(version.parent_id or 0)
        return parent if parent is not None else version

    def province(self, version: UnitVersion) -> UnitVersion:
        return self.versions[self._line_of(version)[-1]]

    def _line_of(self, version: UnitVersion) -> list[int]:
        """The unit and all that it belongs to, upwards."""
        line = [version.unit_id]
        while (parent := self.versions[line[-1]].parent_id) in self.versions:
            line.append(parent or 0)
        return line


def places_on(day: date) -> PlacesOfDay:
    """Every province, district and commune-level unit of the day, in one query."""
    versions = UnitVersion.objects.on(day).exclude(level=Level.VILLAGE).order_by("code", "pk")
    return PlacesOfDay(day, {version.unit_id: version for version in versions})


def places_through(days: Iterable[date]) -> dict[date, PlacesOfDay]:
    """The map of each of the days, in one query for all.

    Days between which nothing changed share one dictionary of versions, so that whoever reads many
    months may know the same map by its identity.
    """
    versions = list(UnitVersion.objects.exclude(level=Level.VILLAGE).order_by("code", "pk"))
    changes = sorted(_changes(versions))
    of_span: dict[int, dict[int, UnitVersion]] = {}
    found = {}
    for day in days:
        span = bisect_right(changes, day)
        if span not in of_span:
            of_span[span] = {v.unit_id: v for v in versions if _holds(v, day)}
        found[day] = PlacesOfDay(day, of_span[span])
    return found


def _changes(versions: Iterable[UnitVersion]) -> set[date]:
    """The days on which some version begins to hold or holds no longer."""
    begun = {v.valid_from for v in versions if v.valid_from}
    return begun | {v.valid_to + timedelta(days=1) for v in versions if v.valid_to}


def _holds(version: UnitVersion, day: date) -> bool:
    started = version.valid_from is None or version.valid_from <= day
    return started and (version.valid_to is None or day <= version.valid_to)


def ref(version: UnitVersion) -> UnitRef:
    return UnitRef(
        key=version.unit_id,
        code=version.code,
        name=version.name,
        full_name=version.full_name,
        level=version.level,
        parent_key=version.parent_id,
    )
