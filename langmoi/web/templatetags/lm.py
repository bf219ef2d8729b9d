"""Template tags and filters of the site; loaded everywhere."""

from __future__ import annotations

import re
from datetime import date, datetime
from decimal import Decimal
from functools import cache, lru_cache
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django import template
from django.conf import settings
from django.template import Context
from django.urls import reverse
from django.utils.html import format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.timezone import localtime

from langmoi.core.months import show_month
from langmoi.core.numbers import show_change, show_millions, show_number
from langmoi.funding.sources import source_name
from langmoi.overview.model import UnitRef
from langmoi.web import drawing
from langmoi.web.difficulties.beside import agency_beside, difficulties_beside, guidance_beside
from langmoi.web.funding_rules.beside import integration_order
from langmoi.web.overview.tile_svg import map_tiles
from langmoi.web.practices.beside import practices_beside
from langmoi.web.programme.beside import programme_beside
from langmoi.web.words import OUTCOMES

register = template.Library()
register.simple_tag(drawing.bar)
register.simple_tag(drawing.stack)
register.simple_tag(drawing.matrix_cells, takes_context=True)
register.simple_tag(map_tiles, takes_context=True)
register.simple_tag(practices_beside, takes_context=True)
register.simple_tag(guidance_beside, takes_context=True)
register.simple_tag(difficulties_beside, takes_context=True)
register.simple_tag(agency_beside, takes_context=True)
register.simple_tag(programme_beside, takes_context=True)
register.simple_tag(integration_order, takes_context=True)
register.filter("source_name", source_name)


@cache
def _paths(name: str) -> str:
    """The drawing of a Tabler icon, without its outer element."""
    file: Path = settings.NODE_MODULES / f"@tabler/icons/icons/outline/{name}.svg"
    inner = re.search(r"<svg[^>]*>(.*)</svg>", file.read_text("utf-8"), re.DOTALL)
    if inner is None:
        raise ValueError(f"{file} holds no drawing.")
    return re.sub(r">\s+<", "><", inner[1].strip())


@register.simple_tag
@cache
def icon(name: str, extra: str = "") -> SafeString:
    """A Tabler icon drawn in place; it says nothing to a screen reader, the words beside it do."""
    classes = f"lm-i {extra}".strip()
    drawn = mark_safe(_paths(name))  # noqa: S308 - from our own locked npm package
    return format_html(
        '<svg class="{}" viewBox="0 0 24 24" aria-hidden="true">{}</svg>', classes, drawn
    )


@register.simple_tag(takes_context=True)
def go(context: Context, name: str, *args: Any, **kwargs: Any) -> str:
    """The address of a page in the month that is being read; keywords join the query."""
    query = [context.get("month_query", "")]
    query += [f"{key.replace('_', '-')}={value}" for key, value in kwargs.items() if value]
    joined = "&".join(part for part in query if part)
    return _address(name, *args) + (f"?{joined}" if joined else "")


@lru_cache(maxsize=4096)
def _address(name: str, *args: Any) -> str:
    """Addresses never change while the program runs, and a page has up to a thousand."""
    return reverse(name, args=args)


@register.filter
def number(value: Decimal | int | None, places: int | None = None) -> str:
    """1.234,5; a dash where there is no number."""
    return "–" if value in (None, "") else show_number(value, places)


@register.filter
def millions(dong: int | None) -> str:
    """Money in triệu đồng, exactly; a dash where there is none told."""
    return "–" if dong is None else show_millions(dong)


@register.filter
def signed_millions(dong: int | None) -> str:
    """A difference in triệu đồng with its sign; none is 0, not known a dash."""
    if dong is None:
        return "–"
    return ("+" if dong > 0 else "") + show_millions(dong)


@register.filter
def plain(value: int) -> str:
    """Digits only, for attributes that must not be grouped."""
    return str(value)


@register.filter
def change(value: Decimal | int | None, places: int = 0) -> SafeString:
    """▲ +0,13, ▼ −1, a plain 0, or a dash where the two cannot be compared."""
    if value is None:
        return format_html('<span class="lm-flat" title="{}">–</span>', "Không so được")
    shown = show_change(value, places)
    if shown == "0":
        return SafeString('<span class="lm-flat">0</span>')
    kind, sign = ("lm-up", "▲") if shown.startswith("+") else ("lm-down", "▼")
    return format_html('<span class="{}">{} {}</span>', kind, sign, shown)


@register.filter
def month(value: date | None) -> str:
    return show_month(value) if value else ""


@register.filter
def day(value: date | None) -> str:
    return f"{value:%d/%m/%Y}" if value else ""


@register.filter
def moment(value: datetime | None) -> str:
    return f"{localtime(value):%H:%M %d/%m/%Y}" if value else ""


@register.filter
def capital(text: object) -> str:
    """The first letter large, the rest as it is: “xã Sa Nghĩa” begins a heading."""
    said = str(text)
    return said[:1].upper() + said[1:]


@register.filter
def site(address: str) -> str:
    """The name of the site in an address, for links that name their source."""
    return urlsplit(address).netloc.removeprefix("www.")


@register.filter
def share(part: int, whole: int) -> str:
    """The share in whole per cent, for narrow cells: “45%”."""
    return f"{show_number(Decimal(part) * 100 / Decimal(whole), 0)}%" if whole else ""


@register.filter
def brief(unit: UnitRef) -> str:
    """A district's name as tables have it: “Sa Thầy”, but “TP Kon Tum”."""
    return unit.full_name if unit.full_name.startswith("TP ") else unit.name


@register.filter
def percent(part: int, whole: int) -> str:
    """The share in per cent with one decimal, as the foot of a table prints it."""
    return show_number(Decimal(part) * 100 / Decimal(whole), 1) if whole else "–"


@register.simple_tag
@cache
def outcome(key: str) -> SafeString:
    """An outcome in words with its icon."""
    word = OUTCOMES[key]
    return format_html(
        '<span class="lm-st lm-st--{}">{}{}</span>', key, icon(word.icon), capital(word.label)
    )


@register.simple_tag
@cache
def sign(key: str) -> SafeString:
    """An outcome as its sign in a small square; the word for those who cannot see it."""
    word = OUTCOMES[key]
    return format_html(
        '<span class="lm-v lm-v--{}" title="{}"><span aria-hidden="true">{}</span>'
        '<span class="visually-hidden">{}</span></span>',
        key,
        capital(word.label),
        word.sign,
        capital(word.label),
    )


@register.filter
def anchor(number: str) -> str:
    """An indicator's number within the id of an element: “17.1” is “17-1”."""
    return number.replace(".", "-")
