"""Evidence by the web: attached, used again, taken off; and served to whoever sees the filing."""

from __future__ import annotations

from datetime import date
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods, require_safe

from langmoi.core.clock import now
from langmoi.core.days import parse_day
from langmoi.core.errors import DomainError, NotAllowed
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.actions import (
    SIGNED_COPY,
    attach_evidence,
    remove_evidence,
    reuse_all_evidence,
    reuse_evidence,
)
from langmoi.reporting.evidence.kinds import kind_by_mime
from langmoi.reporting.models import Evidence, Filing
from langmoi.web.filing.build import build_page
from langmoi.web.filing.frame import (
    Place,
    filing_address,
    find_filing,
    page_context,
    place_of,
)
from langmoi.web.filing.uploading import files_of, limit_uploads
from langmoi.web.http import Request

# Nothing in a file may run or load anything when a browser shows it.
LOCKED_DOWN = (
    "default-src 'none'; img-src 'self' data:; style-src 'unsafe-inline'; object-src 'self'; "
    "frame-ancestors 'none'; base-uri 'none'; form-action 'none'"
)


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def attach(request: Request, code: str) -> HttpResponse:
    """Attach files, or do what the page's small forms ask; GET leads back to the filing."""
    limit_uploads(request)
    return _attach(request, code)


@csrf_protect
@login_required
def _attach(request: Request, code: str) -> HttpResponse:
    place = place_of(request, code)
    filing = find_filing(request, place)
    if filing is None:
        raise Http404
    if request.method != "POST":
        return redirect(filing_address(request, code))
    indicator = request.POST.get("indicator", "")
    try:
        problem = ""
        _do(request, filing, indicator)
    except NotAllowed:
        raise
    except DomainError as error:
        if not request.htmx:
            raise
        problem = str(error)
    if request.htmx and indicator != SIGNED_COPY:
        return _piece(request, place, filing, indicator, problem)
    anchor = f"#ct-{indicator.replace('.', '-')}" if indicator else "#ban-ky"
    return redirect(filing_address(request, code) + anchor)


def _do(request: Request, filing: Filing, indicator: str) -> None:
    action = request.POST.get("action", "attach")
    if action == "attach":
        expires_on = _expiry(request.POST.get("expires_on", ""))
        for file in files_of(request, "file"):
            attach_evidence(
                filing,
                indicator,
                file,
                expires_on=expires_on,
                paper=request.POST.get("paper", ""),
                by=request.user,
                on=request.today,
                at=now(),
            )
        return
    if action == "reuse_all":
        reuse_all_evidence(filing, indicator, by=request.user, on=request.today, at=now())
        return
    evidence = _seen(request, request.POST.get("evidence", ""))
    if action == "reuse":
        reuse_evidence(evidence, filing, by=request.user, on=request.today, at=now())
    elif action == "remove" and evidence.filing_id == filing.pk:
        remove_evidence(evidence, by=request.user, on=request.today, at=now())
    else:
        raise DomainError("Không hiểu yêu cầu này. Hãy tải lại trang rồi làm lại.")


def _expiry(text: str) -> date | None:
    return parse_day(text) if text.strip() else None


def _piece(
    request: Request, place: Place, filing: Filing, indicator: str, problem: str
) -> HttpResponse:
    page = build_page(filing, request.user, request.today)
    found = next(
        ((c, i) for c in page.criteria for i in c.indicators if i.number == indicator), None
    )
    if found is None:
        raise Http404
    told = {"page": page, "view": found[0], "ind": found[1], "problem": problem}
    context = page_context(request, place) | told
    return render(request, "filing/_evidence.html", context)


def _seen(request: Request, key: str) -> Evidence:
    """The evidence, where its filing is one that the person may see."""
    if not key.isascii() or not key.isdigit() or len(key) > 15:
        raise Http404
    filings = Filing.objects.visible_to(request.user, on=request.today)
    rows = Evidence.objects.select_related("file", "filing")
    return get_object_or_404(rows, pk=int(key), filing__in=filings)


@login_required
@require_safe
def download(request: Request, pk: int) -> HttpResponse:
    """The file as it came: pictures and PDF in place, all else to be saved."""
    found = _seen(request, str(pk))
    kind = kind_by_mime(found.file.kind)
    response = HttpResponse(store.read(found.file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(found.name)}"
    return sealed(response)


@login_required
@require_safe
def thumbnail(request: Request, pk: int) -> HttpResponse:
    found = _seen(request, str(pk))
    path = store.thumbnail_path(found.file.sha256)
    if not found.file.has_thumbnail or not path.exists():
        raise Http404
    return sealed(HttpResponse(path.read_bytes(), content_type="image/png"))


def sealed(response: HttpResponse) -> HttpResponse:
    response["X-Content-Type-Options"] = "nosniff"
    response["Content-Security-Policy"] = LOCKED_DOWN
    response["Cross-Origin-Resource-Policy"] = "same-origin"
    response["Cache-Control"] = "private, no-store"
    return response
