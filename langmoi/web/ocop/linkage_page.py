"""Production linkages by district on a day: households, area, communes with and without."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from urllib.parse import urlencode

from django.contrib.auth.decorators import login_required
from django.http import Http404
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.views.decorators.http import require_safe

from langmoi.core.days import show_day
from langmoi.places.models import Level, UnitVersion
from langmoi.places.queries import filing_communes
from langmoi.registers.access import units_kept
from langmoi.registers.kind_list import kind_of
from langmoi.registers.linkages import KIND, households_of, lives
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.web.analysis.sheets import NUMBER, Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import scope_of
from langmoi.web.staffing.posts_list import day_of

MOST_LISTED = 50  # the register itself is paged
SOURCE = "Sổ liên kết sản xuất gắn với tiêu thụ trong Làng Mới."


@dataclass(frozen=True)
class LinkageLine:
    """The linkages of a place that live on the day."""

    place: UnitVersion | None
    rows: tuple[EntryRow, ...]
    of_communes: int

    @property
    def communes(self) -> int:
        return len({row.entry.unit_id for row in self.rows})

    @property
    def households(self) -> int:
        return sum(households_of(row) for row in self.rows)

    @property
    def area(self) -> Decimal:
        return sum((row.values.get("area", Decimal(0)) for row in self.rows), Decimal(0))


@login_required
@require_safe
def linkages(request: Request) -> HttpResponseBase:
    """Every linkage in the person's scope that lives; a village head has none."""
    scope, on = scope_of(request), day_of(request)
    if scope.is_village:
        raise Http404
    rows = entries_of(KIND, on=on, user=request.user, seen_by=request.today)
    live = [row for row in rows if lives(row, on)]
    if wants_file(request):
        return as_file(request, _sheet(request, live, on))
    communes = filing_communes(on, within=set(scope.units))
    have = {row.entry.unit_id for row in live if row.values.get("is_key")}
    above = {c.parent_id for c in communes if c.parent_id}
    districts = UnitVersion.objects.on(on).filter(unit_id__in=above, level=Level.DISTRICT)
    lines = [] if scope.is_commune else [_line(d, live, communes) for d in districts]
    context = {
        "on": on,
        "lines": sorted(lines, key=lambda line: line.place.code if line.place else ""),
        "total": LinkageLine(None, tuple(live), len(communes)),
        "live": live,
        "listed": [(row, households_of(row)) for row in live[:MOST_LISTED]],
        "left": max(len(live) - MOST_LISTED, 0),
        "over": len(rows) - len(live),
        "without": [c for c in communes if c.unit_id not in have],
        "may_add": bool(units_kept(request.user, kind_of(KIND), on=request.today)),
        "query": urlencode({"thang": t} if (t := request.GET.get("thang")) else {}),
        "scope": scope,
    }
    return render(request, "ocop/linkages.html", context)


def _line(
    district: UnitVersion, live: Sequence[EntryRow], communes: Sequence[UnitVersion]
) -> LinkageLine:
    of_it = [row for row in live if row.district and row.district.unit_id == district.unit_id]
    there = sum(c.parent_id == district.unit_id for c in communes)
    return LinkageLine(district, tuple(of_it), there)


def _sheet(request: Request, rows: Sequence[EntryRow], on: date) -> Sheet:
    headings = (
        ("Huyện", 22), ("Xã", 20), ("Liên kết", 36), ("Sản phẩm", 20), ("Nông sản chủ lực", 10),
        ("Nơi mua", 32), ("Số hợp đồng", 20), ("Từ ngày", 12), ("Đến ngày", 12),
    )  # fmt: skip
    columns = [Column(heading, width=width) for heading, width in headings]
    columns += [Column("Diện tích (ha)", NUMBER), Column("Số hộ")]
    return Sheet(
        name="lien-ket-san-xuat",
        title=f"Liên kết sản xuất gắn với tiêu thụ đang thực hiện, ngày {show_day(on)}",
        facts=facts_of(
            request, unit=scope_of(request).home.full_name, months=[], laws=[], source=SOURCE
        ),
        columns=columns,
        rows=[_file_line(row) for row in rows],
        source=SOURCE,
    )


def _file_line(row: EntryRow) -> list[str | int | Decimal | date | None]:
    told = row.values
    return [
        row.district.full_name if row.district else "",
        row.commune.full_name if row.commune else row.place,
        row.entry.name,
        told.get("product", ""),
        "có" if told.get("is_key") else "không",
        told.get("buyer", ""),
        told.get("contract", ""),
        told.get("starts_on"),
        told.get("ends_on"),
        told.get("area"),
        households_of(row),
    ]
