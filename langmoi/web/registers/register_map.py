"""The register on the tile map: how many entries each commune has, shaded."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.core.months import reference_day
from langmoi.places.models import Level
from langmoi.places.queries import tiles_on, unit_versions
from langmoi.registers.queries import EntryRow
from langmoi.web.overview.tilemap import SIDE, DistrictShape, Tile, tile_map

# From so many on: the shade, and its words.
SHADES = ((4, "lm-b5", "từ 4 trở lên"), (2, "lm-b4", "2–3"), (1, "lm-b3", "1"), (0, "lm-b0", "0"))


@dataclass(frozen=True)
class RegisterShade:
    css: str
    label: str
    count: int


@dataclass(frozen=True)
class RegisterMap:
    """The drawing and its legend: how many communes have so many."""

    width: int
    height: int
    svg: SafeString
    districts: tuple[DistrictShape, ...]
    shades: tuple[RegisterShade, ...]


def register_map(
    rows: Sequence[EntryRow], month: date, within: Collection[int], here: str, what: str
) -> RegisterMap | None:
    """Of the communes of the month's reference day; None where no tiles are known.

    here: the address of the list, to which each commune's code is added.
    """
    drawn = tile_map(month, within, {})
    if drawn is None or len(drawn.tiles) < 2:
        return None
    on = reference_day(month)
    keys = tiles_on(on, set(within)).keys()
    # The tiles come in the order of these units.
    units = unit_versions(on, level=Level.COMMUNE, unit_keys=keys)
    numbers = Counter(row.commune.unit_id for row in rows if row.commune)
    counts = [numbers[unit.unit_id] for unit in units]
    svg = format_html_join(
        "",
        "{}",
        (
            (_tile(tile, f"{here}{unit.code}", unit.full_name, number, what),)
            for tile, unit, number in zip(drawn.tiles, units, counts, strict=True)
        ),
    )
    shaded = Counter(_shade(number) for number in counts)
    shades = tuple(RegisterShade(css, said, shaded[css]) for _, css, said in SHADES[::-1])
    return RegisterMap(drawn.width, drawn.height, svg, drawn.districts, shades)


def _shade(number: int) -> str:
    return next(css for low, css, _ in SHADES if number >= low)


def _tile(tile: Tile, address: str, name: str, number: int, what: str) -> SafeString:
    label = f"{name[:1].upper()}{name[1:]} {number} {what}"
    names = format_html_join(
        " ",
        '<text class="lm-map__t" x="{}" y="{}">{}</text>',
        ((str(tile.middle), str(y), text) for text, y in tile.lines),
    )
    return format_html(
        '<a href="{address}" aria-label="{label}"><title>{label}</title>'
        '<rect class="{css}" x="{x}" y="{y}" width="{side}" height="{side}"/>'
        '<g class="{css}">{names} <text class="lm-map__n" x="{middle}" y="{low}">{number}</text>'
        "</g></a>",
        address=address,
        label=label,
        css=_shade(number),
        x=str(tile.x),
        y=str(tile.y),
        side=str(SIDE),
        names=names,
        middle=str(tile.middle),
        low=str(tile.number_y),
        number=str(number),
    )
