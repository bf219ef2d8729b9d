"""The log of all changes: by filing, person, kind, subject and day; as pages and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from langmoi.core.models import AuditEntry
from langmoi.reporting.models import Filing
from langmoi.web.audit.access import readable_entries, reads_whole_log
from langmoi.web.audit.filters import LogFilters, read_filters
from langmoi.web.audit.words import ACTIONS, action_label
from langmoi.web.csv_files import csv_file
from langmoi.web.http import Request

ROWS = 50
HEADINGS = ("Số", "Lúc", "Người", "Việc", "Đối tượng", "Chi tiết", "Mã dòng trước", "Mã dòng")


@login_required
@require_safe
def log(request: Request) -> HttpResponse:
    """The rows asked for, the newest first, a page at a time."""
    readable, filters = _readable(request), read_filters(request)
    before = request.GET.get("truoc", "")
    found = filters.apply(readable)
    if before.isdecimal():
        found = found.filter(pk__lt=int(before))
    entries = list(found[: ROWS + 1])
    context = {
        "entries": [(entry, action_label(entry.action)) for entry in entries[:ROWS]],
        "older": entries[ROWS - 1].pk if len(entries) > ROWS else None,
        "filters": filters,
        "actions": sorted(ACTIONS.items(), key=lambda pair: pair[1]),
        "is_first": not before,
        "filing": _filing(request, filters),
        "is_whole": reads_whole_log(request.user, on=request.today),
    }
    return render(request, "audit/log.html", context)


@login_required
@require_safe
def log_entry(request: Request, pk: int) -> HttpResponse:
    """One row whole, with its place in the chain."""
    readable = _readable(request)
    entry = get_object_or_404(readable, pk=pk)
    context = {
        "entry": entry,
        "label": action_label(entry.action),
        "detail": json.dumps(entry.detail, ensure_ascii=False, indent=2),
        "before": readable.filter(pk__lt=pk).order_by("-pk").first(),
        "after": readable.filter(pk__gt=pk).order_by("pk").first(),
    }
    return render(request, "audit/entry.html", context)


@login_required
@require_safe
def log_file(request: Request) -> StreamingHttpResponse:
    """All rows asked for as a file, the oldest first, with the hashes that chain them."""
    rows = read_filters(request).apply(_readable(request))
    return csv_file("nhat-ky.csv", HEADINGS, _cells(rows))


def _readable(request: Request) -> QuerySet[AuditEntry]:
    found = readable_entries(request.user, on=request.today)
    if found is None:
        raise Http404
    return found


def _filing(request: Request, filters: LogFilters) -> Filing | None:
    if not filters.filing:
        return None
    seen = Filing.objects.visible_to(request.user, on=request.today)
    return seen.filter(pk=filters.filing).first()


def _cells(rows: QuerySet[AuditEntry]) -> Iterator[list[object]]:
    for entry in rows.order_by("pk").iterator(chunk_size=500):
        yield [
            entry.pk,
            entry.at.isoformat(timespec="seconds"),
            entry.actor,
            action_label(entry.action),
            entry.subject,
            json.dumps(entry.detail, ensure_ascii=False),
            entry.previous_hash,
            entry.hash,
        ]
