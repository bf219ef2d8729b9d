"""The page of tasks: by document, assignee, district or deadline; the list behind each count."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.direction.access import follows_province
from langmoi.direction.models import TaskState
from langmoi.web.analysis.sheets import as_file, wants_file
from langmoi.web.http import Request
from langmoi.web.tasks.board import groups_of, in_order, totals_of
from langmoi.web.tasks.bulk import followed
from langmoi.web.tasks.filters import (
    MINE,
    NAMES,
    VIEWS,
    Chosen,
    FilterForm,
    View,
    labelled,
    narrowed,
)
from langmoi.web.tasks.looks import looks_of
from langmoi.web.tasks.reading import Desk, Entry, read_desk
from langmoi.web.tasks.sheet import sheet_of

PER_PAGE = 50


@login_required
@require_safe
def tasks(request: Request) -> HttpResponseBase:
    """What the address asks for, in parts; whoever asks for nothing finds what is theirs to do."""
    desk = read_desk(request)
    form = FilterForm(_asked(request, desk), desk=desk)
    chosen = form.chosen()
    found = narrowed(desk, chosen)
    totals = totals_of(found, chosen)
    if wants_file(request):
        listed = in_order(labelled(found, chosen.label))
        return as_file(request, sheet_of(request, desk, form, listed, totals))
    context = _list(request, desk, chosen, found) if chosen.view is View.LIST else {}
    if not context:
        groups = groups_of(found, desk, chosen)
        context = {"page": Paginator(groups, PER_PAGE).get_page(request.GET.get("trang"))}
    context |= {
        "form": form,
        "chosen": chosen,
        "totals": totals,
        "views": _views(chosen),
        "query": chosen.query(),
        "count": len(found),
        "is_own": chosen.assignee == MINE,
        "has_any": bool(desk.entries),
        "on": desk.on,
    }
    return render(request, "tasks/board.html", context)


def _asked(request: Request, desk: Desk) -> Mapping[str, Any]:
    if any(name in request.GET for name in NAMES.values()):
        return {"xem": View.LIST} | request.GET.dict()
    if desk.asked and not follows_province(request.user, on=request.today):
        return {NAMES["view"]: View.LIST, NAMES["assignee"]: MINE}
    return {NAMES["view"]: View.DOCUMENTS}


def _views(chosen: Chosen) -> list[tuple[str, str, bool]]:
    return [
        (chosen.query(view=view, label=None), word, chosen.view is view)
        for view, word in VIEWS.items()
    ]


def _list(request: Request, desk: Desk, chosen: Chosen, found: list[Entry]) -> dict[str, Any]:
    ordered = in_order(labelled(found, chosen.label))
    page = Paginator(ordered, PER_PAGE).get_page(request.GET.get("trang"))
    shown = list(page.object_list)
    waiting = {e.row.facts.directive for e in shown if e.row.state == TaskState.REPORTED}
    own = followed(request, waiting)
    rows = [
        {
            "facts": entry.row.facts,
            "assignee": entry.row.assignee,
            "document": desk.documents[entry.row.facts.directive].name,
            "look": looks_of(entry.row),
            "may_confirm": entry.row.state == TaskState.REPORTED
            and entry.row.facts.directive in own,
        }
        for entry in shown
    ]
    return {"page": page, "rows": rows, "may_confirm": any(row["may_confirm"] for row in rows)}
