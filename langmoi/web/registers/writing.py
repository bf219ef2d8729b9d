"""A new entry, and the change of one: forms made from the register's file."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods

from langmoi.core.errors import FaultyInput
from langmoi.core.text import capital
from langmoi.people.access import units_in_scope
from langmoi.places.queries import names_on
from langmoi.registers.access import units_kept
from langmoi.registers.actions import NewEntry, add_entry, change_entry
from langmoi.registers.kinds import FieldType
from langmoi.registers.models import Entry
from langmoi.web.attempts import attempt, who, whole
from langmoi.web.http import Request
from langmoi.web.registers.forms import EntryForm, ValuesForm, initial_of, move_in
from langmoi.web.registers.reading import kind_or_404, written_or_404


def attempt_values(form: ValuesForm, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do it; what the action finds wrong with a field stands at that field."""

    def told(given: dict[str, Any]) -> object:
        try:
            return act(given)
        except FaultyInput as error:
            for fault in error.faults:
                form.tell(fault.figure, f"{fault.message} {fault.remedy}".strip())
            return None

    return attempt(form, told) and not form.errors


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new_register_entry(request: Request, kind: str) -> HttpResponse:
    """An entry at a unit for which the person keeps the register."""
    found = kind_or_404(request, kind)
    units = units_kept(request.user, found, on=request.today)
    if not units:
        raise Http404
    form = EntryForm(
        request.POST or None,
        kind=found,
        units=units,
        on=request.today,
        within=units_in_scope(request.user, on=request.today),
    )
    made: list[Entry] = []

    def add(given: dict[str, Any]) -> None:
        told = NewEntry(found.id, given["name"], move_in(given), given["values"])
        made.append(add_entry(told, given["unit"].unit, **who(request)))

    if request.method == "POST" and attempt_values(form, add) and made:
        messages.success(request, f"Đã ghi {found.one} “{made[0].name}” vào sổ.")
        return redirect("register_entry", found.id, made[0].pk)
    context = {"kind": found, "form": form, "title": f"Ghi {found.one} mới"}
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/entry_form.html", context, status=status)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_register_entry(request: Request, kind: str, pk: int) -> HttpResponse:
    """The name and fields of an entry, as they were seen."""
    found = kind_or_404(request, kind)
    entry = written_or_404(request, found, pk)
    keys = {
        key for f in found.fields if f.type is FieldType.UNITS for key in entry.fields.get(f.id, [])
    }
    names = names_on(keys, request.today) if keys else {}
    form = EntryForm(
        request.POST or None,
        kind=found,
        on=request.today,
        within=units_in_scope(request.user, on=request.today),
        initial={"name": entry.name, **initial_of(found.fields, entry.fields, names)},
    )
    seen = whole(request.POST.get("seen", "")) or entry.version

    def change(given: dict[str, Any]) -> object:
        told: dict[str, Any] = {"seen": seen, "by": request.user, "on": request.today}
        return change_entry(entry, name=given["name"], fields=given["values"], **told)

    if request.method == "POST" and attempt_values(form, change):
        messages.success(request, f"Đã sửa {found.one} “{form.cleaned_data['name']}”.")
        return redirect("register_entry", found.id, entry.pk)
    context = {
        "kind": found,
        "form": form,
        "entry": entry,
        "seen": seen,
        "title": f"Sửa {capital(entry.name)}",
    }
    status = 422 if request.method == "POST" else 200
    return render(request, "registers/entry_form.html", context, status=status)
