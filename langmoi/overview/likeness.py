"""Communes and districts like a given one, and when each of them met a criterion."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from langmoi.assessment.likeness import Feature, Form, Likeness, Place, alike
from langmoi.core.errors import DomainError
from langmoi.core.months import reference_day
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet, Criterion
from langmoi.overview.cube import NOBODY, Cube, read_cube
from langmoi.overview.lines import view_of
from langmoi.places.models import FactKind, Level, UnitFact, UnitVersion
from langmoi.places.queries import facts_on

POPULATION, HOUSEHOLDS = "population", "households"
BORDER, PROGRAMME, START, COMMUNES = "border", "programme_135", "start", "communes"

OF_COMMUNES = (
    Feature(POPULATION, "Dân số", Form.RATIO),
    Feature(HOUSEHOLDS, "Số hộ", Form.RATIO),
    Feature(BORDER, "Xã biên giới", Form.YES_NO),
    Feature(PROGRAMME, "Xã thuộc Chương trình 135", Form.YES_NO),
    Feature(START, "Điểm xuất phát (tiêu chí)", Form.AMOUNT),
)
OF_DISTRICTS = (
    Feature(POPULATION, "Dân số các xã", Form.RATIO),
    Feature(HOUSEHOLDS, "Số hộ các xã", Form.RATIO),
    Feature(COMMUNES, "Số xã", Form.AMOUNT),
    Feature(START, "Điểm xuất phát (tiêu chí bình quân)", Form.AMOUNT),
)


@dataclass(frozen=True)
class Path:
    """How a unit came to a criterion: how many of its communes met it at first, and do now.

    `since` is the month from which it has been met without a break (of a district: by all its
    communes); None where it is not met now. `is_from_start` where that is the first month known.
    """

    first: int
    now: int
    of: int
    since: date | None
    is_from_start: bool
    outcome: str  # of a commune, now; empty: no figures, or a district


@dataclass(frozen=True)
class Alike:
    unit: UnitVersion
    district: UnitVersion | None
    likeness: Likeness
    features: Mapping[str, float]
    met: int  # criteria met now
    path: Path


@dataclass(frozen=True)
class Similar:
    """The units like one, the most alike first. `subject` is that one, compared with itself."""

    month: date
    first_month: date  # of the starting point
    criteria_set: CriteriaSet
    criterion: Criterion
    features: tuple[Feature, ...]
    subject: Alike
    others: tuple[Alike, ...]


def similar(
    month: date, unit: UnitVersion, criterion: Criterion, *, unit_key: int | None = None
) -> Similar:
    """Among the units of the same level within a unit (of no key: the province).

    The starting point is the first month judged by the same law. Raises DomainError for a unit
    that is alone.
    """
    view = view_of(month, unit_key)
    numbers = [c.number for c in view.criteria_set.criteria]
    cube = read_cube(sorted(view.states), numbers, unit_key=unit_key)
    start = cube.is_same_law.index(True)
    reader = _Reader(cube, start, numbers.index(criterion.number), unit.level)
    units = [u for u in reader.units() if u.unit_id != unit.unit_id]
    if not units:
        raise DomainError(
            f"Trong phạm vi được xem chỉ có {unit.full_name}, không có đơn vị nào để so. "
            "Hãy chọn đơn vị khác."
        )
    features = OF_COMMUNES if unit.level == Level.COMMUNE else OF_DISTRICTS
    places = {u.unit_id: Place(u.unit_id, reader.features(u)) for u in (unit, *units)}
    found = alike(places[unit.unit_id], [places[u.unit_id] for u in units], features)
    by_key = {u.unit_id: u for u in units}
    itself = alike(places[unit.unit_id], [places[unit.unit_id]], features)[0]
    return Similar(
        month=view.month,
        first_month=cube.months[start],
        criteria_set=view.criteria_set,
        criterion=criterion,
        features=features,
        subject=reader.row(unit, itself, places[unit.unit_id].features),
        others=tuple(reader.row(by_key[e.key], e, places[e.key].features) for e in found),
    )


class _Reader:
    """Reads features and paths off one cube of every month."""

    def __init__(self, cube: Cube, start: int, criterion: int, level: str) -> None:
        self.cube, self.start, self.at, self.level = cube, start, criterion, level
        day = reference_day(cube.months[-1])
        keys = [unit.unit_id for unit in cube.units]
        kinds = (FactKind.POPULATION, FactKind.HOUSEHOLDS, FactKind.BORDER, FactKind.PROGRAMME_135)
        self.facts: dict[str, dict[int, UnitFact]] = {
            str(kind): facts_on(kind, day, keys) for kind in kinds
        }
        self.column = {unit.unit_id: at for at, unit in enumerate(cube.units)}
        self.counted = cube.counted
        self.told = cube.told

    def units(self) -> list[UnitVersion]:
        """The units of the level in the last month."""
        if self.level == Level.COMMUNE:
            return [u for at, u in enumerate(self.cube.units) if self.cube.present[-1, at]]
        keys = sorted({int(key) for key in self.cube.above[-1] if key})
        return [u for u in map(self.cube.names.__getitem__, keys) if u.level == Level.DISTRICT]

    def members(self, unit: UnitVersion, month: int = -1) -> Any:
        """Where the unit's communes stand in the cube."""
        if self.level == Level.COMMUNE:
            at = self.column[unit.unit_id]
            return np.array([at] if self.cube.present[month, at] else [], dtype=np.int64)
        return np.flatnonzero(self.cube.above[month] == unit.unit_id)

    def features(self, unit: UnitVersion) -> dict[str, float]:
        """What is known; a sum only where it is known of every commune."""
        members = self.members(unit)
        found: dict[str, float] = {}
        for kind in (POPULATION, HOUSEHOLDS):
            values = [self._fact(kind, at) for at in members]
            known = [float(value) for value in values if value is not None]
            if known and len(known) == len(values):
                found[kind] = sum(known)
        if self.level == Level.COMMUNE:
            for kind in (BORDER, PROGRAMME):
                value = self._fact(kind, members[0]) if len(members) else None
                if isinstance(value, bool):
                    found[kind] = float(value)
        else:
            found[COMMUNES] = float(len(members))
        return found | self._start(unit)

    def _start(self, unit: UnitVersion) -> dict[str, float]:
        """Criteria met at the starting point, for each commune that had figures then."""
        told = [at for at in self.members(unit, self.start) if self.told[self.start, at]]
        if not told:
            return {}
        return {START: float(self.counted[self.start, told].sum()) / len(told)}

    def _fact(self, kind: str, at: int) -> Any:
        fact = self.facts[kind].get(self.cube.units[at].unit_id)
        return fact.value if fact else None

    def row(self, unit: UnitVersion, likeness: Likeness, features: Mapping[str, float]) -> Alike:
        members = self.members(unit)
        above = int(self.cube.above[-1, members[0]]) if len(members) else 0
        return Alike(
            unit=unit,
            district=self.cube.names.get(above) if self.level == Level.COMMUNE else None,
            likeness=likeness,
            features=features,
            met=int(self.counted[-1, members].sum()),
            path=self._path(unit, members),
        )

    def _path(self, unit: UnitVersion, members: Sequence[int]) -> Path:
        counts = []
        for month in range(self.start, len(self.cube.months)):
            there = self.members(unit, month)
            met = int(self.counted[month, there, self.at].sum())
            counts.append((met, len(there)))
        since = _unbroken(counts)
        outcome = ""
        if self.level == Level.COMMUNE and len(members):
            code = int(self.cube.outcomes[-1, members[0], self.at])
            outcome = "" if code == NOBODY else Outcome(code).key
        return Path(
            first=counts[0][0],
            now=counts[-1][0],
            of=counts[-1][1],
            since=None if since is None else self.cube.months[self.start + since],
            is_from_start=since == 0,
            outcome=outcome,
        )


def _unbroken(counts: Sequence[tuple[int, int]]) -> int | None:
    """Since which month all have met it without a break; None where not all do now."""
    since = None
    for at in reversed(range(len(counts))):
        met, of = counts[at]
        if not of or met < of:
            break
        since = at
    return since
