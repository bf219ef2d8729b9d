"""Putting a document in: a file, or its text pasted."""

from __future__ import annotations

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import DomainError
from langmoi.direction.models import Directive
from langmoi.direction.reading import KnownText, NewText, begin_reading
from langmoi.directive.files import TAKEN
from langmoi.reporting.evidence.kinds import MEGABYTE
from langmoi.web.directives.doors import chosen_place, issuing_places, who
from langmoi.web.filing.uploading import TOO_LARGE, files_of, limit_uploads
from langmoi.web.http import Request


@csrf_exempt  # checked below, once the limit on files is set and before anything is read
@require_http_methods(["GET", "HEAD", "POST"])
def read_document(request: Request) -> HttpResponse:
    """A form for the file or the text; what was read of it is then shown to be checked."""
    limit_uploads(request)
    return _read(request)


@csrf_protect
@login_required
def _read(request: Request) -> HttpResponse:
    places = issuing_places(request)
    context = {
        "places": places,
        "accept": ",".join(TAKEN),
        "most": settings.EVIDENCE_LIMIT_BYTES // MEGABYTE,
        "pasted": "",
        "parent": _parent(request),
    }
    if request.method != "POST":
        return render(request, "directives/upload.html", context)
    try:
        told = _given(request)
        made = begin_reading(
            told,
            chosen_place(request, places),
            carries_out=parent.pk if (parent := _parent(request)) else None,
            **who(request),
        )
    except DomainError as error:
        known = _address_of(error)
        context |= {"problem": str(error), "known": known, "pasted": request.POST.get("text", "")}
        return render(request, "directives/upload.html", context, status=422)
    messages.success(request, "Đã đọc văn bản. Hãy kiểm tra từng đoạn trước khi giao nhiệm vụ.")
    return redirect("reading", made.pk)


def _parent(request: Request) -> Directive | None:
    """The document that the new one carries out, where the person came from its page."""
    key = request.POST.get("carries_out") or request.GET.get("trien-khai", "")
    if not key.isascii() or not key.isdigit() or len(key) > 15:
        return None
    visible = Directive.objects.visible_to(request.user, on=request.today)
    return visible.filter(pk=int(key)).first()


def _given(request: Request) -> NewText:
    """The file, else the pasted text; not both, so that nobody wonders which was read."""
    text = request.POST.get("text", "")
    has_file = bool(request.FILES.getlist("file")) or hasattr(request, TOO_LARGE)
    if has_file and text.strip():
        raise DomainError("Vừa chọn tệp vừa dán chữ. Hãy bỏ một trong hai để rõ văn bản cần đọc.")
    if has_file:
        (file, *others) = files_of(request, "file")
        if others:
            raise DomainError("Mỗi lần chỉ đọc một văn bản. Hãy chọn lại một tệp.")
        return NewText(file.content, file.name)
    if not text.strip():
        raise DomainError("Chưa chọn tệp và chưa dán chữ. Hãy chọn tệp, hoặc dán toàn văn văn bản.")
    return NewText(text.replace("\r\n", "\n").encode())


def _address_of(error: DomainError) -> str:
    """Where the text is that was put in before."""
    if isinstance(error, KnownText) and error.directive is not None:
        return reverse("directive", args=[error.directive.pk])
    if isinstance(error, KnownText) and error.reading is not None:
        return reverse("reading", args=[error.reading.pk])
    return ""
