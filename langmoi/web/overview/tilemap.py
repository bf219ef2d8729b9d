"""The tile map: one equal tile for each unit, placed roughly, grouped by district."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from langmoi.core.months import reference_day
from langmoi.places.models import Level, UnitType, UnitVersion
from langmoi.places.queries import tiles_on, unit_versions
from langmoi.web.overview.shades import BANDS, Mark

SIDE = 60
MARGIN = 9
LETTER = 5.8  # of a district's name, on average
Place = tuple[int, int]


@dataclass(frozen=True)
class Tile:
    """A unit's square; `mark` is None for wards and townships, which do not file."""

    name: tuple[str, ...]
    mark: Mark | None
    x: int
    y: int
    label: str

    @property
    def middle(self) -> int:
        return self.x + SIDE // 2

    @property
    def right(self) -> int:
        return self.x + SIDE

    @property
    def number_y(self) -> int:
        return self.y + 33

    @property
    def done_y(self) -> int:
        """The height of the sign of a title, at the right beside the top of the number."""
        return self.y + 14

    @property
    def late_y(self) -> int:
        """The height of the sign of a late filing, at the left beside the number."""
        return self.y + 26

    @property
    def late_x(self) -> int:
        return self.x + 10

    @property
    def lines(self) -> list[tuple[str, int]]:
        """The name in one or two lines under the number, each with its height."""
        first = self.y + (49 if len(self.name) == 1 else 45)
        return [(text, first + 10 * at) for at, text in enumerate(self.name)]

    @property
    def ward_lines(self) -> list[tuple[str, int]]:
        """The name in the middle, where there is no number."""
        first = self.y + (34 if len(self.name) == 1 else 28)
        return [(text, first + 12 * at) for at, text in enumerate(self.name)]


@dataclass(frozen=True)
class DistrictShape:
    """A district's outline as an SVG path, and where its name stands on it."""

    name: str
    code: str
    outline: str
    x: int
    y: int

    @property
    def text_width(self) -> int:
        """Room for the name; the browser fits the letters into it."""
        return round(LETTER * len(self.name))

    @property
    def width(self) -> int:
        return self.text_width + 5


@dataclass(frozen=True)
class TileMap:
    width: int
    height: int
    tiles: tuple[Tile, ...]
    districts: tuple[DistrictShape, ...]
    side: int = SIDE


def tile_map(month: date, within: Collection[int], marks: Mapping[int, Mark]) -> TileMap | None:
    """The map of the units of the month's reference day; None where no tiles are known."""
    on = reference_day(month)
    places = tiles_on(on, set(within))
    units = unit_versions(on, level=Level.COMMUNE, unit_keys=places.keys())
    if not units:
        return None
    names = {v.unit_id: v for v in unit_versions(on, level=Level.DISTRICT)}
    spots = _from_zero({v.unit_id: places[v.unit_id] for v in units})
    tiles = tuple(_tile(v, names, marks.get(v.unit_id), spots[v.unit_id]) for v in units)
    columns, rows = (1 + max(spot[axis] for spot in spots.values()) for axis in (0, 1))
    return TileMap(
        width=columns * SIDE + 2 * MARGIN,
        height=rows * SIDE + 2 * MARGIN,
        tiles=tiles,
        districts=tuple(_shapes(units, names, spots)),
    )


def _from_zero(places: Mapping[int, Place]) -> dict[int, Place]:
    left, top = (min(place[axis] for place in places.values()) for axis in (0, 1))
    return {key: (x - left, y - top) for key, (x, y) in places.items()}


def _tile(
    unit: UnitVersion, names: Mapping[int, UnitVersion], mark: Mark | None, spot: Place
) -> Tile:
    above = names.get(unit.parent_id or 0)
    return Tile(
        name=_split(unit.name),
        mark=mark if unit.files else None,
        x=MARGIN + spot[0] * SIDE,
        y=MARGIN + spot[1] * SIDE,
        label=spoken(unit, above, mark if unit.files else None),
    )


def spoken(unit: UnitVersion, above: UnitVersion | None, mark: Mark | None) -> str:
    """All that the tile shows, as a sentence: for those who hear it, and under the pointer."""
    named = unit.full_name[:1].upper() + unit.full_name[1:]
    where = f", {above.full_name}" if above else ""
    if mark is None:
        return f"{named}{where}: không thuộc diện đánh giá xã"
    # The name and then the count, as they are seen: people who speak to the page say what they see.
    line = mark.line
    told = f"{named} {mark.said}{where}"
    if mark.kind != BANDS:
        told = f"{named} {mark.shown}: {mark.said}{where}"
    if line.criteria_met is None:
        return f"{named} ? chưa có số liệu{where}"
    if mark.kind == BANDS and (missing := line.missing()):
        told += f"; còn thiếu {', '.join(missing)}"
    told += "; đã được công nhận" if line.recognition else ""
    return told + ("" if line.has_filed else "; chưa nộp phiếu tháng này")


def _split(name: str) -> tuple[str, ...]:
    """A name of more than nine letters in two lines, cut where they are most alike in length."""
    words = name.split()
    if len(name) <= 8 or len(words) == 1:
        return (name,)
    cuts = [(" ".join(words[:at]), " ".join(words[at:])) for at in range(1, len(words))]
    return min(cuts, key=lambda cut: abs(len(cut[0]) - len(cut[1])))


def _shapes(
    units: Sequence[UnitVersion], names: Mapping[int, UnitVersion], spots: Mapping[int, Place]
) -> list[DistrictShape]:
    cells: dict[int, set[Place]] = {}
    for unit in units:
        if unit.parent_id in names:
            cells.setdefault(unit.parent_id or 0, set()).add(spots[unit.unit_id])
    return [_shape(names[key], found) for key, found in cells.items()]


def _shape(district: UnitVersion, cells: set[Place]) -> DistrictShape:
    top = min(y for _, y in cells)
    left = min(x for x, y in cells if y == top)
    return DistrictShape(
        name=district.name if district.type != UnitType.CITY else district.full_name,
        code=district.code,
        outline=" ".join(_edges(cells)),
        x=MARGIN + left * SIDE + 2,
        y=MARGIN + top * SIDE + 2,
    )


def _edges(cells: set[Place]) -> list[str]:
    """The sides of the cells that no other cell of the same district shares."""
    edges = []
    for x, y in sorted(cells):
        px, py = MARGIN + x * SIDE, MARGIN + y * SIDE
        if (x, y - 1) not in cells:
            edges.append(f"M{px} {py}h{SIDE}")
        if (x, y + 1) not in cells:
            edges.append(f"M{px} {py + SIDE}h{SIDE}")
        if (x - 1, y) not in cells:
            edges.append(f"M{px} {py}v{SIDE}")
        if (x + 1, y) not in cells:
            edges.append(f"M{px + SIDE} {py}v{SIDE}")
    return edges
