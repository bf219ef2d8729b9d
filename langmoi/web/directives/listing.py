"""The list of documents that direct, and the readings that wait to be finished."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.direction.access import issued_by
from langmoi.direction.lists import (
    STATE_LABELS,
    DocumentState,
    Looked,
    counts_of,
    search_directives,
)
from langmoi.direction.models import Directive, Reading, ReadingState
from langmoi.direction.rates import percent
from langmoi.places.models import Level
from langmoi.places.queries import names_on
from langmoi.web.http import Request

PER_PAGE = 25
LEVELS = {"": "Mọi cấp", "province": "Tỉnh", "district": "Huyện", "commune": "Xã"}


@login_required
@require_safe
def directives(request: Request) -> HttpResponse:
    """Newest first, narrowed by the words, level, issuer and state of the address."""
    asked = {name: request.GET.get(name, "").strip() for name in ("tim", "cap", "noi", "tt")}
    looked = Looked(
        text=asked["tim"],
        level=Level(asked["cap"]) if LEVELS.get(asked["cap"]) and asked["cap"] else None,
        issuer=asked["noi"],
        state=DocumentState(asked["tt"]) if asked["tt"] in set(DocumentState) else None,
    )
    found = search_directives(request.user, looked, on=request.today)
    page = Paginator(found, PER_PAGE).get_page(request.GET.get("trang"))
    visible = Directive.objects.visible_to(request.user, on=request.today)
    context = {
        "page": page,
        "rows": _rows(request, list(page.object_list)),
        "readings": _readings(request),
        "issuers": sorted(set(visible.order_by().values_list("issuer", flat=True))),
        "levels": list(LEVELS.items()),
        "states": [("", "Mọi tình trạng"), *((str(k), v) for k, v in STATE_LABELS.items())],
        "asked": asked,
        "is_narrowed": any(asked.values()),
        "query": urlencode({name: value for name, value in asked.items() if value}),
        "may_add": bool(issued_by(request.user, on=request.today)),
    }
    return render(request, "directives/list.html", context)


def _rows(request: Request, listed: list[Directive]) -> list[dict[str, Any]]:
    counts = counts_of(request.user, [one.pk for one in listed], on=request.today)
    names = names_on({one.unit_id for one in listed}, request.today)
    return [
        {
            "directive": one,
            "place": names.get(one.unit_id, ""),
            "counts": counts[one.pk],
            "rate": percent(rate) if (rate := counts[one.pk].tally.rate) is not None else None,
        }
        for one in listed
    ]


def _readings(request: Request) -> list[Reading]:
    """What the person's office has begun to read and not finished."""
    visible = Reading.objects.visible_to(request.user, on=request.today)
    waiting = visible.filter(state=ReadingState.OPEN).select_related("changed_by")
    return list(waiting.defer("text", "found", "passages")[:20])
