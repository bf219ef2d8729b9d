"""What the office does on a meeting's page: attendance, papers and their files, conclusions."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from urllib.parse import quote

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST, require_safe

from langmoi.committee.actions import (
    add_conclusion,
    add_meeting_paper,
    drop_conclusion,
    issue_conclusions,
    number_conclusion,
    set_attendance,
)
from langmoi.committee.models import Meeting, MeetingPaper
from langmoi.direction.models import DirectiveTask
from langmoi.reporting.evidence import store
from langmoi.reporting.evidence.keeping import keep_file
from langmoi.reporting.evidence.kinds import kind_by_mime
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.committee.forms import NumberForm, PaperForm
from langmoi.web.committee.meeting_page import (
    conclusion_form,
    meeting_page,
    seats_form,
    visible_meeting,
    written_meeting,
)
from langmoi.web.filing.evidence import sealed
from langmoi.web.filing.uploading import files_of, limit_uploads
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm

Act = Callable[[dict[str, Any]], object]


@login_required
@require_POST
def attendance(request: Request, pk: int) -> HttpResponse:
    found = written_meeting(request, pk)
    form = seats_form(found, request.POST)

    def act(_: dict[str, Any]) -> object:
        return set_attendance(found, form.attended(), **_seen(request))

    return _after(request, found, "seats", form, act, "Đã ghi người dự họp.")


@csrf_exempt  # checked below, once uploads are limited
def paper(request: Request, pk: int) -> HttpResponse:
    """A paper of the meeting; what is too large is not read to the disk."""
    limit_uploads(request)
    return _paper(request, pk)


@csrf_protect
@login_required
@require_POST
def _paper(request: Request, pk: int) -> HttpResponse:
    found = written_meeting(request, pk)

    def act(told: dict[str, Any]) -> object:
        given = files_of(request, "file") if _has_file(request) else []
        kept = [keep_file(file) for file in given]
        title, one = told["title"], kept[0] if kept else None
        return add_meeting_paper(found, title, one, at=who(request)["at"], **_seen(request))

    return _after(request, found, "paper", PaperForm(request.POST), act, "Đã thêm tài liệu.")


@login_required
@require_POST
def conclude(request: Request, pk: int) -> HttpResponse:
    found = written_meeting(request, pk)
    form = conclusion_form(request, found, request.POST)

    def act(_: dict[str, Any]) -> object:
        return add_conclusion(found, form.task(), at=who(request)["at"], **_seen(request))

    return _after(request, found, "conclude", form, act, "Đã ghi kết luận, chưa giao.")


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    """A conclusion that was not issued yet; which one stands in the form."""
    found = written_meeting(request, pk)
    key = whole(request.POST.get("task", ""))
    task = get_object_or_404(DirectiveTask, pk=key, directive=found.conclusion_id)

    def act(_: dict[str, Any]) -> object:
        drop_conclusion(found, task, **_seen(request))
        return None

    return _after(request, found, "drop", PlainForm(request.POST), act, "Đã bỏ kết luận.")


@login_required
@require_POST
def issue(request: Request, pk: int) -> HttpResponse:
    found = written_meeting(request, pk)

    def act(_: dict[str, Any]) -> object:
        return issue_conclusions(found, at=who(request)["at"], **_seen(request))

    said = "Đã giao kết luận cho nơi thực hiện."
    return _after(request, found, "issue", PlainForm(request.POST), act, said)


@login_required
@require_POST
def number(request: Request, pk: int) -> HttpResponse:
    found = written_meeting(request, pk)

    def act(told: dict[str, Any]) -> object:
        return number_conclusion(found, **told, **_seen(request))

    form = NumberForm(request.POST)
    return _after(request, found, "number", form, act, "Đã ghi số, ngày thông báo kết luận.")


@login_required
@require_safe
def paper_file(request: Request, pk: int) -> HttpResponse:
    """The file of a paper, for whoever sees the meeting."""
    rows = MeetingPaper.objects.select_related("file").filter(file__isnull=False)
    found = get_object_or_404(rows, pk=pk)
    visible_meeting(request, found.meeting_id)
    assert found.file is not None  # noqa: S101 - for the type checker
    kind = kind_by_mime(found.file.kind)
    response = HttpResponse(store.read(found.file.sha256), content_type=kind.mime)
    how = "inline" if kind.is_shown_in_place else "attachment"
    response["Content-Disposition"] = f"{how}; filename*=UTF-8''{quote(found.file_name)}"
    return sealed(response)


def _has_file(request: Request) -> bool:
    return bool(request.FILES) or not request.POST.get("title", "").strip()


def _seen(request: Request) -> dict[str, Any]:
    seen = whole(request.POST.get("seen", ""))
    return {"seen": seen, "by": request.user, "on": request.today}


def _after(
    request: Request, found: Meeting, name: str, form: PlainForm, act: Act, said: str
) -> HttpResponse:
    if attempt(form, act):
        messages.success(request, said)
        return redirect("meeting", found.pk)
    return meeting_page(request, found, {name: form})
