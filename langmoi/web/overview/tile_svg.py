"""The tiles of the map as SVG: a province has up to a thousand, so no template draws each."""

from __future__ import annotations

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.web.overview.shades import Mark, Picture
from langmoi.web.overview.tilemap import SIDE, Tile, TileMap

CODE = "@"  # stands for a commune's code in the address, which is looked up once for all


def map_tiles(context: Context, drawn: TileMap) -> SafeString:
    """A link for each commune, a hatched square for each ward and township, in order."""
    picture: Picture = context["picture"]
    query = context.get("month_query", "")
    if context["is_other_month"]:
        query = f"thang={context['map_month']:%Y-%m}"
    anchor = f"#tc-{picture.criterion.number}" if picture.criterion else ""
    address = reverse("commune", args=[CODE]) + (f"?{query}" if query else "") + anchor
    return format_html_join(
        "",
        "{}",
        (
            (_ward(tile) if tile.mark is None else _tile(tile, tile.mark, address),)
            for tile in drawn.tiles
        ),
    )


def _tile(tile: Tile, mark: Mark, address: str) -> SafeString:
    names = format_html_join(
        " ",
        '<text class="lm-map__t" x="{}" y="{}">{}</text>',
        ((str(tile.middle), str(y), text) for text, y in tile.lines),
    )
    return format_html(
        '<a href="{address}" aria-label="{label}"><title>{label}</title>'
        '<rect class="{css}" x="{x}" y="{y}" width="{side}" height="{side}"/>'
        '<g class="{css}">{names} <text class="lm-map__n" x="{middle}" y="{low}">{shown}</text>'
        "{signs}</g></a>",
        address=address.replace(CODE, mark.line.unit.code),
        label=tile.label,
        css=mark.css,
        x=str(tile.x),
        y=str(tile.y),
        side=str(SIDE),
        names=names,
        middle=str(tile.middle),
        low=str(tile.number_y),
        shown=mark.shown,
        signs=_signs(tile, mark),
    )


def _signs(tile: Tile, mark: Mark) -> SafeString:
    """A tick for a title, a ring for a filing that has not come."""
    done = late = SafeString("")
    if mark.line.recognition:
        place = f"M{tile.right} {tile.done_y}m-15-1l3.5 3.5 6.5-7"
        done = format_html('<path class="lm-map__done" d="{}"/>', place)
    if not mark.line.has_filed:
        late = format_html(
            '<circle class="lm-map__late" cx="{}" cy="{}" r="4.5"/>',
            str(tile.late_x),
            str(tile.late_y),
        )
    return done + late


def _ward(tile: Tile) -> SafeString:
    names = format_html_join(
        " ",
        '<text class="lm-map__t" x="{}" y="{}">{}</text>',
        ((str(tile.middle), str(y), text) for text, y in tile.ward_lines),
    )
    return format_html(
        '<g class="lm-map__ward"><title>{}</title>'
        '<rect x="{}" y="{}" width="{}" height="{}"/>{}</g>',
        tile.label,
        str(tile.x),
        str(tile.y),
        str(SIDE),
        str(SIDE),
        names,
    )
