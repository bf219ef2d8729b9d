"""Emulation campaigns: the list, and one campaign with its criterion before and after."""

from __future__ import annotations

from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.overview.before_after import BeforeAfter, before_and_after
from langmoi.places.models import Level
from langmoi.places.queries import version_of
from langmoi.registers import sessions
from langmoi.registers.access import can_write, units_kept
from langmoi.registers.campaigns import KIND, Mobilised, criterion_of, mobilised
from langmoi.registers.kind_list import kind_of
from langmoi.registers.models import Entry
from langmoi.registers.queries import EntryRow, row_of
from langmoi.registers.session_table import total_of
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.village_life.scoped import rows_in_scope

SOURCE = "Sổ phong trào thi đua, đợt vận động trong Làng Mới."


@login_required
@require_safe
def campaigns(request: Request) -> HttpResponseBase:
    """The campaigns in scope, the newest first, each with what it came to."""
    rows = [row for row in rows_in_scope(request, KIND) if row.is_live]
    rows.sort(key=lambda row: row.values["begins_on"], reverse=True)
    held = [row for row in rows_in_scope(request, sessions.KIND) if row.is_live]
    lines = [_line(row, held) for row in rows]
    if wants_file(request):
        return as_file(request, _sheet(request, lines))
    context = {
        "lines": lines,
        "may_add": bool(units_kept(request.user, kind_of(KIND), on=request.today)),
        "kind": KIND,
        "query": "",
    }
    return render(request, "village_life/campaigns.html", context)


@login_required
@require_safe
def campaign(request: Request, pk: int) -> HttpResponse:
    """What was done and given; the criterion in the months before and after, if it names one."""
    visible = Entry.objects.standing().visible_to(request.user, on=request.today)
    entry = get_object_or_404(visible.filter(kind=KIND), pk=pk)
    row = row_of(entry, on=request.today)
    held = [one for one in rows_in_scope(request, sessions.KIND) if one.is_live]
    of_it = [one for one in held if one.values.get("campaign") == entry.name]
    of_it.sort(key=lambda one: one.values["held_on"])
    found = _line(row, held)
    context = {
        "row": row,
        "line": found,
        "criterion": _criterion(row),
        "compared": _compared(request, row),
        "sessions": [(one, sessions.people_at(one)) for one in of_it],
        "records": [
            (record, Mobilised(*(record.fields.get(n) for n in _AMOUNTS)).text)
            for record in row.records.get("result", [])
        ],
        "may_write": can_write(request.user, row.kind, entry.unit_id, on=request.today),
        "may_add_session": bool(units_kept(request.user, kind_of(sessions.KIND), on=request.today)),
    }
    return render(request, "village_life/campaign.html", context)


_AMOUNTS = ("households", "money", "workdays", "land")


def _criterion(row: EntryRow) -> str:
    number = row.values.get("criterion")
    found = criterion_of(number, row.values["begins_on"]) if number else None
    return f"{number}. {found.name}" if found else ""


def _compared(request: Request, row: EntryRow) -> dict[str, Any] | None:
    """The campaign's own place; beside it the whole province, for who reads of it."""
    number = row.values.get("criterion")
    if not number:
        return None
    first, last = row.values["begins_on"], last_day(row)
    own = before_and_after(number, first, last, _area(row, request.today))
    of_all: BeforeAfter | None = None
    is_part = row.unit is not None and row.unit.level != Level.PROVINCE
    if is_part and scope_of(request).is_province:
        of_all = before_and_after(number, first, last, None)
    return {"own": own, "all": of_all, "first": first, "last": last, "number": number}


def last_day(row: EntryRow) -> date | None:
    """The day told, else the one on which it was summed up."""
    told: date | None = row.values.get("ends_on")
    if told is None and row.state is not None and row.state.state.id == "ended":
        return row.state.since
    return told


def _area(row: EntryRow, on: date) -> int | None:
    """The unit over which to compare; of a village its commune."""
    if row.unit is not None and row.unit.level == Level.PROVINCE:
        return None
    found = version_of(row.entry.unit_id, on)
    return row.entry.unit_id if found is None or found.level != Level.VILLAGE else found.parent_id


def _line(row: EntryRow, held: list[EntryRow]) -> dict[str, Any]:
    of_it = [one for one in held if one.values.get("campaign") == row.entry.name]
    total = total_of("", of_it)
    return {
        "row": row,
        "organiser": row.kind.by_id["organiser"].labels.get(row.values["organiser"], ""),
        "begins_on": row.values["begins_on"],
        "ends_on": row.values.get("ends_on"),
        "criterion": _criterion(row),
        "given": mobilised(row).text,
        "sessions": total.sessions,
        "people": total.people,
        "by_sessions": total.given.text,
    }


def _sheet(request: Request, lines: list[dict[str, Any]]) -> Sheet:
    headings = (
        ("Tên", 44), ("Nơi phát động", 22), ("Chủ trì", 22), ("Từ ngày", 12), ("Đến ngày", 12),
        ("Tiêu chí", 26), ("Trạng thái", 18), ("Đã vận động được", 36), ("Số buổi", 10),
        ("Số người dự", 12),
    )  # fmt: skip
    return Sheet(
        name="phong-trao",
        title=f"Phong trào thi đua, đợt vận động, đến ngày {show_day(request.today)}",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            source=SOURCE,
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[
            [
                line["row"].entry.name,
                line["row"].place,
                line["organiser"],
                line["begins_on"],
                line["ends_on"],
                line["criterion"],
                line["row"].state.state.label,
                line["given"],
                line["sessions"],
                line["people"],
            ]
            for line in lines
        ],
        source=SOURCE,
    )
