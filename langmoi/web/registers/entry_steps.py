"""The steps on an entry, each by POST: another state, a record, a paper, and taking them back."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect
from django.views.decorators.csrf import csrf_exempt, csrf_protect
from django.views.decorators.http import require_POST

from langmoi.core.errors import NotAllowed
from langmoi.registers import actions
from langmoi.registers.access import may_write_at
from langmoi.registers.kinds import Kind
from langmoi.registers.models import Entry
from langmoi.reporting.evidence.keeping import NewFile
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.filing.uploading import limit_uploads, refuse_left_out
from langmoi.web.http import Request
from langmoi.web.people.people_forms import PlainForm
from langmoi.web.registers.entry_page import RECORD, entry_answer, record_form
from langmoi.web.registers.forms import MoveForm, PaperForm, RecordForm, WhyForm, move_in
from langmoi.web.registers.reading import entry_or_404, kind_or_404
from langmoi.web.registers.writing import attempt_values

Act = Callable[[dict[str, Any]], object]


# The token is read only after the limit for files stands: to read it is to take in the file.
@csrf_exempt
@login_required
@require_POST
def register_step(request: Request, kind: str, pk: int) -> HttpResponse:
    limit_uploads(request)
    return _step(request, kind, pk)


@csrf_protect
def _step(request: Request, kind: str, pk: int) -> HttpResponse:
    found = kind_or_404(request, kind)
    entry = entry_or_404(request, found, pk)
    _refuse_strangers(request, found, entry)
    name = request.POST.get("step", "")
    form, act, said = _told(request, found, entry, name)
    done = attempt_values(form, act) if isinstance(form, RecordForm) else attempt(form, act)
    if done:
        messages.success(request, said)
        return redirect("register_entry", found.id, entry.pk)
    return entry_answer(request, found, entry, {name: form})


def _refuse_strangers(request: Request, kind: Kind, entry: Entry) -> None:
    """Who may read but write nothing of it is refused; the actions refuse the rest."""
    every = [kind.writers, *(s.writers for s in kind.states), *(r.writers for r in kind.records)]
    for writers in every:
        if may_write_at(request.user, kind, entry.unit_id, on=request.today, writers=writers):
            return
    raise NotAllowed(
        f"Tài khoản này không được ghi sổ “{kind.name}” cho đơn vị ấy. "
        "Hãy báo đơn vị hoặc cơ quan giữ sổ ghi."
    )


def _told(request: Request, kind: Kind, entry: Entry, name: str) -> tuple[PlainForm, Act, str]:
    """The form of the step, what it does, and what is said once it is done."""
    seen = {"seen": whole(request.POST.get("seen", "")), **who(request)}
    if name == "move":
        form: PlainForm = MoveForm(request.POST, states=kind.states, auto_id="move_%s")
        return form, lambda g: actions.move_entry(entry, move_in(g), **seen), "Đã ghi trạng thái."
    if name.startswith(RECORD):
        return _record(request, kind, entry, name.removeprefix(RECORD), seen)
    if name == "attach":
        return _attach(request, kind, entry, seen)
    why = WhyForm(request.POST, auto_id=f"{name}_%s")
    row = whole(request.POST.get("row", ""))
    if name == "take_back":
        return why, lambda g: actions.take_back_entry(entry, why=g["why"], **seen), "Đã thu hồi."
    if name == "take_back_state":
        said = "Đã thu hồi trạng thái cuối."
        return why, lambda g: actions.take_back_state(entry, why=g["why"], **seen), said
    if name == "take_back_record":
        record = get_object_or_404(entry.records.select_related("entry"), pk=row)
        said = "Đã thu hồi số liệu."
        return why, lambda g: actions.take_back_record(record, why=g["why"], **seen), said
    if name == "take_off":
        paper = get_object_or_404(entry.papers.select_related("entry"), pk=row)
        return why, lambda g: actions.take_off(paper, why=g["why"], **seen), "Đã gỡ giấy tờ."
    raise Http404


def _record(
    request: Request, kind: Kind, entry: Entry, name: str, seen: dict[str, Any]
) -> tuple[PlainForm, Act, str]:
    record = kind.records_by_id.get(name)
    if record is None:
        raise Http404
    form = record_form(request, record, request.POST)
    said = f"Đã ghi “{record.label}”."
    return form, lambda _: actions.add_record(entry, form.to_add(), **seen), said


def _attach(
    request: Request, kind: Kind, entry: Entry, seen: dict[str, Any]
) -> tuple[PlainForm, Act, str]:
    form = PaperForm(request.POST, request.FILES, offered=kind.papers, auto_id="attach_%s")

    def act(given: dict[str, Any]) -> object:
        refuse_left_out(request)
        sent = given["file"]
        file = NewFile(b"".join(sent.chunks()), sent.name or "")
        return actions.attach(entry, file, label=given["label"], **seen)

    return form, act, "Đã gửi giấy tờ."
