"""The trend as a drawing made on the server: pages for everyone load no chart library."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from itertools import groupby

from langmoi.core.months import show_month
from langmoi.core.numbers import read_number
from langmoi.overview.published import Published
from langmoi.overview.series import SeriesPoint

WIDTH, HEIGHT = 480, 230
LEFT, RIGHT, TOP, BOTTOM = 30, 12, 12, 26
STEP = 5  # criteria between two lines across


@dataclass(frozen=True)
class Dot:
    x: str
    y: str
    label: str
    is_doubtful: bool = False


@dataclass(frozen=True)
class Tick:
    at: str
    text: str


@dataclass(frozen=True)
class TrendChart:
    """Lines broken where the criteria set or the borders change; published means as diamonds."""

    lines: tuple[str, ...]
    dots: tuple[Dot, ...]
    diamonds: tuple[Dot, ...]
    borders: tuple[Dot, ...]
    across: tuple[Tick, ...]
    years: tuple[Tick, ...]
    width: int = WIDTH
    height: int = HEIGHT
    left: int = LEFT
    right: int = WIDTH - RIGHT
    top: int = TOP
    floor: int = HEIGHT - BOTTOM
    foot: int = HEIGHT - 8


def trend_chart(
    points: Sequence[SeriesPoint], published: Sequence[Published], total: int
) -> TrendChart | None:
    """None where there is nothing to draw."""
    if not points:
        return None
    scale = _Scale(points[0].month, points[-1].month, total)
    return TrendChart(
        lines=tuple(scale.line(run) for run in _runs(points)),
        dots=tuple(scale.dot(p.month, p.mean or Decimal(0), "") for p in points),
        diamonds=tuple(
            scale.dot(p.month, read_number(p.value), f"{p.what}: {p.value}", p.is_contradictory)
            for p in published
            if p.measure == "mean" and scale.has(p.month)
        ),
        borders=tuple(
            scale.dot(p.month, Decimal(total), f"{p.communes_before} → {p.communes} xã")
            for p in points
            if p.communes_before is not None
        ),
        across=tuple(Tick(scale.y(Decimal(n)), str(n)) for n in range(0, total + 1, STEP)),
        years=tuple(
            Tick(scale.x(date(year, 1, 1)), str(year))
            for year in range(points[0].month.year, points[-1].month.year + 1)
            if scale.has(date(year, 1, 1))
        ),
    )


def _runs(points: Sequence[SeriesPoint]) -> list[list[SeriesPoint]]:
    """Stretches within which months can be compared: one set, the same communes."""
    run = 0
    numbered = []
    for point in points:
        run += point.is_new_set or point.communes_before is not None
        numbered.append((run, point))
    return [[point for _, point in found] for _, found in groupby(numbered, key=lambda n: n[0])]


@dataclass(frozen=True)
class _Scale:
    """Places in the drawing; plain digits with a point, since SVG reads no commas."""

    first: date
    last: date
    total: int

    def has(self, month: date) -> bool:
        return self.first <= month <= self.last

    def x(self, month: date) -> str:
        reach = max(_months(self.first, self.last), 1)
        room = WIDTH - LEFT - RIGHT
        return f"{LEFT + room * _months(self.first, month) / reach:.1f}"

    def y(self, value: Decimal) -> str:
        room = HEIGHT - TOP - BOTTOM
        return f"{TOP + room * (1 - value / self.total):.1f}"

    def line(self, points: Sequence[SeriesPoint]) -> str:
        return " ".join(f"{self.x(p.month)},{self.y(p.mean or Decimal(0))}" for p in points)

    def dot(self, month: date, value: Decimal, said: str, is_doubtful: bool = False) -> Dot:
        label = f"{show_month(month)}: {said}" if said else ""
        return Dot(self.x(month), self.y(value), label, is_doubtful)


def _months(first: date, last: date) -> int:
    return (last.year - first.year) * 12 + last.month - first.month
