"""One register: its entries as they stood on a day, narrowed by the address; also as a file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.core.text import capital
from langmoi.places.models import Certainty
from langmoi.registers.access import can_configure, units_kept
from langmoi.registers.kinds import Kind
from langmoi.registers.pushing import agencies_pushing
from langmoi.registers.queries import EntryRow, entries_of, unit_names
from langmoi.registers.rules import Column as RuleColumn
from langmoi.registers.rules import rule_of
from langmoi.registers.values import cell_value, show_value
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.months import chosen_month, newest_month
from langmoi.web.registers.filters import COMMUNE, Filters, filters_of, narrowed
from langmoi.web.registers.reading import day_of, kind_or_404
from langmoi.web.registers.register_map import register_map
from langmoi.web.registers.words import Look, look_of, shown_facts
from langmoi.web.scope import scope_of

PER_PAGE = 50
MAP, WHAT = "ban-do", "xem"


@dataclass(frozen=True)
class Line:
    """A row of the table."""

    row: EntryRow
    look: Look
    cells: list[tuple[str, str]]  # heading and text


@login_required
@require_safe
def register(request: Request, kind: str) -> HttpResponseBase:
    found, on = kind_or_404(request, kind), day_of(request)
    every = entries_of(found, on=on, user=request.user, seen_by=request.today)
    rule = rule_of(found)
    prepared = rule.prepare(every, on) if rule.prepare else None
    filters = filters_of(request, found, every)
    rows = narrowed(every, filters, prepared)
    if wants_file(request):
        return as_file(request, _sheet(request, found, rows, filters, on, prepared))
    wants_map = request.GET.get(WHAT) == MAP and newest_month(request) is not None
    page = Paginator(rows, PER_PAGE).get_page(request.GET.get("trang"))
    context = {
        "kind": found,
        "on": on,
        "page": page,
        "lines": lines_of(found, list(page.object_list), prepared),
        "headings": _headings(found),
        "count": len(rows),
        "total": len(every),
        "live": sum(row.is_live for row in every),
        "filters": filters,
        "query": filters.query,
        "summary": shown_facts(rule.summary(every, on)) if rule.summary else [],
        "list_part": rule.list_part,
        "part": rule.list_context(every, on, _units(request)) if rule.list_context else None,
        "reminders": rule.reminders(every, on) if rule.reminders else [],
        "may_add": bool(units_kept(request.user, found, on=request.today)),
        "may_configure": not found.is_ours and can_configure(request.user, on=request.today),
        "feedings": _feedings(request, found),
        "map": _map(request, found, rows, filters) if wants_map else None,
        "wants_map": wants_map,
        "has_map": newest_month(request) is not None and not scope_of(request).is_commune,
        "is_illustrative": any(r.entry.certainty == Certainty.ILLUSTRATIVE for r in rows),
    }
    return render(request, "registers/register.html", context)


def lines_of(kind: Kind, rows: Sequence[EntryRow], prepared: Any) -> list[Line]:
    names = unit_names(kind, rows)
    listed = [field for field in kind.fields if field.in_list]
    columns = rule_of(kind).columns
    return [
        Line(
            row,
            look_of(row.state),
            [(f.heading, show_value(f, row.entry.fields.get(f.id), names)) for f in listed]
            + [(column.heading, column.of(row, prepared)) for column in columns],
        )
        for row in rows
    ]


def _units(request: Request) -> frozenset[int]:
    newest = newest_month(request)
    return scope_of(request, chosen_month(request).month if newest else None).units


def _headings(kind: Kind) -> list[str]:
    listed = [field.heading for field in kind.fields if field.in_list]
    return listed + [column.heading for column in rule_of(kind).columns]


def _feedings(request: Request, kind: Kind) -> list[dict[str, Any]]:
    """The indicators that the register feeds, and whether the person may send its figures."""
    if newest_month(request) is None:
        return []
    month, found = chosen_month(request).month, []
    for feeding in rule_of(kind).feedings:
        agencies = agencies_pushing(request.user, feeding, month, on=request.today)
        found.append({"indicator": feeding.indicator, "may_push": bool(agencies)})
    return found


def _map(request: Request, kind: Kind, rows: Sequence[EntryRow], filters: Filters) -> Any:
    month = chosen_month(request).month
    told = {k: v for k, v in filters.told.items() if v and k not in (COMMUNE, WHAT)}
    here = f"{reverse('register', args=[kind.id])}?{urlencode({**told, COMMUNE: ''})}"
    within = scope_of(request, month).units
    return register_map([row for row in rows if row.is_live], month, within, here, kind.one)


def _sheet(
    request: Request,
    kind: Kind,
    rows: Sequence[EntryRow],
    filters: Filters,
    on: date,
    prepared: Any,
) -> Sheet:
    columns = rule_of(kind).columns
    headings = [Column("Huyện", width=20), Column("Đơn vị", width=22), Column("Tên", width=40)]
    headings += [
        Column(field.heading, form="#,##0.######" if field.type.is_number else "#,##0", width=20)
        for field in kind.fields
    ]
    headings += [Column("Trạng thái", width=20), Column("Từ ngày", width=12)]
    headings += [Column("Văn bản", width=24)]
    headings += [Column(column.heading, width=column.width) for column in columns]
    names = unit_names(kind, rows)
    return Sheet(
        name=f"so-{kind.id.replace('_', '-')}",
        title=f"Sổ {kind.name}, ngày {show_day(on)}",
        facts=facts_of(
            request,
            unit=scope_of(request).home.full_name,
            months=[],
            laws=[],
            filters=filters.said(),
            source=f"Sổ {kind.name} trong Làng Mới.",
        ),
        columns=headings,
        rows=[_file_line(row, kind, names, columns, prepared) for row in rows],
        source=f"Sổ {kind.name} trong Làng Mới.",
    )


def _file_line(
    row: EntryRow,
    kind: Kind,
    names: dict[int, str],
    columns: Sequence[RuleColumn],
    prepared: Any,
) -> list[Any]:
    line: list[Any] = [
        row.district.full_name if row.district else "",
        capital(row.place),
        row.entry.name,
    ]
    line += [cell_value(f, row.entry.fields.get(f.id), names) for f in kind.fields]
    line += [row.state.state.label, row.state.since] if row.state else ["", None]
    line.append(row.state.row.document if row.state else "")
    return line + [column.of(row, prepared) for column in columns]
