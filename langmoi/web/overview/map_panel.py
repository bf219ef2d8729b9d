"""The map of a page: what is shown, in which month, as tiles or with real outlines."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.safestring import SafeString

from langmoi.core.errors import DomainError
from langmoi.core.memory import kept, kept_large
from langmoi.core.months import parse_month, reference_day, show_month
from langmoi.law.model import CriteriaSet
from langmoi.law.published import stamp as law_stamp
from langmoi.overview.indicator import indicator_month
from langmoi.overview.lines import unit_lines, view_of
from langmoi.overview.model import CommuneLine, Overview
from langmoi.overview.standings import OFFICIAL
from langmoi.people.access import with_descendants
from langmoi.places.models import UnitOutline, UnitVersion
from langmoi.web.http import Request
from langmoi.web.months import months_of
from langmoi.web.overview.outline_map import outline_map
from langmoi.web.overview.shades import DISTANCE, INDICATOR, Choice, Picture, picture
from langmoi.web.overview.tile_svg import tiles_svg
from langmoi.web.overview.tilemap import TileMap, tile_map

WHAT, WHEN, HOW = "xem", "ban-do", "kieu"
OUTLINES = "ranh-gioi"
TARGET = "map"  # the element that htmx changes


@dataclass(frozen=True)
class Option:
    value: str
    label: str
    is_chosen: bool


def is_map_piece(request: Request) -> bool:
    """Whether only the map is asked for: the reader moved its slider or chose what it shows."""
    htmx = request.htmx
    return bool(htmx) and htmx.target == TARGET and not htmx.history_restore_request


def map_context(
    request: Request, month: date, unit: UnitVersion, seen: Overview | None = None
) -> dict[str, Any]:
    """Everything that the map shows; `seen` spares the reads where its month is the page's.

    The address says all of it. Raises DomainError for a month or a choice that there is not.
    """
    shown = _month(request, month)
    choice = Choice.read(request.GET.get(WHAT, ""))
    within = with_descendants({unit.unit_id}, on=reference_day(shown))
    criteria_set, lines, found, tiles, svg = kept_large(
        ("map", shown, unit.unit_id, choice, law_stamp()),
        lambda: _drawn(shown, unit.unit_id, choice, seen, within),
        *OFFICIAL,
    )
    has_outlines = not within.isdisjoint(_outlined())
    wants_outlines = has_outlines and request.GET.get(HOW) == OUTLINES
    return {
        "picture": found,
        "map_lines": lines,
        "map_month": shown,
        "is_other_month": shown != month,
        "outlines": outline_map(shown, within, found.marks) if wants_outlines else None,
        "map": None if wants_outlines else tiles,
        "map_svg": svg,
        "map_here": request.path,
        "map_district": unit.code if unit.level == "district" else "",
        "choices": _choices(criteria_set, choice),
        "months": _months(request, shown),
        "links": _links(request, choice, shown, has_outlines=has_outlines),
        "thang": request.GET.get("thang", ""),
        "how": OUTLINES if wants_outlines else "",
    }


def read_lines(
    month: date, unit_key: int, choice: Choice
) -> tuple[CriteriaSet, Sequence[CommuneLine], Picture]:
    """The communes of a unit in a month, sorted as chosen."""
    return _read(month, unit_key, choice, None)


def _outlined() -> frozenset[int]:
    """The units whose real outlines are known."""
    keys = UnitOutline.objects.values_list("unit_id", flat=True)
    return kept("outlined units", lambda: frozenset(keys), "places_unitoutline")


def _drawn(
    month: date, unit_key: int, choice: Choice, seen: Overview | None, within: Collection[int]
) -> tuple[CriteriaSet, Sequence[CommuneLine], Picture, TileMap | None, SafeString]:
    criteria_set, lines, found = _read(month, unit_key, choice, seen)
    tiles = tile_map(month, within, found.marks)
    return criteria_set, lines, found, tiles, tiles_svg(tiles) if tiles else SafeString("")


def _read(
    month: date, unit_key: int, choice: Choice, seen: Overview | None
) -> tuple[CriteriaSet, Sequence[CommuneLine], Picture]:
    view = None
    if seen is not None and seen.month == month:
        criteria_set, lines = seen.criteria_set, seen.communes
        view = view_of(month, unit_key) if choice.of_indicator else None
    else:
        view, lines = unit_lines(month, unit_key)
        criteria_set = view.criteria_set
    found = None
    if view is not None and choice.of_indicator:
        found = indicator_month(view, choice.number, [line.unit.key for line in lines])
    return criteria_set, lines, picture(criteria_set, lines, choice, found)


def _month(request: Request, month: date) -> date:
    text = request.GET.get(WHEN)
    if not text:
        return month
    asked = parse_month(text)
    if all(known.month != asked for known in months_of(request)):
        raise DomainError(
            f"Chưa có tháng {show_month(asked)} trong hệ thống nên không vẽ được bản đồ. "
            "Hãy chọn tháng khác trên thanh tháng."
        )
    return asked


def _choices(criteria_set: CriteriaSet, choice: Choice) -> dict[str, list[Option]]:
    """What can be shown; indicators in the way in which one is shown already."""
    kind = DISTANCE if choice.kind == DISTANCE else INDICATOR
    return {
        "criteria": [
            _option(Choice("tc", c.number), f"{c.number}. {c.name}", choice)
            for c in criteria_set.criteria
        ],
        "indicators": [
            _option(Choice(kind, i.number), f"{i.number} {_cut(i.text)}", choice)
            for i in criteria_set.indicators
        ],
    }


def _option(option: Choice, label: str, chosen: Choice) -> Option:
    return Option(str(option), label, option == chosen)


def _cut(text: str, longest: int = 64) -> str:
    return text if len(text) <= longest else f"{text[:longest].rsplit(' ', 1)[0]}…"


def _months(request: Request, shown: date) -> list[Option]:
    return [
        Option(f"{m.month:%Y-%m}", show_month(m.month), m.month == shown)
        for m in months_of(request)
    ]


def _links(request: Request, choice: Choice, shown: date, *, has_outlines: bool) -> dict[str, str]:
    """The ways on without a script: a month back or forth, another way to show, another drawing."""
    months = [m.month for m in months_of(request)]
    at = months.index(shown)
    links = {}
    if at:
        links["before"] = _link(request, WHEN, f"{months[at - 1]:%Y-%m}")
    if at + 1 < len(months):
        links["after"] = _link(request, WHEN, f"{months[at + 1]:%Y-%m}")
    if choice.of_indicator:
        links["value"] = _link(request, WHAT, str(Choice(INDICATOR, choice.number)))
        links["distance"] = _link(request, WHAT, str(Choice(DISTANCE, choice.number)))
    if has_outlines:
        links["tiles"] = _link(request, HOW, "")
        links["outlines"] = _link(request, HOW, OUTLINES)
    return links


def _link(request: Request, name: str, value: str) -> str:
    query = request.GET.copy()
    query[name] = value
    if not value:
        del query[name]
    return f"{request.path}?{query.urlencode()}#{TARGET}"
