"""Papers of a project: taken with a form, served to whoever sees the project."""

from __future__ import annotations

from urllib.parse import quote

from django import forms
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.funding.access import can_write
from langmoi.funding.actions import add_paper, remove_paper
from langmoi.funding.models import Project, ProjectPaper
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.reporting.evidence.kinds import ACCEPT, kind_by_mime
from langmoi.web.attempts import who
from langmoi.web.filing.evidence import sealed
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm


class PaperForm(PlainForm):
    about = forms.CharField(label="Giấy tờ gì (biên bản, hồ sơ, ảnh…)", max_length=200)
    file = forms.FileField(
        label="Tệp (PDF, ảnh, Word, Excel)",
        allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": ACCEPT}),
    )


@login_required
@require_POST
def add(request: Request, pk: int) -> HttpResponse:
    """Keep the paper; why a file is not taken is said on the project's page."""
    limit_uploads(request)
    visible = Project.objects.visible_to(request.user, on=request.today)
    project = get_object_or_404(visible, pk=pk)
    if not can_write(request.user, project, on=request.today):
        raise Http404
    form = PaperForm(request.POST, request.FILES)
    try:
        refuse_left_out(request)
        told = form.given()
        file = NewFile(b"".join(told["file"].chunks()), told["file"].name or "")
        add_paper(project, file, told["about"], **who(request))
    except NotAllowed:
        raise
    except DomainError as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "Đã thêm giấy tờ của công trình.")
    return redirect("project", pk)


@login_required
@require_POST
def remove(request: Request, pk: int) -> HttpResponse:
    paper = _visible(request, pk)
    if not can_write(request.user, paper.project, on=request.today):
        raise Http404
    remove_paper(paper, **who(request))
    messages.success(request, "Đã gỡ giấy tờ; bản đã gửi vẫn được lưu.")
    return redirect("project", paper.project_id)


@login_required
@require_safe
def serve(request: Request, pk: int) -> HttpResponse:
    paper = _visible(request, pk)
    kind = kind_by_mime(paper.file.kind)
    response = HttpResponse(store.read(paper.file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(paper.name)}"
    return sealed(response)


def _visible(request: Request, pk: int) -> ProjectPaper:
    projects = Project.objects.visible_to(request.user, on=request.today)
    papers = ProjectPaper.objects.filter(project__in=projects, removed_at__isnull=True)
    return get_object_or_404(papers.select_related("file", "project"), pk=pk)
