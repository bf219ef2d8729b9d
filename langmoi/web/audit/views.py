"""The log of all changes: by filing, person, kind, subject and day; as pages and as a file."""

from __future__ import annotations

import json
from collections.abc import Iterator

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse, StreamingHttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from langmoi.core.models import AuditEntry
from langmoi.reporting.models import Filing
from langmoi.web.audit.access import can_read_log
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
    filters = _filters(request)
    before = request.GET.get("truoc", "")
    found = filters.apply()
    if before.isdecimal():
        found = found.filter(pk__lt=int(before))
    entries = list(found[: ROWS + 1])
    context = {
        "entries": [(entry, action_label(entry.action)) for entry in entries[:ROWS]],
        "older": entries[ROWS - 1].pk if len(entries) > ROWS else None,
        "filters": filters,
        "actions": sorted(ACTIONS.items(), key=lambda pair: pair[1]),
        "is_first": not before,
        "filing": Filing.objects.filter(pk=filters.filing).first() if filters.filing else None,
    }
    return render(request, "audit/log.html", context)


@login_required
@require_safe
def log_entry(request: Request, pk: int) -> HttpResponse:
    """One row whole, with its place in the chain."""
    if not can_read_log(request.user, on=request.today):
        raise Http404
    entry = get_object_or_404(AuditEntry, pk=pk)
    context = {
        "entry": entry,
        "label": action_label(entry.action),
        "detail": json.dumps(entry.detail, ensure_ascii=False, indent=2),
        "before": AuditEntry.objects.filter(pk__lt=pk).order_by("-pk").first(),
        "after": AuditEntry.objects.filter(pk__gt=pk).order_by("pk").first(),
    }
    return render(request, "audit/entry.html", context)


@login_required
@require_safe
def log_file(request: Request) -> StreamingHttpResponse:
    """All rows asked for as a file, the oldest first, with the hashes that chain them."""
    filters = _filters(request)
    return csv_file("nhat-ky.csv", HEADINGS, _cells(filters))


def _filters(request: Request) -> LogFilters:
    if not can_read_log(request.user, on=request.today):
        raise Http404
    return read_filters(request)


def _cells(filters: LogFilters) -> Iterator[list[object]]:
    for entry in filters.apply().order_by("pk").iterator(chunk_size=500):
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
