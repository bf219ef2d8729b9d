"""What works on a criterion of a commune, shown beside it: read once for a page."""

from __future__ import annotations

from typing import Any

from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString

from langmoi.programme.queries import working_on

_KNOWN = "_working_on"


def programme_beside(context: Context, commune: int, number: str) -> SafeString:
    """The open items of programmes for this criterion and commune; nothing where there are none."""
    request: Any = context.get("request")
    if request is None:
        return SafeString("")
    known = request.__dict__.setdefault(_KNOWN, {})
    if commune not in known:
        known[commune] = working_on([commune], user=request.user, on=request.today)
    items = known[commune].get((commune, number), [])
    shown = [render_to_string("programme/_beside.html", {"work": work}) for work in items]
    return SafeString("".join(shown))
