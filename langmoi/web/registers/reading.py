"""What the pages of registers begin with: the register, an entry in the person's sight, a day."""

from __future__ import annotations

from datetime import date

from django.http import Http404
from django.shortcuts import get_object_or_404

from langmoi.core.errors import NotFound
from langmoi.core.months import reference_day
from langmoi.registers.access import can_write, may_read
from langmoi.registers.kind_list import kind_of
from langmoi.registers.kinds import Kind
from langmoi.registers.models import Entry
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, newest_month


def kind_or_404(request: Request, kind: str) -> Kind:
    """The register of this name; for who holds no post there is none."""
    if not may_read(request.user, on=request.today):
        raise Http404
    try:
        return kind_of(kind)
    except NotFound as error:
        raise Http404 from error


def entry_or_404(request: Request, kind: Kind, pk: int) -> Entry:
    """The entry, in the person's sight; one that was taken back can still be read."""
    visible = Entry.objects.visible_to(request.user, on=request.today)
    return get_object_or_404(visible.filter(kind=kind.id).select_related("unit"), pk=pk)


def written_or_404(request: Request, kind: Kind, pk: int) -> Entry:
    """The same, for who keeps the register there."""
    found = entry_or_404(request, kind, pk)
    if not may_write(request, kind, found):
        raise Http404
    return found


def may_write(request: Request, kind: Kind, entry: Entry) -> bool:
    stands = entry.taken_back_at is None
    return stands and can_write(request.user, kind, entry.unit_id, on=request.today)


def day_of(request: Request) -> date:
    """Today; of an earlier month, its reference day."""
    if newest_month(request) is None:
        return request.today
    month = chosen_month(request)
    if month == newest_month(request):
        return request.today
    return reference_day(month.month)
