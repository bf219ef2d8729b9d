"""The work programme of a year: the list, as a page and as a file."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.text import capital
from langmoi.law.sets import set_for
from langmoi.programme.flow import STATE_LABELS, ItemState
from langmoi.programme.models import ProgrammeItem
from langmoi.programme.queries import ItemRow, item_rows
from langmoi.programme.suggestions import items_of
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.programme.owners import ALL, Owner, chosen_owner, chosen_year, owners_of

CSS = {
    ItemState.NOT_BEGUN: "plain",
    ItemState.UNDER_WAY: "info",
    ItemState.OVERDUE: "over",
    ItemState.DONE_IN_TIME: "met",
    ItemState.DONE_LATE: "done",
    ItemState.CARRIED: "plain",
    ItemState.DROPPED: "plain",
}


@login_required
@require_safe
def programme(request: Request) -> HttpResponseBase:
    """The programme of one owner, or all that the person may see, target communes first."""
    owners = owners_of(request)
    owner, year = chosen_owner(request, owners), chosen_year(request)
    visible = ProgrammeItem.objects.visible_to(request.user, on=request.today).filter(year=year)
    if owner is not None:
        visible = visible.filter(pk__in=items_of(owner.of, year).values("pk"))
    number, state = request.GET.get("tieu-chi", ""), request.GET.get("tinh-trang", "")
    if number:
        visible = visible.filter(criterion=number)
    rows = item_rows(visible, on=request.today)
    counted = Counter(row.standing.state for row in rows)
    if state:
        rows = [row for row in rows if row.standing.state == state]
    if wants_file(request):
        return as_file(request, _sheet(request, rows, owner, year))
    context: dict[str, Any] = {
        "rows": rows,
        "owners": owners,
        "owner": owner,
        "year": year,
        "years": _years(request, year),
        "all_word": ALL,
        "states": [(one.value, STATE_LABELS[one]) for one in ItemState],
        "state": state,
        "number": number,
        "criteria": set_for(request.today).criteria,
        "totals": [(STATE_LABELS[s], counted[s], CSS[s]) for s in ItemState if counted[s]],
        "may_write": owner is not None and owner.is_own,
        "query": urlencode(_asked(owner, year, number, state)),
        "own_query": urlencode(_asked(owner, year, "", "")),
    }
    return render(request, "programme/programme.html", context)


def _years(request: Request, year: int) -> list[int]:
    """Those that have a programme, this year and the next."""
    visible = ProgrammeItem.objects.visible_to(request.user, on=request.today)
    there = set(visible.values_list("year", flat=True).distinct())
    return sorted(there | {request.today.year, request.today.year + 1, year})


def _asked(owner: Owner | None, year: int, number: str, state: str) -> dict[str, str]:
    told = {"nam": str(year), "cua": owner.word if owner else ALL}
    more = {"tieu-chi": number, "tinh-trang": state}
    return told | {name: value for name, value in more.items() if value}


def _sheet(request: Request, rows: Sequence[ItemRow], owner: Owner | None, year: int) -> Sheet:
    return Sheet(
        name=f"chuong-trinh-{year}",
        title=f"Chương trình công tác năm {year}",
        facts=facts_of(
            request,
            unit=owner.name if owner else "phạm vi của người tải",
            months=[],
            laws=[],
            filters=[f"năm {year}"],
            source="Chương trình công tác ghi trong Làng Mới.",
        ),
        columns=[
            Column("Của", width=24),
            Column("Nội dung", width=50),
            Column("Nguồn gốc", width=20),
            Column("Tiêu chí"),
            Column("Xã", width=28),
            Column("Xã mục tiêu"),
            Column("Chịu trách nhiệm", width=28),
            Column("Dự kiến từ"),
            Column("Dự kiến xong"),
            Column("Bắt đầu"),
            Column("Xong"),
            Column("Kết quả", width=36),
            Column("Tình trạng", width=20),
            Column("Lý do bỏ", width=28),
            Column("Số liệu minh họa"),
        ],
        rows=[_line(row) for row in rows],
    )


def _line(row: ItemRow) -> list[Any]:
    item = row.item
    return [
        capital(row.owner),
        item.content,
        item.get_origin_display(),
        item.criterion,
        ", ".join(row.communes),
        "có" if row.is_for_target else "",
        item.responsible,
        item.planned_from,
        item.planned_to,
        item.started_on,
        item.finished_on,
        item.result,
        row.standing.label,
        item.dropped_why,
        "có" if item.is_illustrative else "",
    ]
