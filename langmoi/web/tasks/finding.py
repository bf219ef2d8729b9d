"""Fetching a task, and a document of its story, within what the person may see."""

from __future__ import annotations

from pathlib import PurePosixPath
from urllib.parse import quote

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404
from django.views.decorators.http import require_safe

from langmoi.direction.models import TaskInstance, TaskPaper
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.kinds import kind_by_mime, safe_name
from langmoi.web.filing.evidence import sealed
from langmoi.web.http import Request


def find_task(request: Request, pk: int) -> TaskInstance:
    """For someone who may not see it there is none."""
    visible = TaskInstance.objects.visible_to(request.user, on=request.today)
    rows = visible.select_related(
        "assignment__task__directive", "assignment__agency", "assignment__unit"
    )
    # The document's text may be a megabyte, and is not asked for here.
    found: TaskInstance = get_object_or_404(rows.defer("assignment__task__directive__text"), pk=pk)
    return found


@login_required
@require_safe
def paper(request: Request, pk: int) -> HttpResponse:
    """The file as it came, for whoever may see the task that it was reported on."""
    visible = TaskInstance.objects.visible_to(request.user, on=request.today)
    rows = TaskPaper.objects.select_related("file").filter(event__instance__in=visible)
    found = get_object_or_404(rows, pk=pk)
    if found.file is None:
        raise Http404
    kind = kind_by_mime(found.file.kind)
    response = HttpResponse(store.read(found.file.sha256), content_type=kind.mime)
    name = safe_name(f"{found.title.replace('/', '-')}{kind.extensions[0]}")
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(PurePosixPath(name).name)}"
    return sealed(response)
