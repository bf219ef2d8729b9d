"""Outlines made light: neighbours keep one and the same line between them. No database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

Point = tuple[int, int]  # hundred-thousandths of a degree: longitude, latitude
Ring = tuple[Point, ...]  # closed: the last point is the first
SCALE = 100_000


def simplified(shapes: Mapping[str, Sequence[Ring]], tolerance: int) -> dict[str, list[Ring]]:
    """Every ring with fewer points, none of its old points farther off than the tolerance.

    A line that two shapes share is cut at the points where three lines meet and simplified once,
    so that no gap opens between them. A ring too small to be simplified stays as it was.
    """
    lines = _Lines([ring for rings in shapes.values() for ring in rings], tolerance)
    return {code: [lines.simple(ring) for ring in rings] for code, rings in shapes.items()}


class _Lines:
    """The lines between points where more than two meet, each simplified once."""

    def __init__(self, rings: Sequence[Ring], tolerance: int) -> None:
        self.tolerance = tolerance
        self.known: dict[Ring, Ring] = {}
        beside: dict[Point, set[Point]] = defaultdict(set)
        for ring in rings:
            for here, there in zip(ring, ring[1:], strict=False):
                beside[here].add(there)
                beside[there].add(here)
        self.meeting = {point for point, others in beside.items() if len(others) != 2}

    def simple(self, ring: Ring) -> Ring:
        points = ring[:-1]
        at = next((n for n, point in enumerate(points) if point in self.meeting), None)
        if at is None:
            at = points.index(min(points))
        turned = (*points[at:], *points[:at], points[at])
        found: list[Point] = [turned[0]]
        for piece in self._pieces(turned):
            found += self._piece(piece)[1:]
        return tuple(found) if len(set(found)) > 2 else ring

    def _pieces(self, ring: Ring) -> list[Ring]:
        """Cut where lines meet; a ring that meets nobody at the point farthest from its first."""
        inner = range(1, len(ring) - 1)
        cuts = [n for n in inner if ring[n] in self.meeting]
        if not cuts:
            cuts = [max(inner, key=lambda n: _square(ring[0], ring[n]))]
        ends = [0, *cuts, len(ring) - 1]
        return [ring[a : b + 1] for a, b in zip(ends, ends[1:], strict=False)]

    def _piece(self, piece: Ring) -> Ring:
        """The same for both neighbours, who walk it in opposite directions."""
        back = piece[::-1]
        one_way = min(piece, back)
        if one_way not in self.known:
            self.known[one_way] = thinned(one_way, self.tolerance)
        found = self.known[one_way]
        return found if one_way == piece else found[::-1]


def thinned(line: Ring, tolerance: int) -> Ring:
    """Douglas and Peucker: the ends stay, and whatever lies farther off than the tolerance."""
    keep = {0, len(line) - 1}
    waiting = [(0, len(line) - 1)]
    while waiting:
        first, last = waiting.pop()
        if last - first < 2:
            continue
        far, at = max((_off(line[n], line[first], line[last]), n) for n in range(first + 1, last))
        if far > tolerance:
            keep.add(at)
            waiting += [(first, at), (at, last)]
    return tuple(line[n] for n in sorted(keep))


def inside_point(rings: Sequence[Ring]) -> Point:
    """A point inside the largest ring, near its middle: where a number can stand."""
    ring = max(rings, key=lambda ring: abs(_area(ring)))
    level = sum(y for _, y in ring[:-1]) // (len(ring) - 1)
    crossings = sorted(
        x1 + (level - y1) * (x2 - x1) // (y2 - y1)
        for (x1, y1), (x2, y2) in zip(ring, ring[1:], strict=False)
        if (y1 <= level) != (y2 <= level)
    )
    spans = list(zip(crossings[::2], crossings[1::2], strict=False))
    left, right = max(spans, key=lambda span: span[1] - span[0])
    return (left + right) // 2, level


def _square(a: Point, b: Point) -> int:
    return (a[0] - b[0]) ** 2 + (a[1] - b[1]) ** 2


def _area(ring: Ring) -> int:
    """Twice the area, with a sign."""
    pairs = zip(ring, ring[1:], strict=False)
    return sum(x1 * y2 - x2 * y1 for (x1, y1), (x2, y2) in pairs)


def _off(point: Point, first: Point, last: Point) -> float:
    """How far the point lies from the straight line between the two."""
    dx, dy = last[0] - first[0], last[1] - first[1]
    long = dx * dx + dy * dy
    if not long:
        return float(_square(point, first) ** 0.5)
    along = ((point[0] - first[0]) * dx + (point[1] - first[1]) * dy) / long
    along = min(max(along, 0.0), 1.0)
    away = (point[0] - first[0] - along * dx) ** 2 + (point[1] - first[1] - along * dy) ** 2
    return float(away**0.5)
