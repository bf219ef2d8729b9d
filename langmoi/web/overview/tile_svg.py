"""The tiles of the map as SVG: a province has up to a thousand, so no template draws each."""

from __future__ import annotations

from django.template import Context
from django.urls import reverse
from django.utils.html import escape, format_html, format_html_join
from django.utils.safestring import SafeString, mark_safe

from langmoi.web.overview.shades import Mark, Picture
from langmoi.web.overview.tilemap import SIDE, Tile, TileMap

CODE, QUERY = "@", "@@"  # stand in the addresses for a commune's code, and for what follows it


def tiles_svg(drawn: TileMap) -> SafeString:
    """A link for each commune, a hatched square for each ward and township, in order.

    The month in the links is left open: `map_tiles` sets it, so that one drawing serves many pages.
    """
    address = reverse("commune", args=[CODE]) + QUERY
    return format_html_join(
        "",
        "{}",
        (
            (_ward(tile) if tile.mark is None else _tile(tile, tile.mark, address),)
            for tile in drawn.tiles
        ),
    )


def map_tiles(context: Context, svg: SafeString) -> SafeString:
    """The drawn tiles with their links: to the month that is read, and the criterion shown."""
    picture: Picture = context["picture"]
    query = context.get("month_query", "")
    if context["is_other_month"]:
        query = f"thang={context['map_month']:%Y-%m}"
    anchor = f"#tc-{picture.criterion.number}" if picture.criterion else ""
    followed = (f"?{query}" if query else "") + anchor
    return mark_safe(svg.replace(QUERY, escape(followed)))  # noqa: S308 - escaped piece by piece


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
        address=address.replace(CODE, mark.line.unit.code, 1),
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
