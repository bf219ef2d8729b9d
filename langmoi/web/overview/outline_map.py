"""The map of real outlines, where a province has brought its own; drawn on the server."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from math import cos, radians

from langmoi.core.months import reference_day
from langmoi.places.models import Level, UnitOutline, UnitVersion
from langmoi.places.outline_lines import SCALE, Point, inside_point
from langmoi.places.outlines import outlines_of
from langmoi.places.queries import unit_versions
from langmoi.web.overview.shades import Mark
from langmoi.web.overview.tilemap import spoken

WIDTH, TALLEST = 620, 760
MARGIN = 6
LETTER_WIDTH, LETTER_HEIGHT = 7, 18


@dataclass(frozen=True)
class Area:
    """A commune-level unit: its outline as an SVG path, and where its number stands, if it fits."""

    mark: Mark | None
    label: str
    path: str
    x: int
    y: int
    has_room: bool


@dataclass(frozen=True)
class OutlineMap:
    """`edges` are the outlines of the districts; `sources` say whose map it is."""

    width: int
    height: int
    areas: tuple[Area, ...]
    edges: tuple[str, ...]
    sources: tuple[str, ...]
    is_approximate: bool
    left_out: tuple[str, ...]


def outline_map(
    month: date, within: Collection[int], marks: Mapping[int, Mark]
) -> OutlineMap | None:
    """The units of the month's reference day; None where nobody has loaded outlines for them.

    Units without an outline are named in `left_out`, never drawn by guess.
    """
    on = reference_day(month)
    versions = unit_versions(on, unit_keys=set(within))
    units = [v for v in versions if v.level == Level.COMMUNE]
    districts = {v.unit_id: v for v in versions if v.level == Level.DISTRICT}
    known = outlines_of([v.unit_id for v in [*units, *districts.values()]])
    drawn = [unit for unit in units if unit.unit_id in known]
    if not drawn:
        return None
    frame = _Frame.around([known[unit.unit_id] for unit in drawn])
    shown = [known[unit.unit_id] for unit in drawn]
    return OutlineMap(
        width=frame.width,
        height=frame.height,
        areas=tuple(
            _area(unit, districts, marks.get(unit.unit_id), known[unit.unit_id], frame)
            for unit in drawn
        ),
        edges=tuple(frame.path(known[key].rings) for key in districts if key in known),
        sources=tuple(dict.fromkeys(outline.source for outline in shown)),
        is_approximate=any(outline.is_approximate for outline in shown),
        left_out=tuple(unit.full_name for unit in units if unit.unit_id not in known),
    )


@dataclass(frozen=True)
class _Frame:
    """How degrees become the drawing's units: north is up, and a degree of longitude is shorter."""

    left: int
    top: int
    across: float  # drawing units for a hundred-thousandth of a degree of longitude
    down: float
    width: int
    height: int

    @classmethod
    def around(cls, outlines: Sequence[UnitOutline]) -> _Frame:
        points = [point for outline in outlines for ring in outline.rings for point in ring]
        xs, ys = [x for x, _ in points], [y for _, y in points]
        squeeze = cos(radians((min(ys) + max(ys)) / 2 / SCALE))
        wide, tall = max((max(xs) - min(xs)) * squeeze, 1), max(max(ys) - min(ys), 1)
        down = min((WIDTH - 2 * MARGIN) / wide, (TALLEST - 2 * MARGIN) / tall)
        return cls(
            left=min(xs),
            top=max(ys),
            across=down * squeeze,
            down=down,
            width=round(wide * down) + 2 * MARGIN,
            height=round(tall * down) + 2 * MARGIN,
        )

    def place(self, point: Point) -> tuple[int, int]:
        x, y = point
        return (
            MARGIN + round((x - self.left) * self.across),
            MARGIN + round((self.top - y) * self.down),
        )

    def has_room(self, rings: Sequence[Sequence[Point]], text: str) -> bool:
        """Whether the text fits into the outline, roughly; smaller ones say it when pointed at."""
        places = [self.place(point) for ring in rings for point in ring]
        wide, tall = (
            max(p[axis] for p in places) - min(p[axis] for p in places) for axis in (0, 1)
        )
        return tall >= LETTER_HEIGHT and wide >= LETTER_WIDTH * len(text) + 6

    def path(self, rings: Sequence[Sequence[Point]]) -> str:
        """Whole numbers and steps from point to point: short, and fine enough for a screen."""
        return "".join(self._ring(ring) for ring in rings)

    def _ring(self, ring: Sequence[Point]) -> str:
        places = [self.place(point) for point in ring]
        first, steps = places[0], []
        for (x, y), (next_x, next_y) in zip(places, places[1:], strict=False):
            if (x, y) != (next_x, next_y):
                steps.append(f"{next_x - x} {next_y - y}")
        return f"M{first[0]} {first[1]}l{' '.join(steps)}z" if steps else ""


def _area(
    unit: UnitVersion,
    districts: Mapping[int, UnitVersion],
    mark: Mark | None,
    outline: UnitOutline,
    frame: _Frame,
) -> Area:
    mark = mark if unit.files else None
    rings = [tuple((x, y) for x, y in ring) for ring in outline.rings]
    x, y = frame.place(inside_point(rings))
    above = districts.get(unit.parent_id or 0)
    has_room = frame.has_room(rings, mark.shown) if mark else False
    return Area(mark, spoken(unit, above, mark), frame.path(rings), x, y, has_room)
