"""What every page's frame shows: whose province, which month, and only pages that work."""

from __future__ import annotations

from typing import Any

from langmoi.core.errors import DomainError
from langmoi.core.installation import installation
from langmoi.places.queries import province_on
from langmoi.web.http import Request
from langmoi.web.months import month_choices, month_query, newest_month, remembered_month
from langmoi.web.nav import bar, has_district
from langmoi.web.nav_more import more
from langmoi.web.scope import Scope, scope_of


def frame(request: Request) -> dict[str, Any]:
    if not hasattr(request, "today"):
        return {}  # refused before anything was known of it: a forged host, say
    found = installation()
    context: dict[str, Any] = {
        "is_demo": found is not None and found.is_demo,
        "province": province_on(found.province_code, request.today) if found else None,
    }
    if not request.user.is_authenticated:
        return context
    scope = _scope_or_none(request)
    nav = bar(request, scope) if scope else []
    return context | {
        "scope": scope,
        "nav": nav,
        "nav_rest": [item for item in nav if not item.is_first],
        "more": more(request, scope) if scope else [],
        "chosen": remembered_month(request),
        "newest": newest_month(request),
        "has_district": has_district(request),
        "month_query": month_query(request),
        "month_choices": month_choices(request),
    }


def _scope_or_none(request: Request) -> Scope | None:
    """None for someone without a post: the page that tells them so has a frame, too."""
    chosen = remembered_month(request)
    try:
        return scope_of(request, chosen.month if chosen else None)
    except DomainError:
        return None
