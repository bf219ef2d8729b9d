"""Setting targets: one by form, many by workbook or pasted rows; changed, carried over, dropped."""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_http_methods, require_POST

from langmoi.core.clock import now
from langmoi.core.errors import DomainError, FaultyInput
from langmoi.places.models import Level, UnitType, UnitVersion
from langmoi.programme.access import (
    can_change_target,
    setting_units,
    units_given,
)
from langmoi.programme.models import Target, TargetDocument
from langmoi.programme.queries import names_on
from langmoi.programme.setting import (
    add_document,
    carry_target,
    change_target,
    drop_target,
    set_targets,
)
from langmoi.programme.target_file import LABELS, import_targets
from langmoi.web.http import Request
from langmoi.web.programme.target_forms import (
    CarryForm,
    ChangeForm,
    DocumentForm,
    DropForm,
    NewTargetForm,
    RowsForm,
    typed,
)
from langmoi.web.programme.targets import one_target, visible_target


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_target(request: Request) -> HttpResponse:
    """One target of a document that the person may give targets by."""
    documents = _documents(request)
    units, names = _units(request, documents)
    first = {"document": request.GET.get("van-ban", "")}
    form = NewTargetForm(
        request.POST or None, documents=documents, units=units, names=names, initial=first
    )
    if request.method == "POST" and form.is_valid():
        document = get_object_or_404(TargetDocument, pk=int(form.cleaned_data["document"]))
        try:
            (made,) = set_targets(document, [form.target()], **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã giao mục tiêu.")
            return redirect("target", made.pk)
    return _page(request, "programme/target_form.html", {"form": form, "is_new": True})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def import_page(request: Request) -> HttpResponse:
    """Targets of many units at once, all or none; every fault by its cell."""
    documents = _documents(request)
    first = {"document": request.GET.get("van-ban", "")}
    form = RowsForm(request.POST or None, request.FILES or None, documents=documents, initial=first)
    context: dict[str, Any] = {"form": form, "columns": LABELS.values()}
    if request.method == "POST" and form.is_valid():
        document = get_object_or_404(TargetDocument, pk=int(form.cleaned_data["document"]))
        content, name = form.content()
        try:
            made = import_targets(content, file_name=name, document=document, **_who(request))
        except FaultyInput as error:
            context |= {"check": error, "refusal": str(error)}
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, f"Đã giao {len(made)} mục tiêu.")
            return redirect("targets")
    return _page(request, "programme/target_import.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_document(request: Request) -> HttpResponse:
    """A document that sets targets, entered before its targets are."""
    keys = setting_units(request.user, on=request.today)
    if not keys:
        raise Http404
    units = names_on(keys, request.today)
    form = DocumentForm(request.POST or None, units={key: units[key] for key in keys})
    if request.method == "POST" and form.is_valid():
        unit = int(form.cleaned_data["unit"])
        try:
            made = add_document(form.document(), unit, **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã ghi văn bản. Hãy giao mục tiêu theo văn bản này.")
            return redirect(f"../moi/?van-ban={made.pk}")
    return _page(request, "programme/target_document.html", {"form": form})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: Request, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    units, names = _units(request, [found.document])
    form = ChangeForm(request.POST or None, units=units, names=names, initial=typed(found))
    seen = request.POST.get("seen", "")
    if request.method == "POST" and form.is_valid():
        reason = form.cleaned_data["reason"]
        try:
            change_target(found, form.target(), reason, seen=_number(seen), **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã sửa mục tiêu; nội dung cũ vẫn xem được.")
            return redirect("target", found.pk)
    context = {"form": form, "target": found, "seen": seen or found.version}
    return _page(request, "programme/target_form.html", context)


@login_required
@require_POST
def carry(request: Request, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    form = CarryForm(request.POST)
    if form.is_valid():
        told, seen = form.cleaned_data, _number(request.POST.get("seen", ""))
        try:
            later = carry_target(found, told["until"], told["reason"], seen=seen, **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã chuyển mục tiêu sang hạn mới.")
            return redirect("target", later.pk)
    return one_target(request, found, {"carry": form})


@login_required
@require_POST
def drop(request: Request, pk: int) -> HttpResponse:
    found = _changeable(request, pk)
    form = DropForm(request.POST)
    if form.is_valid():
        seen = _number(request.POST.get("seen", ""))
        try:
            drop_target(found, form.cleaned_data["reason"], seen=seen, **_who(request))
        except DomainError as error:
            form.add_error(None, str(error))
        else:
            messages.success(request, "Đã thôi theo dõi mục tiêu. Ai cũng đọc được lý do.")
            return redirect("target", found.pk)
    return one_target(request, found, {"drop": form})


def _changeable(request: Request, pk: int) -> Target:
    found = visible_target(request, pk)
    if not can_change_target(request.user, found, on=request.today):
        raise Http404
    return found


def _documents(request: Request) -> list[TargetDocument]:
    """Those by which the person gives targets; who gives none has no such page."""
    units = setting_units(request.user, on=request.today)
    if not units:
        raise Http404
    return list(TargetDocument.objects.filter(unit__in=units))


def _units(
    request: Request, documents: list[TargetDocument]
) -> tuple[list[UnitVersion], dict[int, str]]:
    """The units that these documents can give a target, the larger first."""
    keys = {key for one in _one_each(documents) for key in units_given(one, on=request.today)}
    found = UnitVersion.objects.on(request.today).filter(unit_id__in=keys)
    found = found.exclude(type__in=(UnitType.WARD, UnitType.TOWNSHIP, UnitType.VILLAGE))
    order = list(Level)
    units = sorted(found, key=lambda unit: (order.index(Level(unit.level)), unit.code))
    return units, names_on({unit.parent_id for unit in units if unit.parent_id}, request.today)


def _one_each(documents: list[TargetDocument]) -> list[TargetDocument]:
    return list({one.unit_id: one for one in documents}.values())


def _who(request: Request) -> dict[str, Any]:
    return {"by": request.user, "on": request.today, "at": now()}


def _number(text: str) -> int:
    return int(text) if text.isdigit() else 0


def _page(request: Request, template: str, context: dict[str, Any]) -> HttpResponse:
    return render(request, template, context, status=422 if request.method == "POST" else 200)
