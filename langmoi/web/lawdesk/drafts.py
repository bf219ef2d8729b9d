"""The list of drafts with the ways to begin one, and a draft's own page."""

from __future__ import annotations

from collections.abc import Mapping

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from langmoi.law.documents import load_documents
from langmoi.law.parcel import documents_of, unpack
from langmoi.law.sets import load_set, set_ids
from langmoi.law.words import show_document
from langmoi.lawdesk.access import can_write
from langmoi.lawdesk.authors import kept_values
from langmoi.lawdesk.drafts import begin_draft, import_draft
from langmoi.lawdesk.models import DraftValue, SetDraft
from langmoi.lawdesk.readiness import readiness_of
from langmoi.reporting.evidence.kinds import safe_name
from langmoi.web.filing.uploading import files_of, limit_uploads
from langmoi.web.http import Request
from langmoi.web.lawdesk.doors import Desk, desk_of, desk_only, signed
from langmoi.web.lawdesk.lines import lines_of, rule_lines

MOST_SAVES = 12


@desk_only
@require_safe
def drafts(request: Request) -> HttpResponse:
    sets = [load_set(key) for key in set_ids()]
    context = {
        "drafts": SetDraft.objects.select_related("begun_by", "published_by"),
        "sets": [(found, show_document(load_documents()[found.document])) for found in sets],
        "can_write": can_write(request.user, on=request.today),
    }
    return render(request, "lawdesk/drafts.html", context)


@desk_only
@require_POST
def begin(request: Request) -> HttpResponse:
    made = begin_draft(request.POST.get("set", ""), **signed(request))
    messages.success(request, f"Đã lập bản thảo {made.set_id}.")
    return redirect("set_draft", made.pk)


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_POST
def bring_in(request: Request) -> HttpResponse:
    limit_uploads(request)
    return _bring_in(request)


@csrf_protect
@desk_only
def _bring_in(request: Request) -> HttpResponse:
    [file] = files_of(request, "file")[:1]
    made = import_draft(unpack(file.content), safe_name(file.name), **signed(request))
    messages.success(request, f"Đã nhập bản thảo {made.set_id}.")
    return redirect("set_draft", made.pk)


@desk_only
@require_safe
def draft(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    kept = kept_values(desk.draft)
    context = {
        "desk": desk,
        "draft": desk.draft,
        "law": desk.law,
        "document": documents_of(desk.texts)[desk.law.document],
        "criteria": lines_of(desk, kept),
        "rules": rule_lines(desk, kept),
        "ready": readiness_of(desk.texts, kept),
        "statuses": _statuses(desk, kept),
        "saves": desk.draft.saves.select_related("by").defer("texts")[:MOST_SAVES],
    }
    return render(request, "lawdesk/draft.html", context)


def _statuses(desk: Desk, kept: Mapping[str, DraftValue]) -> list[tuple[str, int]]:
    counts = readiness_of(desk.texts, kept).statuses
    return [(status.label, count) for status, count in counts.items()]
