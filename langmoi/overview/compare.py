"""Two units, or two months of one, side by side; what differs most comes first."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np

from langmoi.core.errors import DomainError
from langmoi.law.judge import Outcome
from langmoi.law.model import CriteriaSet
from langmoi.overview.cube import NOBODY, Cube, read_cube
from langmoi.overview.lines import view_of
from langmoi.overview.pivot_model import Subject
from langmoi.overview.standings import figures_of
from langmoi.places.models import Level, UnitVersion


@dataclass(frozen=True)
class Side:
    """A unit as of a month. Of one commune `figures` is what it reported, else nothing."""

    unit: UnitVersion
    month: date
    communes: int
    told: int  # of them with figures
    is_same_law: bool
    figures: Mapping[str, Any]
    figures_month: date | None

    @property
    def is_commune(self) -> bool:
        return self.unit.level == Level.COMMUNE


@dataclass(frozen=True)
class Stand:
    """How a side stands under one subject; `outcome` of one commune only."""

    met: int
    of: int
    outcome: str
    has_figures: bool

    @property
    def share(self) -> Decimal | None:
        if not self.of or not self.has_figures:
            return None
        return Decimal(self.met) * 100 / Decimal(self.of)


@dataclass(frozen=True)
class Pair:
    """One criterion or indicator on both sides."""

    subject: Subject
    left: Stand
    right: Stand

    @property
    def gap(self) -> Decimal | None:
        """By how many points of the share the right side is ahead; None: nothing to compare."""
        if self.left.share is None or self.right.share is None:
            return None
        return self.right.share - self.left.share

    @property
    def differs(self) -> bool:
        return self.left.outcome != self.right.outcome or bool(self.gap)


@dataclass(frozen=True)
class Comparison:
    criteria_set: CriteriaSet
    left: Side
    right: Side
    pairs: tuple[Pair, ...]  # what differs most first, then in the set's order

    @property
    def differing(self) -> tuple[Pair, ...]:
        return tuple(pair for pair in self.pairs if pair.differs)

    def met(self, side: str) -> int:
        stands = (pair.left if side == "left" else pair.right for pair in self.pairs)
        return sum(stand.met for stand in stands)


def compare(
    left: tuple[UnitVersion, date],
    right: tuple[UnitVersion, date],
    subjects: Sequence[Subject],
    *,
    of_indicators: bool = False,
) -> Comparison:
    """Both by the law of the later month; a month of another law has nothing to show.

    Raises DomainError for a side beside itself, units of different levels and months that were not
    opened.
    """
    if (left[0].unit_id, left[1]) == (right[0].unit_id, right[1]):
        raise DomainError("Hai bên giống hệt nhau. Hãy chọn hai đơn vị hoặc hai tháng khác nhau.")
    if left[0].level != right[0].level:
        raise DomainError(
            f"Không so {left[0].full_name} với {right[0].full_name} được vì khác cấp. "
            "Hãy chọn hai đơn vị cùng cấp."
        )
    views = [view_of(month, unit.unit_id) for unit, month in (left, right)]
    cube = read_cube(
        [left[1], right[1]],
        [subject.number for subject in subjects],
        unit_key=views[0].places.province(left[0]).unit_id,
        of_indicators=of_indicators,
    )
    stands = zip(subjects, _stands(cube, *left), _stands(cube, *right), strict=True)
    pairs = sorted((Pair(*told) for told in stands), key=_most_different_first)
    return Comparison(cube.criteria_set, _side(cube, *left), _side(cube, *right), tuple(pairs))


def _most_different_first(pair: Pair) -> Decimal:
    return -abs(pair.gap or Decimal(0)) if pair.differs else Decimal(1)


def _members(cube: Cube, unit: UnitVersion, month: int) -> Any:
    """The communes of the unit in that month."""
    if unit.level == Level.PROVINCE:
        return cube.present[month]
    if unit.level == Level.DISTRICT:
        return cube.above[month] == unit.unit_id
    same = np.array([version.unit_id == unit.unit_id for version in cube.units], dtype=bool)
    return same & cube.present[month]


def _side(cube: Cube, unit: UnitVersion, month: date) -> Side:
    at = cube.months.index(month)
    members = np.flatnonzero(_members(cube, unit, at))
    is_one = unit.level == Level.COMMUNE and len(members) == 1
    return Side(
        unit=unit,
        month=month,
        communes=len(members),
        told=int(cube.told[at][members].sum()),
        is_same_law=cube.is_same_law[at],
        figures=_figures(unit, month) if is_one else {},
        figures_month=cube.figures_months[at, members[0]] if is_one else None,
    )


def _figures(unit: UnitVersion, month: date) -> Mapping[str, Any]:
    standings = view_of(month, unit.unit_id).standings([unit.unit_id])
    return figures_of(standings.values()).get(unit.unit_id, {})


def _stands(cube: Cube, unit: UnitVersion, month: date) -> list[Stand]:
    at = cube.months.index(month)
    members = np.flatnonzero(_members(cube, unit, at))
    met = cube.counted[at][members].sum(axis=0).tolist()
    has_figures = bool(cube.told[at][members].any())
    codes: Sequence[int] = [NOBODY] * len(met)
    if unit.level == Level.COMMUNE and len(members) == 1:
        codes = cube.outcomes[at, members[0]].tolist()
    return [
        Stand(count, len(members), "" if code == NOBODY else Outcome(code).key, has_figures)
        for count, code in zip(met, codes, strict=True)
    ]
