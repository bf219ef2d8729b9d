"""Good practice offered where a criterion is not met: read once for a page, however many ask."""

from __future__ import annotations

from typing import Any

from django.template import Context
from django.urls import reverse
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from langmoi.practices.queries import practices_by_criterion

MOST_OFFERED = 3
_KNOWN = "_practices"


def practices_beside(context: Context, criterion: str) -> SafeString:
    """Links to the newest entries of the criterion, and to all; nothing where there are none."""
    request: Any = context.get("request")
    known = request.__dict__.setdefault(_KNOWN, {}) if request is not None else {}
    if "all" not in known:
        known["all"] = practices_by_criterion()
    found = known["all"].get(criterion, [])
    if not found:
        return SafeString("")
    links = format_html_join(
        "; ",
        '<a href="{}">{}</a>{}',
        (
            (
                reverse("practice", args=[practice.pk]),
                practice.title,
                " (minh họa)" if practice.is_illustrative else "",
            )
            for practice in found[:MOST_OFFERED]
        ),
    )
    more = SafeString("")
    if len(found) > MOST_OFFERED:
        address = f"{reverse('practices')}?tieu-chi={criterion}"
        more = format_html('; <a href="{}">cả {} cách làm</a>', address, len(found))
    return format_html('<p class="lm-small lm-muted">Cách làm hay: {}{}.</p>', links, more)
