"""The documents that a draft rests on, and their scans."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.clickjacking import xframe_options_sameorigin
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from langmoi.core.errors import DomainError
from langmoi.law.parcel import DOCUMENTS, documents_of
from langmoi.lawdesk.access import refuse_writing
from langmoi.lawdesk.drafts import attach_paper, change_draft, digest_of
from langmoi.lawdesk.edits import PutDocument
from langmoi.lawdesk.models import DraftPaper
from langmoi.lawdesk.values import values_of
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.kinds import ACCEPT, kind_by_mime
from langmoi.web.filing.evidence import LOCKED_DOWN, sealed
from langmoi.web.filing.uploading import files_of, limit_uploads
from langmoi.web.http import Request
from langmoi.web.lawdesk.document_form import DocumentForm
from langmoi.web.lawdesk.doors import Desk, desk_of, desk_only, signed
from langmoi.web.lawdesk.form_looks import seen_again


@desk_only
@require_http_methods(["GET", "HEAD", "POST"])
def documents(request: Request, pk: int) -> HttpResponse:
    """The documents in use in this draft; the form writes one of its own register."""
    desk = desk_of(request, pk)
    if request.method == "POST":
        refuse_writing(request.user, on=request.today)
    own = {entry["id"]: entry for entry in desk.trees.get(DOCUMENTS, [])}
    chosen = own.get(request.GET.get("van-ban", ""))
    if request.GET.get("van-ban") and chosen is None:
        raise Http404
    form = DocumentForm(request.POST or None, document=chosen, taken=documents_of(desk.texts))
    fault: DomainError | None = None
    if request.method == "POST" and form.is_valid():
        document = form.tree()
        what = f"Ghi văn bản {document['number']}"
        seen = request.POST.get("seen", "")
        try:
            change_draft(desk.draft, PutDocument(document, seen, what), **signed(request))
        except DomainError as error:
            fault = error
        else:
            messages.success(request, f"Đã ghi văn bản {document['number']}.")
            return redirect("draft_documents", pk)
    context = {
        "desk": desk,
        "draft": desk.draft,
        "form": form,
        "chosen": chosen,
        "seen": seen_again(request, fault, digest_of(chosen) if chosen else ""),
        "fault": fault,
        "faults": getattr(fault, "faults", []),
        "rows": _rows(desk, own),
        "accept": ACCEPT,
    }
    return render(request, "lawdesk/documents.html", context, status=_status(request))


def _status(request: Request) -> int:
    return 422 if request.method == "POST" else 200


def _rows(desk: Desk, own: dict[str, object]) -> list[tuple[object, bool, list[DraftPaper]]]:
    """Document, whether the draft's own, its scans: of all that the draft rests on."""
    used = {desk.law.document, *own}
    used |= {value.basis.document for value in values_of(desk.law)}
    known = documents_of(desk.texts)
    return [
        (known[key], key in own, [paper for paper in desk.papers if paper.document == key])
        for key in known
        if key in used
    ]


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_POST
def attach(request: Request, pk: int) -> HttpResponse:
    limit_uploads(request)
    return _attach(request, pk)


@csrf_protect
@desk_only
def _attach(request: Request, pk: int) -> HttpResponse:
    desk = desk_of(request, pk)
    for file in files_of(request, "file"):
        attach_paper(desk.draft, request.POST.get("document", ""), file, **signed(request))
    messages.success(request, "Đã đính kèm bản quét.")
    return redirect("draft_documents", pk)


@desk_only
@require_safe
@xframe_options_sameorigin
def paper(request: Request, pk: int) -> HttpResponse:
    """The scan as it came: pictures and PDF in place, all else to be saved."""
    found = get_object_or_404(DraftPaper.objects.select_related("file"), pk=pk)
    kind = kind_by_mime(found.file.kind)
    response = HttpResponse(store.read(found.file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(found.name)}"
    sealed(response)
    own = LOCKED_DOWN.replace("frame-ancestors 'none'", "frame-ancestors 'self'")
    response["Content-Security-Policy"] = own
    return response
