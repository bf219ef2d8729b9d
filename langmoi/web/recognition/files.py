"""Papers of a dossier: taken in, taken out, served to whoever sees the dossier."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.errors import DomainError, NotAllowed, NotFound
from langmoi.core.text import slug
from langmoi.publishing.dossier.certificate import write_certificate
from langmoi.publishing.dossier.joining import write_dossier
from langmoi.recognition.actions import attach_paper, remove_paper
from langmoi.recognition.models import DossierPaper
from langmoi.recognition.queries import dossiers_seen
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.keeping import NewFile, keep_file
from langmoi.reporting.evidence.kinds import kind_by_mime
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.filing.evidence import sealed
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.recognition.forms import PaperForm
from langmoi.web.recognition.page import find_dossier, parts_open_to, show_dossier


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_POST
def add_paper(request: Request, pk: int) -> HttpResponse:
    limit_uploads(request)
    return _add_paper(request, pk)


@csrf_protect
@login_required
def _add_paper(request: Request, pk: int) -> HttpResponse:
    found = find_dossier(request, pk)
    parts = parts_open_to(request, found)
    if not parts:
        raise Http404
    form = PaperForm(request.POST, request.FILES, parts=parts)

    def attach(told: dict[str, object]) -> object:
        refuse_left_out(request)
        file = form.cleaned_data["file"]
        kept = keep_file(NewFile(b"".join(file.chunks()), file.name or ""))
        seen = whole(request.POST.get("seen", ""))
        return attach_paper(
            found, str(told["part"]), str(told["title"]), kept, seen=seen, **who(request)
        )

    if attempt(form, attach):
        messages.success(request, "Đã gửi giấy tờ.")
        return redirect("dossier", found.pk)
    return show_dossier(request, find_dossier(request, pk), paper_form=form)


@login_required
@require_POST
def drop_paper(request: Request, pk: int) -> HttpResponse:
    """Take a file out of the dossier; who may not is told why."""
    paper = _paper(request, pk)
    try:
        remove_paper(paper, seen=whole(request.POST.get("seen", "")), **who(request))
    except (NotAllowed, NotFound):
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, f"Đã gỡ “{paper.title}”.")
    return redirect("dossier", paper.dossier_id)


@login_required
@require_safe
def paper_file(request: Request, pk: int) -> HttpResponse:
    paper = _paper(request, pk)
    kind = kind_by_mime(paper.file.kind)
    response = HttpResponse(store.read(paper.file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(paper.file_name)}"
    return sealed(response)


@login_required
@require_safe
def dossier_file(request: Request, pk: int) -> HttpResponse:
    """The whole dossier as one PDF, as it stands now."""
    found = find_dossier(request, pk)
    return _pdf(write_dossier(found, on=request.today), f"ho-so-{slug(str(found.unit))}")


@login_required
@require_safe
def certificate(request: Request, pk: int) -> HttpResponse:
    found = find_dossier(request, pk)
    return _pdf(write_certificate(found), f"bang-cong-nhan-{slug(str(found.unit))}")


def _pdf(content: bytes, name: str) -> HttpResponse:
    response = HttpResponse(content, content_type="application/pdf")
    response["Content-Disposition"] = f'inline; filename="{name}.pdf"'
    return sealed(response)


def _paper(request: Request, pk: int) -> DossierPaper:
    visible = dossiers_seen(request.user, request.today)
    papers = DossierPaper.objects.select_related("file", "dossier")
    return get_object_or_404(papers, pk=pk, dossier__in=visible, removed_at__isnull=True)
