"""The registers that there are, with what each is kept for and how much of it the person sees."""

from __future__ import annotations

from dataclasses import dataclass

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.registers.access import can_configure, kept_units, may_read
from langmoi.registers.kind_list import all_kinds
from langmoi.registers.kinds import Kind
from langmoi.registers.queries import counts_of
from langmoi.web.http import Request


@dataclass(frozen=True)
class KindRow:
    kind: Kind
    count: int
    may_write: bool


@login_required
@require_safe
def registers(request: Request) -> HttpResponse:
    if not may_read(request.user, on=request.today):
        raise Http404
    counts = counts_of(request.user, on=request.today)
    rows = [
        KindRow(
            kind,
            counts.get(kind.id, 0),
            bool(kept_units(request.user, kind, on=request.today)),
        )
        for kind in all_kinds()
    ]
    context = {
        "rows": rows,
        "may_configure": can_configure(request.user, on=request.today),
    }
    return render(request, "registers/registers.html", context)
