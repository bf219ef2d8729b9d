"""OCOP of an area on a day: stars, groups, districts, what runs out; as a page and a file."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
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
from langmoi.registers.lasting import months_after
from langmoi.registers.ocop.access import PRODUCT, council_units, product_kind
from langmoi.registers.ocop.overview import STARS, OcopOverview, overview_of
from langmoi.registers.ocop.reading import certificate_on, last_certificate
from langmoi.registers.ocop.rules import LEVELS, certifying_on, no_set_said, score_set_on
from langmoi.registers.queries import EntryRow, entries_of
from langmoi.web.analysis.sheets import Column, Sheet, as_file, facts_of, wants_file
from langmoi.web.http import Request
from langmoi.web.scope import Scope, scope_of
from langmoi.web.staffing.posts_list import day_of

WITHIN = {"3": 3, "6": 6, "12": 12}  # months
SOURCE = "Sổ sản phẩm OCOP trong Làng Mới."


@login_required
@require_safe
def ocop(request: Request) -> HttpResponseBase:
    """Every product in the person's scope as it stood; a village head has none."""
    scope, on = scope_of(request), day_of(request)
    if scope.is_village:
        raise Http404
    within = request.GET.get("han", "")
    within = within if within in WITHIN else "6"
    rows = entries_of(PRODUCT, on=on, user=request.user, seen_by=request.today)
    if wants_file(request):
        return as_file(request, _sheet(request, rows, on))
    seen = _overview(scope, rows, on, WITHIN[within])
    score_set = score_set_on(on)
    context = {
        "seen": seen,
        "on": on,
        "within": within,
        "withins": list(WITHIN),
        "has_districts": len(seen.districts) > 1,
        "score_set": score_set,
        "no_set": "" if score_set else no_set_said(on),
        "certifying": [rule for stars in STARS if (rule := certifying_on(stars, on))],
        "rows": rows if scope.is_commune else [],
        "may_add": bool(units_kept(request.user, product_kind(), on=request.today)),
        "has_councils": bool(council_units(request.user, on=request.today)) or not scope.is_commune,
        "query": urlencode({k: v for k in ("thang", "han") if (v := request.GET.get(k))}),
        "scope": scope,
        "tab": "ocop",
    }
    return render(request, "ocop/overview.html", context)


def _overview(scope: Scope, rows: Sequence[EntryRow], on: date, months: int) -> OcopOverview:
    communes = filing_communes(on, within=set(scope.units))
    above = {c.parent_id for c in communes if c.parent_id}
    above |= {row.district.unit_id for row in rows if row.district}
    found = UnitVersion.objects.on(on).filter(unit_id__in=above, level=Level.DISTRICT)
    days = (months_after(on, months) - on).days
    districts = [] if scope.is_commune else list(found.order_by("code"))
    return overview_of(rows, communes, districts, on=on, within_days=days)


def _sheet(request: Request, rows: Sequence[EntryRow], on: date) -> Sheet:
    headings = (
        ("Huyện", 22), ("Xã", 20), ("Sản phẩm", 36), ("Nhóm", 28), ("Chủ thể", 34),
        ("Trạng thái", 20), ("Hạng sao còn hiệu lực", 12), ("Quyết định gần nhất", 30),
        ("Ngày quyết định", 12), ("Cấp công nhận", 14), ("Hiệu lực đến hết", 12),
        ("Số ngày còn lại", 10),
    )  # fmt: skip
    return Sheet(
        name="san-pham-ocop",
        title=f"Sản phẩm OCOP, ngày {show_day(on)}",
        facts=facts_of(
            request, unit=scope_of(request).home.full_name, months=[], laws=[], source=SOURCE
        ),
        columns=[Column(heading, width=width) for heading, width in headings],
        rows=[_line(row) for row in rows],
        source=SOURCE,
    )


def _line(row: EntryRow) -> list[str | int | date | None]:
    held, last = certificate_on(row), last_certificate(row)
    kind = product_kind()
    return [
        row.district.full_name if row.district else "",
        row.commune.full_name if row.commune else row.place,
        row.entry.name,
        kind.by_id["group"].labels.get(row.entry.fields.get("group", ""), ""),
        row.entry.fields.get("maker", ""),
        row.state.state.label if row.state else "",
        held.stars if held else None,
        last.number if last else "",
        last.issued_on if last else None,
        LEVELS.get(last.level, "") if last else "",
        last.last_day if last else None,
        last.days_left(row.on) if last else None,
    ]
