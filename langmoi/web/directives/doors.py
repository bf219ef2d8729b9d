"""What the pages of documents share: who asks, what they may see, and the document's own words."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from django.http import Http404
from django.shortcuts import get_object_or_404

from langmoi.core.clock import now
from langmoi.direction.access import can_issue, issued_by
from langmoi.direction.models import Directive, DirectiveTask, Reading
from langmoi.places.models import Unit, UnitVersion
from langmoi.places.queries import unit_versions
from langmoi.web.http import Request


def who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today, "at": now()}


def seen(request: Request) -> int:
    """The version that the person saw; 0, which nothing has, where the form does not tell."""
    told = request.POST.get("seen", "")
    return int(told) if told.isascii() and told.isdigit() and len(told) < 10 else 0


def visible_directive(request: Request, pk: int) -> Directive:
    visible = Directive.objects.visible_to(request.user, on=request.today)
    rows = visible.select_related("unit", "file", "made_by", "carries_out")
    return get_object_or_404(rows, pk=pk)


def own_directive(request: Request, pk: int) -> Directive:
    """One whose tasks the person gives; for others these pages are not there."""
    found = visible_directive(request, pk)
    if not can_issue(request.user, found, on=request.today):
        raise Http404
    return found


def own_task(request: Request, pk: int) -> DirectiveTask:
    visible = Directive.objects.visible_to(request.user, on=request.today)
    rows = DirectiveTask.objects.filter(directive__in=visible).select_related("directive__unit")
    found = get_object_or_404(rows, pk=pk)
    if not can_issue(request.user, found.directive, on=request.today):
        raise Http404
    return found


def own_reading(request: Request, pk: int) -> Reading:
    visible = Reading.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(
        visible.select_related("unit", "file", "directive", "changed_by"), pk=pk
    )


def issuing_places(request: Request) -> list[UnitVersion]:
    """The places whose documents the person puts in; 404 for who does it nowhere."""
    keys = issued_by(request.user, on=request.today)
    found = unit_versions(request.today, unit_keys=keys) if keys else []
    if not found:
        raise Http404
    return found


def chosen_place(request: Request, places: Iterable[UnitVersion]) -> Unit:
    """The place that the form names, else the only one."""
    listed = list(places)
    told = request.POST.get("unit", "")
    found = next((v for v in listed if str(v.unit_id) == told), listed[0])
    return found.unit


def carried_choices(request: Request, but: Directive | None = None) -> list[tuple[str, str]]:
    """Documents that another may carry out."""
    visible = Directive.objects.visible_to(request.user, on=request.today)
    listed = visible.exclude(pk=but.pk) if but else visible
    named = [(str(one.pk), f"{one}: {one.title}"[:140]) for one in listed[:300]]
    return [("", "Không ghi"), *named]
