"""Photos of a visit: taken, taken off, and served to whoever sees the visit."""

from __future__ import annotations

from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from langmoi.core.errors import DomainError, NotAllowed
from langmoi.delegations.actions import add_photo, remove_photo
from langmoi.delegations.models import CheckPhoto, Visit
from langmoi.reporting.evidence import store
from langmoi.web.delegations.checks import Typed, card_of
from langmoi.web.delegations.finding import seen_visit, who_when
from langmoi.web.delegations.page import own
from langmoi.web.delegations.visiting import head_of
from langmoi.web.filing.evidence import sealed
from langmoi.web.filing.uploading import files_of, limit_uploads
from langmoi.web.http import Request


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_POST
def attach(request: Request, pk: int) -> HttpResponse:
    """Add photos to an indicator, or take one off."""
    limit_uploads(request)
    return _attach(request, pk)


@csrf_protect
@login_required
def _attach(request: Request, pk: int) -> HttpResponse:
    visit = seen_visit(request, pk)
    number = request.POST.get("indicator", "")
    typed = None
    try:
        _do(request, visit, number)
    except NotAllowed:
        raise
    except DomainError as error:
        if not request.htmx:
            raise
        typed = Typed({}, str(error))
    if request.htmx:
        card = card_of(visit, number, typed)
        return render(request, "delegations/_photos.html", head_of(request, visit) | {"card": card})
    messages.success(request, f"Đã lưu ảnh của chỉ tiêu {number}.")
    anchor = number.replace(".", "-")
    return redirect(f"{reverse('delegation_visit', args=[visit.pk])}#ct-{anchor}")


def _do(request: Request, visit: Visit, number: str) -> None:
    if request.POST.get("action") == "remove":
        remove_photo(own(visit.photos, request.POST.get("photo", "")), **who_when(request))
        return
    for file in files_of(request, "file"):
        add_photo(visit, number, file, **who_when(request))


@login_required
@require_safe
def photo(request: Request, pk: int) -> HttpResponse:
    """The photo as it came."""
    found = _seen(request, pk)
    response = HttpResponse(store.read(found.file.sha256), content_type=found.file.kind)
    response["Content-Disposition"] = f"inline; filename*=UTF-8''{quote(found.name)}"
    return sealed(response)


@login_required
@require_safe
def thumbnail(request: Request, pk: int) -> HttpResponse:
    found = _seen(request, pk)
    path = store.thumbnail_path(found.file.sha256)
    if not found.file.has_thumbnail or not path.exists():
        raise Http404
    return sealed(HttpResponse(path.read_bytes(), content_type="image/png"))


def _seen(request: Request, pk: int) -> CheckPhoto:
    """The photo, where its visit is one that the person may see."""
    visits = Visit.objects.visible_to(request.user, on=request.today)
    rows = CheckPhoto.objects.select_related("file").filter(removed_at__isnull=True)
    return get_object_or_404(rows, pk=pk, visit__in=visits.values("pk"))
