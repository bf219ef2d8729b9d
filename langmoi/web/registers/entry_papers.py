"""The file of a paper, for whoever sees its entry."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from langmoi.registers.models import Entry, EntryFile
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.kinds import kind_by_mime
from langmoi.web.filing.evidence import sealed
from langmoi.web.http import Request


@login_required
@require_safe
def register_paper(request: Request, pk: int) -> HttpResponse:
    visible = Entry.objects.visible_to(request.user, on=request.today)
    papers = EntryFile.objects.filter(taken_back_at__isnull=True).select_related("file")
    paper = get_object_or_404(papers, pk=pk, entry__in=visible)
    kind = kind_by_mime(paper.file.kind)
    response = HttpResponse(store.read(paper.file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(paper.file_name)}"
    return sealed(response)
